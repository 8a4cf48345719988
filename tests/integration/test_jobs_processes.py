"""Real worker processes on a real queue: killed in the middle, several at once, never told."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.job_site import Site
from workflow_app.db import Database


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Iterator[Site]:
    found = Site(database, tmp_path)
    yield found
    found.announcer.close()


def once_each(count: int) -> dict[str, int]:
    return {f"ผลของงาน {number}": 1 for number in range(count)}


@pytest.mark.requirement("R6")
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(site: Site) -> None:
    site.ask(4, seconds=0.6)
    with site.worker() as first:
        site.wait(lambda: len(site.begun()) >= 2)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert sum(site.results().values()) < 4
    with site.worker():
        site.wait(lambda: site.done(4))
    assert site.results() == once_each(4)
    assert len(site.begun()) > 4  # what was in hand at the kill was begun again


@pytest.mark.requirement("R6")
def test_workers_killed_at_any_moment_lose_nothing_and_double_nothing(site: Site) -> None:
    site.ask(20, seconds=0.1)
    moments = random.Random(2565)
    for kills in range(1, 4):
        with site.worker() as process:
            site.wait(lambda: len(site.begun()) >= 2 * kills)  # noqa: B023 - called before the next round
            time.sleep(moments.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            process.wait()
    with site.worker():
        site.wait(lambda: site.done(20))
    assert site.results() == once_each(20)


@pytest.mark.requirement("R30")
def test_two_workers_on_one_queue_never_do_one_job_twice(site: Site) -> None:
    with ExitStack() as workers:
        for _ in range(2):
            workers.enter_context(site.worker(claim=30))
        site.ask(40, seconds=0.05, announce=3)
        site.wait(lambda: site.done(40))
    assert site.results() == once_each(40)
    numbers = [line.split()[1] for line in site.begun()]
    assert len(numbers) == len(set(numbers)) == 40
    assert len({line.split()[0] for line in site.begun()}) == 2  # both had a part in it


def test_the_sweep_finds_jobs_that_were_never_announced(site: Site) -> None:
    with site.worker():
        site.ask(2, seconds=0, announce=0)
        site.wait(lambda: site.done(2))
    assert site.results() == once_each(2)


def test_a_worker_that_is_asked_to_stop_ends_what_it_does_first(site: Site) -> None:
    site.ask(1, seconds=1)
    with site.worker(claim=30) as process:
        site.wait(lambda: len(site.begun()) == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert site.done(1)


def test_the_queue_may_be_lost_at_any_time(sqlite_database: Database, tmp_path: Path) -> None:
    site = Site(sqlite_database, tmp_path)
    site.ask(3, seconds=0)
    site.announcer.close()
    for file in tmp_path.glob("queue.db*"):
        file.unlink()
    with site.worker():
        site.wait(lambda: site.done(3))
    assert site.results() == once_each(3)

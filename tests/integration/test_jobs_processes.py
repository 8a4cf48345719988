"""Real worker processes on a real queue: killed in the middle, several at once, never told."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.jobs import outbox
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.jobs.queue import Announcer
from workflow_app.offices.models import Office

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """An installation on the test's database, and the worker processes that were started for it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.notes = folder / "notes.txt"
        self.log = folder / "workers.log"
        self.environment = {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "SWEEP_SECONDS": "1",
        }
        self.announcer = Announcer(Settings.from_env(self.environment))

    @contextmanager
    def worker(self, claim: float = 1.0) -> Iterator[subprocess.Popen[bytes]]:
        command = [
            sys.executable,
            "-W",
            "error",
            str(ROOT / "tests/job_worker.py"),
            str(self.notes),
            str(claim),
        ]
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(ROOT)}
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def ask(self, count: int, seconds: float, *, announce: int = 1) -> None:
        with self.database.transaction() as session:
            for number in range(count):
                outbox.enqueue(session, "note", f"note:{number}", {"n": number, "seconds": seconds})
        for _ in range(announce):
            self.announcer.announce(outbox.asked(session))

    def begun(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []

    def results(self) -> Counter[str]:
        with self.database.reading() as session:
            return Counter(session.scalars(select(Office.name)))

    def done(self, count: int) -> bool:
        with self.database.reading() as session:
            done = session.scalars(select(Job.id).where(Job.status == JobStatus.DONE)).all()
        return len(done) == count

    def wait(self, condition: Callable[[], bool], seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)


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

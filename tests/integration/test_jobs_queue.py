"""The queue's messages: plain, announced after a commit, and no harm when the queue is away."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workflow_app.config import Settings
from workflow_app.errors import NotConfigured
from workflow_app.jobs.queue import Announcer, connect


@pytest.fixture
def announcer(settings: Settings) -> Iterator[Announcer]:
    settings.data_dir.mkdir()
    made = Announcer(settings)
    yield made
    made.close()


def messages(settings: Settings) -> list[bytes]:
    with sqlite3.connect(settings.data_dir / "queue.db") as connection:
        rows = connection.execute("SELECT data FROM task ORDER BY id").fetchall()
    connection.close()
    return [data for (data,) in rows]


def test_a_message_is_plain_json_and_says_which_job_to_look_at(
    announcer: Announcer, settings: Settings
) -> None:
    announcer.announce([7, 8])
    found = [json.loads(message) for message in messages(settings)]
    assert [message[1] for message in found] == ["workflow_app.jobs.queue.look_at_job"] * 2
    assert [message[6] for message in found] == [[7], [8]]


def test_a_message_calls_the_consumer_with_the_number_of_the_job(
    announcer: Announcer, settings: Settings
) -> None:
    announcer.announce([7])
    seen: list[int] = []
    queue = connect(settings.queue_url, seen.append)
    queue.huey.execute(queue.huey.dequeue())
    queue.huey.storage.close()
    assert seen == [7]


@pytest.mark.postgres
def test_the_queue_can_be_in_postgresql(settings: Settings, postgres_url: str) -> None:
    chosen = replace(settings, queue_url=postgres_url)
    announcer = Announcer(chosen)
    announcer.announce([7])
    seen: list[int] = []
    queue = connect(chosen.queue_url, seen.append)
    queue.huey.execute(queue.huey.dequeue())
    queue.huey.storage.close()
    announcer.close()
    assert seen == [7]


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all/queue.db", "postgresql://127.0.0.1:1/none", "redis://127.0.0.1:1/0"]
)
def test_a_queue_that_is_away_is_logged_and_stops_nobody(
    settings: Settings, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        Announcer(replace(settings, queue_url=url)).announce([1])
    assert "sweep will find them" in caplog.text


def test_nothing_to_announce_opens_no_queue(settings: Settings) -> None:
    Announcer(settings).announce([])
    assert not Path(settings.data_dir).exists()


def test_a_missing_redis_package_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflow_app.jobs.queue.find_spec", lambda _name: None)
    with pytest.raises(NotConfigured, match="pip install redis"):
        connect("redis://127.0.0.1/0", lambda _job: None)

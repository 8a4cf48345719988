"""The queue, and the only module that knows huey. A message says "look at job N" and nothing else.

Nothing is lost with the queue: each minute a sweep announces every job that is due.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import psycopg
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer, Scheduler
from huey.registry import Message
from huey.serializer import Serializer

from workflow_app import clock
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.errors import NotConfigured
from workflow_app.history.record import seal
from workflow_app.jobs import operations, runner
from workflow_app.jobs.handlers import Workshop, open_workshop

NAME = "workflow"
#: Seconds in which a worker that is asked to stop may end what it is doing.
STOP_TIME = 20

_log = logging.getLogger(__name__)


class _PlainMessages(Serializer):
    """Messages as JSON: whoever can write to the queue must not be able to run code here, as pickle would."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(tuple(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(bytes(data)))


@dataclass(frozen=True)
class Queue:
    """The library's queue and our one task on it."""

    huey: Huey
    announce: Callable[[int], Any]


def connect(queue_url: str, run: Callable[[int], object]) -> Queue:
    """The queue at ``queue_url``, where each message calls ``run`` with a job's id (in a consumer only)."""
    huey = _open(queue_url)

    @huey.task(name="look_at_job")
    def look_at_job(job_id: int) -> None:
        run(job_id)

    return Queue(huey, look_at_job)


def _open(url: str) -> Huey:
    scheme, _, rest = url.partition("://")
    options = {"results": False, "serializer": _PlainMessages()}
    if scheme == "sqlite":
        return SqliteHuey(NAME, filename=f"/{rest.lstrip('/')}", timeout=10, **options)
    if scheme.startswith("redis"):
        if find_spec("redis") is None:
            raise NotConfigured("QUEUE_URL เป็น redis แต่ยังไม่ได้ติดตั้งแพ็กเกจ redis ให้เรียก pip install redis")
        return RedisHuey(NAME, url=url, **options)
    dsn = f"postgresql://{rest}"
    try:
        return PostgresHuey(NAME, dsn=dsn, **options)
    except psycopg.errors.UniqueViolation:  # "create table if not exists" of two processes at once
        return PostgresHuey(NAME, dsn=dsn, **options)


def _unreachable() -> tuple[type[BaseException], ...]:
    """The errors of a queue that is away, busy or wrongly set, for every store that is installed."""
    always: tuple[type[BaseException], ...] = (sqlite3.Error, psycopg.Error, OSError, NotConfigured)
    if find_spec("redis") is None:
        return always
    return (*always, import_module("redis.exceptions").RedisError)


class Announcer:
    """Tells the queue about jobs after a commit; connects at the first one. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.queue_url
        self._queue: Queue | None = None

    def announce(self, job_ids: Iterable[int]) -> None:
        """Say "look at job N" for each. Never fails: what is not heard is found by the sweep."""
        try:
            for job_id in job_ids:
                if self._queue is None:
                    self._queue = connect(self._url, _nobody)
                self._queue.announce(job_id)
        except _unreachable() as error:
            _log.warning("jobs not announced, the sweep will find them: %s", error)

    def close(self) -> None:
        """Close the connection; a later announcement opens another."""
        if self._queue is not None:
            self._queue.huey.storage.close()
            self._queue = None


def _nobody(_job_id: int) -> None:
    """A process that only announces runs nothing."""


class _SweepingConsumer(Consumer):
    """The library wakes its periodic tasks each minute; here it is SWEEP_SECONDS."""

    def __init__(self, huey: Huey, sweep_seconds: int, **options: Any) -> None:
        self._sweep_seconds = sweep_seconds
        super().__init__(huey, **options)

    def _create_scheduler(self) -> Scheduler:
        scheduler = super()._create_scheduler()
        scheduler.periodic_task_seconds = self._sweep_seconds
        return scheduler


def consumer(workshop: Workshop) -> Consumer:
    """What carries out jobs in this process once ``run()`` is called on it; ends with SIGTERM or SIGINT."""
    settings = workshop.settings

    def run(job_id: int) -> None:
        with clock.shift(settings.clock_shift):  # each worker thread starts on the real clock
            runner.run(workshop, job_id)

    queue = connect(settings.queue_url, run)

    @queue.huey.periodic_task(lambda _moment: True, name="sweep")
    def sweep() -> None:
        _announce_due(workshop, queue)

    return _SweepingConsumer(
        queue.huey, settings.sweep_seconds, workers=settings.worker_threads, max_delay=1.0,
        graceful_signal="TERM", shutdown_timeout=STOP_TIME,
    )  # fmt: skip


def _announce_due(workshop: Workshop, queue: Queue) -> None:
    with clock.shift(workshop.settings.clock_shift):
        ids = runner.sweep(workshop.database)
    if queue.huey.pending_count() >= operations.SWEEP_LIMIT:
        return  # they have been announced, the workers are behind
    for job_id in ids:
        queue.announce(job_id)


def work(settings: Settings) -> None:
    """Carry out jobs until a signal ends it: the command ``worker``."""
    database = Database(settings.database_url, before_commit=[seal])
    try:
        with open_workshop(settings, database) as workshop:
            consumer(workshop).run()
    finally:
        database.dispose()

"""Run a job: claim it, do the work with no lock held, keep the result and end the job in one transaction."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from sqlalchemy.exc import DBAPIError

from workflow_app.db import Database
from workflow_app.errors import DomainError
from workflow_app.jobs import operations
from workflow_app.jobs.handlers import HANDLERS, Failed, Handler, Workshop
from workflow_app.jobs.operations import Claim

UNEXPECTED = "เกิดข้อผิดพลาดที่ไม่คาดคิด ({}) ให้ผู้ดูแลเครื่องตรวจบันทึกของโปรแกรมทำงานเบื้องหลัง แล้วกดลองใหม่"
UNKNOWN = "โปรแกรมรุ่นนี้ไม่รู้จักงานชนิด {} ให้ปรับรุ่นโปรแกรมแล้วกดลองใหม่"

_log = logging.getLogger(__name__)


def run(workshop: Workshop, job_id: int, handlers: Mapping[str, Handler] = HANDLERS) -> int:
    """Do the job, and other due ones of its kind with it; returns how many were claimed, 0 when none was due.

    What is wrong with a job stands in its row. An error that nobody foresaw is raised again after that.
    """
    batches = {kind: handler.batch for kind, handler in handlers.items()}
    with workshop.database.transaction() as session:
        claims = operations.claim(session, job_id, batches)
    if claims:
        with _Attempt(workshop.database, claims, handlers):
            _work(workshop, claims, handlers)
    return len(claims)


def run_due(workshop: Workshop, handlers: Mapping[str, Handler] = HANDLERS) -> int:
    """Do everything that is due, here and now, without a queue; returns how many jobs were begun."""
    begun = 0
    while ids := sweep(workshop.database, handlers):
        round_begun = sum(run(workshop, job_id, handlers) for job_id in ids)
        if not round_begun:
            break  # others have them
        begun += round_begun
    return begun


def sweep(database: Database, handlers: Mapping[str, Handler] = HANDLERS) -> list[int]:
    """Ids of the jobs to be announced: those never announced, and those whose worker is gone."""
    with database.transaction() as session:
        for job in operations.release_lapsed(session):
            if job.kind in handlers:
                handlers[job.kind].fail(session, job.payload, job.error)
    with database.reading() as session:
        return operations.due_ids(session)


def _work(workshop: Workshop, claims: Sequence[Claim], handlers: Mapping[str, Handler]) -> None:
    kind = claims[0].kind
    if kind not in handlers:
        raise DomainError(UNKNOWN.format(kind))
    with _renewed(workshop.database, claims):
        results = handlers[kind].work(workshop, [held.payload for held in claims])
    for held, result in zip(claims, results, strict=True):
        _finish(workshop.database, held, result, handlers)


def _finish(database: Database, held: Claim, result: Any, handlers: Mapping[str, Handler]) -> None:
    with database.transaction() as session:
        if isinstance(result, Failed):
            if result.temporary and held.tries < operations.MOST_TRIES:
                operations.put_back(session, held, result.reason)
            elif operations.end(session, held, result.reason) and held.kind in handlers:
                handlers[held.kind].fail(session, held.payload, result.reason)
        elif operations.end(session, held):
            handlers[held.kind].keep(session, held.payload, result)


class _Attempt:
    """Whatever ends the block, the claims end with it; only a kill leaves them to the sweep."""

    def __init__(self, database: Database, claims: Sequence[Claim], handlers: Mapping[str, Handler]) -> None:
        self.database = database
        self.claims = claims
        self.handlers = handlers

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        known = isinstance(error, DomainError)
        reason = error.message if isinstance(error, DomainError) else UNEXPECTED.format(type(error).__name__)
        for held in self.claims:
            _finish(self.database, held, Failed(reason), self.handlers)
        return known


@contextmanager
def _renewed(database: Database, claims: Sequence[Claim]) -> Iterator[None]:
    """Keep the claims alive while the block runs, however long that takes."""
    over = threading.Event()
    keeper = threading.Thread(target=_renew_until, args=(database, claims, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew_until(database: Database, claims: Sequence[Claim], over: threading.Event) -> None:
    while not over.wait(operations.CLAIM.total_seconds() / 4):
        try:
            with database.transaction() as session:
                operations.renew(session, claims)
        except DBAPIError as error:  # busy or away: there are more times before the claim runs out
            _log.warning("claims not renewed: %s", error)

"""Who works on which job: claims, their end, and what a crash left behind.

A claim is a number that grows. Whoever finishes a job shows the number; if another worker has claimed the row
since, nothing is written. So a worker that was only slow, not dead, cannot do the work a second time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from workflow_app import clock
from workflow_app.jobs.models import Job, JobStatus

#: How long a claim holds without being renewed; so long the jobs of a killed worker wait.
CLAIM = timedelta(seconds=60)
#: A job that was begun this often and never ended is not begun again: it may be what ends the worker.
MOST_TRIES = 3
#: How many due jobs one sweep announces; the next one announces the rest.
SWEEP_LIMIT = 500
ABANDONED = (
    "งานหยุดกลางคันหลายครั้ง เพราะโปรแกรมทำงานเบื้องหลังถูกปิดหรือหยุดทำงาน ให้ผู้ดูแลเครื่องตรวจบันทึกของโปรแกรม แล้วกดลองใหม่"
)


@dataclass(frozen=True)
class Claim:
    """The right to work on one job, until it runs out or is ended. ``tries`` counts this one too."""

    job_id: int
    number: int
    tries: int
    kind: str
    payload: dict[str, Any]


def machine_now() -> datetime:
    """The machine's own time in UTC: a claim must not lapse because a demo moved the calendar."""
    return Context().run(clock.now)


def claim(session: Session, job_id: int, batches: Mapping[str, int]) -> list[Claim]:
    """Claims on the job and on other due ones of its kind, together as many as ``batches`` says (else 1).

    Empty when the job is not due or somebody else has it. The transaction must be a writing one, and end
    before the work begins.
    """
    first = session.scalar(_due().where(Job.id == job_id).with_for_update(skip_locked=True))
    if first is None:
        return []
    others = _due().where(Job.kind == first.kind, Job.id != job_id).order_by(Job.id)
    more = others.limit(batches.get(first.kind, 1) - 1).with_for_update(skip_locked=True)
    return [_claimed(job) for job in (first, *session.scalars(more))]


def _claimed(job: Job) -> Claim:
    job.status, job.claimed_until = JobStatus.RUNNING, machine_now() + CLAIM
    job.claim, job.tries = job.claim + 1, job.tries + 1
    return Claim(job.id, job.claim, job.tries, job.kind, job.payload)


def renew(session: Session, claims: Sequence[Claim]) -> None:
    """Let the claims hold for another ``CLAIM`` from now; those that were lost stay lost."""
    until = machine_now() + CLAIM
    for held in claims:
        session.execute(update(Job).where(*_held(held)).values(claimed_until=until))


def end(session: Session, held: Claim, error: str = "") -> bool:
    """Whether the claim still held: then the job is done now, or failed with the Thai sentence ``error``.

    Call it first in the transaction that keeps the result, and keep nothing when it says no.
    """
    status = JobStatus.FAILED if error else JobStatus.DONE
    return _written(session, held, status=status, error=error, done_at=clock.now())


def put_back(session: Session, held: Claim, error: str) -> bool:
    """Whether the claim still held: then the job is due again; ``error`` says what stood against it this time."""
    return _written(session, held, status=JobStatus.DUE, error=error)


def _written(session: Session, held: Claim, **values: object) -> bool:
    change = update(Job).where(*_held(held)).values(claimed_until=None, **values)
    return session.execute(change.returning(Job.id)).first() is not None


def _held(held: Claim) -> tuple[ColumnElement[bool], ...]:
    return Job.id == held.job_id, Job.claim == held.number, Job.status == JobStatus.RUNNING


def release_lapsed(session: Session) -> list[Job]:
    """Make the jobs of workers that are gone due again; returns those that were begun too often and so failed."""
    question = select(Job).where(Job.status == JobStatus.RUNNING, Job.claimed_until < machine_now())
    lapsed = session.scalars(question.order_by(Job.id).with_for_update(skip_locked=True))
    return [job for job in lapsed if not _released(job)]


def _released(job: Job) -> bool:
    job.claimed_until = None
    if job.tries < MOST_TRIES:
        job.status = JobStatus.DUE
        return True
    job.status, job.error, job.done_at = JobStatus.FAILED, ABANDONED, clock.now()
    return False


def due_ids(session: Session) -> list[int]:
    """Ids of the jobs to be done now, the oldest first, at most ``SWEEP_LIMIT``."""
    return list(session.scalars(_due().with_only_columns(Job.id).order_by(Job.id).limit(SWEEP_LIMIT)))


def _due() -> Select[Job]:
    on_time = or_(Job.due_at.is_(None), Job.due_at <= clock.now())
    return select(Job).where(Job.status == JobStatus.DUE, on_time)

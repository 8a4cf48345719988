"""The list of jobs for the administration page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from workflow_app.jobs.models import LETTER_PDF, Job, JobStatus

NAMES = {LETTER_PDF: "ทำ PDF ของหนังสือ"}


@dataclass(frozen=True)
class JobLine:
    """One job as it is shown: no content of any letter, only which record it is for."""

    id: int
    name: str
    record_id: int | None
    status: JobStatus
    tries: int
    error: str
    made_at: datetime
    due_at: datetime | None
    done_at: datetime | None

    @property
    def can_retry(self) -> bool:
        """Whether the button to do it again is offered."""
        return self.status == JobStatus.FAILED


def listing(
    session: Session,
    province_id: int | None,
    statuses: Collection[JobStatus] = tuple(JobStatus),
    limit: int = 200,
) -> list[JobLine]:
    """Jobs of one province, the newest first; of the whole installation when ``province_id`` is None."""
    question = select(Job).where(_of(province_id), Job.status.in_(statuses))
    return [_line(job) for job in session.scalars(question.order_by(Job.id.desc()).limit(limit))]


def find(session: Session, province_id: int | None, job_id: int) -> JobLine | None:
    """One job of the province, or None: it does not exist, or is another province's."""
    job = session.scalar(select(Job).where(_of(province_id), Job.id == job_id))
    return None if job is None else _line(job)


def counts(session: Session, province_id: int | None) -> dict[JobStatus, int]:
    """How many jobs are in each status, 0 included."""
    question = select(Job.status, func.count()).where(_of(province_id)).group_by(Job.status)
    found = dict.fromkeys(JobStatus, 0)
    for status, number in session.execute(question):
        found[status] = number
    return found


def _of(province_id: int | None) -> ColumnElement[bool]:
    return true() if province_id is None else Job.province_id == province_id


def _line(job: Job) -> JobLine:
    return JobLine(
        id=job.id,
        name=NAMES.get(job.kind, job.kind),
        record_id=job.payload.get("letter_id"),
        status=job.status,
        tries=job.tries,
        error=job.error,
        made_at=job.made_at,
        due_at=job.due_at,
        done_at=job.done_at,
    )

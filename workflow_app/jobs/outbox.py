"""Ask for work in the transaction of the change that needs it. Nothing here knows the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.errors import NotFound
from workflow_app.jobs.models import LETTER_PDF, Job, JobStatus
from workflow_app.letters.models import Letter, PdfState

#: Where a session keeps the ids of the jobs that were asked for in it.
_ASKED = "jobs asked for"


def enqueue(
    session: Session,
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    due: datetime | None = None,
    *,
    province_id: int | None = None,
) -> Job:
    """The job of this ``key``: a new one, or the one that is there, whatever became of it (see ``retry``).

    ``payload`` must be plain JSON; ``due`` is an aware moment, None means at once; ``province_id`` tells whose
    administrators see the job. Two transactions that ask for one key at the same moment: the second fails at
    its flush and can be repeated.
    """
    known = session.scalar(select(Job).where(Job.key == key))
    if known is not None:
        return known
    job = Job(
        kind=kind, key=key, payload=dict(payload), province_id=province_id, due_at=due, made_at=clock.now()
    )
    session.add(job)
    session.flush()  # the queue is told its id
    _remember(session, job)
    return job


def letter_pdf(session: Session, letter: Letter) -> Job:
    """The job that makes the PDF of the letter's final docx, which must be stored already (``docx_file_id``).

    Called again for the same docx it makes a failed or lost PDF anew; one that is waiting stays waiting.
    """
    payload = {"letter_id": letter.id, "docx_file_id": letter.docx_file_id}
    key = f"{LETTER_PDF}:{letter.id}:{letter.docx_file_id}"
    job = enqueue(session, LETTER_PDF, key, payload, province_id=letter.province_id)
    # Not through the object: its version must not grow, or a page that is open would be stale by a PDF.
    waiting = update(Letter).where(Letter.id == letter.id)
    session.execute(waiting.values(pdf_state=PdfState.WAITING, pdf_error="", pdf_file_id=None))
    return retry(session, job.id)


def retry(session: Session, job_id: int) -> Job:
    """The job, to be done again at once with its tries counted anew; one that is running or due stays as it is.

    For the administration page: ``again`` does the same and tells the record that waits for it. Raises NotFound
    for an id that is no job.
    """
    job = session.get(Job, job_id, with_for_update=True, populate_existing=True)
    if job is None:
        raise NotFound
    if job.status in (JobStatus.DONE, JobStatus.FAILED):
        job.status, job.due_at, job.tries, job.error, job.done_at = JobStatus.DUE, None, 0, "", None
        _remember(session, job)
    return job


def again(session: Session, job_id: int) -> Job:
    """``retry`` for a person who looks at the list of jobs; the letter shows that its PDF is being made.

    Raises NotFound for an id that is no job.
    """
    job = retry(session, job_id)
    if job.kind == LETTER_PDF and job.status == JobStatus.DUE:
        session.execute(
            update(Letter)
            .where(Letter.id == job.payload["letter_id"], Letter.docx_file_id == job.payload["docx_file_id"])
            .where(Letter.pdf_state == PdfState.FAILED)
            .values(pdf_state=PdfState.WAITING, pdf_error="")
        )
    return job


def asked(session: Session) -> list[int]:
    """Ids of the jobs asked for in this session; told to the queue after its commit, never before."""
    return list(session.info.get(_ASKED, ()))


def _remember(session: Session, job: Job) -> None:
    asked_for = session.info.setdefault(_ASKED, [])
    if job.id not in asked_for:
        asked_for.append(job.id)

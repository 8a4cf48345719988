"""What each kind of job does. A new kind is one row of ``HANDLERS``.

The work itself happens outside any transaction and may be begun twice (a worker was killed); its result is
kept in the transaction that ends the job, and so once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import workflow_app.tables  # noqa: F401 – a worker knows every table, or foreign keys lead nowhere
from workflow_app import files
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.jobs.models import LETTER_PDF
from workflow_app.letters import pdf
from workflow_app.letters.models import Letter, PdfState

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Workshop:
    """What a worker has at hand. The converter starts LibreOffice when it is first needed, and keeps it."""

    database: Database
    settings: Settings
    converter: pdf.Converter


@contextmanager
def open_workshop(settings: Settings, database: Database) -> Iterator[Workshop]:
    """A workshop on ``database``; every LibreOffice that it started is ended with the block."""
    with pdf.Converter(
        settings.data_dir, settings.pdf_processes, time_limit=settings.pdf_time_limit
    ) as converter:
        yield Workshop(database, settings, converter)


@dataclass(frozen=True)
class Failed:
    """Why one job could not be done, as a Thai sentence. ``temporary``: worth another try without a person."""

    reason: str
    temporary: bool = False


@dataclass(frozen=True)
class Handler:
    """The three parts of a kind of job.

    ``work`` gets up to ``batch`` payloads and gives, in their order, a result or ``Failed``; a DomainError
    fails them all with its message. ``keep`` writes a result, ``fail`` tells the record that there is none.
    """

    work: Callable[[Workshop, Sequence[Payload]], Sequence[Any]]
    keep: Callable[[Session, Payload, Any], None]
    fail: Callable[[Session, Payload, str], None]
    batch: int = 1


def make_letter_pdfs(workshop: Workshop, payloads: Sequence[Payload]) -> list[bytes | Failed | None]:
    """The PDF of each letter's docx; None where it is there already or the letter has another docx by now.

    Raises NotConfigured when LibreOffice or the fonts are missing.
    """
    with workshop.database.reading() as session:
        documents = [_wanted_docx(session, payload) for payload in payloads]
    wanted = [docx for docx in documents if docx is not None]
    made = iter(pdf.convert(workshop.converter, wanted) if wanted else ())
    return [None if docx is None else _result(next(made)) for docx in documents]


def _wanted_docx(session: Session, payload: Payload) -> bytes | None:
    question = select(Letter).where(*_same_letter(payload), Letter.pdf_state != PdfState.READY)
    letter = session.scalar(question)
    return None if letter is None else files.read(session, payload["docx_file_id"])[0]


def _result(outcome: pdf.Outcome) -> bytes | Failed:
    if isinstance(outcome, bytes):
        return outcome
    # A file that took all its time once would take it from the others each time.
    return Failed(outcome.reason, temporary=outcome.temporary and outcome.cause != "late")


def keep_letter_pdf(session: Session, payload: Payload, made: bytes | None) -> None:
    """Store the PDF and show it on its letter, unless the letter has another docx by now."""
    current = session.scalar(select(Letter.id).where(*_same_letter(payload)).with_for_update())
    if made is None or current is None:
        return
    stored = files.store(session, made, "application/pdf")
    _show(session, payload, pdf_file_id=stored.id, pdf_state=PdfState.READY, pdf_error="")


def fail_letter_pdf(session: Session, payload: Payload, reason: str) -> None:
    """Show on the letter that it has no PDF, and why."""
    _show(session, payload, pdf_state=PdfState.FAILED, pdf_error=reason)


def _show(session: Session, payload: Payload, **values: object) -> None:
    # Past the version counter: a PDF that became ready must not make a form stale that somebody has open.
    session.execute(update(Letter).where(*_same_letter(payload)).values(**values))


def _same_letter(payload: Payload) -> tuple[Any, Any]:
    return Letter.id == payload["letter_id"], Letter.docx_file_id == payload["docx_file_id"]


HANDLERS: dict[str, Handler] = {
    LETTER_PDF: Handler(make_letter_pdfs, keep_letter_pdf, fail_letter_pdf, batch=8),
}

"""What the demo leaves in a folder: every letter, the register, the e-SAR, and a summary of all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow_app import files
from workflow_app.demo import summary
from workflow_app.history.models import Event
from workflow_app.letters.docx.esar import esar_document
from workflow_app.letters.docx.templates import Face
from workflow_app.letters.models import Letter, Recipient
from workflow_app.offices.models import Office
from workflow_app.registers.export import BookSheet, workbook
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.scoring.esar_content import esar_content
from workflow_app.scoring.models import ScoredBy
from workflow_app.years.models import Cycle

REGISTER, ESAR, SUMMARY = "register.xlsx", "e-sar.docx", "summary.json"


def write(session: Session, out: Path) -> None:
    """Write everything below ``out``; run twice, the same bytes (PDFs: the same text)."""
    cycle = session.scalars(select(Cycle)).one()
    letters = [_letter(session, out, letter) for letter in _numbered(session)]
    sheets = _books(session)
    (out / REGISTER).write_bytes(workbook(sheets))
    content = esar_content(session, cycle, ScoredBy.EVALUATOR)
    (out / ESAR).write_bytes(esar_document(content, Face()))
    data = {
        "indicators": summary.indicators(session, cycle),
        "letters": letters,
        "documents": [{"kind": "esar", "docx": ESAR}, {"kind": "register", "xlsx": REGISTER}],
        "register": [row for sheet in sheets for row in summary.register(sheet)],
        "total": summary.total(session, cycle),
        "history_events": str(session.scalar(select(func.count()).select_from(Event))),
    }
    (out / SUMMARY).write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _numbered(session: Session) -> list[Letter]:
    """Letters made here that have a number and were not voided, in the order of their numbering."""
    query = (
        select(Letter)
        .join(RegisterEntry, RegisterEntry.id == Letter.register_entry_id)
        .where(RegisterEntry.voided.is_(False))
        .order_by(RegisterEntry.registered_at, RegisterEntry.id)
    )
    return list(session.scalars(query))


def _letter(session: Session, out: Path, letter: Letter) -> dict[str, Any]:
    entry = session.get_one(RegisterEntry, letter.register_entry_id)
    name = f"{letter.dated:%Y-%m-%d}-{letter.kind}"
    docx = _keep(session, out, f"{name}.docx", letter.docx_file_id)
    recipients = select(func.count()).select_from(Recipient).where(Recipient.letter_id == letter.id)
    return {
        "kind": letter.kind,
        "issuer": session.get_one(Office, letter.issuer_office_id).name,
        "number": entry.number,
        "date": entry.dated.isoformat(),
        "subject": summary.printed_subject(letter),
        "docx": docx,
        "pdf": _keep(session, out, f"{name}.pdf", letter.pdf_file_id),
        "recipients": str(session.scalar(recipients)),
    }


def _keep(session: Session, out: Path, name: str, file_id: int | None) -> str | None:
    if file_id is None:
        return None
    (out / name).write_bytes(files.read(session, file_id)[0])
    return name


def _books(session: Session) -> list[BookSheet]:
    query = select(Book, Office.name).join(Office, Office.id == Book.office_id)
    found = session.execute(query.order_by(Book.kind, Book.year, Book.id)).all()
    sheets = [BookSheet(office, book, _entries(session, book)) for book, office in found]
    return [sheet for sheet in sheets if sheet.entries]


def _entries(session: Session, book: Book) -> list[RegisterEntry]:
    query = select(RegisterEntry).where(RegisterEntry.book_id == book.id)
    return list(session.scalars(query.order_by(RegisterEntry.running)))

"""Letters, books, incoming letters and jobs for the town of test_permissions: the same in สระแก้ว and in พังงา."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.scenes import Scene
from workflow_app import clock
from workflow_app.demo.scan import scan
from workflow_app.files import store
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.letters.content import from_json, to_json
from workflow_app.letters.models import Enclosure, Letter, LetterCheck, PdfState, Recipient
from workflow_app.paths import folder
from workflow_app.people.models import Person
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.rules import BookMode
from workflow_app.states.vocabulary import LetterState, RecipientState

PAPER = scan("A paper of the town")


def add_letters(session: Session, scene: Scene, place: str, *, peopled: bool) -> dict[str, int]:
    """A draft, a letter that was sent to อำเภอเมือง, an incoming letter and a job of จังหวัด + ``place``.

    The ids by the names that addresses have for them; ``sent_letter_id`` and ``sent_enclosure_id`` are of the
    letter that was sent. ``peopled``: checker and signer are those of the town.
    """
    center, province = scene.offices[f"สำนักงานจังหวัด{place}"], scene.offices[f"จังหวัด{place}"]
    books = {kind: _book(session, center, kind) for kind in ("circular", "incoming")}
    drafted = _letter(session, center, province, peopled=peopled)
    sent = _letter(session, center, province, peopled=peopled)
    entry = _entry(session, books["circular"], sent.id)
    _send(session, sent, entry)
    recipient = Recipient(
        letter_id=sent.id, office_id=scene.offices[f"อำเภอเมือง{place}"], sender_office_id=center,
        province_id=province, name=f"นายอำเภอเมือง{place}", state=RecipientState.SENT,
    )  # fmt: skip
    job = Job(
        kind="letter_pdf", key=f"town-{place}", payload={"letter_id": sent.id}, province_id=province,
        status=JobStatus.DONE, made_at=clock.now(),
    )  # fmt: skip
    enclosures = [_enclosure(session, letter.id) for letter in (drafted, sent)]
    came = _entry(session, books["incoming"], None)
    session.add_all([recipient, job, *enclosures])
    session.flush()
    return {
        "letter_id": drafted.id, "sent_letter_id": sent.id, "recipient_id": recipient.id, "job_id": job.id,
        "enclosure_id": enclosures[0].id, "sent_enclosure_id": enclosures[1].id,
        "book_id": books["circular"].id, "entry_id": came.id,
    }  # fmt: skip


def _book(session: Session, office: int, kind: str) -> Book:
    book = Book(office_id=office, kind=kind, year=2567, mode=BookMode.OWN, first_number=1, last_number=1)
    session.add(book)
    session.flush()
    return book


def _entry(session: Session, book: Book, letter_id: int | None) -> RegisterEntry:
    entry = RegisterEntry(
        book_id=book.id, running=1, number="สก ๐๐๑๗/ว ๑", dated=date(2024, 4, 24), subject="เรื่องของเมือง",
        letter_id=letter_id, scan_file_id=_paper(session), registered_at=clock.now(), registered_by="นายทะเบียน",
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def _paper(session: Session) -> int:
    return store(session, PAPER.content, PAPER.media_type).id


def _content() -> dict[str, Any]:
    sample = folder("letter_templates") / "targets" / "sample.json"
    return to_json(from_json(json.loads(sample.read_text(encoding="utf-8"))))


def _person(session: Session, username: str) -> int:
    return session.scalars(select(Person.id).where(Person.username == username)).one()


def _letter(session: Session, center: int, province: int, *, peopled: bool) -> Letter:
    content = _content()
    letter = Letter(
        kind="targets", province_id=province, drafter_office_id=center, issuer_office_id=center,
        register_office_id=center, drafted_by_id=_person(session, "admin.opdc"), subject=content["subject"],
        content=content, circular=True, state=LetterState.DRAFT,
        signer_person_id=_person(session, "one.signer") if peopled else None,
    )  # fmt: skip
    session.add(letter)
    session.flush()
    if peopled:
        session.add(LetterCheck(letter_id=letter.id, position=1, person_id=_person(session, "one.checker")))
    return letter


def _send(session: Session, letter: Letter, entry: RegisterEntry) -> None:
    letter.register_entry_id, letter.dated, letter.dispatched_at = entry.id, entry.dated, clock.now()
    letter.docx_file_id = store(session, b"PK docx of the town", "application/docx").id
    letter.pdf_file_id = letter.scan_file_id = _paper(session)
    letter.pdf_state, letter.state = PdfState.READY, LetterState.DISPATCHED
    session.flush()


def _enclosure(session: Session, letter_id: int) -> Enclosure:
    return Enclosure(letter_id=letter_id, position=1, name="แผนที่", file_id=_paper(session))

"""Consequences of a letter's steps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import clock, files
from workflow_app.errors import Invalid, Stale
from workflow_app.fiscal import calendar_year
from workflow_app.jobs.outbox import letter_pdf
from workflow_app.letters import prepare
from workflow_app.letters.docx import render
from workflow_app.letters.kinds import book as book_of
from workflow_app.letters.models import Letter, LetterCheck, LetterSubject, Recipient
from workflow_app.offices.models import Office
from workflow_app.people.models import Person
from workflow_app.registers import operations as registers
from workflow_app.registers.models import RegisterEntry
from workflow_app.registers.numbering import take_number
from workflow_app.states.context import Context
from workflow_app.states.step import Follow
from workflow_app.states.vocabulary import LetterState
from workflow_app.thai import date_out, digits

#: States before the dispatch in which its consequences are asked for beforehand.
BEFORE_DISPATCH = (LetterState.CHECKING, LetterState.SIGNED, LetterState.NUMBERED)


def subject_ids(session: Session, letter_id: int, kind: str) -> list[int]:
    """The ids of the records of a kind that a letter names."""
    query = select(LetterSubject.record_id).where(
        LetterSubject.letter_id == letter_id, LetterSubject.kind == kind
    )
    return list(session.scalars(query.order_by(LetterSubject.record_id)))


def begin_route(context: Context) -> list[Follow]:
    """The first checker's turn."""
    for letter in context.rows:
        route = _route(context.session, letter)
        for check in route:
            check.result, check.at, check.note = "", None, ""
        letter.waiting_person_id = route[0].person_id
        letter.note = ""
    return []


def pass_route(context: Context) -> list[Follow]:
    """Passed: the next checker's turn, or after the last one the signer's."""
    for letter in context.rows:
        route = _route(context.session, letter)
        current = next(check for check in route if not check.result)
        current.result, current.at, current.note = "passed", clock.now(), context.comment
        waiting = [check.person_id for check in route if not check.result]
        letter.waiting_person_id = waiting[0] if waiting else letter.signer_person_id
    return []


def freeze_letter(context: Context) -> list[Follow]:
    """Text and enclosures frozen: the docx made before the lock is kept, if the text is still the same."""
    for letter in context.rows:
        prepared: prepare.Prepared | None = context.values.get("prepared", {}).get(letter.id)
        if prepared is None or prepared.content_digest != prepare.content_digest(letter.content):
            raise Stale("มีผู้แก้ไขร่างนี้ระหว่างดำเนินการ โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง")
        letter.prepared_file_id = files.store(context.session, prepared.docx, prepare.DOCX).id
        letter.template_digest = prepared.template_digest
    return []


def thaw_letter(context: Context) -> list[Follow]:
    """Back to its writer: nothing frozen, nobody's turn, the reason noted on the draft."""
    for letter in context.rows:
        letter.prepared_file_id = letter.waiting_person_id = letter.signed = None
        letter.note = context.comment
    return []


def sign_in_system(context: Context) -> list[Follow]:
    """Signed by the signer, in the system."""
    for letter in context.rows:
        person = context.session.get_one(Person, context.actor.person_id)
        _signed(
            letter, "system", person.name, context.actor.position, letter.content["signature"]["capacity"]
        )
    return []


def sign_on_paper(context: Context) -> list[Follow]:
    """Signed with a pen; the registrar enters who, in what capacity, on what day."""
    values = context.values
    for letter in context.rows:
        _signed(letter, "paper", values["signed_by"], values.get("signed_position") or "", values["capacity"])
        letter.signed = {**(letter.signed or {}), "on": values["signed_on"].isoformat()}
    return []


def number_letter(context: Context) -> list[Follow]:
    """Number and date together: taken, filled into the prepared docx, filed and registered."""
    for letter in context.rows:
        _number(context, letter)
    return []


def burn_number(context: Context) -> list[Follow]:
    """The row stays in the book, marked void with the reason; its number is never given again."""
    for letter in context.rows:
        registers.void(context.session.get_one(RegisterEntry, letter.register_entry_id), context.comment)
    return []


def make_pdf(context: Context) -> list[Follow]:
    """A job makes the PDF after the commit; its failure never undoes the step."""
    for letter in context.rows:
        letter_pdf(context.session, letter)
    return []


def keep_scan(context: Context) -> list[Follow]:
    """The scan of the signed, numbered letter is what recipients see where it was signed on paper."""
    scan: files.StoredFile | None = context.values.get("scan")
    for letter in context.rows:
        if scan is not None:
            letter.scan_file_id = scan.id
        if (letter.signed or {}).get("how") == "paper" and letter.scan_file_id is None:
            raise Invalid({"scan": "หนังสือลงนามในกระดาษ ต้องแนบไฟล์สแกนของฉบับที่ลงนามและออกเลขแล้ว"})
        letter.dispatched_at = clock.now()
    return []


def send_recipients(context: Context) -> list[Follow]:
    """Every recipient has it now."""
    ids = [letter.id for letter in context.rows]
    query = select(Recipient.id).where(Recipient.letter_id.in_(ids)).order_by(Recipient.id)
    return [Follow("recipient", tuple(context.session.scalars(query)), "send")]


def send_subjects(context: Context) -> list[Follow]:
    """What the letter carries out on the records that it names."""
    follows = []
    for letter in context.rows:
        ids = subject_ids(context.session, letter.id, letter.sends_kind)
        if letter.sends_action and ids:
            comment = f"หนังสือ {_registered_number(context.session, letter)}"
            follows.append(Follow(letter.sends_kind, tuple(ids), letter.sends_action, comment))
    return follows


def _route(session: Session, letter: Letter) -> list[LetterCheck]:
    query = select(LetterCheck).where(LetterCheck.letter_id == letter.id).order_by(LetterCheck.position)
    return list(session.scalars(query))


def _signed(letter: Letter, how: str, name: str, position: str, capacity: str) -> None:
    letter.signed = {
        "how": how,
        "name": name,
        "position": position,
        "capacity": capacity,
        "on": clock.today().isoformat(),
    }
    letter.waiting_person_id = None


def _number(context: Context, letter: Letter) -> None:
    session, dated = context.session, context.values["dated"]
    signed_on = (letter.signed or {}).get("on")
    if signed_on and dated.isoformat() < signed_on:
        raise Invalid({"dated": "วันที่ของหนังสือต้องไม่ก่อนวันที่ลงนาม"})
    kind = book_of(letter.circular)
    book, running = take_number(
        session, letter.register_office_id, kind, calendar_year(dated), context.values.get("running")
    )
    printed = prepare.printed_number(letter, running)
    assert letter.prepared_file_id is not None  # frozen at the last check
    prepared = files.read(session, letter.prepared_file_id)[0]
    docx = render.fill(prepared, number=printed, date=date_out(dated))
    letter.docx_file_id, letter.dated = files.store(session, docx, prepare.DOCX).id, dated
    entry = registers.enter(
        session, book, running, number=printed.removeprefix("ที่ "), dated=dated, subject=digits(letter.subject),
        sender=session.get_one(Office, letter.issuer_office_id).name, addressee=_addressee(letter),
        actor=context.actor, letter_id=letter.id,
    )  # fmt: skip
    letter.register_entry_id = entry.id
    letter.content = {
        **letter.content,
        "date": dated.isoformat(),
        "number": {**letter.content["number"], "running": running},
    }


def _addressee(letter: Letter) -> str:
    to: Any = letter.content["salutation"]["to"]
    return str(to)


def _registered_number(session: Session, letter: Letter) -> str:
    return session.get_one(RegisterEntry, letter.register_entry_id).number

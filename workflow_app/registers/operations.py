"""Rows of the books: letters that go out, letters that come in, and what is void."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import clock, files
from workflow_app.errors import Invalid, NotFound, Refused, Unreadable
from workflow_app.fiscal import calendar_year
from workflow_app.history.record import record
from workflow_app.offices.models import Office
from workflow_app.offices.queries import chain_of
from workflow_app.people.rules import Actor
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.numbering import open_book, take_number
from workflow_app.registers.rules import BOOKS, BookMode, parse_number
from workflow_app.thai import digits, moment_out

#: The same form sent again within this time is a button pressed twice, not a second letter.
PRESSED_TWICE = timedelta(minutes=10)


def enter(
    session: Session,
    book: Book,
    running: int,
    *,
    number: str,
    dated: date,
    subject: str,
    sender: str,
    addressee: str,
    actor: Actor,
    letter_id: int | None = None,
    scan_file_id: int | None = None,
) -> RegisterEntry:
    """A new row of a book; ``number`` as printed without ที่ (of an incoming letter: the sender's)."""
    entry = RegisterEntry(
        book_id=book.id,
        running=running,
        number=number,
        dated=dated,
        subject=subject,
        sender=sender,
        addressee=addressee,
        letter_id=letter_id,
        scan_file_id=scan_file_id,
        registered_at=clock.now(),
        registered_by=actor.described,
    )
    session.add(entry)
    session.flush()  # callers point at the row by id
    return entry


def register_incoming(
    session: Session,
    actor: Actor,
    *,
    number: str,
    dated: date,
    sender: str,
    subject: str,
    addressee: str = "",
    scan_file_id: int | None = None,
) -> RegisterEntry:
    """A letter that came in, under the next number of the office's incoming book of this calendar year.

    :raises Invalid: by field. :raises Refused: the same form was sent a moment ago; says by whom and when.
    """
    problems = {
        name: f"ต้องกรอก{label}"
        for name, label, value in (
            ("number", "เลขที่หนังสือ", number),
            ("sender", "จาก", sender),
            ("subject", "เรื่อง", subject),
        )
        if not value.strip()
    }
    if dated > clock.today():
        problems["dated"] = "วันที่ของหนังสือต้องไม่เกินวันนี้"
    if problems:
        raise Invalid(problems)
    office = session.get_one(Office, actor.office_id)
    number = written_number(number)
    book, running = take_number(session, office.id, "incoming", calendar_year(clock.today()), None)
    _refuse_pressed_twice(session, book, number=number, dated=dated, subject=subject, sender=sender)
    entry = enter(
        session, book, running, number=number, dated=dated, subject=subject, sender=sender,
        addressee=addressee or office.name, actor=actor, scan_file_id=scan_file_id,
    )  # fmt: skip
    _note(session, actor, office, entry, "register_incoming", "ลงรับหนังสือ")
    return entry


def _refuse_pressed_twice(session: Session, book: Book, **written: Any) -> None:
    """Called with the book locked. Later the same letter may be entered anew, for instance with the right scan."""
    query = select(RegisterEntry).filter_by(book_id=book.id, voided=False, **written)
    same = session.scalar(query.order_by(RegisterEntry.id.desc()).limit(1))
    if same is None or clock.now() - same.registered_at > PRESSED_TWICE:
        return
    told = f"ลงรับหนังสือฉบับนี้แล้ว เลขรับ {same.running}: {same.registered_by} เมื่อ {moment_out(same.registered_at)}"
    raise Refused([digits(told)])


def add_scan(session: Session, actor: Actor, entry_id: int, content: bytes, media_type: str) -> RegisterEntry:
    """The scan of a letter that came in, added to its row once; what others relied on is not replaced.

    :raises NotFound: no such row in a book of the person's office. :raises Refused: it has its scan, or is void.
    """
    query = select(RegisterEntry).join(Book, Book.id == RegisterEntry.book_id)
    query = query.where(
        RegisterEntry.id == entry_id, Book.kind == "incoming", Book.office_id == actor.office_id
    )
    entry = session.scalar(query.with_for_update(of=RegisterEntry))
    if entry is None:
        raise NotFound
    if entry.scan_file_id is not None:
        raise Refused(["หนังสือรับฉบับนี้มีไฟล์สแกนแล้ว จึงเปลี่ยนไม่ได้ หากผิดฉบับให้ลงรับใหม่"])
    if entry.voided:
        raise Refused(["แถวนี้ยกเลิกแล้ว"])
    entry.scan_file_id = files.store(session, content, media_type).id
    office = session.get_one(Office, actor.office_id)
    _note(session, actor, office, entry, "add_scan", "แนบไฟล์สแกนหนังสือรับ")
    return entry


def written_number(text: str) -> str:
    """The sender's number as it is printed everywhere ("นร ๑๒๐๒/ว ๑๔"); one of another form stays as typed."""
    try:
        return parse_number(text).bare()
    except Unreadable:
        return digits(text.strip())


def set_up_book(
    session: Session,
    actor: Actor,
    office: Office,
    kind: str,
    year: int,
    mode: BookMode,
    first_number: int = 1,
) -> Book:
    """Open a book of the calendar year (พ.ศ.) with its mode and first number.

    :raises Invalid: no such book, a first number below 1, or open already.
    """
    if kind not in BOOKS:
        raise Invalid({"kind": "ไม่มีทะเบียนชนิดนี้"})
    if first_number < 1:
        raise Invalid({"first_number": "เลขเริ่มต้องตั้งแต่ ๑ ขึ้นไป"})
    found = select(Book).where(Book.office_id == office.id, Book.kind == kind, Book.year == year)
    if session.scalar(found) is not None:
        raise Invalid({"year": "ทะเบียนของปีนี้เปิดแล้ว"})
    open_book(session, office.id, kind, year, mode, first_number)
    book = session.scalars(found).one()
    record(
        session,
        chain_id=chain_of(office),
        actor=actor,
        kind="book",
        record_id=book.id,
        record_name=f"{BOOKS[kind].label} {year}",
        action="open_book",
        label="เปิดทะเบียน",
        details={"mode": str(mode), "first_number": first_number},
    )
    return book


def void(entry: RegisterEntry, reason: str) -> None:
    """Mark a row void: it stays, and its number is never given again."""
    entry.voided, entry.void_reason = True, reason


def _note(
    session: Session, actor: Actor, office: Office, entry: RegisterEntry, action: str, label: str
) -> None:
    record(
        session,
        chain_id=chain_of(office),
        actor=actor,
        kind="register_entry",
        record_id=entry.id,
        record_name=entry.subject,
        action=action,
        label=label,
        details={"number": entry.number, "running": entry.running, "dated": entry.dated.isoformat()},
    )

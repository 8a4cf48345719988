"""The one place where a number of a book is given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.rules import BOOKS, BookMode
from workflow_app.thai import digits

#: Incoming letters are always counted here; letters going out by the central registry unless set otherwise.
USUAL_MODES = {"incoming": BookMode.OWN}
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def take_number(
    session: Session, office_id: int, kind: str, year: int, typed: int | None
) -> tuple[Book, int]:
    """The next running number of a book (own mode), or the one the central registry gave (external mode).

    ``year`` is the calendar year in พ.ศ. The book's row stays locked until the commit, so own numbers run
    without hole or double; a failed transaction gives its number back by never having taken it.
    :raises Invalid: field ``running``: missing, superfluous, or used already.
    """
    book = locked_book(session, office_id, kind, year)
    if book.mode is BookMode.OWN:
        return book, _own(book, typed)
    return book, _external(session, book, typed)


def locked_book(session: Session, office_id: int, kind: str, year: int) -> Book:
    """The book of a year, locked; opened now, with last year's mode, when it is the year's first number."""
    found = (
        select(Book)
        .where(Book.office_id == office_id, Book.kind == kind, Book.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    book = session.scalar(found)
    if book is not None:
        return book
    open_book(session, office_id, kind, year, _mode_so_far(session, office_id, kind))
    return session.scalars(found).one()


def open_book(
    session: Session, office_id: int, kind: str, year: int, mode: BookMode, first_number: int = 1
) -> None:
    """Open a book from ``first_number``; nothing when somebody opened it first."""
    row = {
        "office_id": office_id, "kind": kind, "year": year, "mode": mode,
        "first_number": first_number, "last_number": first_number - 1, "version": 1,
    }  # fmt: skip
    insert = _INSERTS[session.get_bind().dialect.name]
    session.execute(insert(Book).values(row).on_conflict_do_nothing())


def _mode_so_far(session: Session, office_id: int, kind: str) -> BookMode:
    query = select(Book.mode).where(Book.office_id == office_id, Book.kind == kind).order_by(Book.year.desc())
    return session.scalar(query.limit(1)) or USUAL_MODES.get(kind, BookMode.EXTERNAL)


def _own(book: Book, typed: int | None) -> int:
    if typed is not None:
        raise Invalid({"running": f"{BOOKS[book.kind].label}นี้ระบบออกเลขเอง ให้เว้นว่าง"})
    book.last_number += 1
    return book.last_number


def _external(session: Session, book: Book, typed: int | None) -> int:
    if typed is None:
        raise Invalid({"running": f"{BOOKS[book.kind].label}นี้สารบรรณกลางออกเลข ให้กรอกเลขที่ได้รับ"})
    taken = session.scalar(
        select(RegisterEntry.subject).where(RegisterEntry.book_id == book.id, RegisterEntry.running == typed)
    )
    if taken is not None:
        raise Invalid({"running": digits(f"เลข {typed} ของปี {book.year} ใช้แล้วกับเรื่อง “{taken}”")})
    book.last_number = max(book.last_number, typed)
    return typed

"""What pages ask about books, their rows, and the letters that came to an office; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, func, select
from sqlalchemy.orm import Session

from workflow_app.errors import NotFound
from workflow_app.letters.models import Letter, Recipient
from workflow_app.letters.queries import Listing, paged, pages_of
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Role
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.rules import BOOKS
from workflow_app.states.visible import VISIBLE
from workflow_app.states.vocabulary import RecipientState
from workflow_app.text import search_key

#: The order in which books are listed under one year.
_ORDER = {code: place for place, code in enumerate(BOOKS)}


@dataclass(frozen=True)
class BookLine:
    """A book in the list of books: whose it is, how many rows it has, and how many of them are void."""

    book: Book
    office: str
    rows: int
    voided: int


@dataclass(frozen=True)
class BookPage:
    """Rows of one book, in the order of their numbers."""

    book: Book
    office: str
    entries: Sequence[RegisterEntry]
    page: int
    pages: int


def seen_books(actor: Actor) -> ColumnElement[bool]:
    """The books that the person sees: the registrar those of the own office, the process owner the province's.

    A book names every letter of its office, so nobody else reads it.
    """
    if actor.role is Role.REGISTRAR:
        return Book.office_id == actor.office_id
    if actor.role is Role.PROCESS_OWNER and actor.province_id is not None:
        return Book.office_id.in_(select(Office.id).where(Office.province_id == actor.province_id))
    return false()


def books(session: Session, actor: Actor) -> list[BookLine]:
    """The books that the person sees, the newest year first."""
    counts = (
        select(
            RegisterEntry.book_id,
            func.count().label("rows"),
            func.count().filter(RegisterEntry.voided).label("voided"),
        )
        .group_by(RegisterEntry.book_id)
        .subquery()
    )
    query = (
        select(Book, Office.name, counts.c.rows, counts.c.voided)
        .join(Office, Office.id == Book.office_id)
        .outerjoin(counts, counts.c.book_id == Book.id)
        .where(seen_books(actor))
    )
    found = [
        BookLine(book, office, rows or 0, void or 0) for book, office, rows, void in session.execute(query)
    ]
    return sorted(found, key=lambda line: (-line.book.year, line.office, _ORDER[line.book.kind]))


def seen_book(session: Session, actor: Actor, book_id: int) -> tuple[Book, str]:
    """A book and the name of its office. :raises NotFound: not there, or not this person's to see."""
    query = select(Book, Office.name).join(Office, Office.id == Book.office_id)
    row = session.execute(query.where(Book.id == book_id, seen_books(actor))).one_or_none()
    if row is None:
        raise NotFound
    return row


def book_page(
    session: Session, actor: Actor, book_id: int, *, page: int | None = None, wanted: str = ""
) -> BookPage:
    """A page of a book's rows (None = all of them); ``wanted`` finds numbers, subjects, senders and addressees.

    Spelling of numbers and digits does not matter: ``สก ๐๐๑๙/ว๔๙๖๘`` finds ``สก ๐๐๑๙/ว ๔๙๖๘``.
    """
    book, office = seen_book(session, actor, book_id)
    query = select(RegisterEntry).where(RegisterEntry.book_id == book.id).order_by(RegisterEntry.running)
    if wanted:
        return BookPage(book, office, _found(session.scalars(query).all(), wanted), 1, 1)
    count = select(func.count()).select_from(RegisterEntry).where(RegisterEntry.book_id == book.id)
    pages = pages_of(session, count)
    if page is None:
        return BookPage(book, office, session.scalars(query).all(), 1, 1)
    # The newest rows stand on the last page, as in a book of paper: 0 asks for that one.
    number = min(page, pages) or pages
    return BookPage(book, office, session.scalars(paged(query, number)).all(), number, pages)


def letters_of_entries(session: Session, actor: Actor, entries: Sequence[RegisterEntry]) -> set[int]:
    """The ids of the letters behind these rows that the person may open."""
    ids = [entry.letter_id for entry in entries if entry.letter_id is not None]
    return set(session.scalars(select(Letter.id).where(Letter.id.in_(ids), VISIBLE["letter"](actor))))


def incoming_letters(session: Session, actor: Actor, page: int = 1) -> Listing:
    """One page of the letters entered in the incoming books that the person sees, the newest first."""
    condition = and_(Book.kind == "incoming", seen_books(actor))
    query = select(RegisterEntry, Book, Office.name).join(Book, Book.id == RegisterEntry.book_id)
    query = query.join(Office, Office.id == Book.office_id).where(condition)
    rows = session.execute(paged(query.order_by(RegisterEntry.id.desc()), page)).all()
    count = select(func.count()).select_from(RegisterEntry).join(Book, Book.id == RegisterEntry.book_id)
    return Listing(rows, pages_of(session, count.where(condition)))


def incoming_letter(session: Session, actor: Actor, entry_id: int) -> tuple[RegisterEntry, Book, str]:
    """A row of an incoming book with its book and office. :raises NotFound: none, or not this person's to see."""
    query = (
        select(RegisterEntry, Book, Office.name)
        .join(Book, Book.id == RegisterEntry.book_id)
        .join(Office, Office.id == Book.office_id)
        .where(RegisterEntry.id == entry_id, Book.kind == "incoming", seen_books(actor))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True)
class ReceivedLetter:
    """A letter as it came to an office: the recipient's own row, and what stands on the letter's head."""

    recipient: Recipient
    letter: Letter
    sender: str
    number: str

    @property
    def copy_file_id(self) -> int | None:
        """The official copy: the scan where it was signed on paper, else the PDF made from the final docx."""
        return self.letter.scan_file_id or self.letter.pdf_file_id


def received(session: Session, actor: Actor, page: int = 1) -> Listing:
    """One page of the letters that came to the person's office: not opened first, then those not acknowledged."""
    condition = and_(VISIBLE["recipient"](actor), Recipient.office_id == actor.office_id)
    query = _received().where(condition, Recipient.state != RecipientState.WAITING)
    unread = Recipient.state != RecipientState.SENT
    open_ = Recipient.state != RecipientState.RECEIVED
    rows = session.execute(paged(query.order_by(unread, open_, Letter.dispatched_at.desc()), page))
    count = select(func.count()).select_from(Recipient).where(condition)
    return Listing(
        [ReceivedLetter(*row) for row in rows],
        pages_of(session, count.where(Recipient.state != RecipientState.WAITING)),
    )


def received_letter(session: Session, actor: Actor, recipient_id: int) -> ReceivedLetter:
    """One letter that came to the person's office. :raises NotFound: none, not sent yet, or another office's."""
    query = _received().where(
        Recipient.id == recipient_id,
        Recipient.office_id == actor.office_id,
        Recipient.state != RecipientState.WAITING,
        VISIBLE["recipient"](actor),
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return ReceivedLetter(*row)


def received_as(session: Session, actor: Actor, letter_id: int) -> int:
    """The id of the row under which a letter came to the person's office. :raises NotFound: it did not come."""
    query = select(Recipient.id).where(
        Recipient.letter_id == letter_id,
        Recipient.office_id == actor.office_id,
        Recipient.state != RecipientState.WAITING,
        VISIBLE["recipient"](actor),
    )
    recipient_id = session.scalar(query.order_by(Recipient.id).limit(1))
    if recipient_id is None:
        raise NotFound
    return recipient_id


def _received() -> Select[Recipient, Letter, str, str]:
    return (
        select(Recipient, Letter, Office.name, RegisterEntry.number)
        .join(Letter, Letter.id == Recipient.letter_id)
        .join(Office, Office.id == Letter.issuer_office_id)
        .join(RegisterEntry, RegisterEntry.id == Letter.register_entry_id)
    )


def _found(entries: Sequence[RegisterEntry], wanted: str) -> list[RegisterEntry]:
    key = search_key(wanted)
    return [
        entry
        for entry in entries
        if any(
            key in search_key(text) for text in (entry.number, entry.subject, entry.sender, entry.addressee)
        )
        or key == str(entry.running)
    ]

"""Books and their entries: the legal record of what came and went."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word
from workflow_app.registers.rules import BookMode


class Book(Base):
    """A sequence of one office in one calendar year (พ.ศ.)."""

    __tablename__ = "book"
    __table_args__ = (UniqueConstraint("office_id", "kind", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: A code of BOOKS (registers/rules.py).
    kind: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column()
    mode: Mapped[BookMode] = mapped_column(Word(BookMode))
    first_number: Mapped[int] = mapped_column(default=1)
    #: The last number given (own mode); first_number - 1 at the start.
    last_number: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RegisterEntry(Base):
    """A row of a book. It is never deleted and its number never given again; a void row says why."""

    __tablename__ = "register_entry"
    __table_args__ = (
        UniqueConstraint("book_id", "running"),
        CheckConstraint("NOT voided OR void_reason <> ''", name="void_has_reason"),
        Index("ix_register_entry_letter", "letter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    running: Mapped[int] = mapped_column()
    #: Number of the letter without "ที่", Thai digits: "สก ๐๐๑๙/ว ๑๕๕๕". Of an incoming letter: the sender's.
    number: Mapped[str] = mapped_column(String(80))
    dated: Mapped[date] = mapped_column(Date)
    subject: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text, default="")
    addressee: Mapped[str] = mapped_column(Text, default="")
    action_taken: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    scan_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    registered_at: Mapped[datetime] = mapped_column(Moment)
    registered_by: Mapped[str] = mapped_column(String(300))
    voided: Mapped[bool] = mapped_column(Boolean, default=False)
    void_reason: Mapped[str] = mapped_column(Text, default="")

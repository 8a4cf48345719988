"""Letters, what they speak of, who checks them, who receives them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word
from workflow_app.states.vocabulary import LetterState, RecipientState


class PdfState(StrEnum):
    NONE = "none"
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"none": "–", "waiting": "กำลังทำ PDF", "ready": "พร้อม", "failed": "PDF ไม่สำเร็จ"}[self.value]


class Letter(Base):
    """A letter from draft to dispatch. ``content`` is the JSON of letters/content.py."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_drafter", "state", "drafter_office_id"),
        Index("ix_letter_register", "state", "register_office_id"),
        Index("ix_letter_waiting", "state", "waiting_person_id"),
        Index("ix_letter_province", "province_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    #: The step that its dispatch carries out on its subjects, e.g. ("indicator", "submit"); empty: none.
    sends_kind: Mapped[str] = mapped_column(String(40), default="")
    sends_action: Mapped[str] = mapped_column(String(60), default="")
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    province_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    drafter_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: The office whose code is on the letter, and the one that keeps its book.
    issuer_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    register_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: While checking: whose turn it is. For signature: the signer.
    waiting_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signer_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(Text)
    circular: Mapped[bool] = mapped_column(Boolean, default=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    #: How it was signed: {"how": "paper|system", "name", "capacity", "on": ISO date}
    signed: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    register_entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id", use_alter=True))
    dated: Mapped[date | None] = mapped_column(Date)
    template_digest: Mapped[str] = mapped_column(String(64), default="")
    #: The frozen docx with marked places for number and date; the final docx; its PDF; the signed scan.
    prepared_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    docx_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    pdf_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    scan_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    pdf_state: Mapped[PdfState] = mapped_column(Word(PdfState), default=PdfState.NONE)
    pdf_error: Mapped[str] = mapped_column(Text, default="")
    dispatched_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[LetterState] = mapped_column(Word(LetterState), default=LetterState.NEW)
    due: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class LetterSubject(Base):
    """A record that the letter speaks of. ``live`` while the letter can still move it."""

    __tablename__ = "letter_subject"
    __table_args__ = (
        UniqueConstraint("letter_id", "kind", "record_id"),
        Index("ix_letter_subject_record", "kind", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column()


class LetterCheck(Base):
    """One person of the checking route, in order; ``result`` is "", "passed" or "returned"."""

    __tablename__ = "letter_check"
    __table_args__ = (UniqueConstraint("letter_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    position: Mapped[int] = mapped_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    result: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")


class Enclosure(Base):
    """สิ่งที่ส่งมาด้วย that is a file of its own (what the letter's annex prints has no row here)."""

    __tablename__ = "enclosure"
    __table_args__ = (UniqueConstraint("letter_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    position: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(300))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))


class Recipient(Base):
    """One who receives the letter; with an account it acts itself, without one the sender enters for it."""

    __tablename__ = "recipient"
    __table_args__ = (
        Index("ix_recipient_office", "state", "office_id"),
        Index("ix_recipient_sender", "state", "sender_office_id"),
        Index("ix_recipient_letter", "letter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    position: Mapped[int] = mapped_column(default=0)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    sender_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    province_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: The post addressed, e.g. "นายอำเภอเมืองหนองบัวลำภู".
    name: Mapped[str] = mapped_column(String(300))
    own_number: Mapped[str] = mapped_column(String(60), default="")
    received_on: Mapped[date | None] = mapped_column(Date)
    #: For a recipient outside: how it went and how its receipt is known.
    how: Mapped[str] = mapped_column(String(300), default="")
    assigned_to: Mapped[str] = mapped_column(String(300), default="")
    first_opened_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[RecipientState] = mapped_column(Word(RecipientState), default=RecipientState.NEW)
    due: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

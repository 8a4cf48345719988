"""The history: append-only rows in one hash chain per province (and one for ก.พ.ร.)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment


class Event(Base):
    """Who, acting as what, when, what, from, to. Triggers refuse UPDATE and DELETE on this table."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("chain_id", "sequence"), Index("ix_event_record", "kind", "record_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The office whose chain it stands in.
    chain_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    sequence: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(Moment)
    person_id: Mapped[int | None] = mapped_column()
    #: As it read then: name with role and office.
    actor: Mapped[str] = mapped_column(String(500))
    role: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column()
    #: What the record was called then.
    record_name: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(300))
    #: Both empty for what is not a step (an edit, a file added).
    from_state: Mapped[str] = mapped_column(String(40), default="")
    to_state: Mapped[str] = mapped_column(String(40), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class ChainHead(Base):
    """The last link of an office's chain; locked last in every transaction."""

    __tablename__ = "chain_head"

    chain_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")

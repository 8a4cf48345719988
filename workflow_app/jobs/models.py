"""Work to be done after a commit: the row is the truth, the queue only says "look at row N"."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word

#: The kinds of job; what each does stands in handlers.py.
LETTER_PDF = "letter_pdf"


class JobStatus(StrEnum):
    """How far a job is. Not a state of the workflow: nobody decides it, and no table of steps moves it."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The word shown on the administration page."""
        return {"due": "รอทำ", "running": "กำลังทำ", "done": "เสร็จแล้ว", "failed": "ไม่สำเร็จ"}[self.value]


class Job(Base):
    """One thing to do, once per ``key``."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "status", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    #: Makes it idempotent: a second job of the same key is the same job.
    key: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Whose administrators see it; None for what belongs to no province.
    province_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    status: Mapped[JobStatus] = mapped_column(Word(JobStatus), default=JobStatus.DUE)
    #: Not before this moment, in the installation's time (a demo may have moved it); None = at once.
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    #: How often it was begun since it was asked for; shown, and a limit for one that ends its worker each time.
    tries: Mapped[int] = mapped_column(default=0)
    #: Grows with every claim and never shrinks: who holds an older claim can finish nothing.
    claim: Mapped[int] = mapped_column(default=0)
    #: Until when the claim holds, in the machine's own time; after it the sweep gives the row to another.
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    #: The Thai sentence why it failed; empty otherwise.
    error: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)

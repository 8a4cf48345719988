"""Work to be done after a commit: the row is the truth, the queue only says "look at row N"."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word


class JobState(StrEnum):
    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One thing to do, once per ``key``."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    #: Makes it idempotent: a second job of the same key is the same job.
    key: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(Word(JobState), default=JobState.DUE)
    #: Not before this moment, in the installation's time (a demo may have moved it); None = at once.
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    #: How often it was begun; also the number of the claim: who holds an old claim can finish nothing.
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    #: Until when a worker's claim holds, in the machine's own time; after it the sweep gives the row to another.
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)

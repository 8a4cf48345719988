"""Scores as entered and as frozen at close-out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Figure, Moment, Word


class ScoredBy(StrEnum):
    SELF = "self"
    EVALUATOR = "evaluator"

    @property
    def label(self) -> str:
        return {"self": "ประเมินตนเอง", "evaluator": "ผู้ประเมิน"}[self.value]


class Score(Base):
    """The score of a leaf by one side. Exact: ``numerator/denominator``; ``shown`` is the figure on paper."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("indicator_id", "scored_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    scored_by: Mapped[ScoredBy] = mapped_column(Word(ScoredBy))
    #: The exact score as text "numerator/denominator" (thirds occur).
    exact: Mapped[str] = mapped_column(Text)
    shown: Mapped[Decimal] = mapped_column(Figure)
    #: Criterion and result that went in, as they stood.
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation: Mapped[list[str]] = mapped_column(JSON)
    #: True when an authorised person set it, with the reason, instead of the rule.
    assigned: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)

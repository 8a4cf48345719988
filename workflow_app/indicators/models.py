"""Indicators, their approved versions and their past years."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Figure, Moment, Word
from workflow_app.states.vocabulary import IndicatorState


class Indicator(Base):
    """A top-level indicator (its state moves) or a child of one (it shows its parent's state).

    Each leaf has its own responsible office, criterion, reports and scores.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        Index("ix_indicator_cycle", "cycle_id", "component_no"),
        Index("ix_indicator_responsible", "state", "responsible_office_id"),
        Index("ix_indicator_province", "state", "province_id"),
        Index("ix_indicator_parent", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    province_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    family_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_family.id"))
    component_no: Mapped[int] = mapped_column()
    #: As printed: "2", "2.1". A fallback has none until it takes over.
    no: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(80), default="")
    weight: Mapped[Decimal | None] = mapped_column(Figure)
    compulsory: Mapped[bool] = mapped_column(Boolean, default=False)
    #: For a fallback: the primary that it stands by for.
    fallback_of_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    responsible_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    host_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    definition: Mapped[str] = mapped_column(Text, default="")
    formula: Mapped[str] = mapped_column(Text, default="")
    #: รายละเอียดค่าเป้าหมาย, the prose as printed in the e-SAR; may be a list of activities.
    target_text: Mapped[str] = mapped_column(Text, default="")
    #: The rule that scores it, in the JSON of scoring/criterion.py.
    criterion: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    data_source: Mapped[str] = mapped_column(Text, default="")
    evidence_demanded: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    #: The office's judgement whether it can reach the target (ความสามารถในการดำเนินการ).
    ability: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[IndicatorState] = mapped_column(Word(IndicatorState), default=IndicatorState.NEW)
    #: When the present step should be done; None where no moment is set.
    due: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Baseline(Base):
    """The result of a past fiscal year (พ.ศ.) of an indicator; ``value`` None = no data, said in ``note``."""

    __tablename__ = "baseline"
    __table_args__ = (UniqueConstraint("indicator_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    fiscal_year: Mapped[int] = mapped_column()
    value: Mapped[Decimal | None] = mapped_column(Figure)
    note: Mapped[str] = mapped_column(String(500), default="")


class IndicatorVersion(Base):
    """A set of details that was approved: what held, from when, and why it changed."""

    __tablename__ = "indicator_version"
    __table_args__ = (UniqueConstraint("indicator_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    number: Mapped[int] = mapped_column()
    #: All details of the indicator and of its children, as plain values.
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    effective_from: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)

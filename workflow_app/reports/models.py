"""Reports of results: one per leaf indicator and reporting round, with the evidence behind them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word
from workflow_app.states.vocabulary import ReportState


class Report(Base):
    """What an office reports for a leaf in a reporting round (6, 9 or 12 months)."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("indicator_id", "months"),
        Index("ix_report_responsible", "state", "responsible_office_id"),
        Index("ix_report_province", "state", "province_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    province_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    responsible_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    months: Mapped[int] = mapped_column()
    #: The result in the JSON of scoring's Result; None until entered.
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: ผลการดำเนินงาน in words.
    narrative: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ReportState] = mapped_column(Word(ReportState), default=ReportState.NEW)
    due: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class EvidenceKind(StrEnum):
    FILE = "file"
    SYSTEM = "system"


class Evidence(Base):
    """A file, or a system that was looked at: which, what was seen there, on what day."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'file' AND file_id IS NOT NULL) OR (kind = 'system' AND seen_on IS NOT NULL)",
            name="evidence_is_shown",
        ),
        Index("ix_evidence_report", "report_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    kind: Mapped[EvidenceKind] = mapped_column(Word(EvidenceKind))
    name: Mapped[str] = mapped_column(String(300))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    what: Mapped[str] = mapped_column(Text, default="")
    seen_on: Mapped[date | None] = mapped_column(Date)

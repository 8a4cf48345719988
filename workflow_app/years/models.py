"""The year: the framework that ก.พ.ร. sets, its indicator families, and a province's cycle in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Figure, Word
from workflow_app.states.vocabulary import CycleState


class Framework(Base):
    """What holds for all provinces in one fiscal year (พ.ศ.)."""

    __tablename__ = "framework"

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(300))
    #: [{"no": 1, "name": "…", "english": "Performance Base", "weight": "70"}, …]
    components: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    #: Reporting rounds by months, e.g. [12] or [6, 9, 12].
    reporting_rounds: Mapped[list[int]] = mapped_column(JSON)
    #: {"result": 2, "score": 4, "total": 3}
    decimals: Mapped[dict[str, int]] = mapped_column(JSON)
    #: [{"from": "90", "name": "…"}]; empty where the year's bands are not known.
    bands: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    #: When some weights fall away: True = the rest is renormalised, False = they must add up.
    renormalises: Mapped[bool] = mapped_column(Boolean, default=False)
    top_score: Mapped[Decimal] = mapped_column(Figure, default=Decimal(5))
    #: The version of the tables of steps that this year's records keep.
    table_version: Mapped[str] = mapped_column(String(20), default="1")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class IndicatorFamily(Base):
    """An indicator that many provinces carry in the year, with its host agency and usual criterion."""

    __tablename__ = "indicator_family"
    __table_args__ = (UniqueConstraint("framework_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    code: Mapped[str] = mapped_column(String(40))
    component_no: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(500))
    unit: Mapped[str] = mapped_column(String(80))
    formula: Mapped[str] = mapped_column(String(2000), default="")
    compulsory: Mapped[bool] = mapped_column(Boolean, default=False)
    weight: Mapped[Decimal | None] = mapped_column(Figure)
    host_agency: Mapped[str] = mapped_column(String(200), default="")
    criterion: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    target_text: Mapped[str] = mapped_column(String(4000), default="")


class Cycle(Base):
    """A province in a fiscal year."""

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("province_id", "fiscal_year"),
        Index("ix_cycle_state", "state", "province_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    province_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    fiscal_year: Mapped[int] = mapped_column()
    state: Mapped[CycleState] = mapped_column(Word(CycleState), default=CycleState.NEW)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

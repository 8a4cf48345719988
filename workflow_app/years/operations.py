"""Opening a year: the framework from its data file, a province's cycle, and what is compulsory in it."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid, NotFound
from workflow_app.indicators.models import Indicator
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.rules import Actor
from workflow_app.thai import digits
from workflow_app.years.models import Cycle, Framework, IndicatorFamily

FAMILY_FIELDS = (
    "code",
    "component_no",
    "name",
    "unit",
    "host_agency",
    "formula",
    "criterion",
    "target_text",
    "compulsory",
)


def known_frameworks() -> list[int]:
    """Fiscal years (พ.ศ.) whose framework lies in the package as data."""
    files = resources.files("workflow_app.years").joinpath("frameworks").iterdir()
    return sorted(int(file.name.removesuffix(".json")) for file in files if file.name.endswith(".json"))


def load_framework(session: Session, fiscal_year: int) -> Framework:
    """The framework of a fiscal year, from the database or, the first time, from the data in the package.

    :raises NotFound: nobody has described this year yet.
    """
    known = session.scalar(select(Framework).where(Framework.fiscal_year == fiscal_year))
    if known is not None:
        return known
    if fiscal_year not in known_frameworks():
        raise NotFound(digits(f"ยังไม่มีกรอบการประเมินของปีงบประมาณ พ.ศ. {fiscal_year}"))
    text = (
        resources.files("workflow_app.years").joinpath("frameworks", f"{fiscal_year}.json").read_text("utf-8")
    )
    return _framework(session, json.loads(text))


def new_cycle(session: Session, actor: Actor, fiscal_year: int) -> Cycle:
    """The cycle of the person's province in a fiscal year (พ.ศ.), ready for its first step ``open``.

    :raises Invalid: the province has it already.
    """
    if actor.province_id is None:
        raise Invalid({"fiscal_year": "เปิดปีได้เฉพาะในหน่วยงานของจังหวัด"})
    framework = load_framework(session, fiscal_year)
    taken = select(Cycle.id).where(Cycle.province_id == actor.province_id, Cycle.fiscal_year == fiscal_year)
    if session.scalar(taken) is not None:
        raise Invalid({"fiscal_year": digits(f"จังหวัดเปิดปีงบประมาณ พ.ศ. {fiscal_year} แล้ว")})
    cycle = Cycle(province_id=actor.province_id, framework_id=framework.id, fiscal_year=fiscal_year)
    session.add(cycle)
    session.flush()  # the step is taken by id
    return cycle


def compulsory_indicator(session: Session, cycle: Cycle, family: IndicatorFamily) -> Indicator:
    """An indicator of a compulsory family; until somebody assigns it, สำนักงานจังหวัด answers for it."""
    return Indicator(
        cycle_id=cycle.id,
        province_id=cycle.province_id,
        family_id=family.id,
        component_no=family.component_no,
        name=family.name,
        unit=family.unit,
        weight=family.weight,
        compulsory=True,
        responsible_office_id=center_of(session, cycle.province_id).id,
        criterion=family.criterion,
        target_text=family.target_text,
        formula=family.formula,
    )


def center_of(session: Session, province_id: int) -> Office:
    """สำนักงานจังหวัด of a province, the centre of the process; the province itself where it has none."""
    query = select(Office).where(
        Office.province_id == province_id, Office.kind == OfficeKind.PROVINCIAL_OFFICE
    )
    offices = list(session.scalars(query.order_by(Office.sort_order, Office.id)))
    centers = [
        office
        for office in offices
        if office.letter_owner == "0017" or office.name.startswith("สำนักงานจังหวัด")
    ]
    return centers[0] if centers else session.get_one(Office, province_id)


def _framework(session: Session, data: dict[str, Any]) -> Framework:
    framework = Framework(
        fiscal_year=data["fiscal_year"],
        name=data["name"],
        components=data["components"],
        reporting_rounds=data["reporting_rounds"],
        decimals=data["decimals"],
        bands=data["bands"],
        renormalises=data["renormalises"],
        top_score=Decimal(data["top_score"]),
    )
    session.add(framework)
    session.flush()  # its families point at it
    session.add_all(_family(framework.id, family) for family in data["families"])
    session.flush()  # the first cycle reads them at once
    return framework


def _family(framework_id: int, data: dict[str, Any]) -> IndicatorFamily:
    given = {name: data[name] for name in FAMILY_FIELDS if name in data}
    weight = Decimal(data["weight"]) if "weight" in data else None
    return IndicatorFamily(framework_id=framework_id, weight=weight, **given)

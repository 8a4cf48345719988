"""A province's years as pages show them: the list, one year, its board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow_app.db import pairs
from workflow_app.errors import NotFound, Refused
from workflow_app.indicators.models import Indicator
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor
from workflow_app.scoring.weights import member_sum, weight_findings
from workflow_app.states.visible import BEFORE_SUBMISSION, OPDC_ROLES, PROVINCE_WIDE, VISIBLE
from workflow_app.states.vocabulary import INACTIVE, CycleState, IndicatorState
from workflow_app.thai import digits
from workflow_app.years.models import Cycle, Framework, IndicatorFamily
from workflow_app.years.sheet import components, number_key


@dataclass(frozen=True)
class CycleLine:
    """A year in the list. ``indicators``: how many active top-level ones the person sees."""

    cycle: Cycle
    province: str
    indicators: int


@dataclass(frozen=True)
class BoardRow:
    """An indicator (``depth`` 0) or a child (1) of the board; the state is that of the top-level one."""

    row: Indicator
    depth: int
    state: IndicatorState
    office: str
    active: bool


@dataclass(frozen=True)
class BoardComponent:
    """A component of the year. ``total``: the exact sum of active weights; None where it is not this person's to see."""

    no: int
    name: str
    english: str
    weight: str
    total: Fraction | None
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class Board:
    """The year at a glance; ``findings`` are what is wrong with the weights, in words."""

    components: tuple[BoardComponent, ...]
    findings: tuple[str, ...]
    tops: tuple[Indicator, ...]


def cycles_of(session: Session, actor: Actor) -> list[CycleLine]:
    """The years that the person sees, the newest first."""
    query = (
        select(Cycle, Office.name)
        .join(Office, Office.id == Cycle.province_id)
        .where(VISIBLE["cycle"](actor))
        .order_by(Cycle.fiscal_year.desc(), Office.name)
    )
    counts = pairs(
        session,
        select(Indicator.cycle_id, func.count())
        .where(VISIBLE["indicator"](actor), Indicator.parent_id.is_(None), Indicator.state.not_in(INACTIVE))
        .group_by(Indicator.cycle_id),
    )
    return [CycleLine(cycle, province, counts.get(cycle.id, 0)) for cycle, province in session.execute(query)]


def seen_cycle(session: Session, actor: Actor, cycle_id: int) -> Cycle:
    """One year. :raises NotFound: not there, or not the person's to see."""
    cycle = session.scalar(select(Cycle).where(Cycle.id == cycle_id, VISIBLE["cycle"](actor)))
    if cycle is None:
        raise NotFound
    return cycle


def unclosed_cycle(session: Session, actor: Actor, cycle_id: int) -> Cycle:
    """One year that still takes letters, meetings and resolutions; nobody closes it before this transaction ends.

    :raises NotFound: not there, or not the person's to see. :raises Refused: it is closed.
    """
    query = select(Cycle).where(Cycle.id == cycle_id, VISIBLE["cycle"](actor))
    cycle = session.scalar(query.with_for_update(read=True))
    if cycle is None:
        raise NotFound
    if why_closed(cycle):
        raise Refused([why_closed(cycle)])
    return cycle


def why_closed(cycle: Cycle) -> str:
    """The sentence against adding to a closed year; empty while it is not closed."""
    if cycle.state is not CycleState.CLOSED:
        return ""
    return f"ปีงบประมาณ พ.ศ. {digits(str(cycle.fiscal_year))} ปิดแล้ว จึงเพิ่มหนังสือ การประชุม หรือมติไม่ได้"


def framework_of(session: Session, cycle: Cycle) -> Framework:
    """What holds for all provinces in that year."""
    return session.get_one(Framework, cycle.framework_id)


def families_of(session: Session, cycle: Cycle) -> list[IndicatorFamily]:
    """The families that a proposal may name: those of the year that are not in it by themselves."""
    query = select(IndicatorFamily).where(
        IndicatorFamily.framework_id == cycle.framework_id, IndicatorFamily.compulsory.is_(False)
    )
    return list(session.scalars(query.order_by(IndicatorFamily.component_no, IndicatorFamily.id)))


def sees_sums(actor: Actor) -> bool:
    """True for those who work on the year as a whole; a line office sees its own indicators and no sums."""
    return actor.role in PROVINCE_WIDE or (actor.office_kind == "opdc" and actor.role in OPDC_ROLES)


def sees_whole_year(session: Session, actor: Actor, cycle: Cycle) -> bool:
    """True where sums and scores of a year are the person's to see: for ก.พ.ร. once nothing of it is a draft.

    A sum over drafts would tell of what the province has not sent yet.
    """
    if not sees_sums(actor):
        return False
    if actor.office_kind != "opdc":
        return True
    draft = select(Indicator.id).where(
        Indicator.cycle_id == cycle.id,
        Indicator.parent_id.is_(None),
        Indicator.state.in_(BEFORE_SUBMISSION),
        Indicator.state.not_in(INACTIVE),
    )
    sent = select(Indicator.id).where(Indicator.cycle_id == cycle.id, VISIBLE["indicator"](actor))
    return session.scalar(draft.limit(1)) is None and session.scalar(sent.limit(1)) is not None


def board(session: Session, actor: Actor, cycle: Cycle) -> Board:
    """The year's components with the indicators that the person sees and, for the province, sums and findings.

    Drafts that nobody proposed yet are shown to their own office alone.
    """
    framework = framework_of(session, cycle)
    rows = _seen_rows(session, actor, cycle)
    names = office_names(session, {row.responsible_office_id for row in rows})
    listed = _listed(rows, names)
    found = components(session, cycle.id, framework) if sees_whole_year(session, actor, cycle) else ()
    sums = [member_sum(component.members) for component in found]
    return Board(
        components=tuple(
            BoardComponent(
                no=component["no"],
                name=component["name"],
                english=component.get("english", ""),
                weight=component["weight"],
                total=sums[place] if sums else None,
                rows=tuple(one for one in listed if one.row.component_no == component["no"]),
            )
            for place, component in enumerate(framework.components)
        ),
        findings=weight_findings(found) if found else (),
        tops=tuple(one.row for one in listed if one.depth == 0),
    )


def office_names(session: Session, ids: set[int]) -> dict[int, str]:
    """Names of offices by id."""
    return pairs(session, select(Office.id, Office.name).where(Office.id.in_(ids)))


def offices_of_province(session: Session, province_id: int) -> list[tuple[int, str]]:
    """Offices of a province that an indicator can be given to, in the province's own order."""
    query = (
        select(Office)
        .where(
            Office.province_id == province_id, Office.kind.in_(("province", "provincial_office", "district"))
        )
        .order_by(Office.kind.desc(), Office.sort_order, Office.id)
    )
    return [(office.id, office.name) for office in session.scalars(query)]


def _seen_rows(session: Session, actor: Actor, cycle: Cycle) -> list[Indicator]:
    seen = VISIBLE["indicator"](actor)
    if actor.office_kind == "opdc":
        # A child's own state never moves; ก.พ.ร. sees it once it sees the parent.
        seen = or_(seen, Indicator.parent_id.in_(_sent_tops(cycle)))
    rows = session.scalars(select(Indicator).where(Indicator.cycle_id == cycle.id, seen)).all()
    drafts = {
        row.id
        for row in rows
        if row.parent_id is None
        and row.state is IndicatorState.NEW
        and row.responsible_office_id != actor.office_id
    }
    return [row for row in rows if row.id not in drafts and row.parent_id not in drafts]


def _sent_tops(cycle: Cycle) -> Any:
    top = aliased(Indicator)
    return select(top.id).where(top.cycle_id == cycle.id, top.state.not_in(BEFORE_SUBMISSION))


def _listed(rows: Sequence[Indicator], names: dict[int, str]) -> list[BoardRow]:
    """Active ones in printed order, children below their parent, what is not active at the end."""
    children: dict[Any, list[Indicator]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    tops = sorted(children[None], key=lambda row: (row.state in INACTIVE, number_key(row.no), row.id))
    listed = []
    for top in tops:
        below = sorted(children[top.id], key=lambda row: (number_key(row.no), row.id))
        for depth, row in ((0, top), *((1, child) for child in below)):
            active = top.state not in INACTIVE
            listed.append(BoardRow(row, depth, top.state, names[row.responsible_office_id], active))
    return listed

"""Writing an indicator: proposing it, its sheet, its children, its past years, its number and weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.history.record import record
from workflow_app.indicators import rules
from workflow_app.indicators.models import Baseline, Indicator
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Role
from workflow_app.scoring.criterion import from_json, to_json
from workflow_app.states.visible import indicators as visible
from workflow_app.states.vocabulary import ENDED_WITHOUT_SCORE, CycleState
from workflow_app.thai import digits
from workflow_app.years.models import Cycle, Framework, IndicatorFamily

#: What the responsible office writes on the sheet.
OFFICE_FIELDS = (
    "name", "unit", "definition", "formula", "target_text", "data_source", "evidence_demanded", "remarks", "ability",
)  # fmt: skip
#: What the process owner sets.
OWNER_FIELDS = ("no", "weight", "responsible_office_id", "host_office_id")
#: What must fit the other indicators of the year.
TOGETHER = {"no", "weight"}
WRITING_ROLES = {
    Role.OFFICE_OFFICER: OFFICE_FIELDS,
    Role.OFFICE_HEAD: OFFICE_FIELDS,
    Role.PROCESS_OWNER: OWNER_FIELDS,
}


def new_indicator(
    session: Session,
    actor: Actor,
    *,
    cycle_id: int,
    component_no: int,
    name: str,
    unit: str,
    family_id: int | None = None,
) -> Indicator:
    """A fresh indicator of the person's office, ready for its first step ``propose``.

    :raises NotFound: not a cycle of the person's province. :raises Refused: the year is being closed.
    :raises Invalid: name, component, or a family of another year or component.
    """
    cycle = session.get(Cycle, cycle_id, with_for_update={"read": True}, populate_existing=True)
    if cycle is None or cycle.province_id != actor.province_id:
        raise NotFound
    if cycle.state is not CycleState.OPEN:
        raise Refused([f"ปีนี้{cycle.state.label} จึงเสนอตัวชี้วัดเพิ่มไม่ได้"])
    components = session.get_one(Framework, cycle.framework_id).components
    if component_no not in [component["no"] for component in components]:
        raise Invalid({"component_no": "ไม่มีองค์ประกอบนี้ในกรอบของปี"})
    if not name.strip():
        raise Invalid({"name": "ต้องกรอกชื่อตัวชี้วัด"})
    _check_family(session, cycle, component_no, family_id)
    row = Indicator(
        cycle_id=cycle.id,
        province_id=cycle.province_id,
        component_no=component_no,
        family_id=family_id,
        name=name.strip(),
        unit=unit.strip(),
        responsible_office_id=actor.office_id,
    )
    session.add(row)
    session.flush()  # its step is taken by id
    return row


def _check_family(session: Session, cycle: Cycle, component_no: int, family_id: int | None) -> None:
    if family_id is None:
        return
    family = session.get(IndicatorFamily, family_id)
    if family is None or family.framework_id != cycle.framework_id:
        raise Invalid({"family": "ไม่มีตัวชี้วัดกลางนี้ในกรอบของปี"})
    if family.component_no != component_no:
        raise Invalid({"family": digits(f"ตัวชี้วัดกลางนี้อยู่ในองค์ประกอบที่ {family.component_no}")})


def add_child(
    session: Session, actor: Actor, parent_id: int, *, name: str, unit: str, office_id: int
) -> Indicator:
    """A sub-indicator: it has its own office, criterion and reports, and moves with its parent."""
    parent = editable(session, actor, parent_id)
    if parent.parent_id is not None:
        raise Refused(["ตัวชี้วัดย่อยมีตัวชี้วัดย่อยของตนเองไม่ได้"])
    if not name.strip():
        raise Invalid({"name": "ต้องกรอกชื่อตัวชี้วัดย่อย"})
    _own_province(session, actor, office_id)
    child = Indicator(
        cycle_id=parent.cycle_id,
        province_id=parent.province_id,
        parent_id=parent.id,
        component_no=parent.component_no,
        name=name.strip(),
        unit=unit.strip(),
        responsible_office_id=office_id,
    )
    session.add(child)
    session.flush()  # the page goes to it
    _note(session, actor, child, "add_child", "เพิ่มตัวชี้วัดย่อย", {"parent": parent.id})
    return child


def edit(session: Session, actor: Actor, indicator_id: int, *, seen: int | None, **changes: Any) -> Indicator:
    """The indicator with the given details changed: those that the person's role writes, in the states for it.

    ``weight`` is a Decimal in ร้อยละ of the whole; ``no`` as printed, Arabic digits ("2.1").
    :raises Stale: somebody changed it after the page was made. :raises Refused: not now, or not this person.
    """
    if TOGETHER & set(changes):
        _lock_year(session, indicator_id)
    row = editable(session, actor, indicator_id)
    _check_seen(row, seen)
    allowed = WRITING_ROLES[actor.role]
    foreign = sorted(name for name in changes if name not in allowed)
    if foreign:
        raise Refused([f"{actor.role.label}แก้ไขส่วนนี้ไม่ได้: {', '.join(foreign)}"])
    _check(session, actor, row, changes)
    before = {name: _plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    after = {name: _plain(getattr(row, name)) for name in changes}
    changed = {name: [before[name], after[name]] for name in changes if before[name] != after[name]}
    if changed:
        _note(session, actor, row, "edit", "แก้ไขรายละเอียด", changed)
    session.flush()  # the version that the next page shows
    return row


def set_criterion(
    session: Session,
    actor: Actor,
    indicator_id: int,
    criterion: Mapping[str, Any] | None,
    *,
    seen: int | None = None,
) -> Indicator:
    """The indicator with another rule for scoring (the JSON of scoring/criterion.py).

    :raises Invalid: the rule itself is not right, by field.
    """
    row = editable(session, actor, indicator_id)
    _check_seen(row, seen)
    if actor.role not in (Role.OFFICE_OFFICER, Role.OFFICE_HEAD):
        raise Refused(["เกณฑ์การให้คะแนนแก้ไขได้โดยส่วนราชการที่รับผิดชอบ"])
    # As the rule was understood, so figures typed in Thai digits or with commas are stored like all others.
    understood = to_json(from_json(criterion)) if criterion is not None else None
    before, row.criterion = row.criterion, understood
    _note(session, actor, row, "set_criterion", "กำหนดเกณฑ์การให้คะแนน", {"criterion": [before, row.criterion]})
    session.flush()  # the version that the next page shows
    return row


def set_baselines(
    session: Session,
    actor: Actor,
    indicator_id: int,
    years: Sequence[tuple[int, Decimal | None, str]],
    *,
    seen: int | None = None,
) -> None:
    """Put past results (fiscal year in พ.ศ., value or None, note) in place of those that stood before.

    :raises Invalid: field ``baselines``: a year twice, or none before the fiscal year.
    :raises Stale: somebody changed the indicator after the page was made.
    """
    row = editable(session, actor, indicator_id)
    _check_seen(row, seen)
    listed = [year for year, _value, _note_ in years]
    if len(set(listed)) != len(listed):
        raise Invalid({"baselines": "มีปีซ้ำกันในผลการดำเนินงานย้อนหลัง"})
    fiscal_year = session.get_one(Cycle, row.cycle_id).fiscal_year
    late = [year for year in listed if not 2500 <= year < fiscal_year]
    if late:
        raise Invalid({"baselines": digits(f"ปี {late[0]} ไม่ใช่ปีก่อนปีงบประมาณ พ.ศ. {fiscal_year}")})
    session.execute(delete(Baseline).where(Baseline.indicator_id == row.id))
    session.add_all(
        Baseline(indicator_id=row.id, fiscal_year=year, value=value, note=note) for year, value, note in years
    )
    told = {str(year): _plain(value) for year, value, _ in years}
    _note(session, actor, row, "set_baselines", "บันทึกผลย้อนหลัง", {"years": told})
    flag_modified(row, "name")  # past years stand in rows of their own; the page that shows them is older now
    session.flush()  # guards count them next


def editable(session: Session, actor: Actor, indicator_id: int) -> Indicator:
    """The indicator, locked for writing. :raises NotFound: not yours. :raises Refused: not in this state."""
    query = select(Indicator).where(Indicator.id == indicator_id, visible(actor))
    row = session.scalar(query)
    if row is None:
        raise NotFound
    _lock(session, row)
    reason = why_not_edit(row, top_of(session, row), actor)
    if reason:
        raise Refused([reason])
    return row


def _check_seen(row: Indicator, seen: int | None) -> None:
    if seen is not None and row.version != seen:
        raise Stale("มีผู้แก้ไขตัวชี้วัดนี้หลังจากที่เปิดหน้านี้ โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง")


def _lock(session: Session, row: Indicator) -> None:
    """Lock the row after the one whose state it shows: nobody sends a sheet on while it is being written."""
    ids = {row.id, row.parent_id or row.id}
    query = select(Indicator).where(Indicator.id.in_(ids)).order_by(Indicator.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).all()


def _lock_year(session: Session, indicator_id: int) -> None:
    """Lock the indicator's year: its numbers and weights are looked at together, by edits and by steps."""
    year = select(Indicator.cycle_id).where(Indicator.id == indicator_id).scalar_subquery()
    session.execute(select(Cycle.id).where(Cycle.id == year).with_for_update())


def why_not_edit(row: Indicator, top: Indicator, actor: Actor) -> str | None:
    """None, or the Thai sentence why this person cannot write on the indicator now."""
    states = rules.OWNER_WEIGHS if actor.role is Role.PROCESS_OWNER else rules.OFFICE_WRITES
    if actor.role not in WRITING_ROLES:
        return f"{actor.role.label}แก้ไขรายละเอียดตัวชี้วัดไม่ได้"
    answers_for = actor.office_id in (row.responsible_office_id, top.responsible_office_id)
    if actor.role is not Role.PROCESS_OWNER and not answers_for:
        return "แก้ไขได้เฉพาะส่วนราชการที่รับผิดชอบ"
    if top.state not in states:
        return f"แก้ไขไม่ได้เมื่ออยู่ในสถานะ “{top.state.label}” หากต้องแก้ไขให้ขอให้ส่งคืนก่อน"
    return None


def top_of(session: Session, row: Indicator) -> Indicator:
    """The parent, whose state counts, or the indicator itself."""
    return row if row.parent_id is None else session.get_one(Indicator, row.parent_id)


def _check(session: Session, actor: Actor, row: Indicator, changes: Mapping[str, Any]) -> None:
    problems: dict[str, str] = {}
    weight = changes.get("weight")
    if weight is not None and not 0 < weight <= 100:
        problems["weight"] = "น้ำหนักต้องมากกว่า ๐ และไม่เกิน ๑๐๐"
    if "name" in changes and not str(changes["name"]).strip():
        problems["name"] = "ต้องกรอกชื่อตัวชี้วัด"
    if changes.get("no") and _number_taken(session, row, changes["no"]):
        problems["no"] = digits(f"ลำดับที่ {changes['no']} ในองค์ประกอบนี้มีตัวชี้วัดอื่นใช้อยู่")
    for field in ("responsible_office_id", "host_office_id"):
        if changes.get(field) is not None:
            _own_province(session, actor, changes[field])
    if problems:
        raise Invalid(problems)


def _number_taken(session: Session, row: Indicator, no: str) -> bool:
    query = select(Indicator.id).where(
        Indicator.cycle_id == row.cycle_id,
        Indicator.component_no == row.component_no,
        Indicator.no == no,
        Indicator.id != row.id,
        Indicator.state.not_in(ENDED_WITHOUT_SCORE),
    )
    return session.scalar(query.limit(1)) is not None


def _own_province(session: Session, actor: Actor, office_id: int) -> None:
    office = session.get(Office, office_id)
    outside = office is not None and office.province_id is None
    if office is None or (office.province_id != actor.province_id and not outside):
        raise Invalid({"office": "ไม่พบหน่วยงานนี้ในจังหวัด"})


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _note(
    session: Session, actor: Actor, row: Indicator, action: str, label: str, details: Mapping[str, Any]
) -> None:
    record(
        session,
        chain_id=row.province_id,
        actor=actor,
        kind="indicator",
        record_id=row.id,
        record_name=row.name,
        action=action,
        label=label,
        details=details,
    )

"""What waits for a person: a query over (kind, state, whose) from the tables' ``by``, guards only for what is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from workflow_app.db import pairs
from workflow_app.indicators import rules
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter
from workflow_app.people.rules import Actor, Role, Scope
from workflow_app.states.engine import options
from workflow_app.states.registry import KINDS, Kind
from workflow_app.states.shown import waits_for
from workflow_app.states.tables import table
from workflow_app.states.visible import VISIBLE
from workflow_app.states.vocabulary import STANDING_BY, IndicatorState, LetterState, ReportState, State
from workflow_app.years.sheet import number_key

#: Rows looked at for one kind; whoever has more than this works from the lists of the year.
MOST = 300

#: States in which a sheet is written, though no step is taken by the one who writes it.
WRITTEN_IN = (IndicatorState.DRAFTING, IndicatorState.FALLBACK_DRAFTING)
#: States in which whoever takes the step also writes what stands against it (a result, a draft, a proposal).
WRITING: dict[str, tuple[State, ...]] = {
    "report": (ReportState.OPEN, ReportState.RETURNED),
    "letter": (LetterState.DRAFT,),
    "indicator": (IndicatorState.NEW,),
}
_top = aliased(Indicator)


@dataclass(frozen=True)
class Waiting:
    """A record that waits for the person. ``what``: the steps, in words; ``reasons``: what stands against all of them."""

    kind: str
    id: int
    name: str
    state: State
    what: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    due: datetime | None = None

    @property
    def now(self) -> bool:
        """There is something for the person to do: the step itself, or the writing that it still waits for."""
        return not self.reasons or self.state in WRITING.get(self.kind, ())


def inbox(session: Session, actor: Actor) -> list[Waiting]:
    """Everything that waits for ``actor``, by kind in the tables' order, what is due first; a constant number of queries."""
    found = [waiting for kind in KINDS.values() for waiting in _of_kind(session, kind, actor)]
    return [*found, *_to_write(session, actor)]


def _of_kind(session: Session, kind: Kind, actor: Actor) -> list[Waiting]:
    ways = list(_ways(kind, actor))
    if not ways:
        return []
    model = kind.model
    query = select(model).where(or_(*ways), VISIBLE[kind.name](actor)).order_by(model.id.desc()).limit(MOST)
    rows = sorted(session.scalars(query), key=_place)
    facts = kind.gather(session, rows, actor) if rows else {}
    names = NAMES.get(kind.name, _plain_names)(session, rows, {key: one.name for key, one in facts.items()})
    found = []
    for row in rows:
        mine = waits_for(options(kind.name, facts[row.id]), facts[row.id])
        if mine:
            found.append(_waiting(kind.name, row, names[row.id], mine))
    return sorted(found, key=lambda one: (one.due is None, one.due))


def _place(row: Any) -> tuple[Any, ...]:
    """Indicators as they are printed; anything else the newest first."""
    if isinstance(row, Indicator):
        return (row.component_no, number_key(row.no), row.id)
    return (-row.id,)


def _ways(kind: Kind, actor: Actor) -> Iterator[ColumnElement[bool]]:
    """For each scope of the person's role: the states from which a step of theirs leads on, and whose rows."""
    states: dict[Scope, set[State]] = defaultdict(set)
    for step in table(kind.name):
        for role, scope in step.by:
            if role == actor.role and not step.aside:
                states[scope].add(step.source)
    for scope, sources in states.items():
        whose = _whose(kind, scope, actor)
        if whose is not None:
            yield and_(kind.model.state.in_(sorted(sources)), whose)


def _whose(kind: Kind, scope: Scope, actor: Actor) -> ColumnElement[bool] | None:
    """The rows that belong to the person in this scope; None where there are none."""
    if scope is Scope.OPDC:
        return true() if actor.office_kind == "opdc" else None
    if scope not in kind.scope_columns or (scope is Scope.PROVINCE and actor.office_kind == "opdc"):
        return None
    mine = {Scope.PERSON: actor.person_id, Scope.PROVINCE: actor.province_id}.get(scope, actor.office_id)
    condition: ColumnElement[bool] = kind.scope_columns[scope] == mine
    return condition


def _waiting(kind: str, row: Any, name: str, mine: Sequence[Any]) -> Waiting:
    able = [option for option in mine if option.open]
    reasons = () if able else tuple(dict.fromkeys(reason for option in mine for reason in option.reasons))
    what = tuple(option.step.label for option in able or mine)
    due = getattr(row, "due", None) or getattr(row, "starts_at", None)
    return Waiting(kind, row.id, name, row.state, what, reasons, due)


def _plain_names(_session: Session, _rows: Sequence[Any], names: dict[int, str]) -> dict[int, str]:
    return names


def _numbered(_session: Session, rows: Sequence[Any], names: dict[int, str]) -> dict[int, str]:
    return {row.id: f"{row.no} {row.name}".strip() for row in rows}


def _letters(session: Session, rows: Sequence[Any], names: dict[int, str]) -> dict[int, str]:
    """A recipient is known to the one who receives by the letter's subject."""
    query = select(Letter.id, Letter.subject).where(Letter.id.in_({row.letter_id for row in rows}))
    subjects = pairs(session, query)
    return {row.id: f"{subjects[row.letter_id]} (ถึง {row.name})" for row in rows}


NAMES = {"indicator": _numbered, "recipient": _letters}


def _to_write(session: Session, actor: Actor) -> list[Waiting]:
    """Sheets that are being written and still lack what this person fills in."""
    if actor.role not in LACKING:
        return []
    query = (
        select(Indicator, _top.state)
        .join(_top, _top.id == func.coalesce(Indicator.parent_id, Indicator.id))
        .where(_top.state.in_(WRITTEN_IN), VISIBLE["indicator"](actor), _written_by(actor))
        .order_by(Indicator.component_no, Indicator.no, Indicator.id)
        .limit(MOST)
    )
    rows = [(row, state) for row, state in session.execute(query)]
    parents = _parents(session, [row.id for row, _state in rows])
    return [
        Waiting("indicator", row.id, f"{row.no} {row.name}".strip(), state, (words,))
        for row, state in rows
        if row.id not in parents and (words := _lacks(row, state, actor.role))
    ]


def _parents(session: Session, ids: Sequence[int]) -> set[int]:
    query = select(Indicator.parent_id).where(Indicator.parent_id.in_(ids))
    return {parent for parent in session.scalars(query) if parent is not None}


def _written_by(actor: Actor) -> ColumnElement[bool]:
    if actor.role is Role.PROCESS_OWNER:
        return Indicator.province_id == actor.province_id
    return Indicator.responsible_office_id == actor.office_id


#: What each role fills in on a sheet.
LACKING: dict[Role, tuple[str, ...]] = {
    Role.OFFICE_OFFICER: tuple(name for name in rules.SHEET_FIELDS if name != "weight"),
    Role.PROCESS_OWNER: ("weight",),
}


def _lacks(row: Indicator, state: State, role: Role) -> str:
    if role is Role.PROCESS_OWNER and state in STANDING_BY:
        return ""
    missing = [rules.SHEET_FIELDS[name] for name in LACKING[role] if not getattr(row, name)]
    return f"กรอก{', '.join(missing)}" if missing else ""

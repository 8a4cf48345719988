"""The one place where a record changes its state.

Lock → compare → gather → decide → write → effects → what follows → note the history. All of it in the
caller's transaction: one refusal anywhere refuses the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workflow_app.errors import NotFound, Refused, Stale
from workflow_app.history.record import record
from workflow_app.people.rules import Actor, Role
from workflow_app.states import answers, effects, engine, stale, touches
from workflow_app.states.context import Context
from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import looked_at as facts_looked_at
from workflow_app.states.facts.letter import LetterFacts
from workflow_app.states.registry import KINDS
from workflow_app.states.step import Follow, Step
from workflow_app.states.visible import VISIBLE

#: A chain of consequences longer than this is a mistake in the tables.
DEEPEST = 8


@dataclass
class Performed:
    """What happened: how many rows moved, all consequences included, and the ids of jobs that became due."""

    steps: int = 0
    records: list[Any] = field(default_factory=list)


def perform(
    session: Session,
    kind: str,
    ids: Sequence[int],
    action: str,
    *,
    actor: Actor,
    seen: Mapping[int, int] | None = None,
    comment: str = "",
    values: Mapping[str, Any] | None = None,
) -> Performed:
    """Take the step ``action`` on the rows ``ids`` of ``kind``; all of them, or none.

    ``seen`` maps an id to the version that the person's page showed. ``values`` are the answers to what
    the step asks for (asks.py), as plain Python values; ``comment`` is the reason or note in words.
    :raises NotFound: a row is not there or not this person's to see.
    :raises Stale: a row moved on after the page was made; says who and when.
    :raises Refused: with every reason against it, of every row.
    :raises Invalid: an answer is missing or wrong, by field.
    """
    ids = sorted(set(ids))
    if not ids:
        raise Refused(["ยังไม่ได้เลือกรายการ"])
    rows = _locked_rows(session, kind, ids, action, actor)
    if action not in {step.action for step in engine.table(kind)}:
        raise Refused(["ไม่มีขั้นตอนนี้"])
    stale.compare(session, kind, rows, seen)
    attempt = _Attempt(session, actor, Performed())
    attempt.take(kind, rows, action, comment, dict(values or {}), actor, depth=0)
    return attempt.performed


@dataclass
class _Attempt:
    session: Session
    person: Actor
    performed: Performed

    def take(
        self,
        kind: str,
        rows: Sequence[Any],
        action: str,
        comment: str,
        values: dict[str, Any],
        actor: Actor,
        depth: int,
    ) -> None:
        steps = _decide_all(self.session, kind, rows, action, actor)
        answers.read(self.session, kind, rows, steps, values, comment, self.person)
        for step, group in _grouped(steps, rows):
            self._carry_out(kind, group, step, comment, values, depth)

    def _carry_out(
        self, kind: str, rows: Sequence[Any], step: Step, comment: str, values: dict[str, Any], depth: int
    ) -> None:
        for row in rows:
            came_from = row.state
            row.state = step.target
            self._note(kind, row, step, came_from, comment, values, depth)
        self.session.flush()  # a lost race shows here as a stale version, before effects build on it
        context = Context(self.session, kind, rows, step, self.person, comment, values)
        for name in step.effects:
            for follow in effects.EFFECTS[name](context):
                self.follow(follow, depth + 1)

    def follow(self, follow: Follow, depth: int) -> None:
        if depth > DEEPEST:
            raise RuntimeError(f"steps follow each other without end: {follow}")
        model = KINDS[follow.kind].model
        rows = list(self.session.scalars(select(model).where(model.id.in_(follow.ids)).order_by(model.id)))
        actor = replace(self.person, role=Role.FOLLOW)
        self.take(follow.kind, rows, follow.action, follow.comment, dict(follow.values), actor, depth)

    def _note(
        self,
        kind: str,
        row: Any,
        step: Step,
        came_from: Any,
        comment: str,
        values: dict[str, Any],
        depth: int,
    ) -> None:
        self.performed.steps += 1
        self.performed.records.append(row)
        record(
            self.session,
            chain_id=row.province_id,
            actor=self.person,
            role=str(Role.FOLLOW) if depth else None,
            kind=kind,
            record_id=row.id,
            record_name=effects.name_of(row),
            action=step.action,
            label=step.label,
            from_state=str(came_from),
            to_state=str(step.target),
            comment=comment,
            details=answers.for_history(step, values),
        )


def carry_out(session: Session, follows: Sequence[Follow], *, actor: Actor) -> Performed:
    """Carry out steps that bring to life what an operation just made (a letter with its recipients)."""
    attempt = _Attempt(session, actor, Performed())
    for follow in follows:
        attempt.follow(follow, depth=1)
    return attempt.performed


def refusals(session: Session, kind: str, ids: Sequence[int], action: str, actor: Actor) -> list[str]:
    """What would stand against ``action`` on these rows as a consequence now, each "record: reason"."""
    model = KINDS[kind].model
    rows = list(session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)))
    return _refusals(session, kind, rows, action, replace(actor, role=Role.FOLLOW))[1]


def facts_of(
    session: Session, kind: str, rows: Sequence[Any], actor: Actor, action: str | None = None
) -> dict[int, Facts]:
    """Facts of rows as ``perform`` decides on them: what the guards of ``action`` look at, or of every step."""
    wanted = engine.looked_at(kind, {row.state for row in rows}, action)
    facts = dict(KINDS[kind].gather(session, rows, actor, wanted))
    if "follow_refusals" not in wanted:
        return facts
    return {row.id: _with_consequences(session, row, facts[row.id], actor) for row in rows}


def _decide_all(session: Session, kind: str, rows: Sequence[Any], action: str, actor: Actor) -> list[Step]:
    steps, against = _refusals(session, kind, rows, action, actor)
    if against:
        raise Refused(against)
    return steps


def _refusals(
    session: Session, kind: str, rows: Sequence[Any], action: str, actor: Actor
) -> tuple[list[Step], list[str]]:
    facts = (
        facts_of(session, kind, rows, actor, action)
        if actor.role is not Role.FOLLOW
        else _follow_facts(session, kind, rows, actor, action)
    )
    steps: list[Step] = []
    against: list[str] = []
    for row in rows:
        step, reasons = engine.decide(kind, action, facts[row.id])
        if step is not None:
            steps.append(step)
        against.extend(_named(facts[row.id], reason, len(rows)) for reason in reasons)
    return steps, list(dict.fromkeys(against))


def _follow_facts(
    session: Session, kind: str, rows: Sequence[Any], actor: Actor, action: str
) -> dict[int, Facts]:
    wanted = engine.looked_at(kind, {row.state for row in rows}, action)
    facts = KINDS[kind].gather(session, rows, actor, wanted)
    return {key: replace(value, follows=True) for key, value in facts.items()}


def _named(facts: Facts, reason: str, count: int) -> str:
    return reason if count == 1 else f"{facts.name}: {reason}"


def _with_consequences(session: Session, row: Any, facts: Facts, actor: Actor) -> Facts:
    """A letter's facts with what its dispatch would be refused: asked at the last check and at numbering too."""
    if not isinstance(facts, LetterFacts) or not row.sends_action or row.state not in effects.BEFORE_DISPATCH:
        return facts
    subjects = effects.subject_ids(session, row.id, row.sends_kind)
    against = refusals(session, row.sends_kind, subjects, row.sends_action, actor) if subjects else []
    return replace(facts, follow_refusals=tuple(against))


def _grouped(steps: Sequence[Step], rows: Sequence[Any]) -> list[tuple[Step, list[Any]]]:
    """Rows that take the same line of the table, together: they open one letter, not one each."""
    groups: dict[int, tuple[Step, list[Any]]] = {}
    for step, row in zip(steps, rows, strict=True):
        groups.setdefault(id(step), (step, []))[1].append(row)
    return list(groups.values())


def _locked_rows(session: Session, kind: str, ids: Sequence[int], action: str, actor: Actor) -> list[Any]:
    """The rows, if all of them are the person's to see, locked; with all that may follow, in the registry's order.

    What comes before them in that order is asked for first and asked for again once they stand still: what
    appeared in between means that somebody is at work on the same thing.
    """
    place = list(KINDS).index(kind)
    steps = [step for step in engine.table(kind) if step.action == action]
    earlier = [name for name in _others(kind, steps) if list(KINDS).index(name) < place]
    before = touches.touched(session, kind, ids, earlier)
    for name in earlier:
        _lock_rows(session, name, before[name])
    rows = _lock_rows(session, kind, ids, VISIBLE[kind](actor))
    if len(rows) != len(ids):
        raise NotFound
    again = touches.touched(session, kind, ids, earlier)
    if any(again[name] - before[name] for name in earlier):
        raise Stale("มีผู้ดำเนินการกับรายการเดียวกันอยู่ในขณะนี้ โปรดลองอีกครั้ง")
    states = {row.state for row in rows}
    taken = [step for step in steps if step.source in states]
    later = [name for name in _others(kind, taken) if name not in earlier]
    for name, found in touches.touched(session, kind, ids, later).items():
        _lock_rows(session, name, found)
    return rows


def _others(kind: str, steps: Sequence[Step]) -> list[str]:
    """The other kinds of which rows are locked with the steps' own: what their effects may move, the year of their sums."""
    looks = facts_looked_at(guard for step in steps for guard in step.guards)
    moved = touches.others(kind) if any(step.effects for step in steps) else ()
    return [*(["cycle"] if looks & touches.OF_THE_YEAR else []), *moved]


def _lock_rows(
    session: Session, kind: str, ids: Collection[int], *conditions: ColumnElement[bool]
) -> list[Any]:
    """The rows of these ids of which the conditions hold, locked and read anew, in order of id."""
    if not ids:
        return []
    model = KINDS[kind].model
    query = select(model).where(model.id.in_(sorted(ids)), *conditions).order_by(model.id)
    return list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))

"""What the page of a step shows before it is taken: the records, what stands against it, what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflow_app.errors import NotFound
from workflow_app.people.rules import Actor
from workflow_app.states import engine, queries
from workflow_app.states.asks import ASKS, Ask, AskKind
from workflow_app.states.perform import facts_of
from workflow_app.states.step import Step
from workflow_app.states.tables import CURRENT, KIND_LABELS, TABLES, table
from workflow_app.web.step_scores import LeafScore, leaf_scores

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Record:
    """One of the chosen records as it stands now."""

    id: int
    name: str
    state: Any
    version: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class StepPage:
    """A step on the chosen records."""

    kind: str
    kind_label: str
    action: str
    label: str
    records: tuple[Record, ...]
    asks: tuple[Ask, ...]
    #: What the select fields offer, by the name of the ask.
    choices: Mapping[str, Choices]
    leaves: tuple[LeafScore, ...]

    @property
    def closed(self) -> bool:
        """Something stands against the step for at least one record."""
        return any(record.reasons for record in self.records)


def step_page(session: Session, kind: str, action: str, ids: Sequence[int], actor: Actor) -> StepPage:
    """The page of ``action`` on these records. :raises NotFound: no such step, or a record is not the person's to see."""
    if kind not in TABLES[CURRENT] or action not in {step.action for step in table(kind)}:
        raise NotFound
    rows = queries.visible_rows(session, kind, ids, actor)
    facts = facts_of(session, kind, rows, actor)
    found = [engine.decide(kind, action, facts[row.id]) for row in rows]
    steps = [line for row in rows for line in _lines(kind, action, facts[row.id])]
    # What there is to choose from (incoming letters, resolutions, names) is for those whose step it is.
    mine = [step for step, own in steps if own]
    names = dict.fromkeys(name for step in mine for name in step.asks)
    asks = tuple(ASKS[name] for name in names)
    records = tuple(
        Record(row.id, _name(row, facts[row.id].name), row.state, row.version, reasons)
        for row, (_step, reasons) in zip(rows, found, strict=True)
    )
    label = next((step.label for step, _own in steps), _any_label(kind, action))
    return StepPage(
        kind=kind,
        kind_label=KIND_LABELS[kind],
        action=action,
        label=label,
        records=records,
        asks=asks,
        choices=_choices(session, rows, asks, actor),
        leaves=_leaves(session, rows, asks),
    )


def _name(row: Any, name: str) -> str:
    """With the printed number, where the record has one."""
    return f"{getattr(row, 'no', '')} {name}".strip()


def _lines(kind: str, action: str, facts: Any) -> list[tuple[Step, bool]]:
    """The step as the table has it from the record's state, and whether it is the person's own to take."""
    options = engine.options(kind, facts)
    return [(option.step, option.mine) for option in options if option.step.action == action][:1]


def _any_label(kind: str, action: str) -> str:
    return next(step.label for step in table(kind) if step.action == action)


def _choices(session: Session, rows: Sequence[Any], asks: Sequence[Ask], actor: Actor) -> dict[str, Choices]:
    return {
        ask.name: queries.CHOICES[ask.kind](session, rows, actor)
        for ask in asks
        if ask.kind in queries.CHOICES
    }


def _leaves(session: Session, rows: Sequence[Any], asks: Sequence[Ask]) -> tuple[LeafScore, ...]:
    wanted = any(ask.kind is AskKind.SCORES for ask in asks)
    return leaf_scores(session, rows) if wanted else ()

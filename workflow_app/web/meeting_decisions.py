"""What a meeting can decide on its year's indicators now, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.meetings.queries import DECISIONS
from workflow_app.people.rules import Actor
from workflow_app.states.engine import Option, options
from workflow_app.states.perform import facts_of


@dataclass(frozen=True)
class Decision:
    """A step that a resolution is cited for, to be taken on ticked indicators; closed by every one of ``reasons``."""

    action: str
    label: str
    reasons: tuple[str, ...]


def together(session: Session, rows: Sequence[Indicator], actor: Actor) -> list[Decision]:
    """The decisions that belong to the person on one of the year's indicators at least, in their order.

    One that can be taken on some of them stands open; one that nothing lets through tells every reason.
    """
    facts = facts_of(session, "indicator", rows, actor)
    found: dict[str, list[Option]] = {}
    for row in rows:
        for option in options("indicator", facts[row.id]):
            if option.mine and option.step.action in DECISIONS:
                found.setdefault(option.step.action, []).append(option)
    return [_decision(found[action]) for action in DECISIONS if action in found]


def _decision(found: Sequence[Option]) -> Decision:
    step = found[0].step
    if any(option.open for option in found):
        return Decision(step.action, step.label, ())
    said = dict.fromkeys(reason for option in found for reason in option.reasons)
    return Decision(step.action, step.label, tuple(said))

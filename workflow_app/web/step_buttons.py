"""The steps out of a record's present state as buttons: one's own with all that stands against them, others' by who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from workflow_app.people.rules import Actor
from workflow_app.states import engine
from workflow_app.states.facts.common import Facts
from workflow_app.states.perform import facts_of
from workflow_app.states.shown import applies


@dataclass(frozen=True)
class Button:
    """A step of one record for the person who looks at it. ``next``: the page to come back to."""

    kind: str
    record_id: int
    version: int
    action: str
    label: str
    #: A side way (return, cancel …), drawn less boldly and waited for by nobody.
    aside: bool
    #: The step has a form; without one it is carried out at once.
    asks: bool
    reasons: tuple[str, ...]
    #: The person's role and office may take it; otherwise ``who`` says whose it is.
    mine: bool
    who: str
    next: str

    @property
    def open(self) -> bool:
        """Nothing stands against it."""
        return not self.reasons


def buttons(session: Session, kind: str, row: Any, actor: Actor) -> list[Button]:
    """The steps of a record (a row of ``kind``) in the table's order, as ``actor`` meets them now."""
    return buttons_of(session, kind, [row], actor)[row.id]


def buttons_of(session: Session, kind: str, rows: Sequence[Any], actor: Actor) -> dict[int, list[Button]]:
    """The same for many rows by id, with a constant number of queries."""
    facts = facts_of(session, kind, rows, actor)
    return {row.id: _buttons(kind, facts[row.id], here()) for row in rows}


def here() -> str:
    """The path of the page being shown, with its query."""
    return request.full_path.rstrip("?")


def _buttons(kind: str, facts: Facts, back: str) -> list[Button]:
    return [
        Button(
            kind=kind,
            record_id=facts.id,
            version=facts.version,
            action=option.step.action,
            label=option.step.label,
            aside=option.step.aside,
            asks=bool(option.step.asks),
            reasons=option.reasons,
            mine=option.mine,
            who=engine.who_may(option.step),
            next=back,
        )
        for option in engine.options(kind, facts)
        if applies(option, facts)
    ]

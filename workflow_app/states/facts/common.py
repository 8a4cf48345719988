"""What every guard may look at, whatever the kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from workflow_app.people.rules import Actor, Scope
from workflow_app.states.vocabulary import State


@dataclass(frozen=True)
class Facts:
    """The record as the acting person meets it. ``scopes``: in which ways it belongs to that person."""

    id: int
    name: str
    state: State
    version: int
    actor: Actor
    scopes: frozenset[Scope]
    now: datetime
    #: True while a consequence of another step is carried out.
    follows: bool = field(default=False, kw_only=True)

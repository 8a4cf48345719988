"""What an effect is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflow_app.people.rules import Actor
from workflow_app.states.step import Step


@dataclass(frozen=True)
class Context:
    """The rows that just took ``step`` together, who did it, and the answers given (looked up by answers.py)."""

    session: Session
    kind: str
    rows: Sequence[Any]
    step: Step
    actor: Actor
    comment: str
    values: Mapping[str, Any]

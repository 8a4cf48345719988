"""What a row of a table of steps says, and what may follow from one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workflow_app.people.rules import Role, Scope
from workflow_app.states.vocabulary import State

#: Who: a role, and how the record must belong to whoever holds it.
By = tuple[Role, Scope]
#: None, or the Thai sentence that says why not.
Guard = Callable[[Any], str | None]

#: Carried out only as the consequence of another step.
BY_FOLLOW: tuple[By, ...] = ((Role.FOLLOW, Scope.ANY),)


@dataclass(frozen=True)
class Step:
    """One line of a table: the action, from where to where, by whom, under which guards, with which effects."""

    action: str
    label: str
    source: State
    #: None: the record stays where it is.
    dest: State | None
    by: tuple[By, ...]
    guards: tuple[Guard, ...] = ()
    #: Names of what the step's form asks for (asks.py); an asked comment is a reason.
    asks: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    #: Chooses between two lines of the same action and source; not a refusal.
    when: Callable[[Any], bool] | None = None
    #: A side way (return, void, cancel …): never what an inbox waits for.
    aside: bool = False
    undo: bool = False
    repair: bool = False

    @property
    def target(self) -> State:
        """The state afterwards."""
        return self.source if self.dest is None else self.dest


@dataclass(frozen=True)
class Follow:
    """A step that must happen in the same transaction as the one it follows from."""

    kind: str
    ids: tuple[int, ...]
    action: str
    comment: str = ""
    values: tuple[tuple[str, Any], ...] = ()


def each(action: str, label: str, source: State, dest: State | None, **rest: Any) -> Step:
    """A line of a table, written short."""
    return Step(action, label, source, dest, **rest)


def from_each(
    sources: Sequence[State], action: str, label: str, dest: State | None, **rest: Any
) -> list[Step]:
    """The same line for several sources: a row per source, as the table is read aloud."""
    return [Step(action, label, source, dest, **rest) for source in sources]

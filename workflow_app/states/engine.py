"""May this step be taken now? The only importer of ``transitions``.

A machine is built per table at first use and shared: it holds no record, each question brings its own
short-lived attempt. Guards say sentences; the engine collects all of them, so that the button and the
page that refuses tell the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from transitions import EventData, Machine, MachineError

from workflow_app.people.rules import ROLE_LABELS
from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import looked_at as facts_looked_at
from workflow_app.states.step import Step
from workflow_app.states.tables import CURRENT, table
from workflow_app.states.vocabulary import State


@dataclass(frozen=True)
class Option:
    """A step out of the present state, with all that stands against it for this person now."""

    step: Step
    reasons: tuple[str, ...]
    #: The person's role and office are among those who may; the rest is only a matter of guards.
    mine: bool

    @property
    def open(self) -> bool:
        return not self.reasons


@dataclass
class _Attempt:
    """What the shared machine moves in the place of a record."""

    facts: Facts
    state: str
    taken: Step | None = None
    reasons: list[str] = field(default_factory=list)


def decide(
    kind: str, action: str, facts: Facts, version: str = CURRENT
) -> tuple[Step | None, tuple[str, ...]]:
    """The step that ``action`` is from here, or None with every reason against it."""
    event = _machine(kind, version).events.get(action)
    if event is None:
        return None, ("ไม่มีขั้นตอนนี้",)
    attempt = _Attempt(facts, str(facts.state))
    try:
        event.trigger(attempt)
    except MachineError:
        return None, (f"ขั้นตอนนี้ทำไม่ได้เมื่ออยู่ในสถานะ “{facts.state.label}”",)
    return attempt.taken, tuple(dict.fromkeys(attempt.reasons))


def options(kind: str, facts: Facts, version: str = CURRENT) -> list[Option]:
    """Every step out of the present state, in the table's order, with the reasons against each."""
    return [
        Option(step, tuple(_against(step, facts)), _role_reason(step, facts) is None)
        for step in table(kind, version)
        if step.source == facts.state and _chosen(step, facts) and not _only_follow(step)
    ]


def looked_at(
    kind: str, states: Collection[State], action: str | None = None, version: str = CURRENT
) -> frozenset[str]:
    """Names of the gathered facts behind the guards of these states' steps: of ``action``, or of every one."""
    steps = [step for step in table(kind, version) if step.source in states and action in (None, step.action)]
    asking = [look for step in steps for look in (*step.guards, step.when) if look is not None]
    return facts_looked_at(asking)


def who_may(step: Step) -> str:
    """The roles that may take the step, for 'who could'."""
    return ", ".join(dict.fromkeys(ROLE_LABELS[role] for role, _scope in step.by))


def _only_follow(step: Step) -> bool:
    return all(role == "follow" for role, _scope in step.by)


def _against(step: Step, facts: Facts) -> Iterable[str]:
    """Every reason; to whom the step does not belong just that: the others may name records that they do not see."""
    role_reason = _role_reason(step, facts)
    if role_reason:
        return [role_reason]
    said = [guard(facts) for guard in step.guards]
    return [sentence for sentence in said if sentence]


def _role_reason(step: Step, facts: Facts) -> str | None:
    if any(role == facts.actor.role and scope in facts.scopes for role, scope in step.by):
        return None
    return f"ผู้ทำขั้นตอนนี้ได้คือ {who_may(step)}"


def _chosen(step: Step, facts: Facts) -> bool:
    return step.when is None or step.when(facts)


@cache
def _machine(kind: str, version: str) -> Machine:
    steps = table(kind, version)
    states = [str(state) for state in type(steps[0].source)]
    machine = Machine(model=None, states=states, initial=None, auto_transitions=False, send_event=True)
    for step in steps:
        machine.add_transition(
            step.action, str(step.source), str(step.target), conditions=[_chooses(step), _permits(step)]
        )
    return machine


def _chooses(step: Step) -> Any:
    return lambda event: _chosen(step, event.model.facts)


def _permits(step: Step) -> Any:
    def permits(event: EventData) -> bool:
        attempt = cast(_Attempt, event.model)
        attempt.reasons.extend(_against(step, attempt.facts))
        if attempt.reasons:
            return False
        attempt.taken = step
        return True

    return permits

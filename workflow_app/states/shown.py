"""Which steps a page draws: those that exist in this installation for this record. Pure; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from workflow_app.states.engine import Option
from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.indicator import IndicatorFacts
from workflow_app.states.guards.indicators import is_top_level, opdc_is_inside, opdc_is_outside
from workflow_app.states.guards.others import recipient_is_outside
from workflow_app.states.step import Guard

#: Guards that ask how things are set up; where one says no, the step does not exist here at all.
SETTING: tuple[Guard, ...] = (opdc_is_inside, opdc_is_outside, recipient_is_outside, is_top_level)


def applies(option: Option, facts: Facts) -> bool:
    """False for a step that is not there for this record: ก.พ.ร. inside or outside, a child's own steps,
    the later inclusion of what is not compulsory.
    """
    if option.step.action == "include" and isinstance(facts, IndicatorFacts) and not facts.compulsory:
        return False
    return not any(guard(facts) for guard in option.step.guards if guard in SETTING)


def waits_for(options: Iterable[Option], facts: Facts) -> list[Option]:
    """The steps that wait for the acting person: theirs, on the straight way, and there for this record."""
    return [option for option in options if option.mine and not option.step.aside and applies(option, facts)]

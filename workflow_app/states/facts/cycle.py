"""Facts of a province's year."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import NOT_GATHERED


@dataclass(frozen=True)
class CycleFacts(Facts):
    #: Names of indicators that are not in an end state, with their state's label.
    still_open: tuple[str, ...] = NOT_GATHERED
    #: The same without those that stand by for another.
    still_open_primaries: tuple[str, ...] = NOT_GATHERED
    open_letters: tuple[str, ...] = NOT_GATHERED

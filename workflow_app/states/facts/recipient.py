"""Facts of one recipient of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import NOT_GATHERED


@dataclass(frozen=True)
class RecipientFacts(Facts):
    office_uses_system: bool = NOT_GATHERED

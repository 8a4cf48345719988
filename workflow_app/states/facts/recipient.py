"""Facts of one recipient of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts


@dataclass(frozen=True)
class RecipientFacts(Facts):
    office_uses_system: bool

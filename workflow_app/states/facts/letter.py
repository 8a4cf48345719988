"""Facts of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import NOT_GATHERED


@dataclass(frozen=True)
class LetterFacts(Facts):
    has_signer: bool
    drafted_by_actor: bool
    # ------------------------------------------------ gathered, see facts/gathered.py
    #: Sentences of the checks that block signing.
    errors: tuple[str, ...] = NOT_GATHERED
    #: What each person of the route said, in order: "passed", or "" while not asked yet.
    route: tuple[str, ...] = NOT_GATHERED
    recipients: int = NOT_GATHERED
    unacknowledged: int = NOT_GATHERED
    #: The code of the issuing office is set (two letters and owner).
    has_code: bool = NOT_GATHERED
    #: Refusals that its Follow would meet now, each "record: reason".
    follow_refusals: tuple[str, ...] = NOT_GATHERED

    @property
    def last_checker(self) -> bool:
        """After this person nobody of the route is left."""
        return self.route.count("passed") + 1 >= len(self.route)

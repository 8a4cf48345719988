"""Facts of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts


@dataclass(frozen=True)
class LetterFacts(Facts):
    #: Sentences of the checks that block signing.
    errors: tuple[str, ...]
    route_length: int
    #: How many of the route have passed it already.
    passed: int
    has_signer: bool
    drafted_by_actor: bool
    recipients: int
    #: The code of the issuing office is set (two letters and owner).
    has_code: bool
    #: Refusals that its Follow would meet now, each "record: reason".
    follow_refusals: tuple[str, ...]
    signed_on_paper: bool
    has_scan: bool
    unacknowledged: int

    @property
    def last_checker(self) -> bool:
        return self.passed + 1 >= self.route_length

"""Facts of a report."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import NOT_GATHERED


@dataclass(frozen=True)
class ReportFacts(Facts):
    months: int
    has_result: bool
    has_narrative: bool
    evidence_count: int = NOT_GATHERED
    #: Earlier reporting rounds (months) of the same leaf that are not accepted yet.
    earlier_open: tuple[int, ...] = NOT_GATHERED
    entered_by_actor: bool = NOT_GATHERED

"""Facts of a report."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts


@dataclass(frozen=True)
class ReportFacts(Facts):
    months: int
    has_result: bool
    has_narrative: bool
    evidence_count: int
    #: Earlier reporting rounds (months) of the same leaf that are not accepted yet.
    earlier_open: tuple[int, ...]
    entered_by_actor: bool

"""Facts of an indicator and its leaves."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts


@dataclass(frozen=True)
class LeafFacts:
    """A child, or the indicator itself where it has none."""

    name: str
    #: Thai names of the details that are still missing on its sheet.
    missing: tuple[str, ...]
    #: Reporting rounds (months) of the year, and those whose report is accepted.
    rounds: tuple[int, ...]
    accepted_rounds: tuple[int, ...]
    has_evaluator_score: bool


@dataclass(frozen=True)
class IndicatorFacts(Facts):
    leaves: tuple[LeafFacts, ...]
    baseline_years: int
    has_ability: bool
    has_name_and_unit: bool
    #: False for a child: the state stands on its parent alone.
    top_level: bool
    is_fallback: bool
    compulsory: bool
    #: What is wrong with the active weights of its cycle, as sentences (empty: 70/30 stands).
    weight_findings: tuple[str, ...]
    #: Where the weights need not add up because the year's framework renormalises.
    renormalises: bool
    meeting_held: bool
    opdc_uses_system: bool
    #: A letter that names it and stands at for_signature or later, before dispatch: its subject.
    locked_by_letter: str | None

"""Facts of an indicator and its leaves."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import NOT_GATHERED


@dataclass(frozen=True)
class SheetFacts:
    """The details sheet of a leaf: a child, or the indicator itself where it has none."""

    name: str
    #: Thai names of the details that are still missing.
    missing: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorFacts(Facts):
    has_ability: bool
    has_name_and_unit: bool
    #: False for a child: the state stands on its parent alone.
    top_level: bool
    is_fallback: bool
    compulsory: bool
    # ------------------------------------------------ gathered, see facts/gathered.py
    #: One per leaf.
    sheets: tuple[SheetFacts, ...] = NOT_GATHERED
    #: Leaves and reporting rounds (months) whose report is not accepted.
    unreported: tuple[tuple[str, int], ...] = NOT_GATHERED
    #: Leaves without a score of the evaluator.
    unscored: tuple[str, ...] = NOT_GATHERED
    baseline_years: int = NOT_GATHERED
    #: What is wrong with the active weights of its cycle, as sentences (empty: 70/30 stands).
    weight_findings: tuple[str, ...] = NOT_GATHERED
    #: Where the weights need not add up because the year's framework renormalises.
    renormalises: bool = NOT_GATHERED
    meeting_held: bool = NOT_GATHERED
    #: Its year takes in proposals: opened, and not being closed.
    year_open: bool = NOT_GATHERED
    opdc_uses_system: bool = NOT_GATHERED
    #: A letter that names it and stands at for_signature or later, before dispatch: its subject.
    locked_by_letter: str | None = NOT_GATHERED

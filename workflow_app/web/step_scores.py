"""The table of leaves in a step that asks for scores: what the rule gives, and fields for what a person sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflow_app.errors import Invalid, Refused
from workflow_app.indicators.models import Indicator
from workflow_app.scoring.display import figure_out
from workflow_app.scoring.operations import last_accepted, preview
from workflow_app.states.gather.indicator import leaves_of
from workflow_app.years.models import Cycle, Framework


@dataclass(frozen=True)
class LeafScore:
    """A leaf with the score that its rule gives now, or every reason why it gives none."""

    id: int
    no: str
    name: str
    #: As shown, so many decimals as the year's framework says; None where the rule gives none.
    shown: str | None
    lines: tuple[str, ...]
    reasons: tuple[str, ...]


def leaf_scores(session: Session, rows: Sequence[Indicator]) -> tuple[LeafScore, ...]:
    """The leaves of indicators of one year, each with its score by the rule from the last accepted report."""
    if not rows:
        return ()
    framework = session.get_one(Framework, session.get_one(Cycle, rows[0].cycle_id).framework_id)
    leaves = [leaf for group in leaves_of(session, rows).values() for leaf in group]
    results = last_accepted(session, [leaf.id for leaf in leaves])
    return tuple(rule_score(framework, leaf, results.get(leaf.id)) for leaf in leaves)


def rule_score(framework: Framework, leaf: Indicator, stored: Any) -> LeafScore:
    """What the leaf's rule gives for a report's result as stored (None: no report), or why it gives nothing."""
    try:
        scored = preview(framework, leaf, stored)
    except Refused as refused:
        return LeafScore(leaf.id, leaf.no, leaf.name, None, (), refused.reasons)
    except Invalid as invalid:
        return LeafScore(leaf.id, leaf.no, leaf.name, None, (), tuple(invalid.fields.values()))
    shown = figure_out(scored.score, framework.decimals["score"])
    return LeafScore(leaf.id, leaf.no, leaf.name, shown, scored.explanation, ())


def given_scores(form: Any, leaves: Sequence[LeafScore]) -> dict[int, Mapping[str, Any]]:
    """What a person set in the form: {leaf id: {"score": Decimal, "reason": words}}.

    :raises Invalid: a reason without a score, by field.
    """
    problems: dict[str, str] = {}
    given: dict[int, Mapping[str, Any]] = {}
    for leaf in leaves:
        score, reason = form[score_field(leaf)].data, form[reason_field(leaf)].data
        if score is None and reason:
            problems[score_field(leaf)] = "มีเหตุผลแต่ไม่มีคะแนน กรอกคะแนนด้วย หรือลบเหตุผลเพื่อใช้คะแนนตามเกณฑ์"
        if score is not None:
            given[leaf.id] = {"score": score, "reason": reason}
    if problems:
        raise Invalid(problems)
    return given


def score_field(leaf: LeafScore) -> str:
    """The name of the field for a leaf's score."""
    return f"score-{leaf.id}"


def reason_field(leaf: LeafScore) -> str:
    """The name of the field for the reason of a leaf's score."""
    return f"reason-{leaf.id}"

"""Scores of leaves: worked out from accepted results, or set by a person with a reason; frozen at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.db import pairs
from workflow_app.errors import Invalid, Refused
from workflow_app.figures import half_up, plain
from workflow_app.indicators.models import Indicator
from workflow_app.reports.models import Report
from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.models import Score, ScoredBy
from workflow_app.scoring.outcome import Scored
from workflow_app.scoring.result import Result, result_from_json, result_to_json
from workflow_app.scoring.score import score
from workflow_app.states.vocabulary import ReportState
from workflow_app.years.models import Framework


def score_leaves(
    session: Session,
    framework: Framework,
    leaves: Sequence[Indicator],
    given: Mapping[int, Any],
    by: ScoredBy,
) -> list[Score]:
    """The stored score of each leaf by one side; ``given`` maps a leaf's id to {"score", "reason"} where a person
    sets it instead of the rule.

    :raises Refused: names every leaf that the rule cannot score and nobody set.
    """
    results = last_accepted(session, [leaf.id for leaf in leaves])
    rows: list[Score] = []
    against: list[str] = []
    for leaf in leaves:
        try:
            rows.append(_score_leaf(session, framework, leaf, results.get(leaf.id), given.get(leaf.id), by))
        except Refused as refused:
            against.extend(f"{leaf.no} {leaf.name}: {reason}" for reason in refused.reasons)
        except Invalid as invalid:  # a result that does not fit the criterion
            against.extend(f"{leaf.no} {leaf.name}: {sentence}" for sentence in invalid.fields.values())
    if against:
        raise Refused(against)
    return rows


def last_accepted(session: Session, leaf_ids: Sequence[int]) -> dict[int, Any]:
    """The result of each leaf's last accepted report, as stored."""
    query = select(Report.indicator_id, Report.result).where(
        Report.indicator_id.in_(leaf_ids), Report.state == ReportState.ACCEPTED
    )
    return pairs(session, query.order_by(Report.months))


def preview(framework: Framework, leaf: Indicator, stored: Any) -> Scored:
    """The score by the rule alone, not kept. :raises Refused: says what is missing."""
    if leaf.criterion is None:
        raise Refused(["ยังไม่มีเกณฑ์การให้คะแนน"])
    return score(
        from_json(leaf.criterion), _result(stored), top=framework.top_score, sentence=leaf.target_text
    )


def exact(row: Score) -> Fraction:
    """The exact score of a stored row."""
    return Fraction(row.exact)


def _score_leaf(
    session: Session, framework: Framework, leaf: Indicator, stored: Any, given: Any, by: ScoredBy
) -> Score:
    if leaf.criterion is None:
        raise Refused(["ยังไม่มีเกณฑ์การให้คะแนน"])
    scored, reason = _by_rule_or_person(framework, leaf, stored, given)
    row = session.scalar(select(Score).where(Score.indicator_id == leaf.id, Score.scored_by == by)) or Score(
        indicator_id=leaf.id, scored_by=by
    )
    row.exact = str(scored.score)
    row.shown = half_up(scored.score, framework.decimals["score"])
    row.inputs = {
        "criterion": leaf.criterion,
        "result": result_to_json(_result(stored)),
        "scored_at": clock.now().isoformat(),
    }
    row.explanation = list(scored.explanation)
    row.assigned, row.reason = scored.assigned, reason
    session.add(row)
    return row


def _by_rule_or_person(framework: Framework, leaf: Indicator, stored: Any, given: Any) -> tuple[Scored, str]:
    set_to, reason = _given(given)
    if set_to is None:
        scored = preview(framework, leaf, stored)
        return scored, _result(stored).reason
    if not 0 <= set_to <= framework.top_score:
        raise Refused([f"คะแนนต้องอยู่ระหว่าง 0 ถึง {plain(framework.top_score)}"])
    if not reason:
        raise Refused(["การกำหนดคะแนนโดยผู้มีอำนาจต้องมีเหตุผล"])
    lines = (f"เกณฑ์: {leaf.target_text}", f"ผู้มีอำนาจกำหนดคะแนน {plain(set_to)} เหตุผล: {reason}")
    return Scored(Fraction(set_to), lines, assigned=True), reason


def _given(given: Any) -> tuple[Decimal | None, str]:
    if given is None:
        return None, ""
    if not isinstance(given, Mapping):
        raise Invalid({"scores": "ต้องเป็นคะแนนกับเหตุผล"})
    value = given.get("score")
    return (None if value is None else Decimal(value)), str(given.get("reason") or "").strip()


def _result(stored: Any) -> Result:
    """A report keeps its result as {"result": …} so that 'nothing entered' and 'null' stay apart."""
    return result_from_json(stored["result"]) if stored else Result()

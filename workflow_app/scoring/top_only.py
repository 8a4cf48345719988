"""``top_only``: the prose says what is worth the top score and nothing else (most of documents 000 and 003).

Reached: the top. Not reached: no rule gives a score, so an authorised person enters one with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.errors import Invalid
from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsAssignment, NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.threshold import WORDS, Threshold, threshold_json
from workflow_app.thai import digits

ALL_OPERATORS = tuple(WORDS)


@dataclass(frozen=True)
class TopOnly:
    """Any one of ``ways`` reached is worth the top score."""

    ways: tuple[Threshold, ...]


def read(fields: Fields) -> TopOnly:
    """Reads ``at`` and the alternatives in ``or``; each needs a figure."""
    others = [] if fields.raw("or") is None else fields.members("or", least=0, most=10)
    said = [("at", fields.raw("at")), *((f"or.{place}", way) for place, way in enumerate(others, 1))]
    ways = []
    for name, way in said:
        threshold = fields.threshold(name, way, default=">=", allowed=ALL_OPERATORS)
        if threshold is None:
            fields.problem(name, "ต้องกรอกเป็นตัวเลข")
        else:
            ways.append(threshold)
    return TopOnly(tuple(ways))


def write(criterion: TopOnly) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    first, *others = (threshold_json(way, "") for way in criterion.ways)
    return {"at": first, "or": others} if others else {"at": first}


def score(criterion: TopOnly, result: Result, top: Decimal) -> Scored:
    """The top when reached, else the assigned score. Raises ``NeedsResult``, ``NeedsAssignment``, ``Invalid``."""
    value = needed_value(result)
    reached = [way for way in criterion.ways if value is not None and way.reached(value)]
    if value is not None and reached:
        line = f"ผล {shown(value)} ถึงเกณฑ์ ({reached[0].words()}) ได้คะแนนสูงสุด {shown(top)}"
        unused = () if result.assigned is None else ("ไม่ใช้คะแนนที่ผู้มีอำนาจกำหนดไว้ เพราะผลถึงเกณฑ์แล้ว",)
        return Scored(Fraction(top), (line, *unused))
    if result.assigned_score is not None:
        return _assigned(criterion, result, result.assigned_score, top)
    if value is None:
        raise NeedsResult()
    raise NeedsAssignment(f"{_ways_words(criterion)}, ผล {shown(value)}")


def _assigned(criterion: TopOnly, result: Result, assigned: Decimal, top: Decimal) -> Scored:
    check_score(assigned, top, "assigned", "คะแนนที่กำหนด")
    first = (
        "ไม่มีผลเป็นตัวเลข"
        if result.value is None
        else f"ผล {shown(result.value)} ไม่ถึงเกณฑ์ ({_ways_words(criterion)})"
    )
    second = f"คะแนน {shown(assigned)} กำหนดโดยผู้มีอำนาจ เหตุผล: {result.reason}"
    return Scored(Fraction(assigned), (first, second), assigned=True)


def check_score(score: Decimal | Fraction, top: Decimal, field: str, name: str) -> None:
    """Raises ``Invalid`` where a score that was entered lies outside 0..top."""
    if not 0 <= score <= top:
        raise Invalid({field: digits(f"{name} {shown(score)} ต้องอยู่ระหว่าง 0 ถึง {shown(top)}")})


def _ways_words(criterion: TopOnly, unit: str = "") -> str:
    return " หรือ".join(way.words(unit) for way in criterion.ways)


def rule(criterion: TopOnly, top: Decimal) -> str:
    """The rule as read."""
    return f"{_ways_words(criterion)} ได้ {shown(top)} คะแนน · ไม่ถึงเกณฑ์: ผู้มีอำนาจกำหนดคะแนนพร้อมเหตุผล"


def top_words(criterion: TopOnly, unit: str) -> str:
    """What is worth the top score."""
    return _ways_words(criterion, unit)

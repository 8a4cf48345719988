"""``given``: the result is the score, as where a committee or another system has scored already."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.top_only import check_score


@dataclass(frozen=True)
class Given:
    """Nothing to set."""


def read(fields: Fields) -> Given:
    """No fields."""
    return Given()


def write(criterion: Given) -> dict[str, object]:
    """No fields."""
    return {}


def score(criterion: Given, result: Result, top: Decimal) -> Scored:
    """The result itself. Raises ``NeedsResult``; ``Invalid`` where it lies outside 0..top."""
    value = needed_value(result)
    if value is None:
        raise NeedsResult("คะแนน")
    check_score(value, top, "value", "คะแนน")
    return Scored(Fraction(value), (f"คะแนนที่กรอก {shown(value)}",))


def rule(criterion: Given, top: Decimal) -> str:
    """The rule as read."""
    return f"ผลที่กรอกคือคะแนน (0 ถึง {shown(top)})"


def top_words(criterion: Given, unit: str) -> str:
    """What is worth the top score."""
    return "ตามคะแนนที่ผู้ประเมินกำหนด"

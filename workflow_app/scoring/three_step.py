"""``three_step``: ขั้นต้น, มาตรฐาน, ขั้นสูง worth 50, 75, 100 (or other figures), with or without interpolation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields, direction_of
from workflow_app.scoring.ladder import Ladder, check_order, climb, ladder_words, read_floor, read_rungs
from workflow_app.scoring.levels import UNKNOWN_TOP
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.threshold import DEFAULT_OPERATOR, Threshold, threshold_json

STEPS = 3
USUAL_SCORES = (Decimal(50), Decimal(75), Decimal(100))


@dataclass(frozen=True)
class ThreeStep:
    """``scores`` on their own base, whose full mark is the last of them; turned to the sheet's top when scored."""

    thresholds: tuple[Threshold | None, ...]
    scores: tuple[Decimal, ...] = USUAL_SCORES
    direction: str = "higher"
    interpolate: bool = True
    floor: str = "0"


def read(fields: Fields) -> ThreeStep:
    """Reads and checks: three thresholds in order, three rising scores."""
    direction = direction_of(fields)
    interpolate = fields.flag("interpolate", default=True)
    thresholds = read_rungs(fields, "thresholds", direction, least=STEPS, most=STEPS)
    check_order(fields, "thresholds", thresholds, direction, interpolate=interpolate)
    if thresholds and not any(thresholds):
        fields.problem("thresholds", "ต้องทราบค่าอย่างน้อยหนึ่งขั้น")
    floor = read_floor(fields, interpolate=interpolate, rungs=STEPS)
    return ThreeStep(thresholds, _read_scores(fields), direction, interpolate, floor)


def _read_scores(fields: Fields) -> tuple[Decimal, ...]:
    if fields.raw("scores") is None:
        return USUAL_SCORES
    members = fields.members("scores", least=STEPS, most=STEPS)
    figures = tuple(fields.figure_of(f"scores.{place}", member) for place, member in enumerate(members, 1))
    scores = tuple(figure for figure in figures if figure is not None)
    if len(scores) < STEPS or list(scores) != sorted(set(scores)) or scores[0] <= 0:
        fields.problem("scores", "ต้องเป็นคะแนน 3 ค่าที่มากกว่า 0 และเรียงจากน้อยไปมาก")
        return USUAL_SCORES
    return scores


def write(criterion: ThreeStep) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    usual = DEFAULT_OPERATOR[criterion.direction]
    return {
        "thresholds": [threshold_json(threshold, usual) for threshold in criterion.thresholds],
        "scores": [plain(score) for score in criterion.scores],
        "direction": criterion.direction,
        "interpolate": criterion.interpolate,
        "floor": criterion.floor,
    }


def score(criterion: ThreeStep, result: Result, top: Decimal) -> Scored:
    """The score on the sheet's scale. Raises ``NeedsResult``, ``NeedsLevel``."""
    value = needed_value(result)
    if value is None:
        raise NeedsResult()
    own = climb(_ladder(criterion), value)
    full = criterion.scores[-1]
    if full == top:
        return own
    turned = own.score * Fraction(top) / Fraction(full)
    line = (
        f"แปลงจากคะแนนเต็ม {shown(full)}: {shown(own.score)} × {shown(top)} ÷ {shown(full)} = {shown(turned)}"
    )
    return Scored(turned, (*own.explanation, line))


def rule(criterion: ThreeStep, top: Decimal) -> str:
    """The rule as read: thresholds, what they are worth, settings."""
    worth = "/".join(shown(score) for score in criterion.scores)
    return f"{ladder_words(_ladder(criterion), 'ขั้น')} · คะแนนของแต่ละขั้น {worth}"


def top_words(criterion: ThreeStep, unit: str) -> str:
    """What is worth the top score."""
    threshold = criterion.thresholds[-1]
    return UNKNOWN_TOP if threshold is None else threshold.words(unit)


def _ladder(criterion: ThreeStep) -> Ladder:
    worth = tuple(Fraction(score) for score in criterion.scores)
    return Ladder(criterion.thresholds, worth, criterion.direction, criterion.interpolate, criterion.floor)

"""``levels``: 1–10 levels in the result's unit, higher or lower better, interpolated or not, some perhaps unknown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workflow_app.scoring.fields import Fields, direction_of
from workflow_app.scoring.ladder import (
    Ladder,
    check_order,
    climb,
    even_worth,
    ladder_words,
    read_floor,
    read_rungs,
)
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.threshold import DEFAULT_OPERATOR, Threshold, threshold_json

MOST_LEVELS = 10
UNKNOWN_TOP = "ยังไม่กำหนดค่าเป้าหมาย"


@dataclass(frozen=True)
class Levels:
    """``levels[k-1]`` is worth k ÷ n of the top; None where the province does not know the level yet."""

    levels: tuple[Threshold | None, ...]
    direction: str = "higher"
    interpolate: bool = True
    floor: str = "0"


def read(fields: Fields) -> Levels:
    """Reads and checks: order of the known levels, operators that fit the direction, a floor that can be drawn."""
    direction = direction_of(fields)
    interpolate = fields.flag("interpolate", default=True)
    levels = read_rungs(fields, "levels", direction, most=MOST_LEVELS)
    check_order(fields, "levels", levels, direction, interpolate=interpolate)
    if all(level is None for level in levels):
        fields.problem("levels", "ต้องทราบค่าอย่างน้อยหนึ่งระดับ")
    return Levels(
        levels, direction, interpolate, read_floor(fields, interpolate=interpolate, rungs=len(levels))
    )


def write(criterion: Levels) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    usual = DEFAULT_OPERATOR[criterion.direction]
    return {
        "levels": [threshold_json(level, usual) for level in criterion.levels],
        "direction": criterion.direction,
        "interpolate": criterion.interpolate,
        "floor": criterion.floor,
    }


def score(criterion: Levels, result: Result, top: Decimal) -> Scored:
    """The score of ``result.value``. Raises ``NeedsResult``, ``NeedsLevel``."""
    value = needed_value(result)
    if value is None:
        raise NeedsResult()
    return climb(_ladder(criterion, top), value)


def rule(criterion: Levels, top: Decimal) -> str:
    """The rule as read from the criterion, settings included."""
    return ladder_words(_ladder(criterion, top))


def top_words(criterion: Levels, unit: str) -> str:
    """What is worth the top score, for example "ไม่น้อยกว่าร้อยละ 85"."""
    level = criterion.levels[-1]
    return UNKNOWN_TOP if level is None else level.words(unit)


def _ladder(criterion: Levels, top: Decimal) -> Ladder:
    worth = even_worth(len(criterion.levels), top)
    return Ladder(criterion.levels, worth, criterion.direction, criterion.interpolate, criterion.floor)

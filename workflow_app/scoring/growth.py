"""``growth``: change against the base of an earlier period, in percent, or an absolute amount; the better wins.

Document 000: "เพิ่มขึ้นไม่น้อยกว่าร้อยละ 6 เมื่อเทียบกับปี 2564 (ในห้วงเวลาเดียวกัน) หรือไม่น้อยกว่า 1,060,295,997 บาท".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import bracketed, shown
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
from workflow_app.scoring.levels import MOST_LEVELS, UNKNOWN_TOP
from workflow_app.scoring.outcome import NeedsBase, NeedsLevel, NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.threshold import DEFAULT_OPERATOR, Exact, Threshold, threshold_json

DEFAULT_AMOUNT_UNIT = "บาท"
MIRRORED = {"<=": ">=", "<": ">"}


@dataclass(frozen=True)
class Growth:
    """``levels`` are percent of change, ``or_amount`` amounts in the result's unit (null: no such way at that level).

    ``base`` is the amount of ``base_period``; None while unknown (then only amounts can be scored).
    """

    base: Decimal | None
    levels: tuple[Threshold | None, ...]
    base_period: str = ""
    or_amount: tuple[Threshold | None, ...] = ()
    direction: str = "higher"
    interpolate: bool = True
    floor: str = "0"
    amount_unit: str = DEFAULT_AMOUNT_UNIT


def read(fields: Fields) -> Growth:
    """Reads and checks: a base above 0, both lists in order and of one length, at least one known figure."""
    direction = direction_of(fields)
    interpolate = fields.flag("interpolate", default=True)
    levels = read_rungs(fields, "levels", direction, most=MOST_LEVELS)
    amounts = _read_amounts(fields, direction, len(levels))
    for name, rungs in (("levels", levels), ("or_amount", amounts)):
        check_order(fields, name, rungs, direction, interpolate=interpolate)
    if not any(levels + amounts):
        fields.problem("levels", "ต้องทราบค่าอย่างน้อยหนึ่งระดับ")
    return Growth(
        base=_read_base(fields),
        levels=levels,
        base_period=fields.text("base_period"),
        or_amount=amounts,
        direction=direction,
        interpolate=interpolate,
        floor=read_floor(fields, interpolate=interpolate, rungs=len(levels)),
        amount_unit=fields.text("amount_unit") or DEFAULT_AMOUNT_UNIT,
    )


def _read_amounts(fields: Fields, direction: str, count: int) -> tuple[Threshold | None, ...]:
    amounts = fields.raw("or_amount")
    if amounts is None or not count or (isinstance(amounts, list | tuple) and not any(amounts)):
        return ()
    return read_rungs(fields, "or_amount", direction, least=count, most=count)


def _read_base(fields: Fields) -> Decimal | None:
    base = fields.figure("base")
    if base is not None and base <= 0:
        fields.problem("base", "ต้องมากกว่า 0 จึงจะคิดร้อยละที่เปลี่ยนแปลงได้")
        return None
    return base


def write(criterion: Growth) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    usual = DEFAULT_OPERATOR[criterion.direction]
    return {
        "base": None if criterion.base is None else plain(criterion.base),
        "base_period": criterion.base_period,
        "levels": [threshold_json(level, usual) for level in criterion.levels],
        "or_amount": [threshold_json(amount, usual) for amount in criterion.or_amount],
        "direction": criterion.direction,
        "interpolate": criterion.interpolate,
        "floor": criterion.floor,
        "amount_unit": criterion.amount_unit,
    }


def score(criterion: Growth, result: Result, top: Decimal) -> Scored:
    """The better of the two ways. Raises ``NeedsResult``, ``NeedsBase`` or ``NeedsLevel``.

    An amount that is not set at some level is no way to that level; a percentage that is not set is unknown,
    and is asked for unless the amount alone already earns the top.
    """
    value = needed_value(result)
    if value is None:
        raise NeedsResult()
    by_amount = _by_amount(criterion, value, top)
    if by_amount is not None and by_amount.score == top:
        return Scored(by_amount.score, (*by_amount.explanation, "ถึงคะแนนสูงสุดด้วยจำนวนแล้ว ไม่ต้องพิจารณาร้อยละ"))
    by_percent = _by_percent(criterion, value, top)
    if by_amount is None:
        return by_percent
    return _better(by_percent, by_amount)


def _by_amount(criterion: Growth, value: Exact, top: Decimal) -> Scored | None:
    if not criterion.or_amount:
        return None
    try:
        found = climb(_amount_ladder(criterion, top), value)
    except NeedsLevel:
        return None
    return Scored(found.score, (f"ทางที่ใช้จำนวน ({criterion.amount_unit})", *found.explanation))


def _by_percent(criterion: Growth, value: Exact, top: Decimal) -> Scored:
    if not any(criterion.levels):
        raise NeedsLevel(range(1, len(criterion.levels) + 1), f"ผล {shown(value)} ไม่ถึงจำนวนที่ได้คะแนนสูงสุด")
    if criterion.base is None:
        raise NeedsBase()
    base = Fraction(criterion.base)
    change = (Fraction(value) - base) / base * 100
    line = f"ร้อยละที่เปลี่ยนแปลง = ({shown(value)} − {shown(base)}) ÷ {shown(base)} × 100 = {bracketed(change)}"
    found = climb(_percent_ladder(criterion, top), change)
    return Scored(found.score, (line, *found.explanation))


def _better(by_percent: Scored, by_amount: Scored) -> Scored:
    best = max(by_percent.score, by_amount.score)
    choice = f"ใช้ทางที่ได้คะแนนมากกว่า: ร้อยละ {shown(by_percent.score)}, จำนวน {shown(by_amount.score)} → {shown(best)}"
    return Scored(best, (*by_percent.explanation, *by_amount.explanation, choice))


def rule(criterion: Growth, top: Decimal) -> str:
    """The rule as read: base and its period, both ladders, the settings."""
    base = "ไม่ทราบ" if criterion.base is None else f"{shown(criterion.base)} {criterion.amount_unit}"
    period = f" ({criterion.base_period})" if criterion.base_period else ""
    percent = ladder_words(_percent_ladder(criterion, top))
    if not criterion.or_amount:
        return f"เปลี่ยนแปลงจากค่าฐาน {base}{period} · {percent}"
    amounts = ", ".join("-" if amount is None else shown(amount.value) for amount in criterion.or_amount)
    return f"เปลี่ยนแปลงจากค่าฐาน {base}{period} · {percent} · หรือจำนวน ({criterion.amount_unit}): {amounts} แล้วแต่ทางใดได้คะแนนมากกว่า"


def top_words(criterion: Growth, unit: str) -> str:
    """What is worth the top score: percent and amount joined by หรือ; ``unit`` replaces the amount's unit."""
    ways = [_percent_words(criterion), _amount_words(criterion, unit)]
    return " หรือ".join(way for way in ways if way) or UNKNOWN_TOP


def _percent_words(criterion: Growth) -> str:
    level = criterion.levels[-1]
    if level is None:
        return ""
    words = level.words("ร้อยละ")
    if criterion.direction == "lower" and level.value < 0:
        # "at most -5 percent" is said as a fall of at least 5 percent.
        words = "ลดลง" + Threshold(MIRRORED[level.op], -level.value).words("ร้อยละ")
    elif criterion.direction == "higher" and criterion.base_period:
        words = f"เพิ่มขึ้น{words}"
    return f"{words} เมื่อเทียบกับ{criterion.base_period}" if criterion.base_period else words


def _amount_words(criterion: Growth, unit: str) -> str:
    amount = criterion.or_amount[-1] if criterion.or_amount else None
    own_unit = criterion.amount_unit if unit in ("", "ร้อยละ", "%") else unit
    return "" if amount is None else amount.words(own_unit)


def _percent_ladder(criterion: Growth, top: Decimal) -> Ladder:
    worth = even_worth(len(criterion.levels), top)
    return Ladder(
        criterion.levels, worth, criterion.direction, criterion.interpolate, criterion.floor, "ร้อยละ"
    )


def _amount_ladder(criterion: Growth, top: Decimal) -> Ladder:
    worth = even_worth(len(criterion.or_amount), top)
    unit = criterion.amount_unit
    return Ladder(
        criterion.or_amount, worth, criterion.direction, criterion.interpolate, criterion.floor, unit
    )

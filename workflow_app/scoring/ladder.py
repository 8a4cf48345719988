"""A ladder of thresholds, each worth a score: the arithmetic shared by levels, growth and three-step.

Source of the rules: the five-level formula in use (เทียบบัญญัติไตรยางศ์),
``k + (x − c_k) ÷ (c_k+1 − c_k)`` with the signs turned where lower is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.scoring.explain import bracketed, shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsLevel, Scored
from workflow_app.scoring.threshold import DEFAULT_OPERATOR, OPERATORS_OF, Exact, Threshold, measured

FLOORS = ("0", "1", "extrapolate")
DIRECTION_WORDS = {"higher": "ยิ่งสูงยิ่งดี", "lower": "ยิ่งต่ำยิ่งดี"}
BELOW_WORDS = {
    "0": "ได้ 0 คะแนน",
    "1": "ได้คะแนนของระดับที่ 1",
    "extrapolate": "ลากเส้นตรงของสองระดับแรกต่อลงไป ไม่ต่ำกว่า 0",
}


@dataclass(frozen=True)
class Ladder:
    """``rungs``: thresholds from the first to the top, None where unknown; ``worth``: the score of each."""

    rungs: tuple[Threshold | None, ...]
    worth: tuple[Fraction, ...]
    direction: str = "higher"
    interpolate: bool = True
    floor: str = "0"
    unit: str = ""

    def value(self, place: int) -> Fraction | None:
        """The figure of rung ``place`` (from 1), None where unknown."""
        rung = self.rungs[place - 1]
        return None if rung is None else Fraction(rung.value)


def even_worth(count: int, top: Decimal) -> tuple[Fraction, ...]:
    """Level k of n is worth k ÷ n of the top: 1, 2, 3, 4, 5 for five levels and a top of 5."""
    return tuple(Fraction(top) * place / count for place in range(1, count + 1))


def climb(ladder: Ladder, value: Exact) -> Scored:
    """The score of a result and the lines that show how. Raises ``NeedsLevel`` where it hangs on unknown rungs."""
    low = _highest_reached(ladder, value)
    if low and ladder.value(low) == Fraction(value):
        return _on(ladder, low, value)
    high = _next_known(ladder, low)
    if high > low + 1 and not _settled(ladder, low, high):
        raise NeedsLevel(
            range(low + 1, high), f"ผล{measured(value, ladder.unit)} {_place_words(ladder, low, high)}"
        )
    if low == 0:
        return _below(ladder, high, Fraction(value))
    if ladder.interpolate and high <= len(ladder.rungs):
        return _between(ladder, low, high, Fraction(value))
    return _on(ladder, low, value)


def _highest_reached(ladder: Ladder, value: Exact) -> int:
    reached = [
        place for place, rung in enumerate(ladder.rungs, 1) if rung is not None and rung.reached(value)
    ]
    return max(reached, default=0)


def _next_known(ladder: Ladder, low: int) -> int:
    known = (place for place, rung in enumerate(ladder.rungs, 1) if place > low and rung is not None)
    return next(known, len(ladder.rungs) + 1)


def _settled(ladder: Ladder, low: int, high: int) -> bool:
    # Below level 1 and on level 1 are worth the same when the floor is level 1 and nothing lies between.
    return not ladder.interpolate and ladder.floor == "1" and (low, high) == (0, 2)


def _place_words(ladder: Ladder, low: int, high: int) -> str:
    reached = f"ถึงระดับที่ {low} แล้ว" if low else "ยังไม่ถึงระดับที่ทราบค่า"
    return f"{reached}แต่ยังไม่ถึงระดับที่ {high}" if low and high <= len(ladder.rungs) else reached


def _on(ladder: Ladder, place: int, value: Exact) -> Scored:
    rung = ladder.rungs[place - 1]
    worth = ladder.worth[place - 1]
    words = rung.words(ladder.unit) if rung is not None else ""
    return Scored(worth, (f"ผล{measured(value, ladder.unit)} ถึงระดับที่ {place} ({words}) ได้ {shown(worth)}",))


def _below(ladder: Ladder, high: int, value: Fraction) -> Scored:
    if ladder.floor == "extrapolate":
        return _extrapolated(ladder, value)
    score = ladder.worth[0] if ladder.floor == "1" else Fraction(0)
    return Scored(
        score,
        (f"ผล{measured(value, ladder.unit)} ไม่ถึงระดับที่ 1 {BELOW_WORDS[ladder.floor]} คือ {shown(score)}",),
    )


def _extrapolated(ladder: Ladder, value: Fraction) -> Scored:
    if ladder.value(2) is None:
        raise NeedsLevel((2,), f"ผล{measured(value, ladder.unit)} ต่ำกว่าระดับที่ 1 และต้องลากเส้นตรงของสองระดับแรก")
    score, line = _line(ladder, 1, 2, value)
    lines = (f"ผล{measured(value, ladder.unit)} ไม่ถึงระดับที่ 1 ลากเส้นตรงของระดับที่ 1 และ 2 ต่อลงไป", line)
    if score >= 0:
        return Scored(score, lines)
    return Scored(Fraction(0), (*lines, "ต่ำกว่า 0 จึงได้ 0"))


def _between(ladder: Ladder, low: int, high: int, value: Fraction) -> Scored:
    score, line = _line(ladder, low, high, value)
    place = f"ผล{measured(value, ladder.unit)} อยู่ระหว่างระดับที่ {low} ({_figure(ladder, low)}) กับระดับที่ {high} ({_figure(ladder, high)})"
    rung = ladder.rungs[high - 1]
    if rung is None or Fraction(rung.value) != value:
        return Scored(score, (place, line))
    # Only a strict threshold is met by the figure without being reached; the straight line decides there.
    return Scored(score, (place, line, f"ผลเท่ากับค่าของระดับที่ {high} พอดี คะแนนเป็นไปตามเส้นตรง"))


def _figure(ladder: Ladder, place: int) -> str:
    value = ladder.value(place)
    return "" if value is None else shown(value)


def _line(ladder: Ladder, low: int, high: int, value: Fraction) -> tuple[Fraction, str]:
    """The straight line through two rungs at ``value``, and the arithmetic as one line of text."""
    start, end = ladder.value(low) or Fraction(0), ladder.value(high) or Fraction(0)
    worth, step = ladder.worth[low - 1], ladder.worth[high - 1] - ladder.worth[low - 1]
    score = worth + (value - start) / (end - start) * step
    # Lower is better: both differences are written the other way round, so that they read as positive.
    first, second = (value, start) if ladder.direction == "higher" else (start, value)
    upper, lower = (end, start) if ladder.direction == "higher" else (start, end)
    sum_text = f"({shown(first)} − {bracketed(second)}) ÷ ({shown(upper)} − {bracketed(lower)})"
    factor = "" if step == 1 else f" × {shown(step)}"
    return score, f"{shown(worth)} + {sum_text}{factor} = {shown(score)}"


def ladder_words(ladder: Ladder, name: str = "ระดับ") -> str:
    """The rule as read: every rung, direction, interpolation and floor, defaults included."""
    rungs = ", ".join("ไม่ทราบ" if rung is None else _rung_words(rung, ladder) for rung in ladder.rungs)
    between = "เทียบบัญญัติไตรยางศ์ระหว่างระดับ" if ladder.interpolate else "ไม่เทียบบัญญัติไตรยางศ์"
    unit = f" ({ladder.unit})" if ladder.unit else ""
    return (
        f"{len(ladder.rungs)} {name}{unit}: {rungs} · {DIRECTION_WORDS[ladder.direction]} · {between}"
        f" · ไม่ถึงระดับที่ 1 {BELOW_WORDS[ladder.floor]}"
    )


def _rung_words(rung: Threshold, ladder: Ladder) -> str:
    return shown(rung.value) if rung.op == DEFAULT_OPERATOR[ladder.direction] else rung.words()


def read_rungs(fields: Fields, name: str, direction: str, **bounds: int) -> tuple[Threshold | None, ...]:
    """The thresholds of a list field, null where unknown. Problems are noted under ``name.place``."""
    return tuple(
        fields.threshold(
            f"{name}.{place}", member, default=DEFAULT_OPERATOR[direction], allowed=OPERATORS_OF[direction]
        )
        for place, member in enumerate(fields.members(name, **bounds), 1)
    )


def check_order(
    fields: Fields, name: str, rungs: Sequence[Threshold | None], direction: str, *, interpolate: bool
) -> None:
    """Notes each known rung that is not further on than the known rung before it."""
    known = [(place, rung) for place, rung in enumerate(rungs, 1) if rung is not None]
    for (before, first), (place, second) in zip(known, known[1:], strict=False):
        if not _further(first, second, direction, interpolate=interpolate):
            more = "มากกว่า" if direction == "higher" else "น้อยกว่า"
            fields.problem(
                f"{name}.{place}",
                f"({shown(second.value)}) ต้อง{more}ลำดับที่ {before} ({shown(first.value)}) เพราะ{DIRECTION_WORDS[direction]}",
            )


def _further(first: Threshold, second: Threshold, direction: str, *, interpolate: bool) -> bool:
    if first.value == second.value:
        # "not less than 95" then "more than 95" are two levels, but no line can be drawn between them.
        return not interpolate and second.strict and not first.strict
    return (second.value > first.value) == (direction == "higher")


def read_floor(fields: Fields, *, interpolate: bool, rungs: int) -> str:
    """``0`` (default), ``1`` or ``extrapolate``; the last needs interpolation and two rungs."""
    floor = fields.choice("floor", FLOORS, "0")
    if floor == "extrapolate" and (not interpolate or rungs < 2):
        fields.problem("floor", "จะลากเส้นตรงต่อลงไปได้ต้องเทียบบัญญัติไตรยางศ์และมีอย่างน้อย 2 ระดับ")
    return floor

"""``two_sided``: best at a standard figure; the deviation in percent of it costs points (full ≤ 10 %, none ≥ 20 %)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import bracketed, shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value


@dataclass(frozen=True)
class TwoSided:
    """``full_within`` and ``zero_at`` are deviations in percent of ``standard``; a straight line lies between."""

    standard: Decimal
    full_within: Decimal
    zero_at: Decimal


def read(fields: Fields) -> TwoSided:
    """Reads and checks: a standard above 0, and 0 ≤ full_within < zero_at."""
    criterion = TwoSided(
        fields.needed("standard", positive=True), fields.needed("full_within"), fields.needed("zero_at")
    )
    if criterion.full_within < 0:
        fields.problem("full_within", "ต้องไม่ติดลบ")
    if criterion.zero_at <= criterion.full_within:
        fields.problem("zero_at", "ต้องมากกว่าส่วนเบี่ยงเบนที่ยังได้คะแนนเต็ม")
    return criterion


def write(criterion: TwoSided) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    return {
        "standard": plain(criterion.standard),
        "full_within": plain(criterion.full_within),
        "zero_at": plain(criterion.zero_at),
    }


def score(criterion: TwoSided, result: Result, top: Decimal) -> Scored:
    """The score of the deviation. Raises ``NeedsResult``."""
    value = needed_value(result)
    if value is None:
        raise NeedsResult()
    standard = Fraction(criterion.standard)
    deviation = abs(Fraction(value) - standard) / standard * 100
    line = f"เบี่ยงเบนร้อยละ |{shown(value)} − {shown(standard)}| ÷ {shown(standard)} × 100 = {shown(deviation)}"
    worth, how = _worth(criterion, deviation, top)
    return Scored(worth, (line, how))


def _worth(criterion: TwoSided, deviation: Fraction, top: Decimal) -> tuple[Fraction, str]:
    full, zero = Fraction(criterion.full_within), Fraction(criterion.zero_at)
    if deviation <= full:
        return Fraction(top), f"ไม่เกินร้อยละ {shown(full)} ได้คะแนนเต็ม {shown(top)}"
    if deviation >= zero:
        return Fraction(0), f"ตั้งแต่ร้อยละ {shown(zero)} ขึ้นไป ได้ 0 คะแนน"
    worth = (zero - deviation) / (zero - full) * Fraction(top)
    sum_text = f"({shown(zero)} − {bracketed(deviation)}) ÷ ({shown(zero)} − {shown(full)}) × {shown(top)}"
    return worth, f"{sum_text} = {shown(worth)}"


def rule(criterion: TwoSided, top: Decimal) -> str:
    """The rule as read."""
    return (
        f"ค่ามาตรฐาน {shown(criterion.standard)} · เบี่ยงเบนไม่เกินร้อยละ {shown(criterion.full_within)} ได้ {shown(top)} คะแนน"
        f" · ตั้งแต่ร้อยละ {shown(criterion.zero_at)} ได้ 0 คะแนน · ระหว่างนั้นเทียบบัญญัติไตรยางศ์"
    )


def top_words(criterion: TwoSided, unit: str) -> str:
    """What is worth the top score."""
    return (
        f"เบี่ยงเบนจากค่ามาตรฐาน {shown(criterion.standard)} {unit}".rstrip()
        + f" ไม่เกินร้อยละ {shown(criterion.full_within)}"
    )

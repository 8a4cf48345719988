"""``proportional``: the target is worth the top, anything less its share, through zero (100 % = 5 points)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.errors import Invalid
from workflow_app.figures import plain
from workflow_app.scoring.explain import bracketed, shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.threshold import measured


@dataclass(frozen=True)
class Proportional:
    """``target`` in the result's unit; ``top``: what it is worth, None for the sheet's top score."""

    target: Decimal
    top: Decimal | None = None


def read(fields: Fields) -> Proportional:
    """Reads and checks: target and top above 0."""
    top = fields.figure("top")
    if top is not None and top <= 0:
        fields.problem("top", "ต้องมากกว่า 0")
    return Proportional(fields.needed("target", positive=True), top)


def write(criterion: Proportional) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    top = {} if criterion.top is None else {"top": plain(criterion.top)}
    return {"target": plain(criterion.target), **top}


def score(criterion: Proportional, result: Result, top: Decimal) -> Scored:
    """Result ÷ target × top, within 0..top. Raises ``NeedsResult``; ``Invalid`` if its top exceeds the sheet's."""
    value = needed_value(result)
    if value is None:
        raise NeedsResult()
    full = Fraction(_full(criterion, top))
    if full > top:
        raise Invalid({"top": f"คะแนนเต็มของเกณฑ์ {shown(full)} มากกว่าคะแนนเต็มของแบบ {shown(top)}"})
    raw = Fraction(value) / Fraction(criterion.target) * full
    worth = min(max(raw, Fraction(0)), full)
    line = f"{bracketed(value)} ÷ {shown(criterion.target)} × {shown(full)} = {shown(raw)}"
    limits = () if raw == worth else (f"คะแนนอยู่ระหว่าง 0 ถึง {shown(full)} จึงได้ {shown(worth)}",)
    return Scored(worth, (line, *limits))


def _full(criterion: Proportional, top: Decimal) -> Decimal:
    return top if criterion.top is None else criterion.top


def rule(criterion: Proportional, top: Decimal) -> str:
    """The rule as read."""
    return f"เทียบสัดส่วนกับเป้าหมาย {shown(criterion.target)} = {shown(_full(criterion, top))} คะแนน ไม่เกินคะแนนเต็มและไม่ต่ำกว่า 0"


def top_words(criterion: Proportional, unit: str) -> str:
    """What is worth the top score."""
    return f"ไม่น้อยกว่า{measured(criterion.target, unit)}"

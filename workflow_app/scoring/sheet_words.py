"""How a parent's or a group's score came about, as one line of arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from workflow_app.scoring.explain import shown
from workflow_app.scoring.sheet import NodeTotals


def mean_words(members: Sequence[NodeTotals]) -> tuple[str, ...]:
    """The weighted mean of the members that count, and which were left out. Nothing where none counts.

    Example: "(10 × 5 + 5 × 4) ÷ 15 = ≈4.666667"; with equal weights "(5 + 4) ÷ 2 = 4.5".
    """
    counted = [(member, member.score) for member in members if member.active and member.score is not None]
    left_out = ", ".join(member.no for member in members if not member.active or member.score is None)
    note = (f"ไม่นำตัวชี้วัดที่ {left_out} มารวม (ไม่มีผลหรือไม่นับในปีนี้)",) if left_out else ()
    if not counted:
        return note
    weights = [Fraction(1) if member.weight is None else member.weight for member, _ in counted]
    terms = [_term(member.weight, score) for member, score in counted]
    total = sum(weights, Fraction(0))
    value = (
        sum((weight * score for weight, (_, score) in zip(weights, counted, strict=True)), Fraction(0))
        / total
    )
    return (f"ค่าเฉลี่ยถ่วงน้ำหนัก ({' + '.join(terms)}) ÷ {shown(total)} = {shown(value)}", *note)


def _term(weight: Fraction | None, score: Fraction) -> str:
    return shown(score) if weight is None else f"{shown(weight)} × {shown(score)}"

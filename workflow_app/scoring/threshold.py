"""One threshold: an operator and a figure, as the prose says it (ไม่น้อยกว่า, มากกว่า, ไม่เกิน, น้อยกว่า)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import shown

Exact = Decimal | Fraction

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
WORDS = {">=": "ไม่น้อยกว่า", ">": "มากกว่า", "<=": "ไม่เกิน", "<": "น้อยกว่า"}
DEFAULT_OPERATOR = {"higher": ">=", "lower": "<="}
OPERATORS_OF = {"higher": (">=", ">"), "lower": ("<=", "<")}


@dataclass(frozen=True)
class Threshold:
    """A figure in the unit of the result (or percent, for growth) and how it is compared with."""

    op: str
    value: Decimal

    @property
    def strict(self) -> bool:
        """True where the figure itself does not reach the threshold (มากกว่า, น้อยกว่า)."""
        return self.op in (">", "<")

    def reached(self, value: Exact) -> bool:
        """Whether the result meets the threshold; exact, without rounding the result first."""
        return COMPARISONS[self.op](Fraction(value), Fraction(self.value))

    def words(self, unit: str = "") -> str:
        """The threshold in Thai with Arabic digits, for example "ไม่น้อยกว่าร้อยละ 6"."""
        return f"{WORDS[self.op]}{measured(self.value, unit)}"


def measured(value: Exact, unit: str = "") -> str:
    """The figure with its unit: ร้อยละ stands before the figure, any other unit after it."""
    if unit in ("ร้อยละ", "%"):
        return f"ร้อยละ {shown(value)}"
    return f" {shown(value)} {unit}".rstrip()


def threshold_json(threshold: Threshold | None, default: str) -> str | dict[str, str] | None:
    """The threshold as JSON: a bare figure where the operator is the usual one, None where unknown."""
    if threshold is None:
        return None
    if threshold.op == default:
        return plain(threshold.value)
    return {"op": threshold.op, "value": plain(threshold.value)}

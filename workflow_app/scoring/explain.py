"""Figures inside explanations: Arabic digits, thousands commas, exact where a decimal can say it.

Explanations are stored with frozen scores, so they keep Arabic digits; pages and papers turn them with
``thai.digits``.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from workflow_app.figures import half_up, number_out

SCORE_PLACES = 4
LONGEST_EXPANSION = 6
FINEST = Decimal("1e-6")
WIDE = Context(prec=60)


def shown(value: Decimal | Fraction) -> str:
    """The figure in full when six decimals can hold it, else "≈" and six decimals, half up."""
    if isinstance(value, Decimal) and value == value.quantize(FINEST, context=WIDE):
        return number_out(value)  # most figures are typed ones: no need to go by fractions
    nearest = half_up(Fraction(value), LONGEST_EXPANSION)
    text = number_out(nearest)
    return text if Fraction(nearest) == Fraction(value) else f"≈{text}"


def bracketed(value: Decimal | Fraction) -> str:
    """As ``shown``, in brackets when negative, so that "5 − (-3)" can be read."""
    return f"({shown(value)})" if value < 0 else shown(value)


def score_out(score: Fraction) -> str:
    """A score as printed: four decimals, half up from the exact value (domain: 4.00005 is 4.0001)."""
    return number_out(half_up(score, SCORE_PLACES), SCORE_PLACES)


def score_line(score: Fraction) -> str:
    """The last line of every explanation."""
    return f"คะแนน {score_out(score)}"

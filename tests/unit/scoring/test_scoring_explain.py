"""Figures inside explanations."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from workflow_app.scoring.explain import bracketed, score_line, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("1060295997"), "1,060,295,997"),
        (Decimal("0.1234567"), "≈0.123457"),
        (Decimal("1234567890123456789.1234567"), "≈1,234,567,890,123,456,789.123457"),
        (Fraction(1, 4), "0.25"),
        (Fraction(2, 3), "≈0.666667"),
        (Fraction(-2, 3), "≈-0.666667"),
    ],
)
def test_a_figure_is_shown_in_full_or_marked_as_rounded(value: Decimal | Fraction, text: str) -> None:
    assert shown(value) == text


def test_negative_figures_stand_in_brackets_inside_arithmetic() -> None:
    assert (bracketed(Decimal(-5)), bracketed(Decimal(5))) == ("(-5)", "5")


def test_the_last_line_shows_four_decimals() -> None:
    assert score_line(Fraction(14, 3)) == "คะแนน 4.6667"

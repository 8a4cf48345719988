"""Typed figures, stored figures, shown figures (B26, B27, B29, B30)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Unreadable
from workflow_app.figures import half_up, number, number_out, number_thai, plain
from workflow_app.text import THAI_OF_ARABIC

FIGURES = st.decimals(min_value=-(10**17), max_value=10**17, places=6, allow_nan=False)


@pytest.mark.case("B26")
@pytest.mark.case("B27")
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("๓๑.๗๖", "31.76"),
        ("๑,๐๖๐,๒๙๕,๙๙๗", "1060295997"),
        ("1,060,295,997.50", "1060295997.50"),
        ("1060295997", "1060295997"),
        ("๑๒", "12"),
        ("12", "12"),
        (" 12 \n", "12"),
        ("12\u200b", "12"),
        ("0", "0"),
        ("0.85", "0.85"),
        (".5", "0.5"),
        ("-3.2", "-3.2"),
        ("−3.2", "-3.2"),
        ("-๑,๐๐๐", "-1000"),
        ("-0", "0"),
        ("007", "7"),
        ("999", "999"),
    ],
)
def test_a_figure_is_read(typed: str, value: str) -> None:
    assert number(typed) == Decimal(value)
    assert not (number(typed).is_zero() and number(typed).is_signed())


@pytest.mark.case("B27")
@pytest.mark.parametrize(
    "typed",
    [
        "٣٠",
        "१५",
        "²",
        "１２",
        "①",
        "๑2",
        "๑๒.5",
        "1,๐๐๐",
        "",
        "  ",
        "\u200b",
        "1,00",
        "10,00,000",
        "1,0000",
        ",100",
        "100,",
        "0,019",
        "1,060,295,997,",
        "1.2.3",
        "5.",
        ".",
        "-",
        "--5",
        "5-",
        "+5",
        "1e5",
        "1E5",
        "NaN",
        "Infinity",
        "๘๕%",
        "ร้อยละ ๘๕",
        "1 000",
        "12\n13",
        "0x1f",
        "1_000",
        "ห้า",
        "1" * 19,
        "0." + "1" * 13,
        "9" * 5000,
    ],
    ids=lambda typed: ascii(typed)[:24],
)
def test_what_is_no_figure_is_refused_with_a_short_thai_sentence(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        number(typed)
    assert "ตัวเลข" in refusal.value.message
    assert len(refusal.value.message) < 200


@pytest.mark.case("B27")
def test_the_sentence_says_what_is_wrong() -> None:
    reasons = {"๑2": "ปน", "1,00": "จุลภาค", "9" * 30: "ยาวเกินไป", "": "ยังไม่ได้กรอก", "²": "เฉพาะตัวเลข"}
    for typed, reason in reasons.items():
        with pytest.raises(Unreadable, match=reason):
            number(typed)


@given(FIGURES)
def test_a_shown_figure_reads_back_as_itself_in_both_kinds_of_digits(value: Decimal) -> None:
    assert number(number_out(value)) == value
    assert number(number_thai(value)) == value
    assert number(plain(value)) == value


@given(FIGURES)
def test_stored_text_is_one_for_one_value(value: Decimal) -> None:
    assert plain(value) == plain(value + Decimal("0.00000000"))
    assert "E" not in plain(value)
    assert plain(Decimal(plain(value))) == plain(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1E+5", "100000"),
        ("1E-7", "0.0000001"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+3", "0"),
        ("10.500", "10.5"),
        ("100", "100"),
        ("-1.10", "-1.1"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ],
)
def test_stored_text_is_canonical_and_keeps_every_digit(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_not_finite_is_never_stored(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        plain(Decimal(value))


@pytest.mark.case("B29")
@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Decimal("4.00005"), 4, "4.0001"),
        (Decimal("2.00025"), 4, "2.0003"),
        (4 + Fraction("3.33") / 5, 4, "4.6660"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(1, 3), 2, "0.33"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("1"), 2, "1.00"),
        (Decimal("0"), 3, "0.000"),
        (Decimal("99999999999999999999999999999999.995"), 2, "100000000000000000000000000000000.00"),
        (Fraction(1, 2) - Fraction(1, 10**40), 0, "0"),
    ],
)
def test_halves_are_rounded_up_and_nothing_else_is(
    value: Decimal | Fraction, places: int, rounded: str
) -> None:
    assert str(half_up(value, places)) == rounded


@pytest.mark.case("B29")
def test_all_fifty_thousand_five_decimal_halves_go_up() -> None:
    wrong = [
        n
        for n in range(5, 500_000, 10)
        if half_up(Decimal(n).scaleb(-5), 4) != Decimal(n // 10 + 1).scaleb(-4)
    ]
    assert wrong == []


@given(FIGURES, st.integers(0, 8))
def test_rounding_agrees_with_the_decimal_library_at_ample_precision(value: Decimal, places: int) -> None:
    ample = Context(prec=60, rounding=ROUND_HALF_UP)
    assert half_up(value, places) == value.quantize(Decimal(1).scaleb(-places), context=ample)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("1060295997", None, "1,060,295,997"),
        ("1060295997.50", None, "1,060,295,997.5"),
        ("1060295997.505", 2, "1,060,295,997.51"),
        ("999.995", 2, "1,000.00"),
        ("-1234.5", 0, "-1,235"),
        ("-0.001", 2, "0.00"),
        ("-0.5", None, "-0.5"),
        ("0", None, "0"),
        ("85", 4, "85.0000"),
    ],
)
def test_a_figure_is_shown_with_commas_and_rounded_half_up(
    value: str, places: int | None, shown: str
) -> None:
    assert number_out(Decimal(value), places) == shown
    assert number_thai(Decimal(value), places) == shown.translate(THAI_OF_ARABIC)


@pytest.mark.case("B30")
def test_sums_of_weights_are_shown_exactly() -> None:
    assert number_thai(number("30.9") + number("33.3") + number("๓๕.๘")) == "๑๐๐"
    assert number_thai(number("30.9") + number("33.3") + number("35.7")) == "๙๙.๙"

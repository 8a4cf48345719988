"""Fiscal years, rounds, quarters and brackets that disagree with them (B24, B36)."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.fiscal import (
    calendar_year,
    evaluation_round,
    fiscal_year,
    fiscal_year_bounds,
    quarter,
    round_bounds,
    round_slips,
    round_title,
)

DAYS = st.dates(date(1957, 1, 1), date(2157, 12, 31))
YEARS = st.integers(2501, 2699)


@pytest.mark.case("B24")
@pytest.mark.parametrize(
    ("day", "year", "round_", "quarter_"),
    [
        (date(2023, 9, 30), 2566, 2, 4),
        (date(2023, 10, 1), 2567, 1, 1),
        (date(2023, 12, 31), 2567, 1, 1),
        (date(2024, 1, 1), 2567, 1, 2),
        (date(2024, 3, 31), 2567, 1, 2),
        (date(2024, 4, 1), 2567, 2, 3),
        (date(2024, 6, 30), 2567, 2, 3),
        (date(2024, 7, 1), 2567, 2, 4),
        (date(2024, 9, 30), 2567, 2, 4),
        (date(2024, 10, 1), 2568, 1, 1),
    ],
)
def test_a_day_belongs_to_its_fiscal_year_round_and_quarter(
    day: date, year: int, round_: int, quarter_: int
) -> None:
    assert (fiscal_year(day), evaluation_round(day), quarter(day)) == (year, round_, quarter_)


@pytest.mark.case("B36")
def test_the_calendar_year_changes_on_the_first_of_january_only() -> None:
    days = [date(2023, 12, 29), date(2023, 12, 31), date(2024, 1, 1), date(2024, 9, 30), date(2024, 10, 1)]
    assert [calendar_year(day) for day in days] == [2566, 2566, 2567, 2567, 2567]


@pytest.mark.case("B24")
@given(DAYS)
def test_bounds_hold_exactly_their_own_days(day: date) -> None:
    first, last = round_bounds(fiscal_year(day), evaluation_round(day))
    assert first <= day <= last
    assert {fiscal_year(first), fiscal_year(last)} == {fiscal_year(day)}
    assert {evaluation_round(first), evaluation_round(last)} == {evaluation_round(day)}


@given(YEARS)
def test_the_two_rounds_make_the_year_without_gap(year: int) -> None:
    first, last = fiscal_year_bounds(year)
    one, two = round_bounds(year, 1), round_bounds(year, 2)
    assert (one[0], two[1]) == (first, last)
    assert two[0] - one[1] == timedelta(days=1)
    assert fiscal_year(first - timedelta(days=1)) == year - 1
    assert fiscal_year(last + timedelta(days=1)) == year + 1


def test_there_is_no_third_round() -> None:
    with pytest.raises(ValueError, match="3"):
        round_bounds(2567, 3)


def test_the_title_of_a_round_names_both_years_only_where_they_differ() -> None:
    assert round_title(2567, 1) == "รอบการประเมินที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)"
    assert round_title(2567, 2) == "รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ เมษายน – ๓๐ กันยายน ๒๕๖๗)"


@pytest.mark.case("B24")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("รอบการประเมินที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๖๖ (๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)", "เป็นของปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ("รอบการประเมินที่ 1 ปีงบประมาณ 2566 (1 ต.ค. 66 - 31 มี.ค. 67)", "เป็นของปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ("รอบที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)", "๑ เมษายน – ๓๐ กันยายน ๒๕๖๗"),
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ รอบที่ ๑ (๑ เมษายน – ๓๐ กันยายน ๒๕๖๗)", "๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗"),
        ("รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ เมษายน – ๓๐ กันยายน ๒๕๖๖)", "เป็นของปีงบประมาณ พ.ศ. ๒๕๖๖"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม ๒๕๖๗ – ๓๐ กันยายน ๒๕๖๘)", "เป็นของปีงบประมาณ พ.ศ. ๒๕๖๘"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ มกราคม – ๓๑ ธันวาคม ๒๕๖๗)", "๑ ตุลาคม ๒๕๖๖ – ๓๐ กันยายน ๒๕๖๗"),
        ("รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๖ (๑ เม.ย. ๖๖ - ๓๑ มิ.ย. ๖๖)", "ไม่มีวันที่ ๓๑ มิถุนายน ๒๕๖๖"),
        ("รอบการประเมินที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม – ๓๑ มีนาคม ๒๕๖๗)", "๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗"),
        ("รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ เมษายน ถึงวันที่ ๓๐ กันยายน ๒๕๖๖)", "เป็นของปีงบประมาณ พ.ศ. ๒๕๖๖"),
    ],
)
def test_a_bracket_that_disagrees_with_its_year_or_round_is_named(text: str, said: str) -> None:
    slips = round_slips(f"ได้ดำเนินการ{text} เสร็จสิ้นแล้ว นั้น")
    assert len(slips) == 1
    assert said in slips[0]


@pytest.mark.case("B24")
@pytest.mark.parametrize(
    "text",
    [
        "รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗\n(๑ เมษายน – ๓๐ กันยายน ๒๕๖๗)",
        "รอบการประเมินที่ ๒ ปีงบประมาณ ๒๕๖๗ (๑ เมษายน - ๓๐ กันยายน ๒๕๖๗)",
        "รอบการประเมินที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ต.ค. ๖๖ – ๓๑ มี.ค. ๖๗)",
        "ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม ๒๕๖๖ – ๓๐ กันยายน ๒๕๖๗)",
        "ปีงบประมาณ พ.ศ. ๒๕๖๔ (PMQA 4.0)",
        "ปีงบประมาณ พ.ศ. ๒๕๖๗ (๓ ตัวชี้วัด – ๕ คะแนน)",
        "ปีงบประมาณ พ.ศ. ๒๕๖๗ (ฉบับที่ ๒)",
        "",
    ],
)
def test_a_bracket_that_agrees_or_holds_something_else_is_left_alone(text: str) -> None:
    assert round_slips(text) == []


@pytest.mark.case("B24")
@given(YEARS, st.integers(1, 2), st.integers(-2, 2))
def test_our_own_titles_have_no_slip_and_another_year_in_front_has_one(
    year: int, round_: int, off: int
) -> None:
    title = round_title(year, round_)
    moved = title.replace(
        round_title(year, round_).split(" (")[0], round_title(year + off, round_).split(" (")[0]
    )
    assert len(round_slips(moved)) == (0 if off == 0 or not 2500 <= year + off < 2600 else 1)


@pytest.mark.parametrize(
    "hostile",
    [
        "ปีงบประมาณ พ.ศ. ๒๕๖๗ (1 ก" + " " * 50_000 + ")",
        "รอบการประเมินที่ ๑ " * 5_000,
        "ปีงบประมาณ ๒๕๖๗" + " " * 50_000,
        "ปีงบประมาณ ๒๕๖๗ (" * 3_000,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_long_texts_take_no_long_time(hostile: str) -> None:
    started = time.perf_counter()
    round_slips(hostile)
    assert time.perf_counter() - started < 2

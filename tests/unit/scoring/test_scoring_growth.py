"""Growth on a base: percent or amount, the better of the two (document 000, 2.1 and 2.3)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.display import figure_out
from workflow_app.scoring.outcome import NeedsBase, NeedsLevel, NeedsResult
from workflow_app.scoring.result import Result, result_from_json
from workflow_app.scoring.score import score

TOP_ALONE = [None, None, None, None]
OTOP = {
    "kind": "growth",
    "base": "1000279242.45",
    "base_period": "ปี 2564 (ในห้วงเวลาเดียวกัน)",
    "levels": [*TOP_ALONE, "6"],
    "or_amount": [*TOP_ALONE, "1060295997"],
}
ONLINE = {
    "kind": "growth",
    "base": "8825300",
    "levels": ["3", "6", "9", "12", "15"],
    "or_amount": [*TOP_ALONE, "10149095"],
}


def scored(data: dict[str, object], value: str) -> str | None:
    return figure_out(score(from_json(data), result_from_json(value)).score, 4)


@pytest.mark.parametrize(
    ("data", "value", "expected"),
    [
        (OTOP, "1060295997", "5.0000"),
        (OTOP, "1,060,295,997.00", "5.0000"),
        (OTOP, "๑,๒๐๐,๐๐๐,๐๐๐", "5.0000"),
        (ONLINE, "10149095", "5.0000"),
        (ONLINE, "9707830", "3.3333"),
        (ONLINE, "8825300", "0.0000"),
        (ONLINE, "9090059", "1.0000"),
        ({**ONLINE, "or_amount": ["0", "1", "2", "9000000", "10000000"]}, "9090059", "4.0901"),
        ({**ONLINE, "base": "8000000"}, "9200000", "5.0000"),
    ],
)
def test_growth_is_scored_by_percent_or_amount(data: dict[str, object], value: str, expected: str) -> None:
    assert scored(data, value) == expected


def test_the_percentage_alone_can_earn_the_top() -> None:
    data = {**OTOP, "or_amount": [*TOP_ALONE, "2000000000"]}
    assert scored(data, "1060295996.997") == "5.0000"


def test_growth_below_an_only_known_top_asks_for_the_levels() -> None:
    with pytest.raises(NeedsLevel) as refusal:
        scored(OTOP, "1060295996.99")
    assert refusal.value.levels == (1, 2, 3, 4)
    assert "ผลร้อยละ ≈๖ ยังไม่ถึงระดับที่ทราบค่า" in refusal.value.reasons[0]


def test_without_a_base_the_amount_still_counts_and_the_percentage_asks_for_the_base() -> None:
    data = {**ONLINE, "base": None}
    assert scored(data, "10149095") == "5.0000"
    with pytest.raises(NeedsBase, match="ยังดำเนินการขั้นตอนนี้ไม่ได้") as refusal:
        scored(data, "10149094")
    assert "ค่าฐาน" in refusal.value.reasons[0]


def test_a_fall_is_scored_where_lower_is_better() -> None:
    data = {
        "kind": "growth",
        "base": "200",
        "levels": ["0", "-2.5", "-5", "-7.5", "-10"],
        "direction": "lower",
    }
    assert scored(data, "180") == "5.0000"
    assert scored(data, "192") == "2.6000"
    assert scored(data, "201") == "0.0000"


def test_growth_without_a_result_asks_for_it() -> None:
    with pytest.raises(NeedsResult):
        score(from_json(OTOP), Result())


def test_the_explanation_shows_the_percentage_worked_out_and_which_way_won() -> None:
    lines = score(
        from_json({**ONLINE, "or_amount": ["0", "1", "2", "3", "10149095"]}), result_from_json("9707830")
    ).explanation
    assert "ร้อยละที่เปลี่ยนแปลง = (9,707,830 − 8,825,300) ÷ 8,825,300 × 100 = 10" in lines
    assert "3 + (10 − 9) ÷ (12 − 9) = ≈3.333333" in lines
    assert any(line.startswith("ใช้ทางที่ได้คะแนนมากกว่า: ร้อยละ ≈3.333333, จำนวน ≈4.") for line in lines)


@given(st.integers(1, 10**10), st.integers(0, 2 * 10**10), st.integers(0, 2 * 10**10))
def test_more_income_never_scores_less(base: int, one: int, other: int) -> None:
    data = {**ONLINE, "base": str(base), "or_amount": [None, None, None, "5000000000", "9000000000"]}
    low, high = (score(from_json(data), Result(value=Decimal(value))).score for value in sorted((one, other)))
    assert 0 <= low <= high <= 5


def test_a_criterion_of_amounts_alone_asks_for_the_levels_below_its_top() -> None:
    data = {**OTOP, "levels": [*TOP_ALONE, None]}
    assert scored(data, "1060295997") == "5.0000"
    with pytest.raises(NeedsLevel) as refusal:
        scored(data, "1060295996")
    assert refusal.value.levels == (1, 2, 3, 4, 5)

"""Bands, three steps, two-sided, proportional and formulas."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Invalid, Unreadable
from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.display import figure_out
from workflow_app.scoring.expression import evaluate, parse
from workflow_app.scoring.outcome import NeedsResult, NoTargetGroup, OutsideBands
from workflow_app.scoring.result import Result, result_from_json
from workflow_app.scoring.score import score

BUDGET = {
    "kind": "bands",
    "bands": [
        {"from": None, "to": "75", "score": "1"},
        {"from": "75", "to": "80", "score": "2"},
        {"from": "80", "to": "85", "score": "3"},
        {"from": "85", "to": "90", "score": "4"},
        {"from": "90", "to": "100", "score": "5"},
    ],
}
FALL = {
    "kind": "bands",
    "bands": [
        {"from": {"op": ">", "value": "0"}, "to": None, "score": "1"},
        {"from": {"op": ">", "value": "-5"}, "to": "0", "score": "2"},
        {"from": {"op": ">", "value": "-10"}, "to": "-5", "score": "3"},
        {"from": None, "to": "-10", "score": "5"},
    ],
}
THREE = {"kind": "three_step", "thresholds": ["60", "80", "90"]}
STANDARD = {"kind": "two_sided", "standard": "50", "full_within": "10", "zero_at": "20"}
BIRTHS = {
    "kind": "formula",
    "variables": {"A": "18000", "B": "350", "C": "17500", "D": "340", "E": "17200", "F": "330"},
    "expression": "((B/A)/(D/C))*(F/E)*1000",
    "then": {"kind": "levels", "levels": ["25", "24", "23", "22", "21"], "direction": "lower"},
}


def scored(data: dict[str, object], result: object, top: str = "5") -> str | None:
    return figure_out(score(from_json(data), result_from_json(result), top=Decimal(top)).score, 4)


@pytest.mark.parametrize(
    ("data", "result", "top", "expected"),
    [
        (BUDGET, "74.99", "5", "1.0000"),
        (BUDGET, "75", "5", "2.0000"),
        (BUDGET, "79.5", "5", "2.0000"),
        (BUDGET, "100", "5", "5.0000"),
        (FALL, "0", "5", "2.0000"),
        (FALL, "0.01", "5", "1.0000"),
        (FALL, "-5", "5", "3.0000"),
        (FALL, "-10", "5", "5.0000"),
        (THREE, "90", "100", "100.0000"),
        (THREE, "85", "100", "87.5000"),
        (THREE, "60", "100", "50.0000"),
        (THREE, "59", "100", "0.0000"),
        (THREE, "85", "5", "4.3750"),
        ({**THREE, "scores": ["50", "70", "100"], "interpolate": False}, "89", "100", "70.0000"),
        (
            {"kind": "three_step", "thresholds": ["18", "17", "16"], "direction": "lower"},
            "16.5",
            "100",
            "87.5000",
        ),
        (STANDARD, "50", "5", "5.0000"),
        (STANDARD, "45", "5", "5.0000"),
        (STANDARD, "57.5", "5", "2.5000"),
        (STANDARD, "42.5", "5", "2.5000"),
        (STANDARD, "60", "5", "0.0000"),
        ({"kind": "proportional", "target": "100"}, "83.5", "5", "4.1750"),
        ({"kind": "proportional", "target": "100"}, "130", "5", "5.0000"),
        ({"kind": "proportional", "target": "100"}, "-3", "5", "0.0000"),
        ({"kind": "proportional", "target": "3", "top": "4"}, "1", "5", "1.3333"),
        (BIRTHS, None, "5", "5.0000"),
    ],
)
def test_results_are_scored_by_the_other_kinds(
    data: dict[str, object], result: object, top: str, expected: str
) -> None:
    assert scored(data, result, top) == expected


def test_a_result_in_no_band_is_refused_by_name() -> None:
    with pytest.raises(OutsideBands) as refusal:
        scored(BUDGET, "100.5")
    assert "๑๐๐.๕" in refusal.value.reasons[0]


def test_a_three_step_score_is_turned_to_the_sheets_scale_in_the_open() -> None:
    lines = score(from_json(THREE), result_from_json("85")).explanation
    assert "แปลงจากคะแนนเต็ม 100: 87.5 × 5 ÷ 100 = 4.375" in lines


def test_a_formula_is_scored_unrounded() -> None:
    # 1/3 × 3 is exactly the level; any rounding on the way would miss it.
    data = {
        "kind": "formula",
        "variables": {"A": "1", "B": "3"},
        "expression": "A/B*3",
        "then": {"kind": "levels", "levels": ["0.5", "1"]},
    }
    assert score(from_json(data), Result()).score == 5


def test_the_variables_of_a_formula_come_from_the_result_too() -> None:
    data = {
        "kind": "formula",
        "expression": "done / target * 100",
        "then": {"kind": "proportional", "target": "100"},
    }
    assert scored(data, {"variables": {"done": "8", "target": "34"}}) == "1.1765"


def test_missing_variables_are_named() -> None:
    data = {**BIRTHS, "variables": {"A": "1", "B": None}}
    with pytest.raises(NeedsResult) as refusal:
        scored(data, None)
    assert "ตัวแปร B, C, D, E, F" in refusal.value.reasons[0]


def test_a_division_by_zero_says_that_there_was_no_target_group() -> None:
    data = {"kind": "formula", "expression": "A/(B-2)*100", "then": {"kind": "given"}}
    with pytest.raises(NoTargetGroup) as refusal:
        scored(data, {"variables": {"A": "0", "B": "2"}})
    assert refusal.value.reasons[0].startswith("ตัวหาร (B - 2) เป็น ๐ (ไม่มีกลุ่มเป้าหมาย)")


def test_a_result_typed_beside_a_formula_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        scored(BIRTHS, "20")
    assert list(refusal.value.fields) == ["value"]


def test_the_explanation_of_a_formula_shows_the_figures_put_in() -> None:
    data = {
        "kind": "formula",
        "variables": {"A": "-3", "B": "4"},
        "expression": "(A+B)*2",
        "then": {"kind": "given"},
    }
    lines = score(from_json(data), Result()).explanation
    assert "ตัวแปร A = -3, B = 4" in lines
    assert "(A + B) * 2 = ((-3) + 4) * 2 = 2" in lines


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("8-3-2", "3"),
        ("16/4/2", "2"),
        ("-2*-3", "6"),
        ("2 × ๓ ÷ 4", "1.5"),
        ("0.1+0.2", "0.3"),
        ("ก+ข1", "30"),
    ],
)
def test_an_expression_is_worked_out_exactly(text: str, value: str) -> None:
    assert evaluate(parse(text), {"ก": Fraction(10), "ข1": Fraction(20)}) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1+",
        "(1",
        "1)",
        "1 2",
        "(1 2",
        "*2",
        "2**3",
        "a.b",
        "__import__('os')",
        "1e999",
        "f(2)",
        "a[0]",
        "(" * 40 + "1" + ")" * 40,
        "1+" * 300 + "1",
    ],
)
def test_an_expression_that_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="สูตร"):
        parse(text)


@given(st.integers(0, 120), st.integers(0, 120))
def test_nearer_to_the_standard_never_scores_less(one: int, other: int) -> None:
    near, far = sorted((one, other), key=lambda value: abs(value - 50))
    criterion = from_json(STANDARD)
    assert (
        0
        <= score(criterion, Result(value=Decimal(far))).score
        <= score(criterion, Result(value=Decimal(near))).score
        <= 5
    )


NO_RESULT = [BUDGET, THREE, STANDARD, {"kind": "proportional", "target": "1"}, {"kind": "given"}]


@pytest.mark.parametrize("data", NO_RESULT, ids=lambda data: str(data["kind"]))
def test_a_kind_that_scores_a_figure_asks_for_one(data: dict[str, object]) -> None:
    with pytest.raises(NeedsResult):
        scored(data, None)


def test_a_share_of_more_than_the_sheets_top_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        scored({"kind": "proportional", "target": "100", "top": "100"}, "50")
    assert list(refusal.value.fields) == ["top"]


def test_a_variable_entered_with_the_result_replaces_that_of_the_criterion() -> None:
    data = {
        "kind": "formula",
        "variables": {"A": "1", "B": "2"},
        "expression": "A+B",
        "then": {"kind": "given"},
    }
    assert scored(data, {"variables": {"A": "3"}}) == "5.0000"

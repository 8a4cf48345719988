"""Levels: the five-level formula, directions, floors, strict and unknown levels (B29)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Invalid
from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.display import figure_out
from workflow_app.scoring.outcome import NeedsLevel, NeedsResult
from workflow_app.scoring.result import Result, result_from_json
from workflow_app.scoring.score import score

HIGHER = ["60", "70", "80", "90", "100"]
LOWER = ["25", "24", "23", "22", "21"]


def scored(levels: list[object], value: str, top: str = "5", **settings: object) -> str | None:
    criterion = from_json({"kind": "levels", "levels": levels, **settings})
    return figure_out(score(criterion, result_from_json(value), top=Decimal(top)).score, 4)


@pytest.mark.parametrize(
    ("levels", "value", "settings", "expected"),
    [
        (HIGHER, "100", {}, "5.0000"),
        (HIGHER, "120", {}, "5.0000"),
        (HIGHER, "90", {}, "4.0000"),
        (HIGHER, "85", {}, "3.5000"),
        (HIGHER, "60", {}, "1.0000"),
        (HIGHER, "59.99", {}, "0.0000"),
        (HIGHER, "59.99", {"floor": "1"}, "1.0000"),
        (HIGHER, "55", {"floor": "extrapolate"}, "0.5000"),
        (HIGHER, "50", {"floor": "extrapolate"}, "0.0000"),
        (HIGHER, "10", {"floor": "extrapolate"}, "0.0000"),
        (HIGHER, "89.99", {"interpolate": False}, "3.0000"),
        (HIGHER, "90", {"interpolate": False}, "4.0000"),
        (HIGHER, "59", {"interpolate": False, "floor": "1"}, "1.0000"),
        (HIGHER, "-5", {}, "0.0000"),
        (LOWER, "21", {"direction": "lower"}, "5.0000"),
        (LOWER, "3", {"direction": "lower"}, "5.0000"),
        (LOWER, "21.5", {"direction": "lower"}, "4.5000"),
        (LOWER, "25", {"direction": "lower"}, "1.0000"),
        (LOWER, "25.01", {"direction": "lower"}, "0.0000"),
        (LOWER, "25.4", {"direction": "lower", "floor": "extrapolate"}, "0.6000"),
        (["-10", "-5", "0", "5", "10"], "-7.5", {}, "1.5000"),
        (["๖๐", "๗๐", "๘๐", "๙๐", "1,000"], "545", {}, "4.5000"),
    ],
)
def test_a_result_is_scored_by_the_five_level_formula(
    levels: list[object], value: str, settings: dict[str, object], expected: str
) -> None:
    assert scored(levels, value, **settings) == expected


@pytest.mark.case("B29")
def test_a_result_between_level_4_and_level_5_is_interpolated_to_four_decimals() -> None:
    assert scored(["50", "60", "70", "80", "85"], "83.33") == "4.6660"


@pytest.mark.case("B29")
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("4.00005", "4.0001"),
        ("2.00025", "2.0003"),
        ("4.00004", "4.0000"),
        ("0.00005", "0.0001"),
        ("1.99995", "2.0000"),
    ],
)
def test_an_exact_half_is_rounded_up(value: str, expected: str) -> None:
    given_score = score(from_json({"kind": "given"}), result_from_json(value)).score
    assert figure_out(given_score, 4) == expected


@given(st.integers(0, 49_999))
@pytest.mark.case("B29")
def test_every_five_decimal_half_from_0_to_5_is_rounded_up(tens: int) -> None:
    half = Decimal(tens) / 10_000 + Decimal("0.00005")
    shown = figure_out(score(from_json({"kind": "given"}), Result(value=half)).score, 4)
    assert Decimal(shown or "0") == Decimal(tens + 1) / 10_000


def test_thirds_stay_exact_until_they_are_shown() -> None:
    criterion = from_json({"kind": "levels", "levels": ["0", "1", "2", "3", "6"]})
    assert score(criterion, result_from_json("4")).score == Fraction(13, 3)


def test_levels_fill_the_scale_of_the_sheet() -> None:
    assert scored(HIGHER, "85", top="100") == "70.0000"


def test_a_strict_level_is_not_reached_by_its_own_figure() -> None:
    levels: list[object] = ["60", "70", "80", "90", {"op": ">", "value": "95"}]
    assert scored(levels, "95", interpolate=False) == "4.0000"
    assert scored(levels, "95.01", interpolate=False) == "5.0000"


def test_a_strict_first_level_leaves_its_own_figure_at_the_floor() -> None:
    assert scored([{"op": ">", "value": "60"}, "70"], "60") == "0.0000"


def test_an_interpolated_strict_level_follows_the_line_and_says_so() -> None:
    criterion = from_json({"kind": "levels", "levels": ["90", {"op": ">", "value": "95"}]})
    found = score(criterion, result_from_json("95"))
    assert found.score == 5
    assert any("คะแนนเป็นไปตามเส้นตรง" in line for line in found.explanation)


@pytest.mark.parametrize(
    ("levels", "value", "settings", "expected"),
    [
        ([None, None, None, None, "32.1"], "32.1", {}, "5.0000"),
        ([None, None, None, None, "32.1"], "40", {}, "5.0000"),
        (["60", None, "80", "90", "100"], "95", {}, "4.5000"),
        (["60", None, "80", "90", "100"], "60", {}, "1.0000"),
        (["60", None, "80", "90", "100"], "80", {}, "3.0000"),
        (["60", None, "80", "90", "100"], "50", {}, "0.0000"),
        ([None, "70", "80", "90", "100"], "50", {"interpolate": False, "floor": "1"}, "1.0000"),
    ],
)
def test_unknown_levels_do_not_matter_where_known_ones_decide(
    levels: list[object], value: str, settings: dict[str, object], expected: str
) -> None:
    assert scored(levels, value, **settings) == expected


@pytest.mark.parametrize(
    ("levels", "value", "settings", "needed"),
    [
        ([None, None, None, None, "32.1"], "30", {}, (1, 2, 3, 4)),
        (["60", None, "80", "90", "100"], "65", {}, (2,)),
        (["60", "70", None, None, "100"], "75", {}, (3, 4)),
        (["60", "70", "80", "90", None], "95", {}, (5,)),
        ([None, "70", "80"], "60", {}, (1,)),
        ([None, "70", "80"], "60", {"interpolate": False}, (1,)),
        ([None, None, "80"], "60", {"interpolate": False, "floor": "1"}, (1, 2)),
        (["60", None, "80"], "50", {"floor": "extrapolate"}, (2,)),
        ([None, "24", "23", "22", "21"], "30", {"direction": "lower"}, (1,)),
    ],
)
def test_a_score_that_hangs_on_unknown_levels_asks_for_them_by_number(
    levels: list[object], value: str, settings: dict[str, object], needed: tuple[int, ...]
) -> None:
    with pytest.raises(NeedsLevel) as refusal:
        scored(levels, value, **settings)
    assert refusal.value.levels == needed
    assert "ในเกณฑ์ก่อน" in refusal.value.reasons[0]


def test_the_refusal_names_the_level_in_thai() -> None:
    with pytest.raises(NeedsLevel) as refusal:
        scored(["60", None, "80", "90", "100"], "65")
    assert refusal.value.reasons == (
        "ยังไม่กำหนดค่าระดับที่ ๒ ซึ่งต้องใช้เพราะผล ๖๕ ถึงระดับที่ ๑ แล้วแต่ยังไม่ถึงระดับที่ ๓ ให้กำหนดค่าระดับที่ ๒ ในเกณฑ์ก่อน",
    )


def test_no_result_is_not_a_result_of_zero() -> None:
    criterion = from_json({"kind": "levels", "levels": HIGHER})
    with pytest.raises(NeedsResult):
        score(criterion, Result())
    assert score(criterion, result_from_json("0")).score == 0


@pytest.mark.parametrize("wrong", [True, {"done": [1, 2]}, "ส่ง"])
def test_an_answer_of_another_kind_is_refused(wrong: object) -> None:
    with pytest.raises(Invalid, match="ยังไม่ถูกต้อง") as refusal:
        score(from_json({"kind": "levels", "levels": HIGHER}), result_from_json(wrong))
    assert refusal.value.fields == {"value": "เกณฑ์นี้ต้องกรอกผลเป็นตัวเลข"}


def test_a_score_set_by_hand_is_refused_where_the_rule_gives_one() -> None:
    with pytest.raises(Invalid) as refusal:
        score(
            from_json({"kind": "levels", "levels": HIGHER}),
            result_from_json({"value": "70", "assigned": "5", "reason": "เห็นสมควร"}),
        )
    assert list(refusal.value.fields) == ["assigned"]


def test_the_explanation_shows_sentence_rule_figures_and_arithmetic() -> None:
    criterion = from_json({"kind": "levels", "levels": ["50", "60", "70", "80", "85"]})
    found = score(criterion, result_from_json("83.33"), sentence="5 คะแนน : ร้อยละ 85")
    assert found.explanation == (
        "เกณฑ์: 5 คะแนน : ร้อยละ 85",
        "กติกา: 5 ระดับ: 50, 60, 70, 80, 85 · ยิ่งสูงยิ่งดี · เทียบบัญญัติไตรยางศ์ระหว่างระดับ · ไม่ถึงระดับที่ 1 ได้ 0 คะแนน",
        "ผล 83.33 อยู่ระหว่างระดับที่ 4 (80) กับระดับที่ 5 (85)",
        "4 + (83.33 − 80) ÷ (85 − 80) = 4.666",
        "คะแนน 4.6660",
    )


def test_the_explanation_of_lower_better_writes_positive_differences() -> None:
    criterion = from_json({"kind": "levels", "levels": LOWER, "direction": "lower"})
    assert "4 + (22 − 21.5) ÷ (22 − 21) = 4.5" in score(criterion, result_from_json("21.5")).explanation


figures = st.decimals(min_value=-1000, max_value=1000, places=3, allow_nan=False)


@st.composite
def ladders(draw: st.DrawFn) -> dict[str, object]:
    direction = draw(st.sampled_from(["higher", "lower"]))
    values = sorted(
        draw(st.lists(figures, min_size=2, max_size=6, unique=True)), reverse=direction == "lower"
    )
    interpolate = draw(st.booleans())
    floor = draw(st.sampled_from(["0", "1", "extrapolate"] if interpolate else ["0", "1"]))
    levels = [format(value, "f") for value in values]
    return {
        "kind": "levels",
        "levels": levels,
        "direction": direction,
        "interpolate": interpolate,
        "floor": floor,
    }


@given(ladders(), figures, figures, st.sampled_from([Decimal(5), Decimal(100)]))
def test_a_better_result_never_scores_less_and_scores_stay_on_the_scale(
    data: dict[str, object], one: Decimal, other: Decimal, top: Decimal
) -> None:
    criterion = from_json(data)
    worse, better = sorted((one, other), reverse=data["direction"] == "lower")
    low = score(criterion, Result(value=worse), top=top).score
    high = score(criterion, Result(value=better), top=top).score
    assert 0 <= low <= high <= top


@given(ladders(), figures)
def test_a_sheet_out_of_100_gives_twenty_times_the_score_out_of_5(
    data: dict[str, object], value: Decimal
) -> None:
    criterion = from_json(data)
    assert (
        score(criterion, Result(value=value), top=Decimal(100)).score
        == 20 * score(criterion, Result(value=value)).score
    )


@given(ladders(), figures)
def test_interpolated_scores_are_continuous_from_the_first_level_on(
    data: dict[str, object], value: Decimal
) -> None:
    criterion = from_json({**data, "interpolate": True, "floor": "extrapolate"})
    tiny = Decimal("1e-12")
    here = score(criterion, Result(value=value)).score
    near = score(criterion, Result(value=value + tiny)).score
    assert abs(near - here) <= Fraction(5) / 10**8

"""Steps, checklists, yes or no, and criteria that only name the top."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Invalid
from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.display import figure_out
from workflow_app.scoring.outcome import NeedsAssignment, NeedsResult
from workflow_app.scoring.result import Result, result_from_json
from workflow_app.scoring.score import score

WASTE = {"kind": "top_only", "at": {"op": ">=", "value": "85"}}
PLANS = {"kind": "top_only", "at": {"op": ">", "value": "95"}, "or": [{"op": "<", "value": "1"}]}


def scored(data: dict[str, object], result: object, top: str = "5") -> str | None:
    return figure_out(score(from_json(data), result_from_json(result), top=Decimal(top)).score, 4)


@pytest.mark.parametrize(
    ("data", "result", "expected"),
    [
        ({"kind": "steps", "steps": 5}, "5", "5.0000"),
        ({"kind": "steps", "steps": 5}, "๓", "3.0000"),
        ({"kind": "steps", "steps": 5}, "0", "0.0000"),
        ({"kind": "steps", "steps": 4}, "3", "3.7500"),
        ({"kind": "steps", "steps": 4, "scores": ["1", "2", "3", "5"]}, "3", "3.0000"),
        ({"kind": "steps", "steps": 4, "scores": ["1", "1", "2", "3", "5"]}, "0", "1.0000"),
        ({"kind": "steps", "steps": 5}, {"done": [1, 2, 3, 4, 5]}, "5.0000"),
        ({"kind": "steps", "steps": 5}, {"done": [1, 2, 4, 5]}, "2.0000"),
        ({"kind": "steps", "steps": 5}, {"done": [2, 3]}, "0.0000"),
        ({"kind": "checklist", "items": 5}, "5", "5.0000"),
        ({"kind": "checklist", "items": 5}, "4", "0.0000"),
        ({"kind": "checklist", "items": 7, "partial": "proportional"}, {"done": [2, 7]}, "1.4286"),
        ({"kind": "checklist", "items": 3, "partial": ["1", "3", "5"]}, {"done": [3, 1]}, "3.0000"),
        ({"kind": "yes_no", "yes": "5", "no": "0"}, "ส่ง", "5.0000"),
        ({"kind": "yes_no", "yes": "5", "no": "0"}, "ไม่ส่ง", "0.0000"),
        ({"kind": "yes_no", "no": "1"}, False, "1.0000"),
        ({"kind": "yes_no"}, "yes", "5.0000"),
        ({"kind": "yes_no"}, "1", "5.0000"),
        (WASTE, "85", "5.0000"),
        (WASTE, "85.01", "5.0000"),
        (WASTE, {"value": "84.99", "assigned": "3", "reason": "มติที่ประชุม"}, "3.0000"),
        (WASTE, {"assigned": "๓.๕", "reason": "มติที่ประชุม"}, "3.5000"),
        (PLANS, "95.5", "5.0000"),
        (PLANS, "0.5", "5.0000"),
    ],
)
def test_what_was_done_is_scored(data: dict[str, object], result: object, expected: str) -> None:
    assert scored(data, result) == expected


def test_a_later_step_does_not_count_before_the_earlier_one_and_the_explanation_says_so() -> None:
    lines = score(from_json({"kind": "steps", "steps": 5}), result_from_json({"done": [1, 2, 4]})).explanation
    assert "ขั้นที่ 4 ทำแล้วแต่ยังไม่นับ เพราะขั้นที่ 3 ยังไม่เสร็จ" in lines


@pytest.mark.parametrize("result", ["84.99", "0", "-1"])
def test_a_top_that_is_not_reached_needs_a_person_to_set_the_score(result: str) -> None:
    with pytest.raises(NeedsAssignment) as refusal:
        scored(WASTE, result)
    assert "ไม่น้อยกว่า ๘๕" in refusal.value.reasons[0]


def test_a_strict_top_is_not_reached_by_its_own_figure() -> None:
    with pytest.raises(NeedsAssignment):
        scored(PLANS, "95")


def test_a_score_set_by_a_person_is_marked_and_carries_the_reason() -> None:
    found = score(
        from_json(WASTE), result_from_json({"value": "80", "assigned": "4", "reason": "มติ อ.ก.พ.ร."})
    )
    assert found.assigned
    assert "คะแนน 4 กำหนดโดยผู้มีอำนาจ เหตุผล: มติ อ.ก.พ.ร." in found.explanation


def test_a_reached_top_does_not_use_the_score_set_by_a_person() -> None:
    found = score(from_json(WASTE), result_from_json({"value": "90", "assigned": "1", "reason": "ผิดพลาด"}))
    assert (found.score, found.assigned) == (5, False)
    assert any(line.startswith("ไม่ใช้คะแนนที่ผู้มีอำนาจกำหนดไว้") for line in found.explanation)


@pytest.mark.parametrize(
    ("result", "field"),
    [
        ({"value": "80", "assigned": "3"}, "reason"),
        ({"value": "80", "assigned": "3", "reason": "  "}, "reason"),
        ({"value": "80", "assigned": "5.01", "reason": "มติ"}, "assigned"),
        ({"value": "80", "assigned": "-1", "reason": "มติ"}, "assigned"),
    ],
)
def test_a_score_set_by_a_person_needs_a_reason_and_the_scale(result: object, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        scored(WASTE, result)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize(
    ("data", "result"),
    [
        ({"kind": "steps", "steps": 5}, "6"),
        ({"kind": "steps", "steps": 5}, "2.5"),
        ({"kind": "steps", "steps": 5}, "-1"),
        ({"kind": "steps", "steps": 5}, {"done": [6]}),
        ({"kind": "checklist", "items": 3}, "4"),
        ({"kind": "yes_no"}, "3"),
        ({"kind": "given"}, "5.01"),
        ({"kind": "given"}, "-0.1"),
    ],
)
def test_a_result_that_cannot_be_is_refused_by_name(data: dict[str, object], result: object) -> None:
    with pytest.raises(Invalid) as refusal:
        scored(data, result)
    assert list(refusal.value.fields) == ["value"]


@pytest.mark.parametrize(
    "kind", [{"kind": "steps", "steps": 5}, {"kind": "checklist", "items": 2}, {"kind": "yes_no"}, WASTE]
)
def test_nothing_entered_is_asked_for(kind: dict[str, object]) -> None:
    with pytest.raises(NeedsResult):
        score(from_json(kind), Result())


def test_scores_above_the_sheets_top_are_refused() -> None:
    with pytest.raises(Invalid, match="ยังไม่ถูกต้อง") as refusal:
        scored({"kind": "yes_no", "yes": "100"}, "yes")
    assert "ช่วง ๐ ถึง ๕" in refusal.value.fields["scores"]


@given(st.sets(st.integers(1, 8)), st.integers(1, 8), st.sampled_from(["steps", "checklist"]))
def test_doing_one_thing_more_never_costs_points(done: set[int], more: int, kind: str) -> None:
    data = (
        {"kind": "steps", "steps": 8}
        if kind == "steps"
        else {"kind": "checklist", "items": 8, "partial": "proportional"}
    )
    before = score(from_json(data), Result(done=tuple(sorted(done)))).score
    after = score(from_json(data), Result(done=tuple(sorted(done | {more})))).score
    assert 0 <= before <= after <= 5

"""Criteria and results as JSON: every problem under its field's name, and back again unchanged."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Invalid
from workflow_app.scoring.criterion import KINDS, from_json, kind_of, rule, to_json
from workflow_app.scoring.result import Result, result_from_json, result_to_json

CRITERIA: list[dict[str, object]] = [
    {
        "kind": "levels",
        "levels": ["60", None, "80", "90", {"op": ">", "value": "95.5"}],
        "interpolate": False,
    },
    {"kind": "levels", "levels": ["25", "21"], "direction": "lower", "floor": "extrapolate"},
    {
        "kind": "growth",
        "base": "1000279242.45",
        "base_period": "ปี 2564",
        "levels": [None, "6"],
        "or_amount": [None, "1060295997"],
    },
    {"kind": "growth", "base": None, "levels": ["0", "-5"], "direction": "lower", "amount_unit": "ล้านบาท"},
    {"kind": "steps", "steps": 5},
    {"kind": "steps", "steps": "๓", "scores": ["1", "3", "5"]},
    {"kind": "yes_no", "yes": "5", "no": "0"},
    {"kind": "yes_no"},
    {"kind": "top_only", "at": {"op": ">=", "value": "6"}, "or": [{"op": ">", "value": "1,060,295,997"}]},
    {"kind": "top_only", "at": "85"},
    {"kind": "checklist", "items": 5, "partial": "proportional"},
    {"kind": "checklist", "items": 2, "partial": ["2", "5"]},
    {
        "kind": "bands",
        "bands": [{"from": "0", "to": "50", "score": "1"}, {"from": "50", "to": None, "score": "5"}],
    },
    {"kind": "three_step", "thresholds": ["60", None, "90"], "scores": ["50", "70", "100"]},
    {"kind": "two_sided", "standard": "50", "full_within": "10", "zero_at": "20"},
    {"kind": "proportional", "target": "100", "top": "5"},
    {
        "kind": "formula",
        "variables": {"A": "3"},
        "expression": "A/B*100",
        "then": {"kind": "levels", "levels": ["1", "2"]},
    },
    {"kind": "given"},
]


@pytest.mark.parametrize("data", CRITERIA, ids=lambda data: str(data["kind"]))
def test_a_criterion_read_and_written_and_read_again_is_the_same(data: dict[str, object]) -> None:
    criterion = from_json(data)
    written = to_json(criterion)
    assert from_json(written) == criterion
    assert written["kind"] == data["kind"] == kind_of(criterion)


def test_every_kind_has_a_label_a_rule_and_an_example_here() -> None:
    assert {str(data["kind"]) for data in CRITERIA} == set(KINDS)
    assert all(kind.label and kind.asks for kind in KINDS.values())
    assert all(rule(from_json(data)) for data in CRITERIA)


def test_figures_are_written_as_plain_text() -> None:
    written = to_json(from_json({"kind": "levels", "levels": ["๖๐.๐", "1,000"]}))
    assert written == {
        "kind": "levels",
        "levels": ["60", "1000"],
        "direction": "higher",
        "interpolate": True,
        "floor": "0",
    }


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (None, {"kind"}),
        ([], {"kind"}),
        ({}, {"kind"}),
        ({"kind": "magic"}, {"kind"}),
        ({"kind": ["levels"]}, {"kind"}),
        ({"kind": "levels"}, {"levels"}),
        ({"kind": "levels", "levels": "60"}, {"levels"}),
        ({"kind": "levels", "levels": []}, {"levels"}),
        ({"kind": "levels", "levels": [None, None]}, {"levels"}),
        ({"kind": "levels", "levels": ["60", "x", "80"]}, {"levels.2"}),
        ({"kind": "levels", "levels": ["60", "55", "80"]}, {"levels.2"}),
        ({"kind": "levels", "levels": ["60", "60"]}, {"levels.2"}),
        ({"kind": "levels", "levels": ["60", None, "50"]}, {"levels.3"}),
        ({"kind": "levels", "levels": ["60", "70"], "direction": "lower"}, {"levels.2"}),
        ({"kind": "levels", "levels": ["60", {"op": "<", "value": "70"}]}, {"levels.2"}),
        ({"kind": "levels", "levels": [60.5, True]}, {"levels", "levels.1", "levels.2"}),
        ({"kind": "levels", "levels": ["1e3", "inf"]}, {"levels", "levels.1", "levels.2"}),
        ({"kind": "levels", "levels": ["60"], "floor": "extrapolate"}, {"floor"}),
        ({"kind": "levels", "levels": ["60", "70"], "floor": "extrapolate", "interpolate": False}, {"floor"}),
        (
            {"kind": "levels", "levels": ["60"], "floor": "2", "direction": "up", "interpolate": "yes"},
            {"floor", "direction", "interpolate"},
        ),
        ({"kind": "levels", "levels": ["60"], "interpolat": True}, {"interpolat"}),
        ({"kind": "growth", "base": "1", "levels": ["1"], "base_period": 2564}, {"base_period"}),
        ({"kind": "growth", "base": "0", "levels": ["1", "2"]}, {"base"}),
        ({"kind": "growth", "base": "-1", "levels": ["1", "2"], "or_amount": ["5"]}, {"base", "or_amount"}),
        ({"kind": "growth", "base": "10", "levels": [None, None]}, {"levels"}),
        ({"kind": "growth", "base": "10", "levels": ["1", "2"], "or_amount": ["9", "8"]}, {"or_amount.2"}),
        ({"kind": "steps"}, {"steps"}),
        ({"kind": "steps", "steps": "0"}, {"steps"}),
        ({"kind": "steps", "steps": "2.5"}, {"steps"}),
        ({"kind": "steps", "steps": 3, "scores": ["1", "2"]}, {"scores"}),
        ({"kind": "steps", "steps": 3, "scores": ["1", None, "2"]}, {"scores"}),
        ({"kind": "steps", "steps": 3, "scores": ["3", "2", "5"]}, {"scores"}),
        ({"kind": "yes_no", "yes": "0", "no": "5"}, {"yes"}),
        ({"kind": "yes_no", "yes": "5", "no": "-1"}, {"no"}),
        ({"kind": "top_only"}, {"at"}),
        ({"kind": "top_only", "at": {"op": "=", "value": "5"}}, {"at"}),
        ({"kind": "top_only", "at": "5", "or": ["x"]}, {"or.1"}),
        ({"kind": "checklist", "items": 3, "partial": "some"}, {"partial"}),
        ({"kind": "checklist", "items": 3, "partial": ["1"]}, {"partial"}),
        (
            {
                "kind": "bands",
                "bands": [{"from": "75", "to": "79", "score": "2"}, {"from": "80", "to": "84", "score": "3"}],
            },
            {"bands"},
        ),
        (
            {
                "kind": "bands",
                "bands": [{"from": "0", "to": "60", "score": "2"}, {"from": "50", "to": "84", "score": "3"}],
            },
            {"bands"},
        ),
        (
            {
                "kind": "bands",
                "bands": [
                    {"from": "0", "to": {"op": "<=", "value": "5"}, "score": "2"},
                    {"from": "5", "score": "3"},
                ],
            },
            {"bands"},
        ),
        ({"kind": "bands", "bands": [{"from": "0", "to": "5", "score": "2"}, {"score": "3"}]}, {"bands"}),
        ({"kind": "bands", "bands": [{"from": "9", "to": "5", "score": "2"}]}, {"bands.1"}),
        ({"kind": "bands", "bands": [{"from": "9", "to": "15"}, "x"]}, {"bands.1", "bands.2"}),
        (
            {
                "kind": "bands",
                "bands": [
                    {"to": {"op": "<", "value": "5"}, "score": "2"},
                    {"from": {"op": ">", "value": "5"}, "score": "3"},
                ],
            },
            {"bands"},
        ),
        ({"kind": "three_step", "thresholds": ["1", "2"]}, {"thresholds"}),
        ({"kind": "three_step", "thresholds": [None, None, None]}, {"thresholds"}),
        ({"kind": "three_step", "thresholds": ["1", "2", "3"], "scores": ["50", "40", "100"]}, {"scores"}),
        (
            {"kind": "two_sided", "standard": "0", "full_within": "20", "zero_at": "10"},
            {"standard", "zero_at"},
        ),
        ({"kind": "two_sided", "standard": "5", "full_within": "-1", "zero_at": "10"}, {"full_within"}),
        ({"kind": "proportional", "target": "0", "top": "0"}, {"target", "top"}),
        ({"kind": "formula", "variables": [], "then": {"kind": "given"}}, {"variables", "expression"}),
        ({"kind": "formula", "expression": "A+", "then": {"kind": "levels"}}, {"expression", "then.levels"}),
        (
            {"kind": "formula", "expression": "A", "variables": {"B": "1"}, "then": {"kind": "given"}},
            {"variables.B"},
        ),
        ({"kind": "formula", "expression": "A", "then": {"kind": "formula"}}, {"then"}),
        ({"kind": "given", "top": "5"}, {"top"}),
    ],
)
def test_a_criterion_with_mistakes_is_refused_with_all_of_them(data: object, fields: set[str]) -> None:
    with pytest.raises(Invalid, match="เกณฑ์การให้คะแนนยังไม่ถูกต้อง|ข้อมูลที่กรอก") as refusal:
        from_json(data)
    assert set(refusal.value.fields) == fields


def test_a_floor_may_be_written_as_a_number() -> None:
    assert to_json(from_json({"kind": "levels", "levels": ["60"], "floor": 1}))["floor"] == "1"


def test_a_problem_names_the_field_and_what_to_do_in_thai() -> None:
    with pytest.raises(Invalid) as refusal:
        from_json({"kind": "levels", "levels": ["60", "55"]})
    assert refusal.value.fields["levels.2"] == "ค่าระดับ ลำดับที่ ๒ (๕๕) ต้องมากกว่าลำดับที่ ๑ (๖๐) เพราะยิ่งสูงยิ่งดี"


def test_two_levels_of_one_figure_may_differ_by_the_word_more_where_no_line_is_drawn() -> None:
    levels = ["95", {"op": ">", "value": "95"}]
    assert from_json({"kind": "levels", "levels": levels, "interpolate": False})
    with pytest.raises(Invalid):
        from_json({"kind": "levels", "levels": levels})


@pytest.mark.parametrize(
    ("data", "result"),
    [
        (None, Result()),
        ("", Result()),
        ("๘๓.๓๓", Result(value=Decimal("83.33"))),
        ("1,060,295,997", Result(value=Decimal(1060295997))),
        (4, Result(value=Decimal(4))),
        ("ส่ง", Result(yes=True)),
        ("ไม่ส่ง", Result(yes=False)),
        (True, Result(yes=True)),
        ({"done": [3, "1", 3]}, Result(done=(1, 3))),
        (
            {"variables": {"B": "2", "A": "๑", "C": None}},
            Result(variables=(("A", Decimal(1)), ("B", Decimal(2)))),
        ),
        (
            {"value": "80", "assigned": "3", "reason": " มติ "},
            Result(value=Decimal(80), assigned=Decimal(3), reason="มติ"),
        ),
    ],
)
def test_a_result_is_read_and_comes_back_the_same(data: object, result: Result) -> None:
    assert result_from_json(data) == result
    assert result_from_json(result_to_json(result)) == result


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ("แปดสิบ", {"value"}),
        ("1e999", {"value"}),
        ("nan", {"value"}),
        (0.1, {"value"}),
        ([], {"value"}),
        ({"done": "1"}, {"done"}),
        ({"done": [0]}, {"done"}),
        ({"done": ["1.5"]}, {"done"}),
        ({"yes": "อาจจะ"}, {"yes"}),
        ({"variables": {"A": "x"}}, {"variables.A"}),
        ({"valeu": "5"}, {"valeu"}),
    ],
)
def test_a_result_that_cannot_be_read_is_refused_by_field(data: object, fields: set[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        result_from_json(data)
    assert set(refusal.value.fields) == fields


def test_the_unrounded_result_of_a_formula_is_never_stored() -> None:
    with pytest.raises(TypeError, match="formula"):
        result_to_json(Result(value=Fraction(1, 3)))


@given(
    st.lists(st.decimals(-10_000, 10_000, places=4), min_size=1, max_size=8, unique=True),
    st.data(),
    st.sampled_from(["higher", "lower"]),
    st.booleans(),
)
def test_any_levels_survive_writing_and_reading(
    values: list[Decimal], data: st.DataObject, direction: str, interpolate: bool
) -> None:
    ordered: list[object] = [format(value, "f") for value in sorted(values, reverse=direction == "lower")]
    blank = data.draw(st.sets(st.integers(0, len(ordered) - 1), max_size=len(ordered) - 1))
    levels = [None if place in blank else value for place, value in enumerate(ordered)]
    criterion = from_json(
        {"kind": "levels", "levels": levels, "direction": direction, "interpolate": interpolate}
    )
    assert from_json(to_json(criterion)) == criterion

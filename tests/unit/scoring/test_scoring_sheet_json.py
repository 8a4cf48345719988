"""A whole sheet from JSON to its report."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from workflow_app.errors import Invalid, Refused
from workflow_app.scoring.sheet_output import score_sheet

LEVELS = {"kind": "levels", "levels": ["60", "70", "80", "90", "100"]}
SHEET: dict[str, Any] = {
    "weights": "percent",
    "bands": [{"from": "90", "name": "คุณภาพ"}, {"from": "60", "name": "มาตรฐาน"}],
    "components": [
        {
            "name": "องค์ประกอบที่ 1",
            "weight": "70",
            "indicators": [
                {
                    "no": "1",
                    "name": "ก",
                    "weight": "๕๐",
                    "criterion": LEVELS,
                    "result": "85",
                    "missed_reports": 1,
                },
                {
                    "no": "2",
                    "name": "ข",
                    "weight": "20",
                    "children": [
                        {"no": "2.1", "weight": "10", "criterion": {"kind": "yes_no"}, "result": "ส่ง"},
                        {
                            "no": "2.2",
                            "weight": "10",
                            "criterion": {"kind": "steps", "steps": 3},
                            "result": {"done": [1]},
                        },
                    ],
                },
            ],
        },
        {
            "name": "องค์ประกอบที่ 2",
            "indicators": [
                {
                    "no": "1",
                    "weight": "30",
                    "criterion": {
                        "kind": "formula",
                        "variables": {"A": "8", "B": "9"},
                        "expression": "A/B*100",
                        "then": LEVELS,
                    },
                    "result": None,
                }
            ],
        },
    ],
    "penalty_per_missed_report": "0.2",
}


def changed(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SHEET), **changes}


def test_a_sheet_is_scored_from_its_leaves_to_its_total() -> None:
    report = score_sheet(SHEET)
    first, second, third = report["indicators"]  # type: ignore[misc]
    assert (first["component"], first["result"], first["score"], first["weighted"]) == (
        "องค์ประกอบที่ 1",
        "85.00",
        "3.3000",
        "1.6500",
    )
    assert (second["result"], second["score"], second["weighted"]) == (None, "3.3333", "0.6667")
    assert [(child["no"], child["result"], child["score"]) for child in second["children"]] == [
        ("2.1", "yes", "5.0000"),
        ("2.2", "1", "1.6667"),
    ]
    assert second["explanation"] == ["ค่าเฉลี่ยถ่วงน้ำหนัก (10 × 5 + 10 × ≈1.666667) ÷ 20 = ≈3.333333"]
    assert (third["result"], third["score"]) == ("88.89", "3.8889")
    assert report["components"] == [
        {"name": "องค์ประกอบที่ 1", "weight": "70", "score": "3.310", "weighted": "2.317", "points": "46.333"},
        {"name": "องค์ประกอบที่ 2", "weight": "30", "score": "3.889", "weighted": "1.167", "points": "23.333"},
    ]
    assert report["total"] == {
        "score": "3.483",
        "weighted": "3.483",
        "points": "69.667",
        "percent": "69.667",
        "band": "มาตรฐาน",
    }
    assert report["warnings"] == []


def test_the_penalty_is_explained() -> None:
    lines = score_sheet(SHEET)["indicators"][0]["explanation"]  # type: ignore[index]
    assert lines[-2:] == ["ไม่ส่งรายงาน 1 ครั้ง หักครั้งละ 0.2 ไม่ต่ำกว่า 0: เหลือ 3.3", "คะแนน 3.3000"]


@pytest.mark.parametrize(("no_data", "score"), [("exclude", "3.889"), ("zero", "1.111"), ("fail", "1.111")])
def test_missing_results_are_named_and_counted_as_set(no_data: str, score: str) -> None:
    data = changed(no_data=no_data)
    data["components"][0]["indicators"] = [{"no": "1", "weight": "75", "criterion": LEVELS, "result": None}]
    data["components"][0]["weight"] = "75"
    report = score_sheet(data)
    assert report["total"]["score"] == score  # type: ignore[index]
    assert report["indicators"][0]["score"] == (None if no_data == "exclude" else "0.0000")  # type: ignore[index]
    assert report["warnings"][0] == "น้ำหนักรวมทุกองค์ประกอบ รวม ๑๐๕ เกินไป ๕"  # type: ignore[index]
    assert str(report["warnings"][1]).startswith("ตัวชี้วัดที่ ๑ ในองค์ประกอบที่ ๑ ไม่มีผลการดำเนินงาน")  # type: ignore[index]


def test_equal_weights_need_no_weights_and_give_no_weighted_figures() -> None:
    data = changed(weights="equal")
    report = score_sheet(data)
    assert report["total"] == {
        "score": "3.507",
        "weighted": None,
        "points": None,
        "percent": "70.148",
        "band": "มาตรฐาน",
    }
    assert report["indicators"][1]["explanation"] == ["ค่าเฉลี่ยถ่วงน้ำหนัก (5 + ≈1.666667) ÷ 2 = ≈3.333333"]  # type: ignore[index]


def test_decimals_are_the_sheets_own() -> None:
    report = score_sheet(changed(decimals={"score": 2, "total": 1, "result": 0}))
    assert report["total"]["score"] == "3.5"  # type: ignore[index]
    assert (report["indicators"][2]["result"], report["indicators"][2]["score"]) == ("89", "3.89")  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ((), [], "sheet"),
        (("weights",), None, "weights"),
        (("weights",), "guess", "weights"),
        (("top",), "0", "top"),
        (("no_data",), "skip", "no_data"),
        (("decimals",), {"score": True}, "decimals"),
        (("decimals",), {"sum": 2}, "decimals"),
        (("bands",), ["90"], "bands"),
        (("penalty_per_missed_report",), "-1", "penalty_per_missed_report"),
        (("components",), [], "components"),
        (("component",), [], "component"),
        (("components", 0), "x", "components.1.indicators"),
        (("components", 0, "indicators", 0, "no"), None, "components.1.indicators.1.no"),
        (
            ("components", 0, "indicators", 0, "missed_reports"),
            "-1",
            "components.1.indicators.1.missed_reports",
        ),
        (("components", 0, "indicators", 0, "weight"), "๑e๓", "components.1.indicators.1.weight"),
        (("components", 0, "indicators", 0, "result"), "nan", "components.1.indicators.1.result.value"),
        (
            ("components", 0, "indicators", 0, "criterion"),
            {"kind": "levels"},
            "components.1.indicators.1.criterion.levels",
        ),
        (("components", 0, "indicators", 1, "criterion"), LEVELS, "components.1.indicators.2.criterion"),
        (
            ("components", 0, "indicators", 1, "children", 0, "result"),
            "7",
            "components.1.indicators.2.children.1.value",
        ),
    ],
)
def test_a_mistake_is_reported_under_its_place(path: tuple[Any, ...], value: Any, place: str) -> None:
    data: Any = changed()
    if not path:
        data = value
    else:
        spot = data
        for step in path[:-1]:
            spot = spot[step]
        spot[path[-1]] = value
    with pytest.raises(Invalid) as refusal:
        score_sheet(data)
    assert place in refusal.value.fields


@pytest.mark.parametrize("weight", [None, "0", "-3"])
def test_a_weight_that_is_missing_or_not_above_zero_is_an_error(weight: str | None) -> None:
    data = changed()
    data["components"][0]["indicators"][0]["weight"] = weight
    with pytest.raises(Invalid, match="น้ำหนัก"):
        score_sheet(data)


def test_scores_that_cannot_be_given_are_all_named_together() -> None:
    data = changed()
    data["components"][0]["indicators"][0]["criterion"] = {"kind": "top_only", "at": "90"}
    data["components"][1]["indicators"][0]["criterion"]["expression"] = "A/(B-9)"
    with pytest.raises(Refused) as refusal:
        score_sheet(data)
    assert len(refusal.value.reasons) == 2
    assert refusal.value.reasons[0].startswith("ตัวชี้วัดที่ 1 (components.1.indicators.1)")


def test_children_may_be_nested_seven_deep_and_no_deeper() -> None:
    row: dict[str, Any] = {"no": "1", "weight": "100", "criterion": {"kind": "given"}, "result": "4"}
    for _ in range(6):
        row = {"no": "1", "weight": "100", "children": [row]}
    data = {"weights": "percent", "components": [{"name": "ก", "indicators": [row]}]}
    assert score_sheet(data)["total"]["score"] == "4.000"  # type: ignore[index]
    data["components"][0]["indicators"] = [{"no": "1", "weight": "100", "children": [row]}]  # type: ignore[index]
    with pytest.raises(Invalid):
        score_sheet(data)


def test_a_parent_without_any_result_says_so_and_has_no_score() -> None:
    data = changed()
    for child in data["components"][0]["indicators"][1]["children"]:
        child["result"] = None
    parent = score_sheet(data)["indicators"][1]  # type: ignore[index]
    assert (parent["score"], parent["weighted"]) == (None, None)
    assert parent["explanation"] == ["ไม่นำตัวชี้วัดที่ 2.1, 2.2 มารวม (ไม่มีผลหรือไม่นับในปีนี้)"]

"""The worked examples of docs/scoring.md are what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from workflow_app.errors import Refused
from workflow_app.scoring.criterion import KINDS, from_json
from workflow_app.scoring.display import figure_out
from workflow_app.scoring.result import result_from_json
from workflow_app.scoring.score import score

PAGE = (Path(__file__).parents[3] / "docs" / "scoring.md").read_text(encoding="utf-8")
EXAMPLES = [
    line.split(" ; ")
    for block in re.findall(r"```examples\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize(("criterion", "result", "expected"), EXAMPLES)
def test_an_example_of_the_page_gives_the_score_it_says(criterion: str, result: str, expected: str) -> None:
    try:
        found = figure_out(
            score(from_json(json.loads(criterion)), result_from_json(json.loads(result))).score, 4
        )
    except Refused as refusal:
        found = type(refusal).__name__
    assert found == expected


def test_every_kind_has_an_example_on_the_page() -> None:
    assert {json.loads(criterion)["kind"] for criterion, _, _ in EXAMPLES} == set(KINDS)


def test_the_explanation_on_the_page_is_the_one_that_is_given() -> None:
    criterion = from_json({"kind": "levels", "levels": ["50", "60", "70", "80", "85"]})
    lines = score(criterion, result_from_json("83.33"), sentence="5 คะแนน : ร้อยละ 85").explanation
    assert "\n".join(lines) in PAGE

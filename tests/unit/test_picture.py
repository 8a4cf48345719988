"""The picture of a table of steps."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from workflow_app.states.picture import HERE, straight_way, svg
from workflow_app.states.tables import CURRENT, TABLES, table
from workflow_app.states.vocabulary import IndicatorState, LetterState

SPACE = "{http://www.w3.org/2000/svg}"
PLACES = [
    (kind, state) for kind, steps in TABLES[CURRENT].items() for state in sorted({s.target for s in steps})
]


@pytest.mark.parametrize(("kind", "state"), PLACES, ids=[f"{kind}-{state}" for kind, state in PLACES])
def test_every_state_of_every_kind_is_marked_once(kind: str, state: IndicatorState) -> None:
    root = ElementTree.fromstring(svg(kind, state))
    marked = [group for group in root.iter(f"{SPACE}g") if group.get("class") == "flow-here"]
    assert len(marked) == 1
    assert [text.text for text in marked[0].iter(f"{SPACE}text")] == [state.label, HERE]
    assert state.label in (root.findtext(f"{SPACE}title") or "")


def test_the_straight_way_of_an_indicator_is_the_year() -> None:
    way = [str(state) for state in straight_way("indicator")]
    assert way[:4] == ["proposed", "selected", "drafting", "province_review"]
    assert way[-4:] == ["self_assessed", "verifying", "scored", "closed"]


def test_the_straight_way_of_a_letter_ends_with_everybody_having_acknowledged() -> None:
    assert straight_way("letter")[0] is LetterState.DRAFT
    assert straight_way("letter")[-1] is LetterState.COMPLETED


@pytest.mark.parametrize("kind", TABLES[CURRENT])
def test_each_arrow_of_the_way_is_a_step_of_the_table(kind: str) -> None:
    way = straight_way(kind)
    pairs = {(step.source, step.target) for step in table(kind)}
    assert all(pair in pairs for pair in zip(way, way[1:], strict=False))


def test_nothing_in_the_picture_needs_a_style_of_its_own() -> None:
    assert "style=" not in svg("indicator", IndicatorState.READY)

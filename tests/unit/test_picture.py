"""The picture of a table of steps."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from workflow_app.states.picture import HERE, NARROW, WIDE, aside_states, pictures, straight_way, svg
from workflow_app.states.tables import CURRENT, TABLES, table
from workflow_app.states.vocabulary import IndicatorState, LetterState

SPACE = "{http://www.w3.org/2000/svg}"
PLACES = [
    (kind, state) for kind, steps in TABLES[CURRENT].items() for state in sorted({s.target for s in steps})
]


@pytest.mark.parametrize("per_row", [WIDE, NARROW])
@pytest.mark.parametrize(("kind", "state"), PLACES, ids=[f"{kind}-{state}" for kind, state in PLACES])
def test_every_state_of_every_kind_is_marked_once(kind: str, state: IndicatorState, per_row: int) -> None:
    root = ElementTree.fromstring(svg(kind, state, per_row=per_row))
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


@pytest.mark.parametrize("kind", TABLES[CURRENT])
def test_every_state_that_a_step_leads_to_is_drawn_once_and_described(kind: str) -> None:
    here = straight_way(kind)[0]
    root = ElementTree.fromstring(svg(kind, here))
    boxes = [group for group in root.iter(f"{SPACE}g") if group.find(f"{SPACE}rect") is not None]
    drawn = [group.findtext(f"{SPACE}text") for group in boxes]
    states = {step.target for step in table(kind)}
    assert sorted(map(str, drawn)) == sorted(state.label for state in states)
    assert all(state.label in (root.findtext(f"{SPACE}desc") or "") for state in states)


def test_the_ways_aside_of_an_indicator_are_the_fallback_and_what_was_not_chosen() -> None:
    found = {str(state) for state in aside_states("indicator")}
    assert {"fallback", "not_selected", "fallback_drafting", "prepared"} <= found


@pytest.mark.parametrize(("per_row", "most"), [(WIDE, 1000), (NARROW, 480)])
@pytest.mark.parametrize("kind", TABLES[CURRENT])
def test_no_box_leaves_the_picture_or_covers_another(kind: str, per_row: int, most: int) -> None:
    root = ElementTree.fromstring(svg(kind, straight_way(kind)[-1], per_row=per_row))
    width, height = (int(size) for size in root.attrib["viewBox"].split()[2:])
    boxes = [
        tuple(int(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SPACE}rect")
    ]
    assert width <= most
    for place, (x, y, wide, high) in enumerate(boxes):
        assert x >= 0 and x + wide <= width and y >= 0 and y + high < height
        for x2, y2, wide2, high2 in boxes[place + 1 :]:
            assert x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y


def test_a_page_gets_the_picture_in_two_widths() -> None:
    root = ElementTree.fromstring(f"<page>{pictures('letter', LetterState.SIGNED)}</page>")
    assert [part.get("class") for part in root] == ["flow-wide", "flow-narrow"]
    assert all(LetterState.SIGNED.label in (part.findtext(f"{SPACE}svg/{SPACE}title") or "") for part in root)

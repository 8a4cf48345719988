"""The body of a letter typed as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.letters.typed_text import body_parts, body_text, lines


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", []),
        (" \n \n", []),
        ("ด้วยจังหวัด", ["ด้วยจังหวัด"]),
        ("หนึ่ง\n\n\nสอง", ["หนึ่ง", "สอง"]),
        ("หนึ่ง\n  \t\nสอง", ["หนึ่ง", "สอง"]),
        ("บรรทัดแรก\nต่อเนื่อง", ["บรรทัดแรก ต่อเนื่อง"]),
        ("- ก\n- ข", [{"items": ["ก", "ข"]}]),
        ("๑. ก\n๒) ข\n10. ค", [{"items": ["ก", "ข", "ค"]}]),
        ("ดังนี้\n- ก\n- ข", ["ดังนี้", {"items": ["ก", "ข"]}]),
        ("- ก\n  ต่อ\n- ข", [{"items": ["ก\nต่อ", "ข"]}]),
        ("- ก\n\n- ข", [{"items": ["ก"]}, {"items": ["ข"]}]),
        ("๒๕ ตุลาคม ๒๕๖๔ ประชุม", ["๒๕ ตุลาคม ๒๕๖๔ ประชุม"]),
        ("๑.๑ รายได้", ["๑.๑ รายได้"]),
        ("-รายงาน GFMS", ["-รายงาน GFMS"]),
    ],
)
def test_blank_lines_part_paragraphs_and_marks_make_lists(typed: str, parts: list[object]) -> None:
    assert body_parts(typed) == parts


_word = st.text("กขคงจabc ", min_size=1, max_size=20).map(str.strip).filter(bool)
_item = st.lists(_word, min_size=1, max_size=3).map("\n".join)
_list = st.lists(_item, min_size=1, max_size=4).map(lambda items: {"items": items})


@given(st.lists(_word | _list, max_size=6))
def test_what_the_form_shows_reads_back_as_the_same_body(body: list[str | dict[str, list[str]]]) -> None:
    assert body_parts(body_text(body)) == body


def test_lines_drop_blanks_and_empty_ones() -> None:
    assert lines(" ก \n\n ข\n") == ["ก", "ข"]

"""Binding spaces, Thai digits on one line, widths, and fitting on one page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.letters.docx import fit
from workflow_app.letters.docx.skeleton import parts, short_title
from workflow_app.letters.typography import NBSP, bind, printed, unbound, width


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("พ.ศ. 2567", "พ.ศ._๒๕๖๗"),
        ("วันที่ 24 เมษายน 2567 ณ", "วันที่_๒๔_เมษายน_๒๕๖๗ ณ"),
        ("ที่ สก 0019/ว 1555 ลง", "ที่_สก_๐๐๑๙/ว_๑๕๕๕ ลง"),
        ("อื่น ๆ อีก", "อื่น_ๆ อีก"),
        ("เวลา 08.00 - 16.30 น.", "เวลา ๐๘.๐๐ - ๑๖.๓๐_น."),
        ("26 ต.ค. 2563", "๒๖_ต.ค._๒๕๖๓"),
        ("ร้อยละ 70 ของ", "ร้อยละ_๗๐ ของ"),
        ("(PMQA 4.0)", "(PMQA_4.0)"),
        ("แจ้งแล้ว นั้น", "แจ้งแล้ว_นั้น"),
        ("นั้น มา", "นั้น มา"),
        ("3 มกราคมนี้", "๓ มกราคมนี้"),
    ],
)
def test_what_belongs_together_is_bound_and_the_rest_is_not(text, bound) -> None:
    assert printed(text).replace(NBSP, "_") == bound


@given(st.text(st.sampled_from("กที่พศ.ๆ 0๙/วนั้ร้อยละมกราคม\u00a0"), max_size=40))
def test_binding_changes_nothing_but_spaces_and_is_done_once(text) -> None:
    assert unbound(bind(text)) == unbound(text)
    assert bind(bind(text)) == bind(text)


def test_tabs_and_line_ends_become_spaces_on_one_line() -> None:
    assert printed("ก\tข\nค") == "ก ข ค"


@pytest.mark.parametrize(
    ("text", "centimetres"),
    [("ศาลากลางจังหวัดสระแก้ว", 3.8), ("ถนนสุวรรณศร สก ๒๗๐๐๐", 4.1), ("รองผู้ว่าราชการจังหวัด รักษาราชการแทน", 6.1)],
)
def test_the_estimate_of_a_width_is_near_the_measured_one(text, centimetres) -> None:
    assert width(text) == pytest.approx(centimetres, rel=0.12)


def test_a_short_letter_is_roomy_and_a_long_one_gives_way(content) -> None:
    short = content(body=["ด้วยจังหวัดขอเชิญประชุม"], references=[], enclosures=[], annex=None)
    order = [
        fit.STEPS.index(fit.spacing(replace(short, body=("ความเห็น" * 10 * lines,))))
        for lines in (1, 12, 14, 16, 18)
    ]
    assert order == sorted(order)
    assert order[0] == 0
    assert len(set(order)) > 1


def test_a_letter_of_two_pages_has_the_usual_spacing(content) -> None:
    assert fit.spacing(content(body=["ความเห็นของจังหวัด " * 30] * 8)) == fit.USUAL


def test_the_spacing_is_written_into_the_styles() -> None:
    styles = parts("")["word/styles.xml"].decode()
    tight = fit.styles(styles, fit.STEPS[-1])
    assert tight.count('w:line="360"') >= 1
    assert '<w:spacing w:before="80"/>' in tight
    assert fit.styles(styles.replace("LetterLine", "Mine"), fit.STEPS[-1]).count("Mine") == styles.count(
        "LetterLine"
    )


@given(st.integers(200, 320), st.sampled_from(["ก", "ที่", "น้ำ", "ไม้"]))
def test_a_title_is_cut_between_whole_letters(length, unit) -> None:
    title = (unit * 320)[:length]
    cut = short_title(title)
    assert len(cut) <= 255
    assert title.startswith(cut)
    assert len(cut) == len(title) or title[len(cut)] not in "ี่้ำ"

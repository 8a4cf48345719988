"""The docx of a letter: fonts, order of properties, texts that come back, what is left out, and its bytes."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx_outline import blocks, disorder, paragraph_disorder, roots, runs, sections, texts, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow_app.letters.content import Items, from_json
from workflow_app.letters.docx.ooxml import value, w
from workflow_app.letters.docx.outline import paragraph_text, style
from workflow_app.letters.docx.render import Face, letter
from workflow_app.letters.docx.templates import load
from workflow_app.letters.typography import printed, unbound
from workflow_app.paths import folder
from workflow_app.text import clean

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


@pytest.mark.case("B01")
@pytest.mark.requirement("R14")
@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"])
def test_every_run_has_the_font_in_all_slots_and_one_size_for_both_scripts(made, font) -> None:
    docx = made(Face(font=font), subject="ค่าเป้าหมาย ๒๕๖๗ PMQA 4.0", urgency="ด่วนมาก")
    for run in runs(docx):
        assert {value(run, "rPr", "rFonts", attribute=slot) for slot in SLOTS} == {font}
        assert value(run, "rPr", "sz") == value(run, "rPr", "szCs") != ""
        assert (run.find(f"{w('rPr')}/{w('b')}") is None) == (run.find(f"{w('rPr')}/{w('bCs')}") is None)
        assert value(run, "rPr", "lang", attribute="bidi") == "th-TH"


@pytest.mark.case("B01")
def test_a_letter_without_annex_is_set_in_sixteen_points(made) -> None:
    docx = made(subject="ค่าเป้าหมาย ๒๕๖๗ PMQA 4.0", annex=None)
    letters = [run for run in runs(docx) if "".join(run.itertext()).strip()]
    assert {value(run, "rPr", "szCs") for run in letters} == {"32"}
    assert "ค่าเป้าหมาย ๒๕๖๗ PMQA 4.0" in unbound(whole(docx))


@pytest.mark.requirement("R14")
def test_the_document_itself_speaks_thai(made) -> None:
    parts = roots(made())
    defaults = parts["word/styles.xml"].find(f"{w('docDefaults')}/{w('rPrDefault')}")
    assert value(defaults, "rPr", "lang", attribute="bidi") == "th-TH"
    assert value(parts["word/settings.xml"], "themeFontLang", attribute="bidi") == "th-TH"
    modes = [
        each
        for each in parts["word/settings.xml"].iter(w("compatSetting"))
        if each.get(w("name")) == "compatibilityMode"
    ]
    assert [mode.get(w("val")) for mode in modes] == ["15"]
    assert not [name for name in parts if "theme" in name]


@pytest.mark.case("B02")
def test_run_properties_stand_in_the_order_of_the_schema(made) -> None:
    docx = made(urgency="ด่วนที่สุด")
    assert disorder(docx) == []
    assert paragraph_disorder(docx) == []


def test_a_table_is_always_followed_by_a_paragraph(made, sample) -> None:
    annex = {**sample()["annex"], "remarks": []}
    body = roots(made(annex=annex))["word/document.xml"]
    assert [table.getnext().tag for table in body.iter(w("tbl"))] == [w("p")]


@pytest.mark.case("B04")
def test_ampersands_and_brackets_are_printed(made) -> None:
    said = "ห้าง ก & ข แจ้งว่า ผล < ๕ และ > ๓"
    body = texts(made(body=[said, "ประโยคถัดไป"]), "LetterBody") + texts(
        made(body=[said, "ประโยคถัดไป"]), "LetterEnding"
    )
    assert body.count(said) == 1
    assert "ประโยคถัดไป" in body


_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs",))
_TEXT = st.text(_SIGNS | st.sampled_from("กขคำ่้๊ิู์ๆฯเแไ๐๕&<>{}%\"' "), min_size=1, max_size=60)


@pytest.mark.requirement("R12")
@settings(max_examples=80, deadline=None)
@given(text=_TEXT)
def test_any_text_comes_back_from_the_docx(text: str) -> None:
    kept = clean(text).strip()
    if not kept or kept.isspace():
        return
    content = _plain(body=(kept,), subject=kept.replace("\n", " "))
    lines = [line for line in kept.split("\n") if line.strip()]
    found = [
        text
        for name, text in _raw(letter(load("targets"), content, Face()))
        if name in ("LetterBody", "LetterEnding")
    ]
    assert found[:-1] == [unbound(printed(line)) for line in lines]


def _plain(**changes):
    sample = json.loads((folder("letter_templates") / "targets" / "sample.json").read_text("utf-8"))
    return replace(from_json({**sample, "annex": None}), **changes)


def _raw(docx: bytes) -> list[tuple[str, str]]:
    return [
        (style(each), unbound(paragraph_text(each))) for each in roots(docx)["word/document.xml"].iter(w("p"))
    ]


@pytest.mark.case("B05")
def test_a_control_character_never_reaches_the_docx() -> None:
    docx = letter(load("targets"), _plain(subject="ตัวชี้วัด\u000bที่ 1"), Face())
    assert "ตัวชี้วัดที่ ๑" in unbound(whole(docx))


@pytest.mark.case("B06")
def test_two_lines_of_a_text_are_two_paragraphs(made) -> None:
    found = [
        text
        for name, text in blocks(made(body=["ข้อความหนึ่ง\r\nข้อความสอง"]))
        if name.startswith(("LetterBody", "LetterEnding"))
    ]
    assert found == ["ข้อความหนึ่ง", "ข้อความสอง", "จึงเรียนมาเพื่อพิจารณา"]


@pytest.mark.case("B07")
def test_braces_are_printed_as_they_are_however_often_the_letter_is_made(made, targets) -> None:
    subject = "ทดสอบ {{ 7*7 }} และ {% for x in y %} {# z #}"
    docx = made(subject=subject, body=[subject, {"items": [subject]}], place=[subject])
    wanted = unbound(printed(subject))
    assert texts(docx, "LetterSubject")[0].split("\t")[1] == wanted
    again = letter(targets, _plain(subject=texts(docx, "LetterSubject")[0].split("\t")[1]), Face())
    assert texts(again, "LetterSubject")[0].split("\t")[1] == wanted


@pytest.mark.case("B08")
def test_what_is_not_there_leaves_no_label_and_no_empty_line(made) -> None:
    full, bare = made(), made(references=[], enclosures=[], annex=None, copies=[], recipients=[])
    for label in ("อ้างถึง\t", "สิ่งที่ส่งมาด้วย", "สำเนาส่ง"):
        assert not [text for text in texts(bare) if text.startswith(label)]
    for word in ("None", "nan", "Undefined"):
        assert word not in whole(bare)
    lost = [name for name, _ in blocks(full)].count("LetterReference") + 1
    head = [name for name, _ in blocks(bare) if name.startswith("Letter")]
    assert len(head) == len(
        [name for name, _ in blocks(full) if name.startswith("Letter")]
    ) - lost - _annex_lines(full)


def _annex_lines(docx: bytes) -> int:
    """Paragraphs of the annex that use a style of the letter: the blank line and the word หมายเหตุ."""
    names = [name for name, _ in blocks(docx)]
    return len([name for name in names[names.index("EnclosureMark") :] if name.startswith("Letter")])


@pytest.mark.case("B08")
def test_a_zero_is_printed(made) -> None:
    rows = [{"kind": "row", "cells": ["0", "0", "0", "0", "0", "0"]}]
    annex = {"title": "ก", "columns": list("กขคงจฉ"), "rows": rows}
    assert texts(made(annex=annex), "EnclosureCell").count("๐") == 6


@pytest.mark.case("B11")
@pytest.mark.parametrize("length", [255, 256, 300, 1000])
def test_a_long_subject_is_whole_in_the_letter_and_short_in_the_properties(made, length) -> None:
    subject = ("ที่ดี" * length)[:length].rstrip("่ี")
    docx = made(subject=subject)
    title = "".join(roots(docx)["docProps/core.xml"].itertext())
    assert texts(docx, "LetterSubject")[0] == f"เรื่อง\t{subject}"
    assert len(title) <= 255
    assert subject.startswith(title)
    assert subject[len(title) : len(title) + 1] not in set("่ี")


def test_the_same_letter_gives_the_same_bytes(made) -> None:
    assert made() == made()


def test_parts_have_a_fixed_time_and_the_content_types_stand_first(made) -> None:
    with zipfile.ZipFile(BytesIO(made())) as opened:
        assert opened.testzip() is None
        assert opened.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_letter_says_nothing_of_who_made_it_and_when(made) -> None:
    core = roots(made())["docProps/core.xml"]
    assert [child.tag.rpartition("}")[2] for child in core] == ["title"]


def test_each_section_stands_alone_and_none_is_empty(made, content) -> None:
    assert sections(made(annex=None)) == ["portrait"]
    assert sections(made()) == ["portrait", "landscape"]
    listed = letter(load("resolutions"), content("resolutions"), Face())
    assert sections(listed) == ["portrait", "portrait"]


@pytest.mark.case("B17")
def test_pages_are_numbered_in_thai_from_the_second_on(made) -> None:
    parts = roots(made())
    for section in parts["word/document.xml"].iter(w("sectPr")):
        assert value(section, "pgNumType", attribute="fmt") == "thaiNumbers"
        assert section.find(w("titlePg")) is not None
        kinds = {each.get(w("type")) for each in section.iter(w("headerReference"))}
        assert kinds == {"default", "first"}
    header = parts["word/header1.xml"]
    assert "".join(each.text or "" for each in header.iter(w("t"))) == "- ๒ -"
    assert [each.text for each in header.iter(w("instrText"))] == [" PAGE "]
    assert "".join(parts["word/header2.xml"].itertext()).strip() == ""


def test_list_items_are_numbered_from_one_in_each_list(content) -> None:
    changed = replace(content(), body=("ก", Items(("ข", "ค")), "ง", Items(("จ",))))
    docx = letter(load("targets"), changed, Face())
    body = texts(docx, "LetterBody") + texts(docx, "LetterEnding")
    assert body == ["ก", "๑. ข", "๒. ค", "ง", "๑. จ", "จึงเรียนมาเพื่อพิจารณา"]


def test_the_closing_keeps_the_last_lines_with_it(made) -> None:
    styles = roots(made())["word/styles.xml"]
    keeping = {
        each.get(w("styleId"))
        for each in styles.iter(w("style"))
        if each.find(f"{w('pPr')}/{w('keepNext')}") is not None
    }
    assert {"LetterEnding", "LetterClosing", "LetterSpace"} <= keeping
    assert len(texts(made(), "LetterEnding")) == 2

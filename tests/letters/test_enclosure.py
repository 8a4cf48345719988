"""The enclosed table: landscape, header repeated, headings, continuation rows, remarks; fast, and never damaged."""

from __future__ import annotations

import time

import pytest
from docx_outline import outline, roots, texts

from workflow_app.letters.docx.enclosure import PAGE, fitted
from workflow_app.letters.docx.ooxml import value, w
from workflow_app.letters.docx.render import Face, prepare

COLUMNS = ["เป้าหมาย", "หน่วยวัด/น้ำหนัก", "ค่าระดับที่จะได้ 5 คะแนน", "หลักฐาน", "กลุ่มงาน", "หมายเหตุ"]


def annex(*rows: dict, columns: list[str] = COLUMNS, remarks: list[str] | None = None) -> dict:
    return {"title": "ตาราง", "heading": [], "columns": columns, "rows": list(rows), "remarks": remarks or []}


def row(*cells: str, kind: str = "row") -> dict:
    return {"kind": kind, "cells": list(cells)}


def rows_of(docx: bytes) -> list:
    return list(roots(docx)["word/document.xml"].iter(w("tr")))


@pytest.mark.case("B10")
def test_an_annex_without_indicators_says_so_in_a_sound_table(made) -> None:
    docx = made(annex=annex())
    assert "row| ไม่มีตัวชี้วัด" in outline(docx)
    body = roots(docx)["word/document.xml"]
    assert all(list(table.iter(w("tr"))) for table in body.iter(w("tbl")))
    assert all(each.find(w("tc")) is not None for each in body.iter(w("tr")))
    assert all(cell[-1].tag == w("p") for cell in body.iter(w("tc")))


@pytest.mark.case("B13")
def test_four_hundred_rows_take_no_time(content, targets) -> None:
    text = "ร้อยละความสำเร็จของการบรรลุเป้าหมายการดำเนินงานตามแผน"
    big = content(annex=annex(*[row(*[f"{text} {index}"] * 6) for index in range(400)]))
    start = time.perf_counter()
    docx = prepare(targets, big, Face())
    assert time.perf_counter() - start <= 5
    assert len(rows_of(docx)) == 401


def test_the_header_row_repeats_and_rows_stay_whole(made) -> None:
    header, *others = rows_of(made())
    assert header.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    assert all(each.find(f"{w('trPr')}/{w('tblHeader')}") is None for each in others)
    assert all(each.find(f"{w('trPr')}/{w('cantSplit')}") is not None for each in (header, *others))


def test_a_heading_row_is_one_cell_over_all_columns(made) -> None:
    heading = rows_of(made(annex=annex(row("งานใหม่", kind="heading"), row(*"กขคงจฉ"))))[1]
    cells = list(heading.iter(w("tc")))
    assert len(cells) == 1
    assert value(cells[0], "tcPr", "gridSpan") == "6"


def test_empty_cells_of_a_continuation_row_belong_to_the_row_above(made) -> None:
    docx = made(annex=annex(row(*"กขคงจฉ"), row("", "ช", "", "ซ", "", "", kind="continuation")))
    first, second = (
        [value(cell, "tcPr", "vMerge") for cell in each.iter(w("tc"))] for each in rows_of(docx)[1:]
    )
    assert first == ["restart", "", "restart", "", "restart", "restart"]
    assert second == ["continue", "", "continue", "", "continue", "continue"]


def test_lines_of_a_cell_are_paragraphs(made) -> None:
    docx = made(annex=annex(row("ก", "ข", "ค", "- รายงาน GFMS\r\n- ระบบ BPM", "จ", "")))
    assert "- รายงาน GFMS / - ระบบ BPM" in outline(docx)


def test_remarks_are_numbered(made) -> None:
    docx = made(annex=annex(row(*"กขคงจฉ"), remarks=["คู่มือ ปี 2567", "ประสานกลุ่มงาน"]))
    assert texts(docx, "EnclosureRemark") == ["๑.\tคู่มือ ปี ๒๕๖๗", "๒.\tประสานกลุ่มงาน"]


@pytest.mark.parametrize(
    ("enclosures", "mark"),
    [
        ([{"name": "ก", "quantity": 1, "unit": "ชุด"}], "สิ่งที่ส่งมาด้วย"),
        (
            [{"name": "ก", "quantity": 1, "unit": "ชุด"}, {"name": "ตาราง", "quantity": 1, "unit": "ชุด"}],
            "สิ่งที่ส่งมาด้วย ๒",
        ),
        (
            [
                {"name": "ก", "quantity": 1, "unit": "ชุด", "file": "a.pdf"},
                {"name": "ข", "quantity": 1, "unit": "ชุด"},
                {"name": "ค", "quantity": 1, "unit": "ชุด"},
            ],
            "สิ่งที่ส่งมาด้วย ๒",
        ),
    ],
)
def test_the_mark_at_the_corner_is_that_of_its_line(made, enclosures, mark) -> None:
    assert texts(made(annex=annex(row(*"กขคงจฉ")), enclosures=enclosures), "EnclosureMark") == [mark]


@pytest.mark.parametrize("count", [1, 2, 6, 9, 12])
def test_columns_fill_the_page_whatever_their_number(count) -> None:
    names = [f"คอลัมน์ที่ยาวพอสมควร {index}" for index in range(count)]
    columns = fitted(names, [["ข้อความ" * (index * 3 + 1) for index in range(count)]], PAGE)
    assert sum(column.width for column in columns) == PAGE
    assert all(column.width > 0 for column in columns)


def test_a_column_of_short_cells_is_centred_and_a_long_one_is_not() -> None:
    columns = fitted(["ก", "น้ำหนัก", "เกณฑ์"], [["ร้อยละ" * 20, "40", "ไม่น้อยกว่า" * 9]], PAGE)
    assert [column.centred for column in columns] == [False, True, False]

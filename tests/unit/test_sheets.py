"""Spreadsheets are read as their writer saw them."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date, datetime, time
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from workflow_app.errors import Invalid, Unreadable
from workflow_app.imports.people_template import people_template
from workflow_app.imports.sheets import Cell, code_of, day_of, figure_of, read_rows, text_of

MEBIBYTE = 1024 * 1024


def workbook(rows: list[list[Any]], **formats: str) -> bytes:
    """An xlsx file with these rows; ``formats`` names cells with their number format."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, number_format in formats.items():
        sheet[place].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()


FIGURES = [
    (Cell(0.85, "0%"), "85"),
    (Cell(0.3176, "0.00%"), "31.76"),
    (Cell(85, "General"), "85"),
    (Cell(85.0, "0.00"), "85"),
    (Cell("๓๑.๗๖"), "31.76"),
    (Cell("๑,๐๖๐,๒๙๕,๙๙๗"), "1060295997"),
    (Cell("85%"), "85"),
    (Cell(0.1, "General"), "0.1"),
    (Cell(1060295997.25, "#,##0.00"), "1060295997.25"),
]


@pytest.mark.case("B26")
@pytest.mark.parametrize(("cell", "expected"), FIGURES)
def test_a_figure_is_what_the_cell_shows(cell: Cell, expected: str) -> None:
    assert figure_of(cell) == Decimal(expected)


@pytest.mark.case("B26")
def test_a_percent_cell_of_a_real_file_is_a_hundred_times_its_value() -> None:
    content = workbook([["ผลการดำเนินงาน"], [0.85], [85], ["๓๑.๗๖"]], A2="0%")
    rows = read_rows(content, ["ผลการดำเนินงาน"])
    assert [figure_of(row.cells["ผลการดำเนินงาน"]) for row in rows] == [85, 85, Decimal("31.76")]


@pytest.mark.case("B27")
@pytest.mark.parametrize("value", ["٣٠", "१५", "²", "๑2", "", None, True, date(2024, 1, 1), "สิบ"])
def test_what_is_no_figure_is_refused(value: Any) -> None:
    with pytest.raises(Unreadable):
        figure_of(Cell(value))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_typed_percentage_comes_back_exactly(percent: Decimal) -> None:
    assert figure_of(Cell(float(percent / 100), "0.00%")) == pytest.approx(percent, abs=Decimal("0.000001"))


@pytest.mark.case("B53")
def test_a_code_keeps_its_zeros() -> None:
    content = workbook([["รหัสหน่วยงาน"], [19], ["0019"], ["๐๐๑๙"], [1019]], A2="0000")
    rows = read_rows(content, ["รหัสหน่วยงาน"])
    assert [code_of(row.cells["รหัสหน่วยงาน"], 4) for row in rows] == ["0019", "0019", "0019", "1019"]


@pytest.mark.case("B53")
@pytest.mark.parametrize(
    "cell",
    [
        Cell(19),
        Cell(19, "0"),
        Cell(19, "00000"),
        Cell("19"),
        Cell(19.5, "0000"),
        Cell(-19, "0000"),
        Cell(12345, "0000"),
        Cell(True),
        Cell(None),
    ],
)
def test_a_code_whose_zeros_may_be_lost_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        code_of(cell, 4)


@pytest.mark.case("B53")
def test_the_refusal_says_how_to_type_the_code() -> None:
    with pytest.raises(Unreadable) as refused:
        code_of(Cell(19), 4)
    assert "ตั้งรูปแบบเซลล์เป็นข้อความ" in refused.value.message


def test_a_date_cell_in_the_buddhist_era_is_taken_minus_543_with_a_notice() -> None:
    assert day_of(Cell(datetime.combine(date(2567, 4, 24), time()))) == (
        date(2024, 4, 24),
        "อ่านปี 2567 เป็น พ.ศ. (๒๔ เมษายน ๒๕๖๗)",
    )
    assert day_of(Cell(datetime.combine(date(2024, 4, 24), time()))) == (date(2024, 4, 24), "")
    assert day_of(Cell("๒๔ เม.ย. ๖๗")) == (date(2024, 4, 24), "")
    assert day_of(Cell(date(2568, 2, 28)))[0] == date(2025, 2, 28)


@pytest.mark.parametrize("value", [date(2572, 2, 29), "", "เมื่อวาน"])
def test_a_day_that_does_not_exist_is_refused(value: Any) -> None:
    with pytest.raises(Unreadable):
        day_of(Cell(value))


TEXTS = [
    (Cell(None), ""),
    (Cell("  นาย\u200bก \n ข  "), "นายก ข"),
    (Cell("ด\u0e4d\u0e32เนินการ"), "ดำเนินการ"),
    (Cell(12), "12"),
    (Cell(12.0), "12"),
    (Cell(12.5), "12.5"),
    (Cell(date(2024, 4, 24)), "๒๔ เมษายน ๒๕๖๗"),
    (Cell("=1+1"), "=1+1"),
]


@pytest.mark.parametrize(("cell", "expected"), TEXTS)
def test_text_is_cleaned_at_this_edge(cell: Cell, expected: str) -> None:
    assert " ".join(text_of(cell).split()) == expected


@pytest.mark.case("B52")
def test_formatting_a_million_rows_below_costs_nothing() -> None:
    content = workbook([["ชื่อ-สกุล"], ["ก"], ["ข"], ["ค"]], A1048576="0000")
    started = perf_counter()
    rows = read_rows(content, ["ชื่อ-สกุล"])
    assert perf_counter() - started < 2
    assert [row.number for row in rows] == [2, 3, 4]
    tracemalloc.start()
    read_rows(content, ["ชื่อ-สกุล"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * MEBIBYTE


def test_headings_are_found_below_a_title_with_stars_and_spaces_in_any_order() -> None:
    content = workbook(
        [
            ["รายชื่อผู้ใช้งาน"],
            [],
            ["บท บาท", "อื่น", "ชื่อ - สกุล *"],
            ["ผู้ลงนาม", "x", "นายก"],
            [None, "ไม่ใช่", ""],
            ["", "", "นายข"],
        ]
    )
    rows = read_rows(content, ["ชื่อ-สกุล", "บทบาท"])
    assert [(row.number, row.text("ชื่อ-สกุล"), row.text("บทบาท")) for row in rows] == [
        (4, "นายก", "ผู้ลงนาม"),
        (6, "นายข", ""),
    ]


def test_the_sheet_with_the_headings_is_read_wherever_it_stands() -> None:
    book = Workbook()
    book.active.append(["คำอธิบาย"])
    second = book.create_sheet("ข้อมูล")
    second.append(["ชื่อ-สกุล"])
    second.append(["นายก"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert [row.text("ชื่อ-สกุล") for row in read_rows(buffer.getvalue(), ["ชื่อ-สกุล"])] == ["นายก"]


WRONG_FILES = [
    (b"", "อ่านแฟ้มไม่ได้"),
    (b"PK\x03\x04 not a zip", "อ่านแฟ้มไม่ได้"),
    (b"name,role\n", "อ่านแฟ้มไม่ได้"),
    (workbook([["ชื่อ-สกุล"], ["ก"]]), "ไม่พบหัวตาราง บทบาท"),
    (workbook([]), "ไม่พบหัวตาราง ชื่อ-สกุล, บทบาท"),
    (workbook([["ชื่อ-สกุล", "บทบาท"], [None, None]]), "ไม่มีแถวข้อมูล"),
]


@pytest.mark.parametrize(("content", "sentence"), WRONG_FILES)
def test_a_file_that_cannot_be_read_says_what_is_missing(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_rows(content, ["ชื่อ-สกุล", "บทบาท"])
    assert sentence in refused.value.fields["file"]


def test_the_template_to_fill_in_is_read_back_and_is_the_same_each_time() -> None:
    arguments = (
        ("ชื่อ-สกุล", "ชื่อผู้ใช้", "หน่วยงาน", "บทบาท"),
        ("นายก", "0123", "อำเภอ", "นายอำเภอ"),
        ["อำเภอ"],
        ["นายอำเภอ"],
    )
    content = people_template(*arguments)
    assert people_template(*arguments) == content
    row = read_rows(content, arguments[0])[0]
    assert [row.text(heading) for heading in arguments[0]] == list(arguments[1])

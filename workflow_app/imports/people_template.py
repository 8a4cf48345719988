"""The spreadsheet to fill in with people: headings, one example, and the lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

WIDTHS = (30, 20, 38, 30, 30, 30)
ROWS = 1_000
#: A fixed moment inside the file: the same lists give the same bytes.
MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def people_template(
    headings: Sequence[str], example: Sequence[str], offices: Sequence[str], roles: Sequence[str]
) -> bytes:
    """An xlsx file with the headings, one example row, and drop-down lists of offices and roles."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet, lists = book.add_worksheet("ผู้ใช้งาน"), book.add_worksheet("รายชื่อให้เลือก")
        bold = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1})
        # Text format keeps user names such as 0123 as they are typed.
        typed = book.add_format({"num_format": "@"})
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width, typed)
        sheet.write_row(0, 0, headings, bold)
        for place, text in enumerate(example):
            sheet.write_string(1, place, text)
        sheet.freeze_panes(1, 0)
        _fill_lists(lists, offices, roles, bold)
        _offer(sheet, headings, len(offices), len(roles))
    return buffer.getvalue()


def _fill_lists(
    lists: xlsxwriter.worksheet.Worksheet, offices: Sequence[str], roles: Sequence[str], bold: object
) -> None:
    lists.set_column(0, 1, 45)
    lists.write_row(0, 0, ("หน่วยงาน", "บทบาท"), bold)
    for place, names in enumerate((offices, roles)):
        for row, name in enumerate(names, start=1):
            lists.write_string(row, place, name)


def _offer(sheet: xlsxwriter.worksheet.Worksheet, headings: Sequence[str], offices: int, roles: int) -> None:
    choices = {
        "หน่วยงาน": f"='รายชื่อให้เลือก'!$A$2:$A${offices + 1}",
        "บทบาท": f"='รายชื่อให้เลือก'!$B$2:$B${roles + 1}",
    }
    for heading, source in choices.items():
        place = list(headings).index(heading)
        sheet.data_validation(
            1, place, ROWS, place, {"validate": "list", "source": source, "error_type": "warning"}
        )

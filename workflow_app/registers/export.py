"""A book as a spreadsheet in the official columns; equal rows give equal bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.rules import BOOKS
from workflow_app.thai import date_short, moment_out

#: A fixed moment stands for "created", or the same book would be another file each time.
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 – the writer takes moments without a zone

#: Excel's limit for the text of one cell; a longer one would be left out whole.
LONGEST_CELL = 32_767

OUTGOING = (
    ("วันที่ลงทะเบียน", 22),
    ("เลขทะเบียนส่ง", 14),
    ("ที่", 26),
    ("ลงวันที่", 16),
    ("จาก", 30),
    ("ถึง", 30),
    ("เรื่อง", 60),
    ("การปฏิบัติ", 24),
    ("หมายเหตุ", 40),
)
INCOMING = tuple(
    ("เลขทะเบียนรับ", width) if name == "เลขทะเบียนส่ง" else (name, width) for name, width in OUTGOING
)


@dataclass(frozen=True)
class BookSheet:
    """One book with its rows in the order of their numbers."""

    office: str
    book: Book
    entries: Sequence[RegisterEntry]


def workbook(sheets: Sequence[BookSheet]) -> bytes:
    """An xlsx with a sheet per book: official columns, void rows marked ยกเลิก with their reason."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": MADE})
    for number, sheet in enumerate(sheets, 1):
        _write(book, number, sheet)
    book.close()
    return buffer.getvalue()


def remarks_of(entry: RegisterEntry) -> str:
    """What stands under หมายเหตุ: a void row says so first."""
    void = f"ยกเลิก: {entry.void_reason}" if entry.voided else ""
    return " ".join(part for part in (void, entry.remarks) if part)


def _write(book: xlsxwriter.Workbook, number: int, sheet: BookSheet) -> None:
    page = book.add_worksheet(f"{number} {BOOKS[sheet.book.kind].label} {sheet.book.year}"[:31])
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.write_string(0, 0, f"{BOOKS[sheet.book.kind].label} {sheet.office} พ.ศ. {sheet.book.year}")
    for place, (name, width) in enumerate(columns_of(sheet.book)):
        page.set_column(place, place, width)
        page.write_string(2, place, name, head)
    for row, entry in enumerate(sheet.entries, 3):
        for place, text in enumerate(cells_of(entry)):
            page.write_string(row, place, text[:LONGEST_CELL], cell)


def columns_of(book: Book) -> tuple[tuple[str, int], ...]:
    """Headings of a book in official order, each with its width in characters."""
    return INCOMING if book.kind == "incoming" else OUTGOING


def cells_of(entry: RegisterEntry) -> list[str]:
    """A row's cells in the order of the official columns."""
    return [
        moment_out(entry.registered_at),
        str(entry.running),
        entry.number,
        date_short(entry.dated),
        entry.sender,
        entry.addressee,
        entry.subject,
        entry.action_taken,
        remarks_of(entry),
    ]

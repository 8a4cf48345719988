"""Reading xlsx files: rows under their headings, and cells as what their writer saw. The only reader of xlsx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from workflow_app import figures, packages, thai
from workflow_app.errors import Invalid, Unreadable
from workflow_app.text import clean, search_key

#: Rows with something in them that are read; what is longer was not typed by hand.
MOST_ROWS = 5_000
#: Rows from the top among which the headings are looked for.
HEADING_ROWS = 15
UNREADABLE = "อ่านแฟ้มไม่ได้ ต้องเป็นแฟ้ม Excel (.xlsx) ที่เปิดได้ตามปกติ"
#: From this year on a date cell must have been typed in พ.ศ.
BUDDHIST_FROM = 2400

Value = str | int | float | bool | datetime | date | None
_ZEROS = re.compile("0+")


@dataclass(frozen=True)
class Cell:
    """One cell: its value as stored, and the number format through which it is seen."""

    value: Value = None
    number_format: str = "General"


@dataclass(frozen=True)
class SheetRow:
    """A row with something in it: its number in the sheet (from 1) and its cells by heading."""

    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str:
        """The cell as cleaned text on one line; "" when it is empty."""
        return text_of(self.cells.get(heading, Cell()))


def read_rows(content: bytes, headings: Sequence[str], optional: Sequence[str] = ()) -> list[SheetRow]:
    """The rows below the headings in the first sheet that has them; empty rows are left out.

    Headings are compared without spaces and capitals; other columns are ignored.
    :raises Invalid: field ``file`` – not an xlsx file, a heading is missing, no rows or too many.
    """
    best: list[str] = list(headings)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows, missing = _rows_of(_cells(sheet), headings, optional)
                if not missing:
                    return rows
                best = min(best, missing, key=len)
        finally:
            book.close()
    except (*packages.BROKEN, InvalidFileException, KeyError, ParseError, OSError) as error:
        raise Invalid({"file": UNREADABLE}) from error
    raise Invalid({"file": f"ไม่พบหัวตาราง {', '.join(best)} ใช้แฟ้มตัวอย่างของระบบ"})


def text_of(cell: Cell) -> str:
    """A cell as text: a whole number without a point, a date as printed (๒๔ เมษายน ๒๕๖๗)."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, datetime | date):
        return thai.date_out(day_of(cell)[0])
    if isinstance(cell.value, float | int) and not isinstance(cell.value, bool):
        return figures.plain(Decimal(str(cell.value)))
    return " ".join(clean(str(cell.value)).split("\n")).strip()


def code_of(cell: Cell, length: int) -> str:
    """A code of ``length`` digits whose zeros in front count, such as ``0019``.

    A numeric cell is taken only when its format shows the zeros (``0000``): a plain 19 may have lost them.
    :raises Unreadable: it is no such code, or its zeros cannot be known.
    """
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _numeric_code(cell, length)
    code = thai.arabic(text_of(cell))
    if not re.fullmatch(f"[0-9]{{{length}}}", code):
        raise Unreadable(f"รหัส “{text_of(cell)}” ต้องเป็นตัวเลข {length} หลัก")
    return code


def figure_of(cell: Cell) -> Decimal:
    """A figure as its writer saw it: 0.85 in a percent cell is 85. :raises Unreadable: empty or no figure."""
    value = cell.value
    if isinstance(value, bool) or value is None or isinstance(value, datetime | date):
        raise Unreadable("ต้องกรอกเป็นตัวเลข")
    if isinstance(value, str):
        return figures.number(value.strip().removesuffix("%").strip())
    # The shortest text that reads back as this float is what was typed.
    figure = Decimal(str(value))
    return figure * 100 if "%" in cell.number_format else figure


def day_of(cell: Cell) -> tuple[date, str]:
    """A day, and a notice when its year was taken as พ.ศ.; "" when there is nothing to say.

    A date cell with a year from 2400 on was typed as พ.ศ. and is taken minus 543 (design 8.1).
    :raises Unreadable: empty, or no date.
    """
    if isinstance(cell.value, datetime | date):
        return _real_day(cell.value)
    return thai.date_in(text_of(cell)), ""


def _real_day(value: datetime | date) -> tuple[date, str]:
    day = value.date() if isinstance(value, datetime) else value
    if day.year < BUDDHIST_FROM:
        return day, ""
    try:
        taken = day.replace(year=day.year - thai.ERA)
    except ValueError as error:  # 29 February of a Buddhist year that Excel took for a leap year
        raise Unreadable(f"ไม่มีวันที่ {day.day}/{day.month}/{day.year}") from error
    return taken, f"อ่านปี {day.year} เป็น พ.ศ. ({thai.date_out(taken)})"


def _numeric_code(cell: Cell, length: int) -> str:
    value = cell.value
    shows_zeros = _ZEROS.fullmatch(cell.number_format) and len(cell.number_format) == length
    whole = isinstance(value, int | float) and value == int(value) and value >= 0
    digits = str(int(value)) if whole and isinstance(value, int | float) else ""
    if not digits or len(digits) > length:
        raise Unreadable(f"รหัสต้องเป็นตัวเลข {length} หลัก")
    if len(digits) < length and not shows_zeros:
        raise Unreadable(f"รหัส {digits} อาจมีเลข 0 นำหน้าที่หายไป ตั้งรูปแบบเซลล์เป็นข้อความแล้วพิมพ์ให้ครบ {length} หลัก")
    return digits.zfill(length)


def _cells(sheet: object) -> Iterator[tuple[int, list[Cell]]]:
    """Rows that hold something; formatting far below the last one (a million empty rows) costs nothing."""
    for number, row in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        if any(cell.value not in (None, "") for cell in row):
            yield number, [Cell(cell.value, getattr(cell, "number_format", "General")) for cell in row]


def _rows_of(
    rows: Iterator[tuple[int, list[Cell]]], headings: Sequence[str], optional: Sequence[str]
) -> tuple[list[SheetRow], list[str]]:
    """The rows below the headings and no missing headings; or no rows and what is missing."""
    wanted = {search_key(heading): heading for heading in (*headings, *optional)}
    fewest = list(headings)
    for number, cells in rows:
        places = {wanted[key]: place for place, key in enumerate(map(_key, cells)) if key in wanted}
        missing = [heading for heading in headings if heading not in places]
        if not missing:
            return _below(rows, places), []
        fewest = min(fewest, missing, key=len)
        if number >= HEADING_ROWS:
            break
    return [], fewest


def _key(cell: Cell) -> str:
    return search_key(str(cell.value)).removesuffix("*") if cell.value else ""


def _below(rows: Iterator[tuple[int, list[Cell]]], places: dict[str, int]) -> list[SheetRow]:
    found: list[SheetRow] = []
    for number, cells in rows:
        named = {heading: cells[place] for heading, place in places.items() if place < len(cells)}
        if not any(cell.value not in (None, "") for cell in named.values()):
            continue
        if len(found) >= MOST_ROWS:
            raise Invalid({"file": f"แฟ้มมีมากกว่า {MOST_ROWS} แถว แบ่งเป็นหลายแฟ้ม"})
        found.append(SheetRow(number, named))
    if not found:
        raise Invalid({"file": "ไม่มีแถวข้อมูลใต้หัวตาราง"})
    return found

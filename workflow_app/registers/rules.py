"""Numbers of letters and orders, the books that count them, and the year in which they count.

Grammar and printed form: letters.md 2.1. Letters and owner codes are configuration of each office, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow_app.errors import Unreadable
from workflow_app.fiscal import calendar_year
from workflow_app.text import ARABIC_OF_THAI, THAI_OF_ARABIC, clean, shortened
from workflow_app.thai import FIRST_YEAR, LAST_YEAR, bangkok_day

LONGEST_RUNNING = 9
"""Most digits of a running number that is read: beyond it lies a slip of the keyboard, and the database's integer."""

_LETTERS = re.compile("[ก-ฮ]{2}")
_OWNER = re.compile(r"[0-9]{4,5}(?:\.[0-9]+)*")
_RUNNING = "(?P<running>[1-9][0-9]*)?"
_PREFIX = r"(?:(?:ด่วนที่สุด|ด่วนมาก|ด่วน)\s*)?(?:ที่\s*)?"
_LETTER_FORM = re.compile(
    rf"{_PREFIX}(?P<letters>[ก-ฮ]{{2}})\s*(?P<owner>[0-9]+(?:\.[0-9]+)*)\s*/\s*(?P<circular>ว)?\s*{_RUNNING}"
)
_ORDER_FORM = re.compile(rf"(?:คำสั่ง\s*)?(?:ที่\s*)?{_RUNNING}\s*/\s*(?P<year>[0-9]{{4}})")
_MIXED = re.compile("[0-9][๐-๙]|[๐-๙][0-9]")


class BookMode(StrEnum):
    """Who counts a book: the system itself, or the central registry whose numbers are typed in."""

    OWN = "own"
    EXTERNAL = "external"


@dataclass(frozen=True)
class BookKind:
    """One sequence of numbers: its code in the database, its Thai name, and whether its numbers show the year."""

    code: str
    label: str
    prints_year: bool = False


BOOKS: Mapping[str, BookKind] = {
    book.code: book
    for book in (
        BookKind("outgoing", "ทะเบียนหนังสือส่ง"),
        BookKind("circular", "ทะเบียนหนังสือเวียน"),
        BookKind("order", "ทะเบียนคำสั่ง", prints_year=True),
        BookKind("incoming", "ทะเบียนหนังสือรับ"),
    )
}
MODE_LABELS: Mapping[BookMode, str] = {
    BookMode.OWN: "ระบบออกเลขเอง",
    BookMode.EXTERNAL: "สารบรรณกลางออกเลข (นายทะเบียนกรอก)",
}


@dataclass(frozen=True)
class LetterNumber:
    """A letter's number. ``owner`` has ASCII digits, unit suffix included (``0017.5``); ``running`` None = not given yet.

    Raises ``Unreadable`` when a part has not the form of letters.md 2.1.
    """

    letters: str
    owner: str
    circular: bool
    running: int | None = None

    def __post_init__(self) -> None:
        if not _LETTERS.fullmatch(self.letters):
            raise Unreadable(f"รหัสตัวอักษร “{shortened(self.letters)}” ต้องเป็นพยัญชนะไทยสองตัว เช่น สก")
        if not _OWNER.fullmatch(self.owner):
            raise Unreadable(f"รหัสหน่วยงาน “{shortened(self.owner)}” ต้องเป็นเลขสี่หรือห้าหลัก เช่น 0019 หรือ 0017.5")
        _check_running(self.running)

    @property
    def code(self) -> str:
        """The owner's four or five digits without the unit: ``0017`` of ``0017.5``."""
        return self.owner.partition(".")[0]

    @property
    def unit(self) -> str:
        """The unit suffix without its dot: ``5`` of ``0017.5``, empty when there is none."""
        return self.owner.partition(".")[2]

    def bare(self) -> str:
        """Return ``สก ๐๐๑๙/ว ๑๕๕๕``; without a running number ``สก ๐๐๑๙/ว`` (room for the pen follows)."""
        running = "" if self.running is None else str(self.running)
        mark = f"ว {running}".rstrip() if self.circular else running
        return f"{self.letters} {self.owner}/{mark}".translate(THAI_OF_ARABIC)

    def printed(self) -> str:
        """Return the number line of a letter: ``ที่ สก ๐๐๑๙/ว ๑๕๕๕``."""
        return f"ที่ {self.bare()}"


@dataclass(frozen=True)
class OrderNumber:
    """The number of an order: running number and calendar year (พ.ศ.), no letters; ``running`` None = not given yet."""

    running: int | None
    year: int

    def __post_init__(self) -> None:
        _check_running(self.running)
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Unreadable(f"ปี {self.year} ของเลขคำสั่งต้องเป็น พ.ศ. {FIRST_YEAR}–{LAST_YEAR}")

    def bare(self) -> str:
        """Return ``๑๒๓/๒๕๖๗``."""
        return f"{'' if self.running is None else self.running}/{self.year}".translate(THAI_OF_ARABIC)

    def printed(self) -> str:
        """Return ``ที่ ๑๒๓/๒๕๖๗``."""
        return f"ที่ {self.bare()}"


def parse_number(text: str) -> LetterNumber:
    """Return the number written in ``text``: with or without ที่, urgency and spaces, in Thai or ASCII digits.

    ``สก ๐๐๑๙/ว๔๙๖๘`` and ``ที่ สก 0019/ว 4968`` are equal. Raises ``Unreadable`` (Thai sentence with an example).
    """
    match = _LETTER_FORM.fullmatch(_written(text))
    if match is None:
        raise Unreadable(
            f"อ่านเลขที่หนังสือ “{shortened(text)}” ไม่ได้ โปรดกรอก เช่น สก ๐๐๑๙/ว ๑๕๕๕ หรือ สก 0019.5/123"
        )
    return LetterNumber(match["letters"], match["owner"], match["circular"] is not None, _running(match))


def parse_order_number(text: str) -> OrderNumber:
    """Return the number of an order written in ``text``: ``ที่ ๑๒๓/๒๕๖๗``, ``123/2567``. Raises ``Unreadable``."""
    match = _ORDER_FORM.fullmatch(_written(text))
    if match is None:
        raise Unreadable(f"อ่านเลขคำสั่ง “{shortened(text)}” ไม่ได้ โปรดกรอก เช่น ๑๒๓/๒๕๖๗")
    return OrderNumber(_running(match), int(match["year"]))


def year_of(moment: datetime) -> int:
    """Return the year (พ.ศ.) whose book a number taken at an aware ``moment`` belongs to.

    Books begin anew on 1 January in Bangkok, never with the fiscal year. ``ValueError`` for a naive moment.
    """
    return calendar_year(bangkok_day(moment))


def book_of(*, circular: bool, separate: bool) -> str:
    """Return the code of the book a letter is numbered in: circulars have their own where the office says so."""
    return "circular" if circular and separate else "outgoing"


def _written(text: str) -> str:
    typed = " ".join(clean(text).split())
    if _MIXED.search(typed):
        raise Unreadable(f"เลขที่ “{shortened(typed)}” ใช้เลขไทยปนกับเลขอารบิก โปรดใช้อย่างใดอย่างหนึ่ง")
    return typed.translate(ARABIC_OF_THAI)


def _running(match: re.Match[str]) -> int | None:
    if match["running"] is None:
        return None
    # Measured as text: int() of very many digits raises by itself.
    if len(match["running"]) > LONGEST_RUNNING:
        raise Unreadable(f"เลขลำดับยาวเกินไป ใส่ได้ไม่เกิน {LONGEST_RUNNING} หลัก")
    return int(match["running"])


def _check_running(running: int | None) -> None:
    if running is not None and not 1 <= running < 10**LONGEST_RUNNING:
        raise Unreadable("เลขลำดับต้องเริ่มจาก ๑ และไม่เกิน ๙ หลัก")

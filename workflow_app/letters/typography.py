"""How text stands on paper: Thai digits, and no-break spaces between what must not be torn apart at a line end.

The binding spaces exist in the docx only; stored text keeps plain spaces, and ``unbound`` takes them out again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workflow_app.letters.content import Number
from workflow_app.registers.rules import LetterNumber
from workflow_app.text import clean
from workflow_app.thai import SHORT_MONTHS, THAI_MONTHS
from workflow_app.thai_digits import digits

NBSP = "\u00a0"
#: Room for a number or a date written by hand, about 2 cm and 3 cm at 16 pt.
NUMBER_ROOM, DATE_ROOM = NBSP * 16, NBSP * 24


def _after(names: tuple[str, ...]) -> str:
    """A pattern that holds after each of ``names`` (a look-behind must have one width, so each has its own)."""
    return "|".join(f"(?<={re.escape(name)})" for name in names)


_BEFORE_FIGURES = ("ร้อยละ", "ชั้น", "ปี", "ข้อ", "จำนวน", "สิ่งที่ส่งมาด้วย", "อ้างถึง")
_MONTH = "|".join(re.escape(name) for name in (*THAI_MONTHS, *SHORT_MONTHS))
_LETTER_NUMBER = re.compile(r"ที่ [ก-ฮ]{2} [0-9๐-๙]{4,5}(?:\.[0-9๐-๙]+)*/(?:ว ?)?[0-9๐-๙]*")
_BOUND = (
    re.compile(r"(?<=[พค]\.ศ\.) (?=[0-9๐-๙])"),
    re.compile(r"(?<=ที่) (?=[0-9๐-๙])"),
    re.compile(rf"(?<=[0-9๐-๙]) (?=(?:{_MONTH})(?![ก-๎]))"),
    re.compile(f"(?:{_after((*THAI_MONTHS, *SHORT_MONTHS))}) (?=[0-9๐-๙])"),
    re.compile(r"(?<=[0-9๐-๙]) (?=น\.)"),
    re.compile(r"(?<=[ก-๎]) (?=ๆ)"),
    re.compile(f"(?:{_after(_BEFORE_FIGURES)}) (?=[0-9๐-๙])"),
    re.compile(r"(?<=[A-Za-z]) (?=[0-9])"),
    re.compile(r" (?=นั้น$)"),
)


@lru_cache(maxsize=8192)
def printed(text: str) -> str:
    """``text`` as it is printed on one line: cleaned, Thai digits, binding spaces, tabs and line ends as spaces."""
    return bind(digits(re.sub(r"[\t\n]", " ", clean(text))))


def printed_lines(text: str) -> list[str]:
    """The lines of ``text``, each as ``printed``; empty lines are left out."""
    return [printed(line) for line in clean(text).split("\n") if line.strip()]


def bind(text: str) -> str:
    """``text`` with no-break spaces in พ.ศ. + year, ที่ + number, day + month, month + year, time + น., word + ๆ."""
    text = _LETTER_NUMBER.sub(lambda found: found[0].replace(" ", NBSP), text)
    for pattern in _BOUND:
        text = pattern.sub(NBSP, text)
    return text


def unbound(text: str) -> str:
    """``text`` with plain spaces, for comparing and reading back."""
    return text.replace(NBSP, " ")


def number_line(number: Number, *, circular: bool) -> str:
    """``ที่ สก ๐๐๑๙/ว ๑๕๕๕``; without a running number ``ที่ สก ๐๐๑๙/ว`` (room for it is left when it is printed).

    Raises ``Unreadable`` when letters, owner or unit have not the form of a letter number.
    """
    owner = f"{number.owner}.{number.unit}" if number.unit else number.owner
    return LetterNumber(number.letters, owner, circular, number.running).printed()


def width(text: str) -> float:
    """The width of ``text`` in TH Sarabun at 16 pt, in cm, to within about a tenth (for estimates only)."""
    return sum(0.0 if _above_or_below(sign) else 0.135 if sign in _NARROW else 0.232 for sign in text)


_NARROW = " \u00a0.,()/-:เแโใไาะ"


def _above_or_below(sign: str) -> bool:
    return sign == "ั" or "ิ" <= sign <= "ฺ" or "็" <= sign <= "๎"

"""Fixed words and phrases of official letters, and small tests on a text for the checks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workflow_app.errors import Unreadable
from workflow_app.text import clean
from workflow_app.thai import ERA, THAI_MONTHS, arabic, date_in

#: Posts addressed with กราบเรียน; everybody else with เรียน.
HIGH_POSTS = frozenset(
    {
        "ประธานองคมนตรี",
        "นายกรัฐมนตรี",
        "ประธานรัฐสภา",
        "ประธานสภาผู้แทนราษฎร",
        "ประธานวุฒิสภา",
        "ประธานศาลฎีกา",
        "รัฐบุรุษ",
        "ประธานศาลรัฐธรรมนูญ",
        "ประธานศาลปกครองสูงสุด",
        "ประธานกรรมการการเลือกตั้ง",
        "ประธานกรรมการสิทธิมนุษยชนแห่งชาติ",
        "ประธานกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ",
        "ประธานกรรมการตรวจเงินแผ่นดิน",
        "ประธานผู้ตรวจการแผ่นดิน",
        "ผู้ตรวจการแผ่นดิน",
        "อัยการสูงสุด",
    }
)
CONTINUING = ("ตามหนังสือ", "ตามที่", "ตาม ", "อนุสนธิ")
FIRST = ("ด้วย", "เนื่องจาก")
CLOSING_FORMULAS = re.compile(
    "จึง(?:เรียนมาเพื่อ|ขอเรียนมาเพื่อ|กราบเรียนมาเพื่อ|เรียนชี้แจงมาเพื่อ|เรียนยืนยันมาเพื่อ|ขอเรียนเตือนมาเพื่อ|เรียนหารือมา)"
)
TAG = re.compile(r"{{|}}|{%|%}|{#|#}")
LEFTOVER = re.compile(
    r"\.{4,}|…{2,}|\(ถ้ามี\)|\b(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b(?=\s*[0-9๐-๙])|(?<=[0-9๐-๙])\s*\b(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b"
)
_CLOSE_TITLES = ("นางสาว", "นาง", "นาย")
_OTHER_TITLES = (
    "ว่าที่",
    "หม่อม",
    "ม.ร.ว.",
    "ม.ล.",
    "แพทย์หญิง",
    "ทันตแพทย์",
    "สัตวแพทย์",
    "เภสัชกร",
    "ศาสตราจารย์",
    "รองศาสตราจารย์",
    "ผู้ช่วยศาสตราจารย์",
    "ดร.",
    "คุณหญิง",
    "ท่านผู้หญิง",
    "พระ",
    "พล",
    "พัน",
    "พ.",
    "ร้อย",
    "ร.ต.",
    "ร.ท.",
    "ร.อ.",
    "นาวา",
    "น.",
    "เรือ",
    "สิบ",
    "ส.",
    "จ่า",
    "จ.",
    "ดาบ",
    "ด.ต.",
)
_SHORTENED = re.compile(r"ปรก\.|รก\.|ปฏิบัติการแทน|รรก\.")
_ROUND = re.compile(
    r"รอบการประเมินที่ (?P<round>[12๑๒]) (?:ประจำ)?ปีงบประมาณ (?:พ\.ศ\. ?)?(?P<year>[0-9๐-๙]{4}) ?"
    rf"\((?P<from>[0-9๐-๙]{{1,2}} (?:{'|'.join(THAI_MONTHS)})(?: [0-9๐-๙]{{4}})?) ?[–-] ?"
    rf"(?P<to>[0-9๐-๙]{{1,2}} (?:{'|'.join(THAI_MONTHS)}) [0-9๐-๙]{{4}})\)"
)
_REPEATED = re.compile(r"(?:[^ \n\u00a0]ๆ|ๆ[^ \n\u00a0)”\"’])")


def closes(line: str) -> bool:
    """Whether a closing paragraph begins with one of the formulas of the form."""
    return CLOSING_FORMULAS.match(line) is not None


def has_title(name: str) -> bool:
    """Whether a title stands before the name: นาย, นาง and นางสาว without a space, ranks and others as they are."""
    bare = name.strip("() ")
    for title in _CLOSE_TITLES:
        if bare.startswith(title):
            return len(bare) > len(title) and not bare[len(title)].isspace()
    return bare.startswith(_OTHER_TITLES)


def shortened(position: str) -> str:
    """The abbreviation of a capacity that must be written in full, "" when there is none."""
    found = _SHORTENED.search(position)
    return found[0] if found else ""


def wrong_rounds(text: str) -> Iterator[str]:
    """A sentence for each evaluation round whose dates in brackets are not those of the fiscal year it names.

    Fiscal year N runs 1 October N-1 to 30 September N; round 1 to 31 March, round 2 from 1 April.
    """
    for found in _ROUND.finditer(text.replace("\u00a0", " ")):
        year, last = int(arabic(found["year"])), _day(found["to"], 0)
        first = _day(found["from"], last.year if last else 0)
        if (first, last) != _bounds(arabic(found["round"]), year):
            yield f"วันที่ในวงเล็บของรอบการประเมินที่ {found['round']} ไม่ตรงกับปีงบประมาณ {found['year']}"


def untidy(text: str) -> Iterator[str]:
    """A sentence for each slip of typing: ๆ without its spaces, double spaces, invisible characters, split ำ."""
    if _REPEATED.search(text):
        yield "ไม้ยมก (ๆ) ต้องเว้นวรรคทั้งหน้าและหลัง"
    if re.search(r"\S  +\S", text):
        yield "มีการเว้นวรรคซ้ำหลายครั้งในข้อความ"
    if clean(text) != text:
        yield "มีอักขระที่มองไม่เห็น หรือสระอำที่พิมพ์แยกตัว"


def _day(written: str, year: int) -> date | None:
    """The day as written; ``year`` (ค.ศ.) is taken when none is written."""
    whole = written if len(written.split()) == 3 else f"{written} {year + ERA}"
    try:
        return date_in(whole)
    except Unreadable:
        return None


def _bounds(number: str, year: int) -> tuple[date, date]:
    end = year - ERA
    if number == "1":
        return date(end - 1, 10, 1), date(end, 3, 31)
    return date(end, 4, 1), date(end, 9, 30)

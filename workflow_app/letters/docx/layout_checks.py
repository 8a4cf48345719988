"""Checks on a finished docx: page, fonts, digits, number and date lines, salutation and closing, leftovers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from workflow_app.letters import wording
from workflow_app.letters.docx import ooxml
from workflow_app.letters.docx.ooxml import parse, w
from workflow_app.letters.docx.outline import paragraph_text
from workflow_app.letters.docx.package import DOCUMENT, unpack
from workflow_app.letters.docx.values import CAPACITIES, CLOSINGS, NUMBER_MARK, OPENINGS
from workflow_app.letters.finding import Finding, error
from workflow_app.letters.typography import unbound
from workflow_app.thai import SHORT_MONTHS, THAI_MONTHS
from workflow_app.thai_digits import digits

_NUMBER = re.compile(r"ที่ [ก-ฮ]{2} [๐-๙]{4,5}(\.[๐-๙]+)*/((ว )?[๐-๙]+|ว?)")
_DATE = re.compile(rf"[๑-๙][๐-๙]? ({'|'.join(THAI_MONTHS)}) ๒[๕-๗][๐-๙]{{2}}")
_LOOKS_DATED = re.compile(rf"{'|'.join(map(re.escape, (*THAI_MONTHS, *SHORT_MONTHS)))}|[0-9๐-๙]{{4}}$")
_MIXED = re.compile(r"[๐-๙][.,]?[0-9]|[0-9][.,]?[๐-๙]")
#: Half a millimetre, in twips.
TOLERANCE = 29


def check_docx(docx: bytes, *, typed: str = "") -> list[Finding]:
    """What is wrong with a finished docx, by rule number; empty when nothing is.

    ``typed`` is all the text that people wrote into the letter: braces that stand there are theirs and no leftover of
    the template. Raises ``Unreadable`` when the file is no docx.
    """
    root = parse(unpack(docx)[DOCUMENT])
    lines = [unbound(paragraph_text(each)).strip(" ") for each in root.iter(w("p"))]
    found = [*_page(root), *_fonts(root)]
    found += [finding for check in _LINE_CHECKS for finding in check(lines)]
    found += _leftovers(lines, typed)
    return sorted(found, key=lambda finding: finding.rule)


def _page(root: etree._Element) -> Iterator[Finding]:
    """A4; margins of upright pages left 3 and right 2 cm."""
    for section in root.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        sides = sorted((_twips(size, "w"), _twips(size, "h")))
        if abs(sides[0] - 11906) > TOLERANCE or abs(sides[1] - 16838) > TOLERANCE:
            yield error(1, "page", "กระดาษต้องเป็นขนาด A4")
        if size is not None and size.get(w("orient")) == "landscape":
            continue
        if (
            abs(_twips(margins, "left") - 1701) > TOLERANCE
            or abs(_twips(margins, "right") - 1134) > TOLERANCE
        ):
            yield error(1, "page", "ขอบซ้ายต้องเป็น ๓ ซม. และขอบขวา ๒ ซม.")


def _twips(element: etree._Element | None, name: str) -> int:
    return int(element.get(w(name), "0")) if element is not None else 0


def _fonts(root: etree._Element) -> Iterator[Finding]:
    """Every run with Thai names a complex-script font, and is as large and as bold in Thai as in Latin."""
    for run in root.iter(w("r")):
        text = "".join(each.text or "" for each in run.iterchildren(w("t")))
        if re.search("[ก-๛]", text) and not _sound(run.find(w("rPr"))):
            yield error(1, "fonts", f"ข้อความ “{text[:30]}” ไม่ได้กำหนดแบบอักษรไทยหรือขนาดให้ครบ")


def _sound(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    fonts = properties.find(w("rFonts"))
    same_size = ooxml.value(properties, "sz") == ooxml.value(properties, "szCs")
    same_weight = (properties.find(w("b")) is None) == (properties.find(w("bCs")) is None)
    return fonts is not None and bool(fonts.get(w("cs"))) and same_size and same_weight


def _digits(lines: list[str]) -> Iterator[Finding]:
    for line in lines:
        if digits(line) != line or _MIXED.search(line):
            yield error(2, "text", f"มีเลขอารบิกในข้อความไทย: {line[:60]}")


def _number(lines: list[str]) -> Iterator[Finding]:
    numbers = [line.split("\t")[0].strip(" ") for line in lines if line.startswith(("ที่ ", NUMBER_MARK))]
    if not numbers or not (numbers[0] == NUMBER_MARK or _NUMBER.fullmatch(numbers[0])):
        shown = numbers[0] if numbers else "ไม่มี"
        yield error(3, "number", f"บรรทัดเลขที่หนังสือไม่ถูกแบบ ({shown}) แบบที่ถูกคือ ที่ สก ๐๐๑๙/ว ๑๕๕๕")


def _date(lines: list[str]) -> Iterator[Finding]:
    """The date stands between ที่ and เรื่อง; a blank one passes."""
    between = lines[: next((at for at, line in enumerate(lines) if line.startswith("เรื่อง")), 0)]
    for line in between:
        if _LOOKS_DATED.search(line) and "\t" not in line and not _DATE.fullmatch(line):
            yield error(4, "date", f"วันที่ของหนังสือไม่ถูกแบบ ({line}) แบบที่ถูกคือ ๒๔ เมษายน ๒๕๖๗")


def _salutation(lines: list[str]) -> Iterator[Finding]:
    """The one opening and the one closing belong together."""
    words = {word: level for level, word in OPENINGS.items()}
    openings = [words[line.split("\t")[0]] for line in lines if line.split("\t")[0] in words]
    closings = [level for line in lines for level, word in CLOSINGS.items() if line == word]
    if len(openings) != 1 or openings != closings:
        yield error(5, "salutation", "คำขึ้นต้นและคำลงท้ายต้องมีอย่างละหนึ่งและเป็นคู่กัน")


def _signature(lines: list[str]) -> Iterator[Finding]:
    """Below the closing: the name in brackets with its title, and the principal's post under a capacity phrase."""
    at = next((index for index, line in enumerate(lines) if line in CLOSINGS.values()), len(lines))
    below = [line for line in lines[at + 1 :] if line]
    if not below or not re.fullmatch(r"\(.+\)", below[0]) or not wording.has_title(below[0]):
        yield error(9, "signature", "ใต้คำลงท้ายต้องเป็นชื่อเต็มพร้อมคำนำหน้าในวงเล็บ")
    elif len(below) < 2 or (below[1].endswith(tuple(CAPACITIES.values())) and len(below) < 3):
        yield error(9, "signature", "ใต้ชื่อผู้ลงนามต้องมีตำแหน่ง และตำแหน่งของผู้ที่ลงนามแทน")


def _circular(lines: list[str]) -> Iterator[Finding]:
    by_list = any(line.split("\t")[-1] == "ตามบัญชีแนบท้าย" for line in lines)
    if by_list and "บัญชีแนบท้าย" not in lines:
        yield error(10, "recipients", "เรียนตามบัญชีแนบท้าย แต่ไม่มีหน้าบัญชีแนบท้าย")


def _leftovers(lines: list[str], typed: str) -> Iterator[Finding]:
    known = unbound(digits(typed))
    for line in lines:
        tags = [found[0] for found in wording.TAG.finditer(line) if found[0] not in known]
        if tags:
            yield error(13, "text", f"มีคำสั่งของแบบหนังสือค้างอยู่: {line[:60]}")
        if left := wording.LEFTOVER.search(line):
            yield error(13, "text", f"มีข้อความค้างที่ต้องแก้ก่อนลงนาม: {left[0].strip()}")


_LINE_CHECKS: tuple[Callable[[list[str]], Iterator[Finding]], ...] = (
    _digits,
    _number,
    _date,
    _salutation,
    _signature,
    _circular,
)

"""The copy that LibreOffice converts: what it cannot take from the docx is changed here, never in the docx itself.

LibreOffice 7.4 lays ``thaiDistribute`` out as left, separates พ.ศ. from its year at line ends, and breaks some
compound words in two; the docx stays right for Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from workflow_app.letters.docx.ooxml import find, parse, part, w
from workflow_app.letters.docx.package import DOCUMENT, damaged, pack_parts, unpack
from workflow_app.letters.pdf.external import without_external, without_external_parts

__all__ = ["PdfCopy", "bound", "prepare", "without_external"]

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"

_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม "
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
)
_ANY_MONTH = "|".join(re.escape(month) for month in _MONTHS.split())
_AFTER_MONTH = "|".join(f"(?<={re.escape(month)})" for month in _MONTHS.split())
_SPACES_TO_BIND = (
    re.compile(r"(?<=พ\.ศ\.) (?=[๐-๙0-9])"),
    re.compile(rf"(?<=[๐-๙0-9]) (?={_ANY_MONTH})"),
    re.compile(rf"(?:{_AFTER_MONTH}) (?=[๐-๙0-9])"),
    re.compile(r"(?<=ที่) (?=[๐-๙0-9])"),
    re.compile(r"(?<=[ก-๙]) (?=ๆ)"),
)

COMPOUNDS = (
    "เจ้า|หน้าที่ เป้า|หมาย ครัว|เรือน ร้อย|ละ น้ำ|หนัก ราย|ละเอียด แผ่น|ดิน วัย|รุ่น ขับ|เคลื่อน เผย|แพร่ หน่วย|งาน "
    "งบ|ประมาณ รับ|ผิด|ชอบ มอบ|หมาย สิ่ง|แวดล้อม บู|รณา|การ วัน|ที่ ครั้ง|ที่"
)
"""Words of these letters that the line breaker takes apart, at the places where it does. Short on purpose: a
joiner at every cluster makes tone marks vanish."""

_JOINED = {compound.replace("|", ""): compound.replace("|", WORD_JOINER) for compound in COMPOUNDS.split()}
_COMPOUND = re.compile("|".join(_JOINED))

_THAI_ARABIC = re.compile(r"\\\*\s*ThaiArabic", re.IGNORECASE)
_TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_STYLE_PART = re.compile(r"word/(styles|numbering)\.xml")
_RUN_PROPERTIES_AFTER_LANGUAGE = ("eastAsianLayout", "specVanish", "oMath", "rPrChange")


@dataclass(frozen=True)
class PdfCopy:
    """A docx for LibreOffice's eyes only, whether its page numbers are to be Thai digits, and what it writes."""

    docx: bytes
    thai_pages: bool
    characters: frozenset[int]
    """The code points of the text, to tell a missing character from a missing font."""


def prepare(docx: bytes, *, bind: bool = True) -> PdfCopy:
    """The copy of ``docx`` to convert; ``bind=False`` leaves spaces and words as they are.

    Raises Unreadable for a damaged file, TooLarge for one that unpacks too large. Same input, same bytes.
    """
    parts = without_external_parts(unpack(docx))
    roots = {
        name: parse(parts[name], name)
        for name in parts
        if _TEXT_PART.fullmatch(name) or _STYLE_PART.fullmatch(name)
    }
    if find(roots[DOCUMENT], "body") is None:
        raise damaged("ไม่มีเนื้อหาเอกสาร")
    thai_pages = any(_asks_for_thai_pages(root) for root in roots.values())
    letters: set[str] = set()
    for name, root in roots.items():
        _justify(root)
        _speak_thai(root)
        _leave_digits_to_the_page(root)
        if _TEXT_PART.fullmatch(name):
            letters.update(_texts(root, bind=bind))
        parts[name] = part(root)
    return PdfCopy(pack_parts(parts), thai_pages, frozenset(map(ord, letters)))


def bound(text: str) -> str:
    """The text with no-break spaces inside dates, years and numbers, and word joiners inside the listed compounds."""
    for pattern in _SPACES_TO_BIND:
        text = pattern.sub(NO_BREAK_SPACE, text)
    return _COMPOUND.sub(lambda match: _JOINED[match.group()], text)


def _texts(root: etree._Element, *, bind: bool) -> set[str]:
    letters: set[str] = set()
    for element in root.iter(w("t")):
        text = element.text or ""
        element.text = bound(text) if bind else text.replace(WORD_JOINER, "")
        letters.update(element.text)
    symbols = (element.get(w("char"), "20") for element in root.iter(w("sym")))
    return letters | {chr(int(symbol, 16)) for symbol in symbols}


def _asks_for_thai_pages(root: etree._Element) -> bool:
    formats = (element.get(w("fmt"), "") for element in root.iter(w("pgNumType")))
    if any(name.startswith("thai") for name in formats):
        return True
    instructions = [element.text or "" for element in root.iter(w("instrText"))]
    instructions += [element.get(w("instr"), "") for element in root.iter(w("fldSimple"))]
    return "thaiarabic" in "".join(instructions).lower()


def _justify(root: etree._Element) -> None:
    """In the narrow cells of a table the letters would be torn apart: there the right edge stays ragged."""
    for element in root.iter(w("jc")):
        if element.get(w("val")) in ("thaiDistribute", "distribute"):
            in_cell = next(element.iterancestors(w("tc")), None) is not None
            element.set(w("val"), "left" if in_cell else "both")


def _speak_thai(root: etree._Element) -> None:
    """Complex-script language Thai throughout; a page number's runs Thai in the other slot as well.

    A number without Thai in both is printed with the digits of the machine's language.
    """
    for language in root.iter(w("lang")):
        language.set(w("bidi"), "th-TH")
    for properties in root.iterfind("/".join(map(w, ("docDefaults", "rPrDefault", "rPr")))):
        _language(properties).set(w("bidi"), "th-TH")
    fields = root.iter(w("fldChar"), w("fldSimple"))
    for paragraph in {paragraph for field in fields for paragraph in field.iterancestors(w("p"))}:
        for run in paragraph.iter(w("r")):
            language = _language(_properties(run))
            language.set(w("val"), "th-TH")
            language.set(w("bidi"), "th-TH")


def _leave_digits_to_the_page(root: etree._Element) -> None:
    """``PAGE \\* ThaiArabic`` would be printed ก, ข whatever the page's own digits are."""
    for element in root.iter(w("instrText")):
        element.text = _THAI_ARABIC.sub("", element.text or "")
    for element in root.iter(w("fldSimple")):
        element.set(w("instr"), _THAI_ARABIC.sub("", element.get(w("instr"), "")))


def _properties(run: etree._Element) -> etree._Element:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    return properties


def _language(properties: etree._Element) -> etree._Element:
    """The ``w:lang`` of a run's properties, made at its place in the schema's order when it is not there."""
    language = properties.find(w("lang"))
    if language is not None:
        return language
    language = etree.Element(w("lang"))
    later = [child for child in properties if etree.QName(child).localname in _RUN_PROPERTIES_AFTER_LANGUAGE]
    if later:
        later[0].addprevious(language)
    else:
        properties.append(language)
    return language

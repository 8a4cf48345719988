"""From a content to the bytes of a docx, in two halves: everything but number and date, then number and date.

The first half is done before the numbering; the second needs no template and takes a few milliseconds.
"""

from __future__ import annotations

import re
import zlib
from xml.sax.saxutils import escape

from workflow_app.errors import Invalid
from workflow_app.letters.content import LetterContent
from workflow_app.letters.docx import fit
from workflow_app.letters.docx.ooxml import XML
from workflow_app.letters.docx.outline import outline
from workflow_app.letters.docx.package import Member, member, pack, raw_members
from workflow_app.letters.docx.templates import STYLES, Face, Template, compiled, core_properties, render
from workflow_app.letters.docx.values import DATE_MARK, NUMBER_MARK, values
from workflow_app.letters.typography import DATE_ROOM, NUMBER_ROOM, number_line, printed
from workflow_app.thai import date_out

__all__ = ["Face", "fill", "letter", "outline", "prepare"]

_OPEN_NUMBER = re.compile(r"/ว?$")


def prepare(template: Template, content: LetterContent, face: Face) -> bytes:
    """The docx of ``content`` with marks where number and date will stand. Equal arguments give equal bytes.

    Raises ``Invalid`` (field ``template``) when the template asks for what a letter does not have.
    """
    parts = render(template, face, values(content, face.font))
    ready = compiled(template, face)
    styles = fit.styles(ready.styles, fit.spacing(content))
    made = [member(name, (XML + text).encode()) for name, text in (*parts.items(), (STYLES, styles)) if text]
    return pack([*ready.fixed, *made, core_properties(printed(content.subject))])


def fill(prepared: bytes, *, number: str, date: str) -> bytes:
    """The prepared docx with number (``ที่ สก ๐๐๑๙/ว ๑๕๕๕``) and date (``๒๔ เมษายน ๒๕๖๗``) in their places.

    A number that ends with ``/`` or ``/ว`` and an empty date leave room for handwriting. Only the parts that hold a
    mark are packed again. Raises ``Invalid`` when the docx has no place for the number.
    """
    written = {
        NUMBER_MARK.encode(): escape(_with_room(printed(number))).encode(),
        DATE_MARK.encode(): escape(printed(date) or DATE_ROOM).encode(),
    }
    members = [_filled(each, written) for each in raw_members(prepared)]
    if not any(changed for _, changed in members):
        raise Invalid({"number": "เอกสารนี้ไม่มีที่สำหรับเลขที่หนังสือ"})
    return pack(each for each, _ in members)


def letter(template: Template, content: LetterContent, face: Face) -> bytes:
    """The docx of ``content`` with its own number and date, or with room for them."""
    date = date_out(content.date) if content.date else ""
    number = number_line(content.number, circular=content.circular)
    return fill(prepare(template, content, face), number=number, date=date)


def _with_room(number: str) -> str:
    return number + NUMBER_ROOM if _OPEN_NUMBER.search(number) else number


def _filled(each: Member, written: dict[bytes, bytes]) -> tuple[Member, bool]:
    """The member with its marks replaced, and whether it had any."""
    if not each.name.startswith("word/") or not each.name.endswith(".xml"):
        return each, False
    data = zlib.decompress(each.packed, -15)
    filled = data
    for mark, text in written.items():
        filled = filled.replace(mark, text)
    return (member(each.name, filled), True) if filled != data else (each, False)

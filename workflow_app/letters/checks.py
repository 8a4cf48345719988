"""The checks of a letter before it is signed: on what it says (``check_content``) and on the docx (``check_docx``).

Rule numbers are those of the accept-and-reject list for official letters. Errors block the signing; warnings are
shown. What needs the records (is the enclosure attached, is the code the issuer's, is the year the register's) is
checked where the records are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workflow_app.errors import Unreadable
from workflow_app.letters import wording
from workflow_app.letters.content import Items, LetterContent, texts
from workflow_app.letters.docx.layout_checks import check_docx
from workflow_app.letters.docx.values import BY_LIST
from workflow_app.letters.finding import Finding, error, warning
from workflow_app.letters.typography import number_line, width

__all__ = ["Finding", "check_content", "check_docx"]

SUBJECT_WIDTH = 30.0


def check_content(content: LetterContent) -> list[Finding]:
    """What is wrong with what the letter says, by rule number; empty when nothing is."""
    found = [finding for check in _CHECKS for finding in check(content)]
    return sorted(found, key=lambda finding: (finding.rule, finding.place))


def _number(content: LetterContent) -> Iterator[Finding]:
    try:
        number_line(content.number, circular=content.circular)
    except Unreadable as problem:
        yield error(3, "number", problem.message)


def _dates(content: LetterContent) -> Iterator[Finding]:
    for index, reference in enumerate(content.references, 1):
        if content.date is not None and reference.date >= content.date:
            place = f"references.{index}.date"
            yield warning(4, place, f"หนังสือที่อ้างถึงลำดับที่ {index} ลงวันที่ไม่ก่อนวันที่ของหนังสือฉบับนี้")


def _salutation(content: LetterContent) -> Iterator[Finding]:
    high = content.salutation.level == "high"
    if high != (content.salutation.to in wording.HIGH_POSTS):
        wanted = "เรียน คู่กับ ขอแสดงความนับถือ" if high else "กราบเรียน คู่กับ ขอแสดงความนับถืออย่างยิ่ง"
        yield error(5, "salutation", f"หนังสือถึง{content.salutation.to} ต้องใช้คำขึ้นต้นว่า {wanted}")
    if re.match("(?:กราบเรียน|เรียน|นมัสการ|ถึง) ", content.salutation.to):
        yield error(5, "salutation.to", "ระบุเฉพาะตำแหน่งของผู้รับ คำขึ้นต้นระบบพิมพ์ให้แล้ว")


def _mentions(content: LetterContent) -> Iterator[Finding]:
    said = " ".join(_body(content))
    yield from _mention(said, "อ้างถึง", bool(content.references), "ที่อ้างถึง", "references")
    named = any(reference.number and reference.number in said for reference in content.references)
    if content.references and "ที่อ้างถึง" not in said and not named:
        yield warning(6, "references", "มีอ้างถึง แต่ข้อความไม่ได้กล่าวถึงหนังสือที่อ้างถึง")
    yield from _mention(said, "สิ่งที่ส่งมาด้วย", bool(content.enclosures), "สิ่งที่ส่งมาด้วย", "enclosures")
    if content.enclosures and "สิ่งที่ส่งมาด้วย" not in said:
        yield warning(6, "enclosures", "มีสิ่งที่ส่งมาด้วย แต่ข้อความไม่ได้กล่าวถึง")
    if content.annex is not None and not content.enclosures:
        yield warning(6, "enclosures", "มีตารางแนบ แต่ไม่ได้ระบุในสิ่งที่ส่งมาด้วย")


def _mention(said: str, label: str, present: bool, words: str, place: str) -> Iterator[Finding]:
    if words in said and not present:
        yield warning(6, place, f"ข้อความกล่าวถึง{words} แต่หนังสือไม่มี{label}")


def _phrases(content: LetterContent) -> Iterator[Finding]:
    for index, paragraph in enumerate(content.body, 1):
        if isinstance(paragraph, Items):
            continue
        place, ends = f"body.{index}", paragraph.rstrip().endswith(" นั้น")
        if paragraph.startswith(wording.CONTINUING) and not ends:
            yield warning(7, place, f"ย่อหน้าที่ {index} ขึ้นต้นด้วย ตาม/อนุสนธิ ต้องลงท้ายด้วย นั้น (เว้นวรรคหน้า นั้น)")
        if paragraph.startswith(wording.FIRST) and ends:
            yield warning(7, place, f"ย่อหน้าที่ {index} ขึ้นต้นด้วย ด้วย/เนื่องจาก ไม่ต้องลงท้ายด้วย นั้น")
    if not wording.closes(content.closing_line):
        yield warning(7, "closing_line", "ย่อหน้าสรุปควรขึ้นต้นด้วย จึงเรียนมาเพื่อ… หรือคำสรุปอื่นตามแบบ")


def _rounds(content: LetterContent) -> Iterator[Finding]:
    for place, text in texts(content):
        for sentence in wording.wrong_rounds(text):
            yield warning(8, place, sentence)


def _signature(content: LetterContent) -> Iterator[Finding]:
    signature = content.signature
    if not wording.has_title(signature.name):
        sentence = "ชื่อผู้ลงนามต้องมีคำนำหน้า (นาย นาง นางสาว ว่าที่ …) ติดกับชื่อโดยไม่เว้นวรรค"
        yield error(9, "signature.name", sentence)
    if signature.capacity != "self" and not signature.principal:
        yield error(9, "signature.principal", "ลงนามแทนผู้อื่น ต้องระบุตำแหน่งของผู้ที่ลงนามแทน")
    if signature.capacity == "self" and signature.principal:
        yield error(9, "signature.capacity", "ระบุตำแหน่งของผู้ที่ลงนามแทนไว้ ต้องเลือกฐานะที่ลงนามด้วย")
    if signature.capacity != "self" and not signature.order:
        yield warning(9, "signature.order", "ยังไม่ได้บันทึกคำสั่งที่ให้อำนาจลงนามแทน")
    for place, text in (("position", signature.position), ("principal", signature.principal)):
        if short := wording.shortened(text):
            yield error(9, f"signature.{place}", f"เขียนคำเต็ม ไม่ใช้ {short}")


def _circular(content: LetterContent) -> Iterator[Finding]:
    if content.salutation.to == BY_LIST and not content.recipients:
        yield error(10, "recipients", "เรียนตามบัญชีแนบท้าย ต้องมีรายชื่อผู้รับแนบท้าย")
    if len(content.recipients) > 1 and not content.circular:
        yield error(10, "circular", "หนังสือถึงผู้รับหลายรายข้อความเดียวกัน ต้องเป็นหนังสือเวียน (ว)")


def _spelling(content: LetterContent) -> Iterator[Finding]:
    for place, text in texts(content):
        for sentence in wording.untidy(text):
            yield warning(11, place, sentence)


def _leftovers(content: LetterContent) -> Iterator[Finding]:
    for place, text in texts(content):
        if wording.TAG.search(text):
            yield warning(13, place, "มีวงเล็บปีกกาแบบคำสั่งของแบบหนังสือ จะพิมพ์ออกมาตามที่เขียน")
        if left := wording.LEFTOVER.search(text):
            yield error(13, place, f"มีข้อความค้างที่ต้องแก้ก่อนลงนาม: {left[0].strip()}")


def _subject(content: LetterContent) -> Iterator[Finding]:
    if width(content.subject) > SUBJECT_WIDTH:
        yield warning(14, "subject", "ชื่อเรื่องยาวเกินสองบรรทัด ควรย่อให้สั้นลง")


def _body(content: LetterContent) -> list[str]:
    parts = (part.items if isinstance(part, Items) else (part,) for part in content.body)
    return [text for part in parts for text in part]


_CHECKS: tuple[Callable[[LetterContent], Iterator[Finding]], ...] = (
    _number,
    _dates,
    _salutation,
    _mentions,
    _phrases,
    _rounds,
    _signature,
    _circular,
    _spelling,
    _leftovers,
    _subject,
)

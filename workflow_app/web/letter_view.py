"""A letter as it reads on the screen: the same strings that are printed, and names for the places of findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from workflow_app.errors import Invalid, Unreadable
from workflow_app.letters.content import Annex, from_json
from workflow_app.letters.docx.values import annex_mark, values
from workflow_app.letters.models import Letter
from workflow_app.letters.prepare import printed_number
from workflow_app.letters.typography import printed
from workflow_app.thai import date_out
from workflow_app.thai_digits import digits

#: Parts of a letter's content by the beginning of a finding's place.
PLACES = {
    "number": "เลขที่หนังสือ",
    "place": "ที่อยู่หัวหนังสือ",
    "date": "วันที่",
    "urgency": "ชั้นความเร็ว",
    "circular": "หนังสือเวียน",
    "subject": "เรื่อง",
    "salutation": "คำขึ้นต้น (เรียน)",
    "references": "อ้างถึง ลำดับที่",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "body": "ข้อความ ย่อหน้าที่",
    "closing_line": "ย่อหน้าสรุป",
    "signature.name": "ชื่อผู้ลงนาม",
    "signature.position": "ตำแหน่งผู้ลงนาม",
    "signature.principal": "ผู้ที่ลงนามแทน",
    "signature.capacity": "ฐานะที่ลงนาม",
    "signature.order": "คำสั่งมอบอำนาจ",
    "signature": "การลงนาม",
    "owner": "หน่วยงานเจ้าของเรื่อง (ท้ายหนังสือ)",
    "copies": "สำเนาส่ง",
    "recipients": "บัญชีผู้รับ",
    "annex": "ตารางแนบ แถวที่",
}
_COUNTED = re.compile(r"(?:^|\.)([0-9]+)(?:\.|$)")


@dataclass(frozen=True)
class LetterView:
    """A letter's lines in printed order. ``texts`` are the values of the template (letters/docx/values.py)."""

    number: str
    date: str
    texts: dict[str, Any]
    recipients: tuple[str, ...]
    annex: Annex | None
    #: The mark at the top of the annex: with its number where there are several enclosures.
    annex_mark: str


def letter_view(letter: Letter) -> LetterView | None:
    """The letter to be read; None where its content is not right yet (the findings say why)."""
    try:
        content = from_json(letter.content)
    except Invalid:
        return None
    return LetterView(
        number=_number_line(letter),
        date=date_out(letter.dated) if letter.dated else "",
        texts=values(replace(content, annex=None), ""),
        recipients=tuple(printed(name) for name in content.recipients),
        annex=content.annex,
        annex_mark=annex_mark(content),
    )


def place_name(place: str) -> str:
    """The Thai name of a place in the content, e.g. ``body.3`` → ``ข้อความ ย่อหน้าที่ ๓``; the path for an unknown one."""
    known = [name for name in PLACES if place == name or place.startswith(f"{name}.")]
    if not known:
        return place
    counted = _COUNTED.search(place)
    label = PLACES[max(known, key=len)]
    if counted is None:
        return label.removesuffix("ลำดับที่").removesuffix("ย่อหน้าที่").removesuffix("แถวที่").strip()
    return digits(f"{label} {counted[1]}")


def _number_line(letter: Letter) -> str:
    running = letter.content["number"]["running"]
    try:
        return printed_number(letter, running)
    except Unreadable:
        return "ที่ (ยังไม่ได้กำหนดรหัสหนังสือ)"

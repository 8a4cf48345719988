"""From a content to the values of a template: ready strings and lists of strings, nothing that can be called.

Source of the order and the wording: the parts of หนังสือภายนอก, references, enclosures, signing and the foot block.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from workflow_app.errors import Unreadable
from workflow_app.letters.content import Items, LetterContent, Owner, Reference, Signature
from workflow_app.letters.docx.enclosure import annex_table
from workflow_app.letters.typography import NBSP, printed, printed_lines
from workflow_app.registers.rules import parse_number
from workflow_app.thai import date_out
from workflow_app.thai_digits import digits

#: Where number and date are put after the rendering. Private-use characters, which ``clean`` takes out of all text.
NUMBER_MARK, DATE_MARK = "\ue0f1", "\ue0f2"

OPENINGS = {"general": "เรียน", "high": "กราบเรียน"}
CLOSINGS = {"general": "ขอแสดงความนับถือ", "high": "ขอแสดงความนับถืออย่างยิ่ง"}
CAPACITIES = {
    "act_for": "ปฏิบัติราชการแทน",
    "acting": "รักษาราชการแทน",
    "acting_in_post": "รักษาการในตำแหน่ง",
}
BY_LIST = "ตามบัญชีแนบท้าย"
MANY_COPIES = 3
#: The last paragraphs stay with the closing, so that it never stands alone on a page.
KEPT = 2

Value = str | bool | list[str] | list[dict[str, str]] | dict[str, "Value"] | None


def values(content: LetterContent, font: str) -> dict[str, Value]:
    """All names a template may use. ``font`` is the family of the table that is built here."""
    paragraphs = body_paragraphs(content)
    return {
        "urgency": content.urgency,
        "number": NUMBER_MARK,
        "date": DATE_MARK,
        "place": [printed(line) for line in content.place],
        "subject": printed(content.subject),
        "opening": OPENINGS[content.salutation.level],
        "to": printed(content.salutation.to),
        "references": _numbered([reference_text(each) for each in content.references]),
        "enclosures": _enclosures(content),
        "body": paragraphs[:-KEPT],
        "ending": paragraphs[-KEPT:],
        "closing": CLOSINGS[content.salutation.level],
        "name": printed(content.signature.name.strip("() ")),
        "positions": position_lines(content.signature),
        "owner": owner_lines(content.owner),
        "copies": _copies(content.copies),
        "attached_list": _attached_list(content),
        "annex": _annex(content, font),
    }


def reference_text(reference: Reference) -> str:
    """``หนังสือจังหวัดพังงา ด่วนที่สุด ที่ พง ๐๐๑๗.๕/ว ๕๓๗๖ ลงวันที่ ๙ ตุลาคม ๒๕๖๓``."""
    agency = "หนังสือ" + reference.agency.removeprefix("หนังสือ")
    number = _cited(reference.number)
    parts = (agency, reference.urgency, number, f"ลงวันที่ {date_out(reference.date)}")
    return printed(" ".join(part for part in parts if part))


def body_paragraphs(content: LetterContent) -> list[str]:
    """The paragraphs of the body in order, list items numbered from ๑ in each list, the closing line last."""
    paragraphs: list[str] = []
    for part in content.body:
        if isinstance(part, Items):
            for index, item in enumerate(part.items, 1):
                paragraphs += printed_lines(f"{index}. {item}")
        else:
            paragraphs += printed_lines(part)
    return paragraphs + printed_lines(content.closing_line)


def position_lines(signature: Signature) -> list[str]:
    """The lines under the name: ``พัฒนาการจังหวัด ปฏิบัติราชการแทน`` / ``ผู้ว่าราชการจังหวัดสระแก้ว``."""
    if signature.capacity == "self":
        return [printed(signature.position)]
    phrase = CAPACITIES[signature.capacity]
    return [printed(f"{signature.position} {phrase}"), printed(signature.principal)]


def owner_lines(owner: Owner) -> list[str]:
    """The foot block: unit, sub-unit, telephone (grouped by no-break spaces), e-mail with its Latin digits."""
    phones = [phone if phone.startswith("โทร") else f"โทร. {phone}" for phone in owner.phones]
    lines = [printed(line) for line in (owner.office, owner.unit) if line]
    lines += [printed(re.sub(r"(?<=[0-9๐-๙]) (?=[0-9๐-๙])", NBSP, phone)) for phone in phones]
    return lines + ([f"ไปรษณีย์อิเล็กทรอนิกส์ {owner.email}"] if owner.email else [])


def _cited(number: str) -> str:
    """The number as we print numbers; one of a form that we do not know stays as it was typed."""
    try:
        return parse_number(number).printed()
    except Unreadable:
        return "ที่ " + re.sub(r"^ที่\s*", "", number)


def _numbered(texts: list[str]) -> list[str]:
    """``texts`` as they are when there is one, with ๑. ๒. before them when there are more."""
    if len(texts) < 2:
        return texts
    return [digits(f"{index}.") + " " + text for index, text in enumerate(texts, 1)]


def _enclosures(content: LetterContent) -> list[dict[str, str]]:
    names = _numbered([printed(enclosure.name) for enclosure in content.enclosures])
    return [
        {"name": name, "quantity": printed(f"จำนวน {enclosure.quantity} {enclosure.unit}").replace(" ", NBSP)}
        for name, enclosure in zip(names, content.enclosures, strict=True)
    ]


def _copies(copies: tuple[str, ...]) -> list[str]:
    """Many names are not printed one by one; the list of them is attached."""
    return [printed(copy) for copy in copies] if len(copies) <= MANY_COPIES else ["ส่งไปตามรายชื่อที่แนบ"]


def _attached_list(content: LetterContent) -> Value:
    copies = content.copies if len(content.copies) > MANY_COPIES else ()
    recipients = content.recipients if content.salutation.to == BY_LIST else ()
    if not recipients and not copies:
        return None
    agency = content.place[0].removeprefix("ศาลากลาง") if content.place else ""
    return {
        "letter": f"หนังสือ{printed(agency)} {NUMBER_MARK} ลงวันที่{NBSP}{DATE_MARK}",
        "lines": [digits(f"{index}.") + "\t" + printed(name) for index, name in enumerate(recipients, 1)],
        "copies": [digits(f"{index}.") + "\t" + printed(name) for index, name in enumerate(copies, 1)],
    }


def _annex(content: LetterContent, font: str) -> Value:
    annex = content.annex
    if annex is None:
        return None
    remarks = [digits(f"{index}.") + "\t" + printed(remark) for index, remark in enumerate(annex.remarks, 1)]
    return {
        "mark": annex_mark(content),
        "heading": [printed(line) for line in (annex.title, *annex.heading)],
        "table": Markup(annex_table(annex, font)),
        "remarks": remarks,
    }


def annex_mark(content: LetterContent) -> str:
    """The mark at the top right of the annex: with its number when the letter has several enclosures.

    The annex is the enclosure of its title, else the first one that names no file of its own.
    """
    names = [enclosure.name for enclosure in content.enclosures]
    if len(names) < 2 or content.annex is None:
        return "สิ่งที่ส่งมาด้วย"
    if content.annex.title in names:
        position = names.index(content.annex.title)
    else:
        own = [index for index, enclosure in enumerate(content.enclosures) if not enclosure.file]
        position = own[0] if own else 0
    return digits(f"สิ่งที่ส่งมาด้วย {position + 1}")

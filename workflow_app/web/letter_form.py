"""The form of a draft: fields from the letter's content, and the content's changes from what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, SelectField

from workflow_app.errors import Invalid
from workflow_app.letters.content import CAPACITIES, URGENCIES
from workflow_app.letters.docx.values import CAPACITIES as CAPACITY_WORDS
from workflow_app.letters.docx.values import OPENINGS
from workflow_app.letters.typed_text import body_parts, body_text, lines
from workflow_app.thai import date_in, digits
from workflow_app.web.forms import Day, Form, Line, Text, options

#: Empty rows offered for further อ้างถึง.
SPARE_ROWS = 2
MOST_ROWS = 20
URGENCY_CHOICES = [(word, word or "ปกติ (ไม่ระบุ)") for word in URGENCIES]
CAPACITY_CHOICES = [(code, CAPACITY_WORDS.get(code, "ลงนามในตำแหน่งของตนเอง")) for code in CAPACITIES]
SIGNATURE = ("name", "position", "capacity", "principal", "order")
_REFERENCE = re.compile(r"references\.([0-9]+)\.(agency|urgency|number|date)")


class DraftForm(Form):
    """The parts of a draft that a person writes; rows of อ้างถึง are added by ``draft_form``."""

    version = HiddenField()
    urgency = SelectField("ชั้นความเร็ว", choices=options(URGENCY_CHOICES), coerce=str)
    subject = Line("เรื่อง", most=500, needed=True)
    level = SelectField("คำขึ้นต้น", choices=options(OPENINGS.items()), coerce=str)
    to = Line("ถึง (ตำแหน่ง)", most=300, needed=True)
    body = Text("ข้อความ", most=120_000, needed=True, render_kw={"rows": 16})
    closing_line = Line("ย่อหน้าสรุป", most=1000, needed=True)
    signature_name = Line("ชื่อผู้ลงนาม", most=200)
    signature_position = Line("ตำแหน่ง", most=300)
    signature_capacity = SelectField("ลงนามในฐานะ", choices=options(CAPACITY_CHOICES), coerce=str)
    signature_principal = Line("ผู้ที่ลงนามแทน (ตำแหน่ง)", most=300)
    signature_order = Line("คำสั่งมอบอำนาจ (ไม่พิมพ์ในหนังสือ)", most=300)
    copies = Text("สำเนาส่ง", most=10_000, render_kw={"rows": 3})


def draft_form(content: Mapping[str, Any], version: int, rows: int) -> Any:
    """The form filled with ``content`` (or with what was sent), with ``rows`` rows of อ้างถึง."""
    fields: dict[str, Any] = {}
    for row in range(1, rows + 1):
        fields[f"agency_{row}"] = Line(digits(f"อ้างถึง {row} หนังสือของ"), most=300)
        fields[f"urgency_{row}"] = SelectField("ชั้นความเร็ว", choices=options(URGENCY_CHOICES), coerce=str)
        fields[f"number_{row}"] = Line("เลขที่", most=80)
        fields[f"date_{row}"] = Day("ลงวันที่")
    return type("DraftFormWithRows", (DraftForm,), fields)(data=_shown(content, version))


def rows_for(content: Mapping[str, Any], sent: Mapping[str, Any]) -> int:
    """How many rows of อ้างถึง the form has: those that were sent, else those that are there and some to spare."""
    if sent:
        return sum(1 for row in range(1, MOST_ROWS + 1) if f"agency_{row}" in sent)
    return min(MOST_ROWS, len(content["references"]) + SPARE_ROWS)


def reference_rows(form: Any) -> list[int]:
    """The numbers of the rows of อ้างถึง that the form has."""
    return [row for row in range(1, MOST_ROWS + 1) if f"agency_{row}" in form]


def changes(form: Any) -> dict[str, Any]:
    """The changed parts of the content, as ``letters.operations.edit`` takes them."""
    return {
        "urgency": form.urgency.data,
        "subject": form.subject.data,
        "salutation": {"level": form.level.data, "to": form.to.data},
        "references": [_reference(form, row) for row in _filled(form)],
        "body": body_parts(form.body.data),
        "closing_line": form.closing_line.data,
        "signature": {name: form[f"signature_{name}"].data for name in SIGNATURE},
        "copies": lines(form.copies.data),
    }


def at_fields(form: Any, invalid: Invalid) -> Invalid:
    """The same problems under the names of the form's fields instead of the paths of the content."""
    rows = dict(enumerate(_filled(form), 1))
    problems: dict[str, str] = {}
    for path, sentence in invalid.fields.items():
        problems.setdefault(_field_of(path, rows), sentence)
    return Invalid(problems, invalid.message)


def _field_of(path: str, rows: Mapping[int, int]) -> str:
    reference = _REFERENCE.fullmatch(path)
    if reference:
        return f"{reference[2]}_{rows.get(int(reference[1]), 1)}"
    if path.startswith("signature."):
        return path.replace(".", "_")
    if path.startswith("salutation."):
        return path.removeprefix("salutation.")
    return path.partition(".")[0]


def _filled(form: Any) -> list[int]:
    """The rows of อ้างถึง in which something was typed."""
    return [
        row
        for row in reference_rows(form)
        if form[f"agency_{row}"].data or form[f"number_{row}"].data or form[f"date_{row}"].data
    ]


def _reference(form: Any, row: int) -> dict[str, Any]:
    day = form[f"date_{row}"].data
    return {
        "agency": form[f"agency_{row}"].data,
        "urgency": form[f"urgency_{row}"].data,
        "number": form[f"number_{row}"].data,
        "date": day.isoformat() if day else None,
    }


def _shown(content: Mapping[str, Any], version: int) -> dict[str, Any]:
    shown = {
        "version": str(version),
        "urgency": content["urgency"],
        "subject": content["subject"],
        "level": content["salutation"]["level"],
        "to": content["salutation"]["to"],
        "body": body_text(content["body"]),
        "closing_line": content["closing_line"],
        "copies": "\n".join(content["copies"]),
        **{f"signature_{name}": content["signature"][name] for name in SIGNATURE},
    }
    for row, reference in enumerate(content["references"], 1):
        shown |= {f"{name}_{row}": reference[name] for name in ("agency", "urgency", "number")}
        shown[f"date_{row}"] = date_in(reference["date"])
    return shown

"""Reads a JSON object field by field and tells every problem at once, in Thai, under the field's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from workflow_app.errors import Invalid, Unreadable
from workflow_app.figures import number
from workflow_app.scoring.threshold import DEFAULT_OPERATOR, WORDS, Threshold
from workflow_app.thai import digits

LABELS = {
    "amount_unit": "หน่วยของจำนวน",
    "assigned": "คะแนนที่กำหนด",
    "at": "ค่าที่ได้คะแนนสูงสุด",
    "bands": "ช่วงคะแนน",
    "base": "ค่าฐาน",
    "base_period": "ช่วงเวลาของค่าฐาน",
    "children": "ตัวชี้วัดย่อย",
    "components": "องค์ประกอบ",
    "criterion": "เกณฑ์การให้คะแนน",
    "decimals": "จำนวนทศนิยม",
    "direction": "ทิศทาง",
    "done": "รายการที่ทำแล้ว",
    "expression": "สูตรคำนวณ",
    "floor": "คะแนนเมื่อต่ำกว่าระดับแรก",
    "from": "ค่าเริ่มของช่วง",
    "full_within": "ส่วนเบี่ยงเบนที่ยังได้คะแนนเต็ม",
    "indicators": "ตัวชี้วัด",
    "interpolate": "การเทียบบัญญัติไตรยางศ์",
    "items": "จำนวนรายการ",
    "kind": "ชนิดของเกณฑ์",
    "levels": "ค่าระดับ",
    "missed_reports": "จำนวนรายงานที่ขาดส่ง",
    "name": "ชื่อ",
    "no": "คะแนนเมื่อไม่ดำเนินการ",
    "no_data": "วิธีนับเมื่อไม่มีผล",
    "or": "ค่าทางเลือกที่ได้คะแนนสูงสุด",
    "or_amount": "จำนวนของแต่ละระดับ",
    "partial": "คะแนนเมื่อทำได้บางรายการ",
    "penalty_per_missed_report": "คะแนนที่หักต่อรายงานที่ขาดส่ง",
    "reason": "เหตุผล",
    "result": "ผลการดำเนินงาน",
    "score": "คะแนน",
    "scores": "คะแนนของแต่ละขั้น",
    "standard": "ค่ามาตรฐาน",
    "steps": "จำนวนขั้นตอน",
    "target": "ค่าเป้าหมาย",
    "then": "เกณฑ์ของผลจากสูตร",
    "thresholds": "ค่าเกณฑ์ของแต่ละขั้น",
    "to": "ค่าสิ้นสุดของช่วง",
    "top": "คะแนนเต็ม",
    "value": "ผลการดำเนินงาน",
    "variables": "ตัวแปร",
    "weight": "น้ำหนัก",
    "weights": "วิธีใช้น้ำหนัก",
    "yes": "คะแนนเมื่อดำเนินการ",
    "zero_at": "ส่วนเบี่ยงเบนที่ได้ 0 คะแนน",
}


def label(name: str) -> str:
    """The Thai name of a field; "levels.3" is the third member of ``levels``."""
    head, _, place = name.partition(".")
    thai = LABELS.get(head, head)
    return f"{thai} ลำดับที่ {place}" if place.isdigit() else thai


class Fields:
    """The fields of one JSON object. Every reader notes problems; ``finish`` raises them together."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self.data = data
        self.read: set[str] = set()
        self.problems: dict[str, str] = {}

    def problem(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field; the sentence follows the field's Thai name."""
        self.problems.setdefault(name, digits(f"{label(name)} {sentence}"))

    def raw(self, name: str) -> object:
        """The value as it stands, None where the field is missing."""
        self.read.add(name)
        return self.data.get(name)

    def figure(self, name: str) -> Decimal | None:
        """A figure or None where missing or null (or unreadable, which is noted)."""
        return self.figure_of(name, self.raw(name))

    def needed(self, name: str, *, positive: bool = False) -> Decimal:
        """A figure that must be there (and above 0 where said); a stand-in of 1 when it is not."""
        value = self.figure(name)
        if value is None:
            self.problem(name, "ต้องกรอกเป็นตัวเลข")
            return Decimal(1)
        if positive and value <= 0:
            self.problem(name, "ต้องมากกว่า 0")
            return Decimal(1)
        return value

    def figure_of(self, name: str, value: object) -> Decimal | None:
        """Turns one JSON value into a figure. Text or whole numbers only: a binary float is not exact."""
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.problem(name, 'ต้องเขียนเป็นตัวเลขในเครื่องหมายคำพูด เช่น "60"')
            return None
        try:
            return number(str(value))
        except Unreadable as error:
            self.problem(name, f"อ่านไม่ได้: {error.message}")
            return None

    def text(self, name: str) -> str:
        """A piece of text, empty where missing."""
        value = self.raw(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.problem(name, "ต้องเป็นข้อความ")
            return ""
        return value.strip()

    def flag(self, name: str, *, default: bool) -> bool:
        """A yes/no setting."""
        value = self.raw(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.problem(name, "ต้องเป็นใช่ (true) หรือไม่ใช่ (false)")
            return default
        return value

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        """One of the allowed words; the first allowed is not assumed, the named default is."""
        value = self.raw(name)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value not in allowed:
            self.problem(name, f"ต้องเป็นค่าใดค่าหนึ่งใน {', '.join(allowed)}")
            return default
        return str(value)

    def count(self, name: str, *, most: int) -> int:
        """A whole number from 1 to ``most``."""
        value = self.needed(name)
        if value != value.to_integral_value() or not 1 <= value <= most:
            self.problem(name, f"ต้องเป็นจำนวนเต็ม 1 ถึง {most}")
            return 1
        return int(value)

    def members(self, name: str, *, least: int = 1, most: int = 100) -> list[object]:
        """A list with a number of members in the bounds; an empty list (noted) otherwise."""
        value = self.raw(name)
        if not isinstance(value, list | tuple) or not least <= len(value) <= most:
            wanted = f"{least}" if least == most else f"{least} ถึง {most}"
            self.problem(name, f"ต้องเป็นรายการ {wanted} ค่า")
            return []
        return list(value)

    def threshold(
        self, name: str, value: object, *, default: str, allowed: Sequence[str]
    ) -> Threshold | None:
        """A threshold from a bare figure or ``{"op", "value"}``; None where null."""
        operation = default
        if isinstance(value, Mapping):
            operation = str(value.get("op", default))
            value = value.get("value")
        if operation not in allowed:
            said = ", ".join(f"{sign} ({WORDS[sign]})" for sign in allowed)
            self.problem(name, f"ใช้เครื่องหมายได้เฉพาะ {said}")
            return None
        figure = self.figure_of(name, value)
        return None if figure is None else Threshold(operation, figure)

    def finish(self) -> None:
        """Raises ``Invalid`` with every problem noted, unknown fields among them."""
        for name in self.data:
            if name not in self.read and name != "kind":
                self.problems.setdefault(str(name), f"ไม่รู้จักช่อง {name} ของเกณฑ์ชนิดนี้")
        if self.problems:
            raise Invalid(self.problems, "เกณฑ์การให้คะแนนยังไม่ถูกต้อง")


def direction_of(fields: Fields) -> str:
    """``higher`` (default) or ``lower``: which way results are better."""
    return fields.choice("direction", tuple(DEFAULT_OPERATOR), "higher")

"""What a details sheet must hold, and when it may be edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow_app.states.vocabulary import IndicatorState as S

#: Details that ก.พ.ร.'s sheet asks for (domain facts 2.1), with the word used when one is missing.
SHEET_FIELDS = {
    "name": "ชื่อตัวชี้วัด",
    "unit": "หน่วยวัด",
    "weight": "น้ำหนัก",
    "definition": "คำอธิบาย",
    "target_text": "รายละเอียดค่าเป้าหมาย",
    "criterion": "เกณฑ์การให้คะแนน",
    "data_source": "แหล่งข้อมูล",
    "evidence_demanded": "หลักฐานที่ใช้",
}
#: A fallback has no weight of its own until it takes over.
WITHOUT_WEIGHT = tuple(name for name in SHEET_FIELDS if name != "weight")

#: States in which the responsible office writes the sheet.
OFFICE_WRITES = (S.NEW, S.PROPOSED, S.SELECTED, S.FALLBACK, S.DRAFTING, S.FALLBACK_DRAFTING)
#: States in which the process owner sets number and weight.
OWNER_WEIGHS = (S.PROPOSED, S.SELECTED, S.DRAFTING, S.PROVINCE_REVIEW)


def missing(details: Mapping[str, Any], *, fallback: bool) -> tuple[str, ...]:
    """Thai names of the details that a leaf's sheet still lacks, in the sheet's order."""
    wanted = WITHOUT_WEIGHT if fallback else tuple(SHEET_FIELDS)
    return tuple(SHEET_FIELDS[name] for name in wanted if not details.get(name))

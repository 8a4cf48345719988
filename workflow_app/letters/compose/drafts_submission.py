"""ส่ง (ร่าง) ตัวชี้วัด: the province's letter to ก.พ.ร. with the table of all drafts."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.letters.compose.rows import annex_rows, top_text, weight_text
from workflow_app.letters.compose.source import Source, frame, province_name, year_words

MEASURE = "มาตรการปรับปรุงประสิทธิภาพในการปฏิบัติราชการ"
COLUMNS = ["ลำดับ", "ชื่อตัวชี้วัด", "หน่วยวัด", "น้ำหนัก", "เกณฑ์ที่จะได้ 5 คะแนน", "หน่วยงานที่รับผิดชอบ"]


def compose(session: Session, source: Source) -> dict[str, Any]:
    """The content (JSON of letters/content.py) of the letter that submits these indicators."""
    province, year = province_name(source), year_words(source)
    enclosure = f"(ร่าง) ตัวชี้วัดของ{province} {year}"
    weights = " และ".join(
        f"องค์ประกอบที่ {component['no']} ร้อยละ {component['weight']}"
        for component in source.framework.components
    )
    return {
        **frame(source, circular=False),
        "subject": f"ส่ง (ร่าง) ตัวชี้วัดตาม{MEASURE}ของจังหวัด {year}",
        "salutation": {"level": "general", "to": "เลขาธิการ ก.พ.ร."},
        "enclosures": [{"name": enclosure, "quantity": 1, "unit": "ชุด"}],
        "body": [
            f"ด้วย {province} ได้จัดทำ (ร่าง) ตัวชี้วัดตาม{MEASURE}ของจังหวัด {year} "
            "ตามกรอบและแนวทางการประเมินที่สำนักงาน ก.พ.ร. กำหนด",
            f"{province} ขอเรียนว่า คณะกรรมการของจังหวัดได้พิจารณาเห็นชอบ (ร่าง) ตัวชี้วัดแล้ว โดยมีน้ำหนัก{weights} "
            "รายละเอียดตามสิ่งที่ส่งมาด้วย",
        ],
        "closing_line": "จึงเรียนมาเพื่อโปรดพิจารณา",
        "annex": {
            "title": enclosure,
            "heading": [],
            "columns": COLUMNS,
            "rows": annex_rows(session, source, _cells),
            "remarks": [],
        },
    }


def _cells(row: Indicator, office: str) -> list[str]:
    return [row.no, row.name, row.unit, weight_text(row), top_text(row), office]

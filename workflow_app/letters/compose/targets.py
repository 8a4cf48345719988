"""ค่าเป้าหมาย to all districts, with the table of document 003 composed from the indicators in force."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.fiscal import evaluation_round, fiscal_year, round_title
from workflow_app.indicators.models import Indicator
from workflow_app.letters.compose.drafts_submission import MEASURE
from workflow_app.letters.compose.rows import annex_rows, top_text, weight_text
from workflow_app.letters.compose.source import Source, frame, province_name, year_words
from workflow_app.thai import arabic

COLUMNS = [
    "เป้าหมายการปฏิบัติงาน",
    "หน่วยวัด/น้ำหนัก",
    "ค่าระดับที่จะได้ 5 คะแนน",
    "หลักฐานเชิงประจักษ์",
    "หน่วยงานที่รับผิดชอบ",
    "หมายเหตุ",
]
ENCLOSURE = "แบบสรุปตัวชี้วัด และค่าเป้าหมายการประเมินผลการปฏิบัติราชการ"


def compose(session: Session, source: Source) -> dict[str, Any]:
    """The content (JSON of letters/content.py) of the circular that tells the districts their targets."""
    province, when = province_name(source), arabic(_round(source))
    return {
        **frame(source, circular=True),
        "subject": f"ค่าเป้าหมายการประเมินผลการปฏิบัติราชการ {when}",
        "salutation": {"level": "general", "to": "นายอำเภอทุกอำเภอ"},
        "enclosures": [{"name": ENCLOSURE, "quantity": 1, "unit": "ฉบับ"}],
        "body": [
            f"ด้วย สำนักงาน ก.พ.ร. ได้แจ้งผลการพิจารณาตัวชี้วัดตาม{MEASURE}ของ{province} {year_words(source)} "
            "เพื่อใช้เป็นแนวทางการประเมินผลการปฏิบัติราชการ",
            f"ในการนี้ {province} ได้สรุปตัวชี้วัด และค่าเป้าหมายในการประเมินผลการปฏิบัติราชการ{when} "
            "รายละเอียดตามสิ่งที่ส่งมาด้วย จึงขอให้อำเภอมอบหมายส่วนราชการที่เกี่ยวข้องศึกษารายละเอียด "
            "และดำเนินการให้เป็นไปตามค่าเป้าหมายที่กำหนด",
        ],
        "closing_line": "จึงเรียนมาเพื่อพิจารณา",
        "annex": {
            "title": ENCLOSURE,
            "heading": [province, when],
            "columns": COLUMNS,
            "rows": annex_rows(session, source, _cells),
            "remarks": ["รายละเอียดค่าเป้าหมายแต่ละตัวชี้วัดหากมีการเปลี่ยนแปลง ให้ประสานหน่วยงานที่รับผิดชอบโดยตรง"],
        },
    }


def _round(source: Source) -> str:
    """The evaluation round that is running when the letter is drafted; outside the year: its first round."""
    today = clock.today()
    running = evaluation_round(today) if fiscal_year(today) == source.cycle.fiscal_year else 1
    return round_title(source.cycle.fiscal_year, running)


def _cells(row: Indicator, office: str) -> list[str]:
    named = " ".join(part for part in (f"ตัวชี้วัดที่ {row.no}" if row.no else "", row.name) if part)
    return [
        named,
        f"{row.unit} / {weight_text(row)}",
        top_text(row),
        row.evidence_demanded,
        office,
        row.remarks,
    ]

"""Writes docs/states.md from the tables of steps.

python tools/print_tables.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workflow_app.people.rules import Role, Scope  # noqa: E402
from workflow_app.states.asks import ASKS  # noqa: E402
from workflow_app.states.step import Step  # noqa: E402
from workflow_app.states.tables import CURRENT, KIND_LABELS, table  # noqa: E402

PAGE = ROOT / "docs" / "states.md"
HEAD = """# ขั้นตอนของงาน

หน้านี้สร้างจากตารางขั้นตอนใน `workflow_app/states/tables/` ด้วยคำสั่ง `python tools/print_tables.py`
แถวหนึ่งคือขั้นตอนหนึ่ง ทุกคนที่กดได้ ทุกเงื่อนไข ทุกคำถาม และทุกผลที่ตามมาอยู่ในแถวนั้น
"""
COLUMNS = ("ขั้นตอน", "จาก", "ไป", "ผู้ทำ", "เงื่อนไข", "สิ่งที่ถาม", "ผลที่ตามมา")
#: How a record belongs to whoever acts.
SCOPES = {
    Scope.DRAFTER: "หน่วยงานผู้ร่าง",
    Scope.RESPONSIBLE: "ส่วนราชการที่รับผิดชอบ",
    Scope.HOST: "หน่วยงานเจ้าภาพ",
    Scope.PROVINCE: "จังหวัดเจ้าของเรื่อง",
    Scope.OPDC: "สำนักงาน ก.พ.ร.",
    Scope.RECIPIENT: "หน่วยงานผู้รับ",
    Scope.REGISTER: "หน่วยงานที่เก็บทะเบียน",
    Scope.PERSON: "ผู้ที่ถึงลำดับ",
    Scope.ANY: "",
}
GUARDS = {
    "all_acknowledged": "ผู้รับรับทราบครบ",
    "all_ended": "ตัวชี้วัดทุกตัวสิ้นสุด",
    "all_reports_accepted": "รายงานทุกรอบได้รับการรับรอง",
    "code_is_set": "หน่วยงานมีรหัสหนังสือ",
    "consequences_stand": "สิ่งที่จะตามมาเมื่อส่งยังทำได้",
    "earlier_rounds_accepted": "รอบก่อนได้รับการรับรอง",
    "every_leaf_scored": "มีคะแนนของผู้ประเมินครบ",
    "evidence_is_given": "มีหลักฐาน",
    "has_recipients": "มีผู้รับ",
    "is_top_level": "ไม่ใช่ตัวชี้วัดย่อย",
    "letters_ended": "ไม่มีหนังสือค้าง",
    "meeting_time_came": "ถึงเวลาประชุมแล้ว",
    "meeting_was_held": "มีการประชุมแล้ว",
    "no_errors": "ร่างไม่มีข้อที่ต้องแก้",
    "year_takes_proposals": "ปีนั้นยังเปิดรับตัวชี้วัด",
    "is_compulsory": "เป็นตัวชี้วัดบังคับ",
    "not_compulsory": "ไม่ใช่ตัวชี้วัดบังคับ",
    "not_in_a_letter_for_signature": "ไม่อยู่ในหนังสือที่รอลงนามหรือรอส่ง",
    "not_ones_own_draft": "ไม่ใช่ผู้ร่างเอง",
    "not_ones_own_report": "ไม่ใช่ผู้กรอกผลเอง",
    "opdc_is_inside": "สำนักงาน ก.พ.ร. ใช้ระบบนี้",
    "opdc_is_outside": "สำนักงาน ก.พ.ร. ไม่ได้ใช้ระบบนี้",
    "past_years_known": "มีผลย้อนหลัง ๓ ถึง ๕ ปีและการประเมินความสามารถ",
    "primaries_ended": "ตัวชี้วัดหลักทุกตัวสิ้นสุด",
    "proposal_complete": "มีชื่อและหน่วยวัด",
    "recipient_is_outside": "ผู้รับไม่ได้ใช้ระบบนี้",
    "result_is_entered": "กรอกผลและคำอธิบายแล้ว",
    "route_is_set": "มีผู้ตรวจร่าง ๑ ถึง ๔ คน",
    "sheet_complete": "รายละเอียดครบ",
    "signer_is_set": "มีผู้ลงนาม",
    "weights_add_up": "น้ำหนักครบตามกรอบ (๗๐/๓๐)",
    "weights_add_up_or_renormalised": "น้ำหนักครบ หรือกรอบให้ปรับน้ำหนักใหม่",
}
EFFECTS = {
    "become_fallback": "เป็นตัวสำรองของตัวหลัก คืนลำดับที่และน้ำหนัก",
    "become_primary": "เลิกเป็นตัวสำรอง",
    "begin_route": "ถึงลำดับผู้ตรวจคนแรก",
    "burn_number": "เลขคงอยู่ในทะเบียน ทำเครื่องหมายยกเลิก",
    "complete_when_all_acknowledged": "ปิดหนังสือเมื่อผู้รับรายสุดท้ายรับทราบ",
    "enter_into_force": "เก็บรายละเอียดที่เห็นชอบเป็นฉบับที่ใช้บังคับ",
    "freeze_letter": "ตรึงข้อความและสิ่งที่ส่งมาด้วย",
    "freeze_scores": "ตรึงคะแนน",
    "give_up_number": "คืนลำดับที่",
    "include_compulsory_families": "บรรจุตัวชี้วัดบังคับ",
    "keep_scan": "เก็บไฟล์สแกน",
    "leave_letters": "นำออกจากร่างหนังสือที่จะส่ง",
    "make_pdf": "สั่งทำ PDF",
    "move_meeting": "เลื่อนวันประชุม",
    "note_assignment": "บันทึกผู้ได้รับมอบหมาย",
    "note_receipt": "บันทึกการรับ",
    "number_letter": "ใส่เลขและวันที่ ลงทะเบียน",
    "open_drafts_submission": "เปิดร่างหนังสือส่ง (ร่าง) ตัวชี้วัดหนึ่งฉบับ",
    "open_reports": "เปิดรายงานทุกรอบ",
    "pass_route": "ถึงลำดับผู้ตรวจถัดไปหรือผู้ลงนาม",
    "release_fallbacks": "ปล่อยตัวสำรอง",
    "send_recipients": "ส่งถึงผู้รับทุกราย",
    "send_subjects": "เดินเรื่องที่หนังสือระบุไว้",
    "sign_in_system": "บันทึกการลงนามในระบบ",
    "sign_on_paper": "บันทึกผู้ลงนามและวันที่",
    "store_evaluator_scores": "เก็บคะแนนของผู้ประเมิน",
    "store_self_scores": "เก็บคะแนนประเมินตนเอง",
    "thaw_letter": "คลายการตรึง คืนผู้ร่าง",
}


def page() -> str:
    """The text of docs/states.md."""
    return HEAD + "".join(_kind(kind) for kind in KIND_LABELS)


def _kind(kind: str) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS), *_rows(kind)]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"\n## {KIND_LABELS[kind]} (`{kind}`)\n\n{lines}\n"


def _rows(kind: str) -> Iterator[tuple[str, ...]]:
    for step in table(kind, CURRENT):
        yield (
            f"{step.label} `{step.action}`",
            step.source.label,
            "อยู่ที่เดิม" if step.dest is None else step.target.label,
            _who(step),
            _listed(GUARDS[guard.__name__] for guard in step.guards),
            _listed(f"{ASKS[name].label}{'' if ASKS[name].required else ' (ถ้ามี)'}" for name in step.asks),
            _listed(EFFECTS[name] for name in step.effects),
        )


def _who(step: Step) -> str:
    named = []
    for role, scope in step.by:
        named.append("ตามมาจากขั้นตอนอื่น" if role is Role.FOLLOW else f"{role.label} ({SCOPES[scope]})")
    return _listed(named)


def _listed(words: Iterator[str] | list[str]) -> str:
    return "<br>".join(words) or "–"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""Guards of recipients, meetings, reports and cycles."""

from __future__ import annotations

from workflow_app.states.facts.cycle import CycleFacts
from workflow_app.states.facts.gathered import looks_at
from workflow_app.states.facts.meeting import MeetingFacts
from workflow_app.states.facts.recipient import RecipientFacts
from workflow_app.states.facts.report import ReportFacts
from workflow_app.thai import digits, moment_out


@looks_at("office_uses_system")
def recipient_is_outside(facts: RecipientFacts) -> str | None:
    return "ผู้รับใช้ระบบนี้เอง จึงบันทึกแทนไม่ได้" if facts.office_uses_system else None


def meeting_time_came(facts: MeetingFacts) -> str | None:
    if facts.now >= facts.starts_at:
        return None
    return f"ยังไม่ถึงเวลาประชุม ({moment_out(facts.starts_at)})"


def result_is_entered(facts: ReportFacts) -> str | None:
    return None if facts.has_result and facts.has_narrative else "ต้องกรอกผลการดำเนินงานทั้งค่าและคำอธิบาย"


@looks_at("evidence_count")
def evidence_is_given(facts: ReportFacts) -> str | None:
    return None if facts.evidence_count else "ต้องมีหลักฐานอย่างน้อยหนึ่งรายการ"


@looks_at("earlier_open")
def earlier_rounds_accepted(facts: ReportFacts) -> str | None:
    if not facts.earlier_open:
        return None
    rounds = ", ".join(str(months) for months in facts.earlier_open)
    return digits(f"ต้องให้รายงานรอบ {rounds} เดือนได้รับการรับรองก่อน")


@looks_at("entered_by_actor")
def not_ones_own_report(facts: ReportFacts) -> str | None:
    return "ผู้กรอกผลตรวจรายงานของตนเองไม่ได้" if facts.entered_by_actor else None


@looks_at("still_open_primaries")
def primaries_ended(facts: CycleFacts) -> str | None:
    if not facts.still_open_primaries:
        return None
    return digits("ยังมีตัวชี้วัดที่ไม่สิ้นสุด: " + "; ".join(facts.still_open_primaries))


@looks_at("still_open")
def all_ended(facts: CycleFacts) -> str | None:
    return None if not facts.still_open else digits("ยังมีตัวชี้วัดที่ไม่สิ้นสุด: " + "; ".join(facts.still_open))


@looks_at("open_letters")
def letters_ended(facts: CycleFacts) -> str | None:
    return None if not facts.open_letters else digits("ยังมีหนังสือที่ค้างอยู่: " + "; ".join(facts.open_letters))

"""The states of every kind of record, with the Thai words shown for them. Codes are ASCII, labels are data."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Base of the state enumerations; ``new`` is where every record stands before its first step."""

    @property
    def label(self) -> str:
        """The Thai word shown for this state."""
        return LABELS[type(self)][str(self)]


class IndicatorState(State):
    NEW = "new"
    PROPOSED = "proposed"
    SELECTED = "selected"
    FALLBACK = "fallback"
    NOT_SELECTED = "not_selected"
    DRAFTING = "drafting"
    FALLBACK_DRAFTING = "fallback_drafting"
    PREPARED = "prepared"
    PROVINCE_REVIEW = "province_review"
    READY = "ready"
    SUBMITTED = "submitted"
    OPDC_REVIEW = "opdc_review"
    OVERSIGHT_REVIEW = "oversight_review"
    SUBCOMMISSION_REVIEW = "subcommission_review"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    SELF_ASSESSED = "self_assessed"
    VERIFYING = "verifying"
    SCORED = "scored"
    CLOSED = "closed"
    REPLACED = "replaced"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class LetterState(State):
    NEW = "new"
    DRAFT = "draft"
    CHECKING = "checking"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"
    NUMBERED = "numbered"
    DISPATCHED = "dispatched"
    COMPLETED = "completed"
    VOIDED = "voided"


class RecipientState(State):
    NEW = "new"
    WAITING = "waiting"
    SENT = "sent"
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    ANSWERED = "answered"


class MeetingState(State):
    NEW = "new"
    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    MINUTED = "minuted"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class ReportState(State):
    NEW = "new"
    OPEN = "open"
    ENTERED = "entered"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class CycleState(State):
    NEW = "new"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


LABELS: dict[type[State], dict[str, str]] = {
    IndicatorState: {
        "new": "ยังไม่เสนอ",
        "proposed": "เสนอแล้ว",
        "selected": "คัดเลือกแล้ว",
        "fallback": "ตัวสำรอง",
        "not_selected": "ไม่คัดเลือก",
        "drafting": "กำลังจัดทำรายละเอียด",
        "fallback_drafting": "ตัวสำรอง: กำลังจัดทำรายละเอียด",
        "prepared": "ตัวสำรอง: เตรียมพร้อม",
        "province_review": "คณะกรรมการจังหวัดพิจารณา",
        "ready": "จังหวัดเห็นชอบ พร้อมส่ง",
        "submitted": "ส่งสำนักงาน ก.พ.ร. แล้ว",
        "opdc_review": "สำนักงาน ก.พ.ร. วิเคราะห์",
        "oversight_review": "คณะกรรมการกำกับฯ พิจารณา",
        "subcommission_review": "อ.ก.พ.ร. พิจารณา",
        "approved": "เห็นชอบแล้ว รอแจ้งผล",
        "in_force": "ใช้บังคับ",
        "self_assessed": "ส่ง e-SAR แล้ว",
        "verifying": "กำลังตรวจหลักฐาน",
        "scored": "ให้คะแนนแล้ว",
        "closed": "ปิดรอบแล้ว",
        "replaced": "ใช้ตัวสำรองแทนแล้ว",
        "released": "ปล่อยตัวสำรองแล้ว",
        "withdrawn": "ถอนแล้ว",
        "cancelled": "ยกเลิกแล้ว",
    },
    LetterState: {
        "new": "ยังไม่ร่าง",
        "draft": "ร่าง",
        "checking": "กำลังตรวจร่าง",
        "for_signature": "รอลงนาม",
        "signed": "ลงนามแล้ว รอออกเลข",
        "numbered": "ออกเลขแล้ว รอส่ง",
        "dispatched": "ส่งแล้ว",
        "completed": "ผู้รับรับทราบครบแล้ว",
        "voided": "ยกเลิก",
    },
    RecipientState: {
        "new": "ยังไม่ส่ง",
        "waiting": "รอส่ง",
        "sent": "ส่งแล้ว ยังไม่ลงรับ",
        "received": "ลงรับแล้ว",
        "acknowledged": "รับทราบแล้ว",
        "assigned": "มอบหมายแล้ว",
        "answered": "ตอบแล้ว",
    },
    MeetingState: {
        "new": "ยังไม่กำหนด",
        "planned": "กำหนดแล้ว",
        "invited": "เชิญแล้ว",
        "held": "ประชุมแล้ว",
        "minuted": "รับรองรายงานแล้ว",
        "postponed": "เลื่อน",
        "cancelled": "ยกเลิก",
    },
    ReportState: {
        "new": "ยังไม่เปิด",
        "open": "รอกรอกผล",
        "entered": "กรอกผลแล้ว",
        "checked": "หัวหน้าตรวจแล้ว",
        "accepted": "จังหวัดรับรองแล้ว",
        "returned": "ส่งคืนแก้ไข",
    },
    CycleState: {
        "new": "ยังไม่เปิด",
        "open": "กำลังดำเนินการ",
        "closing": "กำลังปิดปี",
        "closed": "ปิดปีแล้ว",
    },
}

S = IndicatorState
#: Neither active nor on the way: these count in no sum and free their number.
ENDED_WITHOUT_SCORE = (S.NOT_SELECTED, S.REPLACED, S.RELEASED, S.WITHDRAWN, S.CANCELLED)
#: Beside the primary: prepared, but in no sum and in no letter to ก.พ.ร.
STANDING_BY = (S.FALLBACK, S.FALLBACK_DRAFTING, S.PREPARED)
#: End states: a cycle closes when every indicator stands in one of these.
END_STATES = (S.CLOSED, *ENDED_WITHOUT_SCORE)
#: Not active (design: replaced, not selected, withdrawn, cancelled, released, nor a fallback), or not proposed yet.
#: Asked of top-level indicators only: a child's own state stays ``new`` for ever.
INACTIVE = (S.NEW, *ENDED_WITHOUT_SCORE, *STANDING_BY)

"""What the form of a step may ask for: name, Thai label, kind of input, required or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AskKind(StrEnum):
    TEXT = "text"
    PARAGRAPH = "paragraph"
    DAY = "day"
    MOMENT = "moment"
    WHOLE = "whole"
    FILE = "file"
    #: An entry of the office's incoming book (a register entry's id).
    INCOMING = "incoming"
    #: A resolution of a meeting that was held in the cycle (its id).
    RESOLUTION = "resolution"
    #: One of the cycle's primary indicators (its id).
    PRIMARY = "primary"
    CAPACITY = "capacity"
    #: A score for every leaf, each with a reason where the rule cannot give it.
    SCORES = "scores"


@dataclass(frozen=True)
class Ask:
    name: str
    label: str
    kind: AskKind
    required: bool = True
    help: str = ""


ASKS: dict[str, Ask] = {
    ask.name: ask
    for ask in (
        Ask("reason", "เหตุผล", AskKind.PARAGRAPH, help="ระบุว่าข้อใดต้องแก้ไขหรือทำไมจึงดำเนินการ"),
        Ask("note", "บันทึก", AskKind.PARAGRAPH, required=False),
        Ask("incoming", "หนังสือรับที่เป็นหลักฐาน", AskKind.INCOMING, help="เลือกจากทะเบียนหนังสือรับของสำนักงานจังหวัด"),
        Ask("resolution", "มติที่ประชุม", AskKind.RESOLUTION),
        Ask("primary", "เป็นตัวสำรองของ", AskKind.PRIMARY),
        Ask("filed_on", "วันที่ส่งในระบบของสำนักงาน ก.พ.ร.", AskKind.DAY),
        Ask("reference", "เลขอ้างอิงหรือหลักฐานการรับ", AskKind.TEXT),
        Ask("receipt", "ไฟล์หลักฐานการส่ง", AskKind.FILE, required=False),
        Ask(
            "scores",
            "คะแนนรายตัวชี้วัด",
            AskKind.SCORES,
            required=False,
            help="เว้นว่าง = คิดตามเกณฑ์จากผลที่รับรองแล้ว กรอกเมื่อคะแนนต่างจากเกณฑ์หรือเกณฑ์ให้คะแนนไม่ได้ พร้อมเหตุผล",
        ),
        Ask("signed_by", "ผู้ลงนามในกระดาษ", AskKind.TEXT),
        Ask("signed_position", "ตำแหน่งของผู้ลงนาม", AskKind.TEXT, required=False),
        Ask("capacity", "ลงนามในฐานะ", AskKind.CAPACITY),
        Ask("signed_on", "วันที่ลงนาม", AskKind.DAY),
        Ask("dated", "วันที่ของหนังสือ", AskKind.DAY),
        Ask(
            "running",
            "เลขที่จากสารบรรณกลาง",
            AskKind.WHOLE,
            required=False,
            help="กรอกเมื่อทะเบียนเป็นแบบรับเลขจากภายนอก ถ้าระบบออกเลขเองให้เว้นว่าง",
        ),
        Ask("scan", "สำเนาหนังสือที่ลงนามและออกเลขแล้ว (PDF)", AskKind.FILE, required=False),
        Ask("own_number", "เลขรับของหน่วยงาน", AskKind.TEXT),
        Ask("received_on", "วันที่รับ", AskKind.DAY),
        Ask("how", "ทราบได้อย่างไร", AskKind.TEXT, help="เช่น โทรศัพท์ยืนยัน ใบตอบรับ อีเมล"),
        Ask("assigned_to", "มอบหมายให้", AskKind.TEXT),
        Ask("starts_at", "วันและเวลาประชุมใหม่", AskKind.MOMENT),
    )
}

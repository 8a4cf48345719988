"""The kinds of letters: what each is called, where its template lies, in which book it is numbered."""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.errors import NotFound

OUTGOING, CIRCULAR = "outgoing", "circular"


@dataclass(frozen=True)
class Kind:
    """``folder`` is the folder in ``letter_templates/``; ``circular`` whether the usual letter of the kind is one."""

    code: str
    label: str
    folder: str
    circular: bool
    urgency: str = ""
    annex: bool = False

    @property
    def book(self) -> str:
        """The book of a usual letter of this kind: outgoing or circular."""
        return CIRCULAR if self.circular else OUTGOING


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("resolutions", "หนังสือแจ้งมติการคัดเลือกตัวชี้วัด", "resolutions", circular=True, urgency="ด่วนที่สุด"),
        Kind(
            "drafts_submission",
            "หนังสือส่ง (ร่าง) ตัวชี้วัดต่อสำนักงาน ก.พ.ร.",
            "drafts_submission",
            circular=False,
            annex=True,
        ),
        Kind("external", "หนังสือภายนอก (เขียนข้อความเอง)", "external", circular=False),
        Kind("targets", "หนังสือแจ้งค่าเป้าหมายถึงอำเภอ", "targets", circular=True, annex=True),
    )
}


def kind(code: str) -> Kind:
    """The kind with this code. Raises ``NotFound`` with a sentence that names the known ones."""
    if code not in KINDS:
        raise NotFound(f"ไม่มีหนังสือชนิด {code} ชนิดที่มีคือ {', '.join(KINDS)}")
    return KINDS[code]


def book(content_circular: bool) -> str:
    """The book in which a letter is numbered: a circular in the book of circulars."""
    return CIRCULAR if content_circular else OUTGOING

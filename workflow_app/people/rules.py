"""Roles and the acting person: plain frozen values that rules, states and pages share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a posting lets a person do; ``label`` is the Thai word shown."""

    OFFICE_OFFICER = "office_officer"
    OFFICE_HEAD = "office_head"
    PROCESS_OWNER = "process_owner"
    CHECKER = "checker"
    SIGNER = "signer"
    REGISTRAR = "registrar"
    DISTRICT_CHIEF = "district_chief"
    DISTRICT_OFFICER = "district_officer"
    COMMITTEE_SECRETARY = "committee_secretary"
    OPDC_OFFICER = "opdc_officer"
    OPDC_HEAD = "opdc_head"
    HOST_AGENCY = "host_agency"
    ADMINISTRATOR = "administrator"
    #: Not a posting: a step carried out as the consequence of another one.
    FOLLOW = "follow"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.OFFICE_OFFICER: "เจ้าหน้าที่ส่วนราชการ",
    Role.OFFICE_HEAD: "หัวหน้าส่วนราชการ",
    Role.PROCESS_OWNER: "เจ้าของกระบวนงานของจังหวัด",
    Role.CHECKER: "ผู้ตรวจร่างหนังสือ",
    Role.SIGNER: "ผู้ลงนาม",
    Role.REGISTRAR: "นายทะเบียนหนังสือ",
    Role.DISTRICT_CHIEF: "นายอำเภอ",
    Role.DISTRICT_OFFICER: "เจ้าหน้าที่อำเภอ",
    Role.COMMITTEE_SECRETARY: "เลขานุการคณะกรรมการ",
    Role.OPDC_OFFICER: "เจ้าหน้าที่สำนักงาน ก.พ.ร.",
    Role.OPDC_HEAD: "ผู้บริหารสำนักงาน ก.พ.ร.",
    Role.HOST_AGENCY: "หน่วยงานเจ้าภาพตัวชี้วัด",
    Role.ADMINISTRATOR: "ผู้ดูแลระบบ",
    Role.FOLLOW: "ระบบ (ขั้นตอนต่อเนื่อง)",
}

#: Roles that a posting may hold.
POSTING_ROLES = tuple(role for role in Role if role is not Role.FOLLOW)


class Scope(StrEnum):
    """How a record belongs to the one who acts: which column of the record is compared."""

    DRAFTER = "drafter"
    RESPONSIBLE = "responsible"
    HOST = "host"
    PROVINCE = "province"
    OPDC = "opdc"
    RECIPIENT = "recipient"
    REGISTER = "register"
    PERSON = "person"
    #: Of a consequence: whatever the step it follows from was allowed to touch.
    ANY = "any"


@dataclass(frozen=True)
class Actor:
    """The person at work, under the one posting that is active now."""

    person_id: int
    name: str
    posting_id: int
    role: Role
    office_id: int
    office_name: str
    office_kind: str
    #: The province office that this office belongs to; None for ก.พ.ร. and central agencies.
    province_id: int | None
    #: How the person signs or is named in the history, e.g. "พัฒนาการจังหวัด".
    position: str = ""

    @property
    def chain_id(self) -> int:
        """The office in whose history this person's own acts are told: the province, or else the office itself."""
        return self.province_id or self.office_id

    @property
    def described(self) -> str:
        """Name with post, as written in the history."""
        return f"{self.name} ({self.role.label} {self.office_name})"

"""Why a letter cannot take a step."""

from __future__ import annotations

from workflow_app.states.facts.gathered import looks_at
from workflow_app.states.facts.letter import LetterFacts
from workflow_app.thai import digits


@looks_at("errors")
def no_errors(facts: LetterFacts) -> str | None:
    """Errors of the official checks block the way to signing; warnings do not."""
    return None if not facts.errors else "ร่างหนังสือยังมีข้อที่ต้องแก้: " + "; ".join(facts.errors)


@looks_at("route")
def route_is_set(facts: LetterFacts) -> str | None:
    return None if 1 <= len(facts.route) <= 4 else "ต้องกำหนดผู้ตรวจร่าง 1 ถึง 4 คน"


def signer_is_set(facts: LetterFacts) -> str | None:
    return None if facts.has_signer else "ต้องกำหนดผู้ลงนาม"


@looks_at("recipients")
def has_recipients(facts: LetterFacts) -> str | None:
    return None if facts.recipients else "ต้องมีผู้รับอย่างน้อยหนึ่งราย"


def not_ones_own_draft(facts: LetterFacts) -> str | None:
    return "ผู้ร่างตรวจร่างของตนเองไม่ได้" if facts.drafted_by_actor else None


@looks_at("has_code")
def code_is_set(facts: LetterFacts) -> str | None:
    return None if facts.has_code else "ยังไม่ได้กำหนดรหัสตัวอักษรและเลขประจำของเจ้าของหนังสือ (หน้าหน่วยงาน)"


@looks_at("follow_refusals")
def consequences_stand(facts: LetterFacts) -> str | None:
    """What the dispatch would move must still be movable, so that dispatch meets no new refusal."""
    return None if not facts.follow_refusals else "เมื่อส่งแล้วจะเดินต่อไม่ได้: " + "; ".join(facts.follow_refusals)


@looks_at("unacknowledged")
def all_acknowledged(facts: LetterFacts) -> str | None:
    if not facts.unacknowledged:
        return None
    return digits(f"ยังมีผู้รับที่ไม่ได้รับทราบ {facts.unacknowledged} ราย")

"""The official checks on a stored draft: its text, and what only the records can tell."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid
from workflow_app.letters.checks import Finding, check_content
from workflow_app.letters.content import from_json
from workflow_app.letters.models import Enclosure, Letter


def findings_of(session: Session, letter: Letter) -> list[Finding]:
    """All findings on a letter as it stands, errors first. A content that cannot be read is an error by field."""
    try:
        content = from_json(letter.content)
    except Invalid as invalid:
        return [Finding(0, "error", field, sentence) for field, sentence in invalid.fields.items()]
    attached = session.scalars(select(Enclosure.name).where(Enclosure.letter_id == letter.id)).all()
    printed = 1 if content.annex is not None else 0
    found = check_content(content)
    missing = len(content.enclosures) - printed - len(attached)
    if missing > 0:
        found.append(Finding(6, "error", "enclosures", "สิ่งที่ส่งมาด้วยที่ระบุไว้ยังไม่ได้แนบไฟล์ครบ"))
    return sorted(found, key=lambda finding: finding.level != "error")


def errors_of(session: Session, letter: Letter) -> tuple[str, ...]:
    """The sentences that block signing."""
    return tuple(finding.sentence for finding in findings_of(session, letter) if finding.level == "error")

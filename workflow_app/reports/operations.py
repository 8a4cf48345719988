"""Entering a result and the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import clock, files
from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.history.record import record
from workflow_app.people.rules import Actor, Role
from workflow_app.reports.models import Evidence, EvidenceKind, Report
from workflow_app.scoring.result import result_from_json, result_to_json
from workflow_app.states.visible import reports as visible
from workflow_app.states.vocabulary import ReportState

OPEN_FOR_WRITING = (ReportState.OPEN, ReportState.RETURNED)


def save_result(
    session: Session, actor: Actor, report_id: int, *, result: Any, narrative: str, seen: int | None = None
) -> Report:
    """The report with its result (JSON of scoring/result.py) and ผลการดำเนินงาน in words; still to be sent on.

    :raises Invalid: the result cannot be read. :raises Refused: not open for writing, or not this person's.
    """
    row = writable(session, actor, report_id)
    if seen is not None and row.version != seen:
        raise Stale("มีผู้แก้ไขรายงานนี้หลังจากที่เปิดหน้านี้ โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง")
    row.result = {"result": result_to_json(result_from_json(result))} if result is not None else None
    row.narrative = narrative
    _note(session, actor, row, "save_result", "บันทึกผล", {"result": row.result})
    session.flush()  # the version that the next page shows
    return row


def add_file(
    session: Session, actor: Actor, report_id: int, *, name: str, content: bytes, media_type: str
) -> Evidence:
    """Evidence that is a file; its bytes were checked at the edge."""
    row = writable(session, actor, report_id)
    stored = files.store(session, content, media_type)
    return _add(
        session, actor, row, Evidence(report_id=row.id, kind=EvidenceKind.FILE, name=name, file_id=stored.id)
    )


def add_system(
    session: Session, actor: Actor, report_id: int, *, name: str, what: str, seen_on: date | None
) -> Evidence:
    """Evidence that is another system: which, what was seen there, on what day."""
    row = writable(session, actor, report_id)
    problems = {
        field: f"ต้องกรอก{label}"
        for field, label, value in (
            ("name", "ชื่อระบบ", name.strip()),
            ("what", "สิ่งที่เห็น", what.strip()),
            ("seen_on", "วันที่ดู", seen_on),
        )
        if not value
    }
    if seen_on is not None and seen_on > clock.today():
        problems["seen_on"] = "วันที่ดูต้องไม่เกินวันนี้"
    if problems:
        raise Invalid(problems)
    evidence = Evidence(
        report_id=row.id, kind=EvidenceKind.SYSTEM, name=name.strip(), what=what.strip(), seen_on=seen_on
    )
    return _add(session, actor, row, evidence)


def remove_evidence(session: Session, actor: Actor, report_id: int, evidence_id: int) -> None:
    """Take a piece of evidence out of a report that is still open."""
    row = writable(session, actor, report_id)
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.report_id != row.id:
        raise NotFound
    session.delete(evidence)
    _note(session, actor, row, "remove_evidence", "นำหลักฐานออก", {"name": evidence.name})


def writable(session: Session, actor: Actor, report_id: int) -> Report:
    """The report, locked for writing. :raises NotFound: not yours. :raises Refused: not open."""
    query = select(Report).where(Report.id == report_id, visible(actor)).with_for_update()
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    reason = why_not_write(row, actor)
    if reason:
        raise Refused([reason])
    return row


def why_not_write(row: Report, actor: Actor) -> str | None:
    """None, or the Thai sentence why this person cannot write the report now."""
    if actor.role is not Role.OFFICE_OFFICER or actor.office_id != row.responsible_office_id:
        return "กรอกผลได้โดยเจ้าหน้าที่ของส่วนราชการที่รับผิดชอบ"
    if row.state not in OPEN_FOR_WRITING:
        return f"กรอกผลไม่ได้เมื่ออยู่ในสถานะ “{row.state.label}”"
    return None


def _add(session: Session, actor: Actor, row: Report, evidence: Evidence) -> Evidence:
    session.add(evidence)
    _note(
        session, actor, row, "add_evidence", "เพิ่มหลักฐาน", {"name": evidence.name, "kind": str(evidence.kind)}
    )
    session.flush()  # the page links to it
    return evidence


def _note(
    session: Session, actor: Actor, row: Report, action: str, label: str, details: Mapping[str, Any]
) -> None:
    record(
        session,
        chain_id=row.province_id,
        actor=actor,
        kind="report",
        record_id=row.id,
        record_name=f"รายงานผลรอบ {row.months} เดือน",
        action=action,
        label=label,
        details=details,
    )

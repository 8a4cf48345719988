"""A year, a meeting, an indicator with a report and evidence for the town of test_permissions, in both provinces."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.scenes import Scene
from workflow_app.demo.scan import scan
from workflow_app.files import store
from workflow_app.indicators.models import Indicator
from workflow_app.meetings.models import Meeting, MeetingKind
from workflow_app.reports.models import Evidence, EvidenceKind, Report
from workflow_app.states.vocabulary import CycleState, IndicatorState, MeetingState, ReportState
from workflow_app.years.models import Cycle
from workflow_app.years.operations import load_framework

PAPER = scan("Evidence of the town")


def add_year(session: Session, scene: Scene, place: str) -> dict[str, int]:
    """The ids, by the names that addresses have for them, of records of จังหวัด + ``place``.

    The indicator is สำนักงานจังหวัด's own and being drafted; its report is open.
    """
    center, province = scene.offices[f"สำนักงานจังหวัด{place}"], scene.offices[f"จังหวัด{place}"]
    cycle = _add(
        session,
        Cycle(
            province_id=province,
            framework_id=load_framework(session, 2565).id,
            fiscal_year=2565,
            state=CycleState.OPEN,
        ),
    )
    meeting = _add(session, _meeting(cycle.id, province))
    indicator = _add(session, _indicator(cycle.id, province, center))
    report = _add(
        session,
        Report(
            indicator_id=indicator.id,
            province_id=province,
            responsible_office_id=center,
            months=12,
            state=ReportState.OPEN,
        ),
    )
    stored = store(session, PAPER.content, PAPER.media_type)
    evidence = _add(
        session,
        Evidence(report_id=report.id, kind=EvidenceKind.FILE, name="หลักฐาน.pdf", file_id=stored.id),
    )
    return {
        "cycle_id": cycle.id,
        "meeting_id": meeting.id,
        "indicator_id": indicator.id,
        "report_id": report.id,
        "evidence_id": evidence.id,
    }


def _add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def _meeting(cycle_id: int, province: int) -> Meeting:
    return Meeting(
        cycle_id=cycle_id,
        province_id=province,
        kind=MeetingKind.SELECTION,
        number=1,
        title="ประชุมคัดเลือก",
        starts_at=datetime(2021, 10, 25, 2, tzinfo=UTC),
        place="ศาลากลาง",
        state=MeetingState.HELD,
    )


def _indicator(cycle_id: int, province: int, office: int) -> Indicator:
    return Indicator(
        cycle_id=cycle_id,
        province_id=province,
        component_no=1,
        no="1",
        name="ตัวชี้วัดตัวอย่าง",
        unit="ร้อยละ",
        responsible_office_id=office,
        state=IndicatorState.DRAFTING,
    )

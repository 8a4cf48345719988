"""แจ้งมติที่ประชุมคัดเลือก: what the meeting resolved, to every office that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.letters.compose.drafts_submission import MEASURE
from workflow_app.letters.compose.rows import children_of, office_names, subjects_of
from workflow_app.letters.compose.source import Source, frame, province_name, year_words
from workflow_app.meetings.models import Meeting, Resolution
from workflow_app.states.vocabulary import IndicatorState
from workflow_app.thai import arabic, bangkok_day, date_out


def compose(session: Session, source: Source) -> dict[str, Any]:
    """The content (JSON of letters/content.py) of the circular with the resolutions of the letter's meeting."""
    meeting_id = next(record for kind, record in source.subjects if kind == "meeting")
    meeting = session.get_one(Meeting, meeting_id)
    province, day = province_name(source), arabic(date_out(bangkok_day(meeting.starts_at)))
    texts = _resolution_texts(session, meeting.id)
    tasks = _tasks(session, source)
    asked: list[Any] = [f"{province} ขอให้ดำเนินการดังนี้", {"items": tasks}] if tasks else []
    return {
        **frame(source, circular=True, urgency="ด่วนที่สุด"),
        "subject": f"การคัดเลือกตัวชี้วัดตาม{MEASURE}ของจังหวัด {year_words(source)}",
        "salutation": {"level": "general", "to": "ตามบัญชีแนบท้าย"},
        "body": [
            f"ตามที่{province} ได้เชิญประชุมส่วนราชการเพื่อคัดเลือกตัวชี้วัดตาม{MEASURE}ของจังหวัด "
            f"{year_words(source)} เมื่อวันที่ {day} ณ {meeting.place} นั้น",
            "มติที่ประชุม สรุปได้ดังนี้",
            {"items": texts},
            *asked,
        ],
        "closing_line": "จึงเรียนมาเพื่อดำเนินการต่อไป",
    }


def _resolution_texts(session: Session, meeting_id: int) -> list[str]:
    return list(
        session.scalars(
            select(Resolution.text).where(Resolution.meeting_id == meeting_id).order_by(Resolution.no)
        )
    )


def _tasks(session: Session, source: Source) -> list[str]:
    """What each office is asked to do for the indicators that the letter names."""
    rows = [row for row in subjects_of(session, source, "indicator") if row.state in WORK]
    children = children_of(session, [row.id for row in rows])
    asked = [(one, row.state) for row in rows for one in (row, *_of_others(row, children.get(row.id, ())))]
    offices = office_names(session, [one for one, _state in asked])
    return [_task(one, state, offices[one.responsible_office_id]) for one, state in asked]


def _of_others(row: Indicator, children: Sequence[Indicator]) -> list[Indicator]:
    """Sub-indicators that another office answers for: it is asked by name too."""
    return [child for child in children if child.responsible_office_id != row.responsible_office_id]


WORK = {
    IndicatorState.SELECTED: "จัดทำรายละเอียดตัวชี้วัด",
    IndicatorState.DRAFTING: "จัดทำรายละเอียดตัวชี้วัด",
    IndicatorState.FALLBACK: "จัดทำรายละเอียดตัวชี้วัดเพื่อใช้เป็นตัวสำรอง เรื่อง",
    IndicatorState.FALLBACK_DRAFTING: "จัดทำรายละเอียดตัวชี้วัดเพื่อใช้เป็นตัวสำรอง เรื่อง",
}


def _task(row: Indicator, state: IndicatorState, office: str) -> str:
    """``state``: that of the top-level indicator, which a child shares."""
    return f"{office} {WORK[state]} {row.name}"

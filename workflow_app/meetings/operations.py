"""Planning a meeting and writing down its resolutions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid, NotFound, Refused
from workflow_app.history.record import record
from workflow_app.indicators.models import Indicator
from workflow_app.meetings.models import About, Meeting, MeetingKind, Resolution, ResolutionOffice
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Role
from workflow_app.states.visible import meetings as visible
from workflow_app.states.vocabulary import MeetingState
from workflow_app.years.queries import unclosed_cycle


def new_meeting(
    session: Session,
    actor: Actor,
    *,
    cycle_id: int,
    kind: MeetingKind,
    title: str,
    starts_at: datetime,
    place: str,
) -> Meeting:
    """A meeting of the cycle, numbered in its series, ready for its first step ``plan``.

    :raises Refused: the year is closed. :raises Invalid: title or place is missing.
    """
    cycle = unclosed_cycle(session, actor, cycle_id)
    if cycle.province_id != actor.province_id:
        raise NotFound
    problems = {
        name: f"ต้องกรอก{label}"
        for name, label, value in (("title", "ชื่อการประชุม", title), ("place", "สถานที่", place))
        if not value.strip()
    }
    if problems:
        raise Invalid(problems)
    last = session.scalar(
        select(func.coalesce(func.max(Meeting.number), 0)).where(
            Meeting.cycle_id == cycle.id, Meeting.kind == kind
        )
    )
    meeting = Meeting(
        cycle_id=cycle.id,
        province_id=cycle.province_id,
        kind=kind,
        number=int(last or 0) + 1,
        title=title.strip(),
        starts_at=starts_at,
        place=place.strip(),
    )
    session.add(meeting)
    session.flush()  # its step is taken by id
    return meeting


def add_resolution(
    session: Session,
    actor: Actor,
    meeting_id: int,
    *,
    text: str,
    about: About,
    indicator_id: int | None = None,
    office_ids: Sequence[int] = (),
) -> Resolution:
    """The next resolution of a held meeting, about an indicator, a list of offices, or all.

    :raises Refused: the meeting was not held yet, or its year is closed. :raises Invalid: text, indicator or offices.
    """
    seen = select(Meeting).where(Meeting.id == meeting_id, visible(actor))
    meeting = session.scalar(seen)
    if meeting is None:
        raise NotFound
    unclosed_cycle(session, actor, meeting.cycle_id)
    session.refresh(meeting, with_for_update=True)
    if actor.role is not Role.COMMITTEE_SECRETARY:
        raise Refused(["บันทึกมติได้โดยเลขานุการคณะกรรมการ"])
    if meeting.state is not MeetingState.HELD:
        raise Refused([f"บันทึกมติได้เมื่อประชุมแล้ว (ขณะนี้: {meeting.state.label})"])
    _check(session, meeting, text, about, indicator_id, office_ids)
    last = session.scalar(
        select(func.coalesce(func.max(Resolution.no), 0)).where(Resolution.meeting_id == meeting.id)
    )
    resolution = Resolution(
        meeting_id=meeting.id,
        no=int(last or 0) + 1,
        text=text.strip(),
        about=about,
        indicator_id=indicator_id,
    )
    session.add(resolution)
    session.flush()  # offices point at it
    session.add_all(
        ResolutionOffice(resolution_id=resolution.id, office_id=office) for office in sorted(set(office_ids))
    )
    _note(session, actor, meeting, resolution)
    return resolution


def _check(
    session: Session,
    meeting: Meeting,
    text: str,
    about: About,
    indicator_id: int | None,
    office_ids: Sequence[int],
) -> None:
    problems: dict[str, str] = {}
    if not text.strip():
        problems["text"] = "ต้องกรอกข้อความของมติ"
    if about is About.INDICATOR:
        indicator = session.get(Indicator, indicator_id) if indicator_id else None
        if indicator is None or indicator.cycle_id != meeting.cycle_id:
            problems["indicator_id"] = "ต้องเลือกตัวชี้วัดของปีนี้"
    if about is About.OFFICES:
        found = set(
            session.scalars(
                select(Office.id).where(Office.id.in_(office_ids), Office.province_id == meeting.province_id)
            )
        )
        if not office_ids or found != set(office_ids):
            problems["office_ids"] = "ต้องเลือกส่วนราชการของจังหวัดอย่างน้อยหนึ่งแห่ง"
    if problems:
        raise Invalid(problems)


def _note(session: Session, actor: Actor, meeting: Meeting, resolution: Resolution) -> None:
    record(
        session,
        chain_id=meeting.province_id,
        actor=actor,
        kind="meeting",
        record_id=meeting.id,
        record_name=meeting.title,
        action="add_resolution",
        label=f"บันทึกมติข้อ {resolution.no}",
        details={"text": resolution.text, "about": str(resolution.about)},
    )

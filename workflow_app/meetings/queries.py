"""Meetings with their resolutions and what was decided on them; nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.db import pairs
from workflow_app.errors import NotFound
from workflow_app.history.models import Event
from workflow_app.indicators.models import Indicator
from workflow_app.meetings.models import Meeting, Resolution, ResolutionOffice
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor
from workflow_app.states.visible import VISIBLE
from workflow_app.years.models import Cycle

#: Steps of an indicator that a resolution is cited for.
DECISIONS = ("select", "stand_by", "not_select", "endorse")


@dataclass(frozen=True)
class ResolutionLine:
    """มติ with what it is about, in words; the indicator's name only where the person may see it."""

    resolution: Resolution
    about: str


@dataclass(frozen=True)
class Decision:
    """A step that was taken on an indicator by a resolution of the meeting."""

    indicator: Indicator
    label: str
    resolution_no: int


def meetings_of(session: Session, actor: Actor) -> list[tuple[Meeting, Cycle]]:
    """Meetings that the person sees with their years, the newest year and meeting first."""
    query = (
        select(Meeting, Cycle)
        .join(Cycle, Cycle.id == Meeting.cycle_id)
        .where(VISIBLE["meeting"](actor))
        .order_by(Cycle.fiscal_year.desc(), Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, cycle) for meeting, cycle in session.execute(query)]


def seen_meeting(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """One meeting. :raises NotFound: not there, or not the person's to see."""
    query = select(Meeting).where(Meeting.id == meeting_id, VISIBLE["meeting"](actor))
    meeting = session.scalar(query)
    if meeting is None:
        raise NotFound
    return meeting


def resolutions_of(session: Session, actor: Actor, meeting: Meeting) -> list[ResolutionLine]:
    """The meeting's resolutions in order."""
    query = select(Resolution).where(Resolution.meeting_id == meeting.id).order_by(Resolution.no)
    rows = list(session.scalars(query))
    offices = _offices(session, [row.id for row in rows])
    named = select(Indicator.id, Indicator.name).where(
        Indicator.id.in_([row.indicator_id for row in rows]), VISIBLE["indicator"](actor)
    )
    names = pairs(session, named)
    return [ResolutionLine(row, _about(row, offices[row.id], names)) for row in rows]


def decisions_of(session: Session, actor: Actor, meeting: Meeting) -> list[Decision]:
    """What was decided on resolutions of this meeting, of the indicators that the person sees; the last decision each."""
    seen = select(Indicator).where(Indicator.cycle_id == meeting.cycle_id, VISIBLE["indicator"](actor))
    rows = {row.id: row for row in session.scalars(seen)}
    query = select(Event).where(
        Event.kind == "indicator", Event.action.in_(DECISIONS), Event.record_id.in_(list(rows))
    )
    found: dict[int, Decision] = {}
    for event in session.scalars(query.order_by(Event.id)):
        resolution = event.details.get("resolution") or {}
        if resolution.get("meeting") == meeting.id:
            found[event.record_id] = Decision(rows[event.record_id], event.label, int(resolution["no"]))
    return sorted(found.values(), key=lambda one: (one.indicator.component_no, one.indicator.id))


def decided_by(session: Session, actor: Actor, meeting: Meeting) -> list[Indicator]:
    """Top-level indicators of the meeting's year that a resolution may still be about."""
    query = select(Indicator).where(
        Indicator.cycle_id == meeting.cycle_id, Indicator.parent_id.is_(None), VISIBLE["indicator"](actor)
    )
    return list(session.scalars(query.order_by(Indicator.component_no, Indicator.no, Indicator.id)))


def _offices(session: Session, ids: list[int]) -> dict[int, list[str]]:
    query = (
        select(ResolutionOffice.resolution_id, Office.name)
        .join(Office, Office.id == ResolutionOffice.office_id)
        .where(ResolutionOffice.resolution_id.in_(ids))
        .order_by(Office.sort_order, Office.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for resolution, name in session.execute(query):
        found[resolution].append(name)
    return found


def _about(row: Resolution, offices: list[str], names: dict[int, str]) -> str:
    if offices:
        return ", ".join(offices)
    if row.indicator_id is None:
        return row.about.label
    return names.get(row.indicator_id, row.about.label)

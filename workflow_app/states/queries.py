"""What the form of a step offers to choose from, and the records that it is about; nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.errors import NotFound
from workflow_app.indicators.models import Indicator
from workflow_app.meetings.models import Meeting, Resolution
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.states.asks import AskKind
from workflow_app.states.registry import KINDS
from workflow_app.states.visible import VISIBLE
from workflow_app.states.vocabulary import INACTIVE, MeetingState
from workflow_app.thai import bangkok_day, date_short, digits
from workflow_app.years.sheet import number_key

#: Value and words of one choice.
Choice = tuple[str, str]

#: A letter that came in longer ago than the last so many is found in the register, not in a list.
MOST_LETTERS = 200
#: Letters of a text shown in a choice.
SHOWN = 90


def visible_rows(session: Session, kind: str, ids: Sequence[int], actor: Actor) -> list[Any]:
    """The rows of these ids, in order of id. :raises NotFound: one is not there, or not the person's to see."""
    model = KINDS[kind].model
    query = select(model).where(model.id.in_(ids), VISIBLE[kind](actor)).order_by(model.id)
    rows = list(session.scalars(query))
    if len(rows) != len(set(ids)):
        raise NotFound
    return rows


def incoming(session: Session, _rows: Sequence[Any], actor: Actor) -> list[Choice]:
    """Incoming letters of the person's province that have a scan and so can stand as evidence, the newest first."""
    query = (
        select(RegisterEntry)
        .join(Book, Book.id == RegisterEntry.book_id)
        .join(Office, Office.id == Book.office_id)
        .where(
            Book.kind == "incoming",
            Office.province_id == actor.province_id,
            RegisterEntry.voided.is_(False),
            RegisterEntry.scan_file_id.is_not(None),
        )
        .order_by(RegisterEntry.dated.desc(), RegisterEntry.id.desc())
        .limit(MOST_LETTERS)
    )
    return [(str(entry.id), _letter_words(entry)) for entry in session.scalars(query)]


def resolutions(session: Session, rows: Sequence[Any], _actor: Actor) -> list[Choice]:
    """Resolutions of the meetings that were held in the records' year, the newest meeting first."""
    query = (
        select(Resolution, Meeting)
        .join(Meeting, Meeting.id == Resolution.meeting_id)
        .where(
            Meeting.cycle_id.in_({row.cycle_id for row in rows}),
            Meeting.state.in_((MeetingState.HELD, MeetingState.MINUTED)),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc(), Resolution.no)
    )
    return [
        (str(resolution.id), _resolution_words(resolution, meeting))
        for resolution, meeting in session.execute(query)
    ]


def primaries(session: Session, rows: Sequence[Any], _actor: Actor) -> list[Choice]:
    """The top-level indicators of the records' year that one of the records could stand by for."""
    query = select(Indicator).where(
        Indicator.cycle_id.in_({row.cycle_id for row in rows}),
        Indicator.parent_id.is_(None),
        Indicator.state.not_in(INACTIVE),
        Indicator.id.not_in([row.id for row in rows]),
    )
    found = sorted(session.scalars(query), key=lambda row: (row.component_no, number_key(row.no), row.id))
    return [(str(row.id), digits(" ".join(part for part in (row.no, row.name) if part))) for row in found]


CHOICES: dict[AskKind, Callable[[Session, Sequence[Any], Actor], list[Choice]]] = {
    AskKind.INCOMING: incoming,
    AskKind.RESOLUTION: resolutions,
    AskKind.PRIMARY: primaries,
}


def _letter_words(entry: RegisterEntry) -> str:
    return f"{digits(entry.number)} ลงวันที่ {date_short(entry.dated)} {_short(entry.subject)}"


def _resolution_words(resolution: Resolution, meeting: Meeting) -> str:
    day = date_short(bangkok_day(meeting.starts_at))
    return digits(f"{meeting.title} ({day}) มติข้อ {resolution.no}: {_short(resolution.text)}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"

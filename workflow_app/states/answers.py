"""Answers to what a step asks for: checked, looked up, and made readable for the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import clock, files
from workflow_app.errors import Invalid
from workflow_app.indicators.models import Indicator
from workflow_app.letters.content import CAPACITIES
from workflow_app.meetings.models import Meeting, Resolution
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.states.asks import ASKS, Ask, AskKind
from workflow_app.states.step import Step
from workflow_app.states.vocabulary import INACTIVE, MeetingState

#: Answers that are kept as the comment of the history row.
WORDS = ("reason", "note")


def read(
    session: Session,
    kind: str,
    rows: Sequence[Any],
    steps: Sequence[Step],
    values: dict[str, Any],
    comment: str,
    actor: Actor,
) -> None:
    """Check every answer that the steps ask for and put the looked-up record in its place in ``values``.

    :raises Invalid: names each field that is missing or wrong.
    """
    problems: dict[str, str] = {}
    for name in dict.fromkeys(name for step in steps for name in step.asks):
        ask = ASKS[name]
        if name in WORDS:
            if ask.required and not comment.strip():
                problems[name] = f"ต้องกรอก{ask.label}"
            continue
        _read_one(session, rows, ask, values, problems, actor)
    if problems:
        raise Invalid(problems)


def for_history(step: Step, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as plain values for the history's details."""
    return {
        name: _plain(values.get(name))
        for name in step.asks
        if name not in WORDS and values.get(name) is not None
    }


def _read_one(
    session: Session,
    rows: Sequence[Any],
    ask: Ask,
    values: dict[str, Any],
    problems: dict[str, str],
    actor: Actor,
) -> None:
    value = values.get(ask.name)
    if value is None or (isinstance(value, str) and not value.strip()):
        if ask.required:
            problems[ask.name] = f"ต้องกรอก{ask.label}"
        values[ask.name] = None
        return
    try:
        values[ask.name] = READERS[ask.kind](session, rows, value, actor)
    except Invalid as invalid:
        problems[ask.name] = invalid.message


def _text(_session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> str:
    return str(value).strip()


def _day(_session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Invalid({}, "ต้องเป็นวันที่")
    if value > clock.today():
        raise Invalid({}, "วันที่ต้องไม่เกินวันนี้")
    return value


def _moment(_session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> datetime:
    if not isinstance(value, datetime):
        raise Invalid({}, "ต้องเป็นวันและเวลา")
    return value


def _whole(_session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> int:
    if not isinstance(value, int) or not 1 <= value <= 999_999_999:
        raise Invalid({}, "ต้องเป็นจำนวนเต็มบวก")
    return value


def _file(session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> files.StoredFile:
    return files.store(session, value.content, value.media_type)


def _incoming(session: Session, _rows: Sequence[Any], value: Any, actor: Actor) -> RegisterEntry:
    """An incoming letter with its scan, in a book kept by an office of the person's province."""
    entry = session.scalar(
        select(RegisterEntry)
        .join(Book, Book.id == RegisterEntry.book_id)
        .join(Office, Office.id == Book.office_id)
        .where(
            RegisterEntry.id == value,
            Book.kind == "incoming",
            Office.province_id == actor.province_id,
            RegisterEntry.voided.is_(False),
        )
    )
    if entry is None:
        raise Invalid({}, "ไม่พบหนังสือรับนี้ในทะเบียนของจังหวัด")
    if entry.scan_file_id is None:
        raise Invalid({}, "หนังสือรับฉบับนี้ยังไม่มีไฟล์สแกน จึงใช้เป็นหลักฐานไม่ได้")
    return entry


def _resolution(session: Session, rows: Sequence[Any], value: Any, _actor: Actor) -> Resolution:
    """A resolution of a meeting that was held in the same cycle as every row."""
    found = session.execute(
        select(Resolution, Meeting)
        .join(Meeting, Meeting.id == Resolution.meeting_id)
        .where(Resolution.id == value)
    ).first()
    if found is None or any(row.cycle_id != found[1].cycle_id for row in rows):
        raise Invalid({}, "ไม่พบมตินี้ในปีของจังหวัด")
    if found[1].state not in (MeetingState.HELD, MeetingState.MINUTED):
        raise Invalid({}, "การประชุมของมตินี้ยังไม่ได้บันทึกว่าประชุมแล้ว")
    resolution: Resolution = found[0]
    return resolution


def _primary(session: Session, rows: Sequence[Any], value: Any, _actor: Actor) -> Indicator:
    primary = session.get(Indicator, value)
    taken = {row.id for row in rows}
    if primary is None or primary.parent_id is not None or primary.id in taken or primary.state in INACTIVE:
        raise Invalid({}, "ตัวหลักต้องเป็นตัวชี้วัดระดับบนที่ยังใช้อยู่และไม่ใช่ตัวเดียวกัน")
    if any(row.cycle_id != primary.cycle_id for row in rows):
        raise Invalid({}, "ไม่พบตัวหลักนี้ในปีของจังหวัด")
    return primary


def _capacity(_session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> str:
    if value not in CAPACITIES:
        raise Invalid({}, "ไม่รู้จักฐานะการลงนามนี้")
    return str(value)


def _scores(_session: Session, _rows: Sequence[Any], value: Any, _actor: Actor) -> Mapping[int, Any]:
    if not isinstance(value, Mapping):
        raise Invalid({}, "ต้องเป็นคะแนนรายตัวชี้วัด")
    return value


READERS: dict[AskKind, Callable[[Session, Sequence[Any], Any, Actor], Any]] = {
    AskKind.TEXT: _text,
    AskKind.PARAGRAPH: _text,
    AskKind.DAY: _day,
    AskKind.MOMENT: _moment,
    AskKind.WHOLE: _whole,
    AskKind.FILE: _file,
    AskKind.INCOMING: _incoming,
    AskKind.RESOLUTION: _resolution,
    AskKind.PRIMARY: _primary,
    AskKind.CAPACITY: _capacity,
    AskKind.SCORES: _scores,
}


def _plain(value: Any) -> Any:
    """A looked-up record by what identifies it, a day in ISO form, anything else as it is."""
    described: dict[type, Callable[[Any], Any]] = {
        RegisterEntry: lambda entry: {
            "id": entry.id,
            "number": entry.number,
            "dated": entry.dated.isoformat(),
        },
        Resolution: lambda resolution: {
            "id": resolution.id,
            "no": resolution.no,
            "meeting": resolution.meeting_id,
        },
        Indicator: lambda indicator: {"id": indicator.id, "name": indicator.name},
        files.StoredFile: lambda stored: {"digest": stored.digest, "size": stored.size},
        date: lambda day: day.isoformat(),
        datetime: lambda moment: moment.isoformat(),
        dict: lambda scores: {str(key): _plain_score(value) for key, value in scores.items()},
    }
    return described.get(type(value), lambda same: same)(value)


def _plain_score(value: Any) -> Any:
    return (
        {name: str(part) for name, part in value.items() if part is not None}
        if isinstance(value, dict)
        else str(value)
    )

"""The history of records as people read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflow_app.history.models import Event
from workflow_app.states.vocabulary import LABELS, State
from workflow_app.thai import date_short, digits

#: Events of one record that a page shows; the rest is told by ``audit``.
MOST = 300


@dataclass(frozen=True)
class Told:
    """One event in words. ``change``: from which state to which, "" for what is no step."""

    at: datetime
    actor: str
    what: str
    change: str
    comment: str
    #: Answers that the step was given, each a line.
    details: tuple[str, ...]


def told(
    session: Session, kind: str, ids: Sequence[int], states: type[State], within: Collection[State] = ()
) -> list[Told]:
    """The events of the records of ``kind``, the newest first. Whether the records may be seen is asked before.

    ``within``: only steps from or into these states, and nothing of what was edited; empty = everything.
    """
    query = select(Event).where(Event.kind == kind, Event.record_id.in_(ids))
    if within:
        query = query.where(or_(Event.from_state.in_(within), Event.to_state.in_(within)))
    query = query.order_by(Event.id.desc()).limit(MOST)
    return [_told(event, LABELS[states], len(ids) > 1) for event in session.scalars(query)]


def _told(event: Event, labels: Mapping[str, str], several: bool) -> Told:
    change = ""
    if event.from_state and event.from_state != event.to_state:
        change = (
            f"{labels.get(event.from_state, event.from_state)} → {labels.get(event.to_state, event.to_state)}"
        )
    what = f"{event.label} ({event.record_name})" if several else event.label
    return Told(event.at, event.actor, what, change, event.comment, tuple(_lines(event.details)))


def _lines(details: Mapping[str, Any]) -> Iterator[str]:
    for name, value in details.items():
        line = WORDS[name](value) if name in WORDS else ""
        if line:
            yield digits(line)


def _day(text: str) -> str:
    return date_short(date.fromisoformat(text))


#: How the answers of steps are told; what is not named here stays in the record only.
WORDS: Mapping[str, Any] = {
    "incoming": lambda entry: f"ตามหนังสือ {entry['number']} ลงวันที่ {_day(entry['dated'])}",
    "resolution": lambda resolution: f"ตามมติข้อ {resolution['no']} ของที่ประชุม",
    "primary": lambda primary: f"เป็นตัวสำรองของ {primary['name']}",
    "filed_on": lambda day: f"ส่งในระบบของสำนักงาน ก.พ.ร. เมื่อ {_day(day)}",
    "reference": lambda text: f"เลขอ้างอิง {text}",
    "receipt": lambda _file: "แนบไฟล์หลักฐานการส่ง",
    "scores": lambda scores: f"กำหนดคะแนนโดยผู้มีอำนาจ {len(scores)} ตัวชี้วัด" if scores else "",
    "starts_at": lambda _moment: "กำหนดวันและเวลาใหม่",
    "name": lambda value: str(value) if isinstance(value, str) else "",
    "text": lambda value: str(value),
    "years": lambda years: f"ปี {', '.join(sorted(years))}",
    "weight": lambda change: f"น้ำหนัก {change[0] or '–'} → {change[1] or '–'}",
    "no": lambda change: f"ลำดับ {change[0] or '–'} → {change[1] or '–'}",
}

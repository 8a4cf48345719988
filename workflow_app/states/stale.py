"""An old page: the record moved on after it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.errors import Stale
from workflow_app.history.models import Event
from workflow_app.thai import moment_out


def compare(session: Session, kind: str, rows: Sequence[Any], seen: Mapping[int, int] | None) -> None:
    """Nothing when every row is as the page showed it. :raises Stale: says who changed what, and when."""
    if seen is None:
        return
    for row in rows:
        if seen.get(row.id) != row.version:
            raise Stale(said(session, kind, row.id))


def said(session: Session, kind: str, record_id: int) -> str:
    """The sentence about the last change of a record."""
    query = (
        select(Event)
        .where(Event.kind == kind, Event.record_id == record_id)
        .order_by(Event.id.desc())
        .limit(1)
    )
    event = session.scalar(query)
    if event is None:
        return "มีผู้แก้ไขรายการนี้หลังจากที่เปิดหน้านี้ โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง"
    return f"มีผู้ดำเนินการแล้ว: {event.actor} – {event.label} เมื่อ {moment_out(event.at)} โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง"

"""The clock of a demo database."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.calendar.models import ClockJump


def jumped(session: Session) -> timedelta:
    """How far the demo's clock was moved on by its process owner; nothing at first."""
    return timedelta(seconds=session.scalar(select(ClockJump.seconds)) or 0)

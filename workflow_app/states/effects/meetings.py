"""Consequences of a meeting's steps."""

from __future__ import annotations

from workflow_app.states.context import Context
from workflow_app.states.step import Follow


def move_meeting(context: Context) -> list[Follow]:
    """A postponed meeting gets its new moment."""
    for row in context.rows:
        row.starts_at = context.values["starts_at"]
    return []

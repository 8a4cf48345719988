"""Consequences of a recipient's steps."""

from __future__ import annotations

from sqlalchemy import func, select

from workflow_app.letters.models import Letter, Recipient
from workflow_app.states.context import Context
from workflow_app.states.gather.letter import DONE
from workflow_app.states.step import Follow
from workflow_app.states.vocabulary import LetterState


def note_receipt(context: Context) -> list[Follow]:
    """Own incoming number and day; for a recipient outside, how the receipt is known."""
    for row in context.rows:
        row.own_number = context.values.get("own_number") or row.own_number
        row.received_on = context.values.get("received_on") or row.received_on
        row.how = context.values.get("how") or row.how
    return []


def note_assignment(context: Context) -> list[Follow]:
    """To whom the district gave it."""
    for row in context.rows:
        row.assigned_to = context.values["assigned_to"]
    return []


def complete_when_all_acknowledged(context: Context) -> list[Follow]:
    """The last acknowledgement completes the letter, unless the registrar closed it before."""
    mine = select(Letter.id).where(
        Letter.id.in_({row.letter_id for row in context.rows}), Letter.state == LetterState.DISPATCHED
    )
    letters = set(context.session.scalars(mine))
    query = select(Recipient.letter_id).where(Recipient.letter_id.in_(letters), Recipient.state.not_in(DONE))
    waiting = set(context.session.scalars(query.group_by(Recipient.letter_id).having(func.count() > 0)))
    done = tuple(sorted(letters - waiting))
    return [Follow("letter", done, "complete")] if done else []

"""The door through which pages, commands and the demo take a step: prepare, one transaction, announce the jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.db import Database
from workflow_app.letters.models import Letter
from workflow_app.letters.prepare import Prepared, prepare
from workflow_app.people.rules import Actor
from workflow_app.states.perform import Performed, perform
from workflow_app.states.visible import letters as visible_letters
from workflow_app.states.vocabulary import LetterState


def take_step(
    database: Database,
    kind: str,
    ids: Sequence[int],
    action: str,
    *,
    actor: Actor,
    seen: Mapping[int, int] | None = None,
    comment: str = "",
    values: Mapping[str, Any] | None = None,
) -> Performed:
    """Take a step on rows, in a transaction of its own; slow work is done before the locks are taken.

    Raises what ``perform`` raises.
    """
    given = dict(values or {})
    preparing = PREPARE.get((kind, action))
    if preparing is not None:
        with database.reading() as session:
            given["prepared"] = preparing(session, ids, actor)
    with database.transaction() as session:
        return perform(session, kind, ids, action, actor=actor, seen=seen, comment=comment, values=given)


def _prepare_letter(session: Session, ids: Sequence[int], actor: Actor) -> Prepared | None:
    """The docx that the last check freezes; None where there is nothing to freeze (perform says why not)."""
    letter = session.scalar(select(Letter).where(Letter.id.in_(ids), visible_letters(actor)))
    if letter is None or letter.state is not LetterState.CHECKING:
        return None
    return prepare(session, letter)


PREPARE: dict[tuple[str, str], Callable[[Session, Sequence[int], Actor], Any]] = {
    ("letter", "pass_check"): _prepare_letter,
}

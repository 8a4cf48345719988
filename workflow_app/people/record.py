"""The history rows of people."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from workflow_app.history.record import record
from workflow_app.people import queries
from workflow_app.people.models import Person
from workflow_app.people.rules import Actor


def note(
    session: Session,
    actor: Actor | None,
    person: Person,
    action: str,
    label: str,
    *,
    chain_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Note a change of a person's account, in the chain of ``chain_id`` or else of the actor's province."""
    chain = chain_id or (actor.chain_id if actor else 0)
    record(
        session,
        chain_id=chain,
        actor=actor,
        kind="person",
        record_id=person.id,
        record_name=person.name,
        action=action,
        label=label,
        details=details,
    )


def note_own(session: Session, person: Person, action: str, label: str) -> None:
    """A change that a person made alone, in the history of the place where they served last."""
    seats = queries.all_seats(session, [person.id])[person.id]
    if not seats:
        return
    acting = queries.actor_of(person, seats[-1])
    note(session, acting, person, action, label)

"""Writing the history: rows are noted during a transaction and sealed into their chains at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.history.models import ChainHead, Event
from workflow_app.history.rules import link
from workflow_app.people.rules import Actor

#: The columns that the digest covers, in the row's own words.
SEALED = (
    "chain_id", "sequence", "at", "person_id", "actor", "role", "kind", "record_id", "record_name",
    "action", "label", "from_state", "to_state", "comment", "details",
)  # fmt: skip

_PENDING = "history_pending"

#: "Insert unless it is there": the two databases have it in their own dialects.
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def record(
    session: Session,
    *,
    chain_id: int,
    actor: Actor | None,
    kind: str,
    record_id: int,
    record_name: str,
    action: str,
    label: str,
    comment: str = "",
    details: Mapping[str, Any] | None = None,
    from_state: str = "",
    to_state: str = "",
    role: str | None = None,
) -> Event:
    """The history row of one change, noted in this transaction; its place in the chain comes at the commit.

    ``chain_id`` is the province (or ก.พ.ร.) in whose chain it stands; ``actor`` None = the system itself.
    """
    event = Event(
        chain_id=chain_id,
        at=clock.now(),
        person_id=actor.person_id if actor else None,
        actor=actor.described if actor else "ระบบ",
        role=role or (str(actor.role) if actor else ""),
        kind=kind,
        record_id=record_id,
        record_name=record_name,
        action=action,
        label=label,
        from_state=from_state,
        to_state=to_state,
        comment=comment,
        details=dict(details or {}),
    )
    session.info.setdefault(_PENDING, []).append(event)
    return event


def seal(session: Session) -> None:
    """Give the noted rows their places: chain heads locked in order of office, last before the commit."""
    pending: list[Event] = session.info.pop(_PENDING, [])
    if not pending:
        return
    heads = _locked_heads(session, sorted({event.chain_id for event in pending}))
    for event in pending:
        head = heads[event.chain_id]
        head.sequence += 1
        event.sequence, event.previous = head.sequence, head.digest
        event.digest = head.digest = link(head.digest, sealed_values(event))
        session.add(event)
    session.flush()  # a broken row must fail inside the transaction


def sealed_values(event: Event) -> dict[str, Any]:
    """The values of a row that its digest covers, as JSON can hold them."""
    values = {name: getattr(event, name) for name in SEALED}
    values["at"] = event.at.isoformat()
    return values


def _locked_heads(session: Session, chain_ids: list[int]) -> dict[int, ChainHead]:
    return {chain_id: _locked_head(session, chain_id) for chain_id in chain_ids}


def _locked_head(session: Session, chain_id: int) -> ChainHead:
    found = select(ChainHead).where(ChainHead.chain_id == chain_id)
    locked = found.with_for_update().execution_options(populate_existing=True)
    head = session.scalar(locked)
    if head is None:
        # Two first writers of a chain: the loser waits on the primary key and then finds the winner's row.
        _insert_head(session, chain_id)
        head = session.scalar(locked)
    assert head is not None
    return head


def _insert_head(session: Session, chain_id: int) -> None:
    insert = INSERTS[session.get_bind().dialect.name]
    row = {"chain_id": chain_id, "sequence": 0, "digest": ""}
    session.execute(insert(ChainHead).values(row).on_conflict_do_nothing())

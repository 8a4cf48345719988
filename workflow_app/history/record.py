"""Writing the history: rows are noted during a transaction and sealed into their chains at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
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

#: Every transaction that writes history sends these two: built once, and past the mapper.
_HEADS = cast(Table, ChainHead.__table__)
_THIS = _HEADS.c.chain_id == bindparam("chain")
LOCK_HEAD = select(_HEADS.c.sequence, _HEADS.c.digest).where(_THIS).with_for_update()
MOVE_HEAD = update(_HEADS).where(_THIS).values(sequence=bindparam("to"), digest=bindparam("linked"))

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
    heads = {chain: _locked_head(session, chain) for chain in sorted({event.chain_id for event in pending})}
    for event in pending:
        sequence, digest = heads[event.chain_id]
        event.sequence, event.previous = sequence + 1, digest
        event.digest = link(digest, sealed_values(event))
        heads[event.chain_id] = event.sequence, event.digest
        session.add(event)
    for chain, (sequence, digest) in heads.items():
        session.connection().execute(MOVE_HEAD, {"chain": chain, "to": sequence, "linked": digest})
    session.flush()  # a broken row must fail inside the transaction


def sealed_values(event: Event) -> dict[str, Any]:
    """The values of a row that its digest covers, as JSON can hold them."""
    values = {name: getattr(event, name) for name in SEALED}
    values["at"] = event.at.isoformat()
    return values


def _locked_head(session: Session, chain_id: int) -> tuple[int, str]:
    """Sequence and digest of the last link, its row locked until the commit."""
    head = session.connection().execute(LOCK_HEAD, {"chain": chain_id}).first()
    if head is None:
        # Two first writers of a chain: the loser waits on the primary key and then finds the winner's row.
        _insert_head(session, chain_id)
        head = session.connection().execute(LOCK_HEAD, {"chain": chain_id}).one()
    return head.sequence, head.digest


def _insert_head(session: Session, chain_id: int) -> None:
    insert = INSERTS[session.get_bind().dialect.name]
    row = {"chain_id": chain_id, "sequence": 0, "digest": ""}
    session.execute(insert(ChainHead).values(row).on_conflict_do_nothing())

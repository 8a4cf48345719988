"""Checks that the history is whole: every chain, the state of every record against it, every stored byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.files import StoredFile
from workflow_app.history.models import ChainHead, Event
from workflow_app.history.record import sealed_values
from workflow_app.history.rules import link
from workflow_app.states.registry import KINDS

#: Last state in the history by (kind, id of the record).
LastStates = dict[tuple[str, int], str]

#: Rows read at a time: a year of 76 provinces is some hundred thousand events.
_BATCH = 500


def verify(session: Session) -> list[str]:
    """Every finding as one Thai sentence; an empty list when the history and the files are as they were written.

    Finds a row of the history that was changed, removed, added or put elsewhere, also the last one; a record
    whose state is not the one that its last step left; a stored file whose bytes are not those of its digest.
    """
    states: LastStates = {}
    chains = list(_chains(session, states))
    return [*chains, *_records(session, states), *_files(session)]


def _chains(session: Session, states: LastStates) -> Iterator[str]:
    heads = {head.chain_id: head for head in session.scalars(select(ChainHead))}
    ordered = select(Event).order_by(Event.chain_id, Event.sequence).execution_options(yield_per=_BATCH)
    for chain_id, events in groupby(session.scalars(ordered), key=lambda event: event.chain_id):
        yield from _chain(chain_id, events, heads.pop(chain_id, None), states)
    for chain_id, head in sorted(heads.items()):
        if head.sequence:
            yield f"ประวัติของหน่วยงาน {chain_id} หายไปทั้งหมด {head.sequence} รายการ"


def _chain(
    chain_id: int, events: Iterable[Event], head: ChainHead | None, states: LastStates
) -> Iterator[str]:
    """The findings of one chain; fills ``states`` on the way."""
    expected, previous = 1, ""
    for event in events:
        where = f"ประวัติของหน่วยงาน {chain_id} รายการที่ {event.sequence}"
        if event.sequence != expected:
            yield f"{where} มาแทนรายการที่ {expected} ซึ่งหายไป"
        if event.previous != previous:
            yield f"{where} ไม่ต่อจากรายการก่อนหน้า"
        if event.digest != link(event.previous, sealed_values(event)):
            yield f"{where} ถูกแก้ไข"
        expected, previous = event.sequence + 1, event.digest
        if event.to_state:
            states[event.kind, event.record_id] = event.to_state
    if head is None or (head.sequence, head.digest) != (expected - 1, previous):
        yield f"ประวัติของหน่วยงาน {chain_id} ไม่จบที่รายการสุดท้ายที่บันทึกไว้ ({head.sequence if head else 0})"


def _records(session: Session, states: LastStates) -> Iterator[str]:
    """Records that moved without a step; one that took no step yet stands where its kind begins."""
    for name, kind in KINDS.items():
        begins = str(kind.model.__table__.c.state.default.arg)
        for record_id, state in session.execute(
            select(kind.model.id, kind.model.state).order_by(kind.model.id)
        ):
            told = states.pop((name, record_id), begins)
            if str(state) != told:
                yield f"{name} {record_id} มีสถานะ {state} แต่ประวัติบอกว่า {told}"
    for name, record_id in sorted(key for key in states if key[0] in KINDS):
        yield f"{name} {record_id} มีในประวัติแต่ไม่มีในฐานข้อมูล"


def _files(session: Session) -> Iterator[str]:
    for file_id in session.scalars(select(StoredFile.id).order_by(StoredFile.id)).all():
        columns = (StoredFile.digest, StoredFile.size, StoredFile.content)
        digest, size, content = session.execute(select(*columns).where(StoredFile.id == file_id)).one()
        if (hashlib.sha256(content).hexdigest(), len(content)) != (digest, size):
            yield f"แฟ้ม {file_id} ไม่ตรงกับที่บันทึกไว้"

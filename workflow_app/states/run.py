"""The door through which pages, commands and the demo take a step: prepare, one transaction, announce the jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.db import Database
from workflow_app.errors import NotFound, Refused
from workflow_app.letters.compose import COMPOSERS
from workflow_app.letters.models import Letter
from workflow_app.letters.operations import open_draft
from workflow_app.letters.prepare import Prepared, prepare
from workflow_app.people.rules import Actor, Role
from workflow_app.states.effects import name_of
from workflow_app.states.perform import Performed, carry_out, perform
from workflow_app.states.registry import KINDS
from workflow_app.states.visible import VISIBLE
from workflow_app.states.visible import letters as visible_letters
from workflow_app.states.vocabulary import IndicatorState, LetterState, MeetingState
from workflow_app.years.models import Cycle
from workflow_app.years.queries import unclosed_cycle


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


def begin(database: Database, kind: str, action: str, *, actor: Actor, make: Callable[[Session], Any]) -> int:
    """The id of a record of ``kind`` that ``make`` adds and that takes its first step ``action``, both or neither.

    Raises what ``make`` and ``perform`` raise.
    """
    with database.transaction() as session:
        record_id = int(make(session).id)
        perform(session, kind, [record_id], action, actor=actor)
        return record_id


def open_letter(
    database: Database, kind: str, *, cycle_id: int, actor: Actor, subjects: Sequence[tuple[str, int]]
) -> int:
    """The id of a new draft of ``kind`` about ``subjects`` ("ร่างหนังสือ"), composed from the records.

    :raises NotFound: cycle or subject is not the person's to see. :raises Refused: the year is closed, not the
        person's to draft, not in the state that the letter sends from, or named by a live letter already.
    """
    with database.transaction() as session:
        if kind not in COMPOSERS:
            raise NotFound
        cycle = unclosed_cycle(session, actor, cycle_id)
        if actor.role not in MAY_DRAFT:
            raise Refused([f"{actor.role.label}ร่างหนังสือไม่ได้"])
        subjects = list(dict.fromkeys(subjects))
        _check_subjects(session, kind, cycle, subjects, actor)
        follows = open_draft(session, kind, cycle=cycle, actor=actor, subjects=subjects)
        carry_out(session, follows, actor=actor)
        return follows[0].ids[0]


def _check_subjects(
    session: Session, kind: str, cycle: Cycle, subjects: Sequence[tuple[str, int]], actor: Actor
) -> None:
    """Every subject is there for this person, of this cycle, and stands where the letter's step starts."""
    if not subjects:
        raise Refused(["ยังไม่ได้เลือกรายการ"])
    by_kind: dict[str, list[int]] = {}
    for name, record_id in subjects:
        by_kind.setdefault(name, []).append(record_id)
    if not set(by_kind) <= set(SUBJECT_KINDS[kind]):
        raise NotFound
    for name in (name for name in KINDS if name in by_kind):  # locked in the order of all locks
        ids = by_kind[name]
        model = KINDS[name].model
        query = select(model).where(model.id.in_(ids), model.cycle_id == cycle.id, VISIBLE[name](actor))
        rows = list(session.scalars(query.order_by(model.id).with_for_update()))
        if len(rows) != len(set(ids)):
            raise NotFound
        _check_states(kind, name, rows)


def _check_states(kind: str, name: str, rows: Sequence[Any]) -> None:
    wanted = SOURCES.get((kind, name))
    if wanted is None:
        return
    against = [f"{name_of(row)}: อยู่ในสถานะ “{row.state.label}”" for row in rows if row.state not in wanted]
    if against:
        raise Refused(against, "บางรายการยังใส่ในหนังสือนี้ไม่ได้")


#: Who may draft a letter about records.
MAY_DRAFT = (Role.PROCESS_OWNER, Role.COMMITTEE_SECRETARY)
#: What kinds of records a letter speaks of, and in which states they must stand.
SUBJECT_KINDS = {
    "resolutions": ("meeting", "indicator"),
    "drafts_submission": ("indicator",),
    "targets": ("indicator",),
}
SOURCES = {
    ("resolutions", "meeting"): (MeetingState.HELD, MeetingState.MINUTED),
    ("drafts_submission", "indicator"): (IndicatorState.READY,),
    ("targets", "indicator"): (IndicatorState.IN_FORCE,),
}


def _prepare_letters(session: Session, ids: Sequence[int], actor: Actor) -> dict[int, Prepared]:
    """The docx that the last check freezes, by letter; of one that is not being checked perform says why not."""
    query = select(Letter).where(
        Letter.id.in_(ids), Letter.state == LetterState.CHECKING, visible_letters(actor)
    )
    return {letter.id: prepare(session, letter) for letter in session.scalars(query)}


PREPARE: dict[tuple[str, str], Callable[[Session, Sequence[int], Actor], Any]] = {
    ("letter", "pass_check"): _prepare_letters,
}

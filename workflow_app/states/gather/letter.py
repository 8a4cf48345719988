"""Rows of letters into facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.db import pairs
from workflow_app.letters.draft_checks import errors_of
from workflow_app.letters.models import Letter, LetterCheck, Recipient
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Scope
from workflow_app.states.facts.letter import LetterFacts
from workflow_app.states.gather.common import Queries, gathered, of_row, scopes
from workflow_app.states.vocabulary import LetterState, RecipientState

#: States in which the checks of the text are asked for (before it is frozen).
UNFROZEN = (LetterState.NEW, LetterState.DRAFT, LetterState.CHECKING)
DONE = (RecipientState.ACKNOWLEDGED, RecipientState.ASSIGNED, RecipientState.ANSWERED)


def gather(
    session: Session, rows: Sequence[Letter], actor: Actor, wanted: Collection[str] | None = None
) -> dict[int, LetterFacts]:
    """Facts of each row, by id. What the dispatch would be refused is added by ``perform`` (it needs the engine)."""
    found = gathered(QUERIES, session, rows, actor, wanted)
    now = clock.now()
    return {
        row.id: LetterFacts(
            id=row.id,
            name=row.subject,
            state=row.state,
            version=row.version,
            actor=actor,
            scopes=scopes(actor, columns(row)),
            now=now,
            has_signer=row.signer_person_id is not None,
            drafted_by_actor=row.drafted_by_id == actor.person_id,
            **of_row(found, row.id),
        )
        for row in rows
    }


def columns(row: Letter) -> dict[Scope, int | None]:
    """The columns that say whose a letter is."""
    return {
        Scope.DRAFTER: row.drafter_office_id,
        Scope.REGISTER: row.register_office_id,
        Scope.PERSON: row.waiting_person_id,
        Scope.PROVINCE: row.province_id,
    }


def _errors(session: Session, rows: Sequence[Letter], _actor: Actor) -> dict[int, tuple[str, ...]]:
    return {row.id: tuple(errors_of(session, row)) if row.state in UNFROZEN else () for row in rows}


def _routes(session: Session, rows: Sequence[Letter], _actor: Actor) -> dict[int, tuple[str, ...]]:
    query = select(LetterCheck.letter_id, LetterCheck.result).where(LetterCheck.letter_id.in_(_ids(rows)))
    found: dict[int, list[str]] = defaultdict(list)
    for letter, result in session.execute(query.order_by(LetterCheck.position)):
        found[letter].append(result)
    return {row.id: tuple(found[row.id]) for row in rows}


def _recipients(session: Session, rows: Sequence[Letter], _actor: Actor) -> dict[int, int]:
    return _count(session, rows)


def _unacknowledged(session: Session, rows: Sequence[Letter], _actor: Actor) -> dict[int, int]:
    return _count(session, rows, Recipient.state.not_in(DONE))


def _count(session: Session, rows: Sequence[Letter], *conditions: ColumnElement[bool]) -> dict[int, int]:
    """How many recipients each letter has of whom the conditions hold."""
    query = select(Recipient.letter_id, func.count()).where(Recipient.letter_id.in_(_ids(rows)), *conditions)
    counts = pairs(session, query.group_by(Recipient.letter_id))
    return {row.id: counts.get(row.id, 0) for row in rows}


def _has_code(session: Session, rows: Sequence[Letter], _actor: Actor) -> dict[int, bool]:
    query = select(Office.id).where(
        Office.id.in_({row.issuer_office_id for row in rows}),
        Office.letter_letters != "",
        Office.letter_owner != "",
    )
    coded = set(session.scalars(query))
    return {row.id: row.issuer_office_id in coded for row in rows}


def _no_refusals(_session: Session, rows: Sequence[Letter], _actor: Actor) -> dict[int, tuple[str, ...]]:
    return {row.id: () for row in rows}


def _ids(rows: Sequence[Letter]) -> list[int]:
    return [row.id for row in rows]


#: The query behind each gathered fact.
QUERIES: Queries[Letter] = {
    "errors": _errors,
    "route": _routes,
    "recipients": _recipients,
    "unacknowledged": _unacknowledged,
    "has_code": _has_code,
    "follow_refusals": _no_refusals,
}

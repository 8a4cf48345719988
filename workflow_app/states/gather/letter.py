"""Rows of letters into facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.letters.findings import errors_of
from workflow_app.letters.models import Letter, LetterCheck, Recipient
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Scope
from workflow_app.states.facts.letter import LetterFacts
from workflow_app.states.gather.common import scopes
from workflow_app.states.vocabulary import LetterState, RecipientState

#: States in which the checks of the text are asked for (before it is frozen).
UNFROZEN = (LetterState.NEW, LetterState.DRAFT, LetterState.CHECKING)
DONE = (RecipientState.ACKNOWLEDGED, RecipientState.ASSIGNED, RecipientState.ANSWERED)


def gather(session: Session, rows: Sequence[Letter], actor: Actor) -> dict[int, LetterFacts]:
    """Facts of each row, by id. What the dispatch would be refused is added by ``perform`` (it needs the engine)."""
    ids = [row.id for row in rows]
    routes = _routes(session, ids)
    recipients = _recipients(session, ids)
    codes = _issuers_with_code(session, {row.issuer_office_id for row in rows})
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
            errors=errors_of(session, row) if row.state in UNFROZEN else (),
            route_length=len(routes[row.id]),
            passed=routes[row.id].count("passed"),
            has_signer=row.signer_person_id is not None,
            drafted_by_actor=row.drafted_by_id == actor.person_id,
            recipients=recipients[row.id][0],
            has_code=row.issuer_office_id in codes,
            follow_refusals=(),
            signed_on_paper=(row.signed or {}).get("how") == "paper",
            has_scan=row.scan_file_id is not None,
            unacknowledged=recipients[row.id][1],
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


def _routes(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    query = select(LetterCheck.letter_id, LetterCheck.result).where(LetterCheck.letter_id.in_(ids))
    found: dict[int, list[str]] = defaultdict(list)
    for letter, result in session.execute(query):
        found[letter].append(result)
    return found


def _recipients(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many recipients each letter has, and how many have not acknowledged it."""
    query = (
        select(Recipient.letter_id, func.count(), func.count().filter(Recipient.state.not_in(DONE)))
        .where(Recipient.letter_id.in_(ids))
        .group_by(Recipient.letter_id)
    )
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({letter: (total, waiting) for letter, total, waiting in session.execute(query)})
    return found


def _issuers_with_code(session: Session, ids: set[int]) -> set[int]:
    query = select(Office.id).where(
        Office.id.in_(ids), Office.letter_letters != "", Office.letter_owner != ""
    )
    return set(session.scalars(query))

"""What pages ask about letters and their recipients; nothing here writes.

Two sides see a letter: the one that makes it (draft, checks, route, numbers), asked for here, and the one that
received it (the official copy and nothing else), asked for in registers/queries.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow_app.errors import NotFound
from workflow_app.history.models import Event
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Enclosure, Letter, LetterCheck, LetterSubject, Recipient
from workflow_app.letters.routing import postings_of_province
from workflow_app.meetings.models import Meeting
from workflow_app.offices.models import Office
from workflow_app.people.models import Person
from workflow_app.people.rules import Actor, Role, Scope
from workflow_app.registers.models import RegisterEntry
from workflow_app.states.registry import KINDS
from workflow_app.states.tables import table
from workflow_app.states.visible import CHECKING, VISIBLE, passing_by
from workflow_app.states.vocabulary import LetterState, RecipientState

PAGE_LENGTH = 50
#: Roles that write letters of their office; the steps of a draft are theirs.
DRAFTING = (Role.PROCESS_OWNER, Role.OFFICE_OFFICER, Role.COMMITTEE_SECRETARY)

Columns = TypeVarTuple("Columns")
_waiting = aliased(Person)


@dataclass(frozen=True)
class LetterLine:
    """A letter in a list. ``number`` is empty until one was given; ``waiting``: whose turn it is."""

    letter: Letter
    office: str
    number: str
    waiting: str
    recipients: int
    acknowledged: int


@dataclass(frozen=True)
class Listing:
    """One page of a list, with the number of pages that there are."""

    lines: Sequence[Any]
    pages: int


@dataclass(frozen=True)
class LetterPage:
    """A letter with everything that its page tells, for the side that makes it."""

    letter: Letter
    names: dict[str, str]
    number: str
    voided_because: str
    route: Sequence[tuple[LetterCheck, str]] = ()
    recipients: Sequence[tuple[Recipient, bool]] = ()
    enclosures: Sequence[Enclosure] = ()
    subjects: Sequence[tuple[str, int, str]] = ()
    events: Sequence[Event] = ()


def made_by(actor: Actor) -> ColumnElement[bool]:
    """The letters that the person sees from the side that makes them."""
    ways: list[ColumnElement[bool]] = [passing_by(actor)]
    if actor.role in (*DRAFTING, Role.OFFICE_HEAD):
        ways.append(Letter.drafter_office_id == actor.office_id)
    if actor.role is Role.PROCESS_OWNER:
        ways.append(Letter.province_id == actor.province_id)
    if actor.role is Role.REGISTRAR:
        ways.append(Letter.register_office_id == actor.office_id)
    return and_(VISIBLE["letter"](actor), or_(*ways))


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """The letters whose next step is this person's, by the table of steps; side ways do not count."""
    columns = KINDS["letter"].scope_columns
    mine = {Scope.PERSON: actor.person_id}
    found = {
        (step.source, scope)
        for step in table("letter")
        if not step.aside
        for role, scope in step.by
        if role is actor.role and scope in columns
    }
    ways = [
        and_(Letter.state == state, columns[scope] == mine.get(scope, actor.office_id))
        for state, scope in sorted(found)
    ]
    return and_(VISIBLE["letter"](actor), or_(false(), *ways))


def letters(
    session: Session, chosen: ColumnElement[bool], *, kind: str = "", state: str = "", page: int = 1
) -> Listing:
    """One page of the letters for which ``chosen`` (made_by, waiting_for) holds, the newest first."""
    conditions = [chosen]
    if kind:
        conditions.append(Letter.kind == kind)
    if state:
        conditions.append(Letter.state == LetterState(state))
    query = (
        select(Letter, Office.name, RegisterEntry.number, _waiting.name)
        .join(Office, Office.id == Letter.drafter_office_id)
        .outerjoin(RegisterEntry, RegisterEntry.id == Letter.register_entry_id)
        .outerjoin(_waiting, _waiting.id == Letter.waiting_person_id)
        .where(*conditions)
        .order_by(Letter.id.desc())
    )
    rows = session.execute(paged(query, page)).all()
    counts = _acknowledged(session, [letter.id for letter, *_ in rows])
    lines = [
        LetterLine(letter, office, number or "", waiting or "", *counts.get(letter.id, (0, 0)))
        for letter, office, number, waiting in rows
    ]
    return Listing(lines, pages_of(session, select(func.count()).select_from(Letter).where(*conditions)))


def is_made_by(session: Session, actor: Actor, letter_id: int) -> bool:
    """Whether the person sees the letter from the side that makes it."""
    return session.scalar(select(Letter.id).where(Letter.id == letter_id, made_by(actor))) is not None


def made_letter(session: Session, actor: Actor, letter_id: int) -> Letter:
    """A letter for the side that makes it. :raises NotFound: not there, or not this person's to see so."""
    letter = session.scalar(select(Letter).where(Letter.id == letter_id, made_by(actor)))
    if letter is None:
        raise NotFound
    return letter


def letter_page(session: Session, actor: Actor, letter_id: int) -> LetterPage:
    """All that the page of a letter tells. :raises NotFound: as ``made_letter``."""
    letter = made_letter(session, actor, letter_id)
    entry = session.get(RegisterEntry, letter.register_entry_id) if letter.register_entry_id else None
    return LetterPage(
        letter,
        _names(session, letter),
        number=entry.number if entry else "",
        voided_because=entry.void_reason if entry else "",
        route=_route(session, letter.id),
        recipients=_recipients(session, letter.id),
        enclosures=enclosures_of(session, letter.id),
        subjects=_subjects(session, letter.id, actor),
        events=list(
            session.scalars(
                select(Event).where(Event.kind == "letter", Event.record_id == letter.id).order_by(Event.id)
            )
        ),
    )


def enclosure_of(session: Session, letter_id: int, enclosure_id: int) -> Enclosure:
    """An enclosed file of a letter that the person was found to see. :raises NotFound: not of this letter."""
    query = select(Enclosure).where(Enclosure.id == enclosure_id, Enclosure.letter_id == letter_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def sent_in(session: Session, actor: Actor, recipient_id: int) -> int:
    """The id of the letter that a recipient's row belongs to, for its sender. :raises NotFound: not theirs."""
    query = select(Recipient.letter_id).where(Recipient.id == recipient_id, VISIBLE["recipient"](actor))
    letter_id = session.scalar(query)
    if letter_id is None:
        raise NotFound
    return letter_id


def enclosures_of(session: Session, letter_id: int) -> list[Enclosure]:
    """The enclosed files of a letter, in printed order."""
    query = select(Enclosure).where(Enclosure.letter_id == letter_id).order_by(Enclosure.position)
    return list(session.scalars(query))


def choices_of_route(session: Session, letter: Letter) -> dict[str, dict[int, str]]:
    """Who may check and who may sign in the letter's province today: person id → name, post and office."""
    found: dict[str, dict[int, str]] = {"route": {}, "signer": {}}
    query = postings_of_province(letter.province_id)
    rows = session.execute(query.add_columns(Person.name, Office.name).join(Person))
    for posting, name, office in rows:
        shown = f"{name} – {posting.position or posting.role.label} ({office})"
        if posting.role in CHECKING and posting.person_id != letter.drafted_by_id:
            found["route"].setdefault(posting.person_id, shown)
        if posting.role is Role.SIGNER:
            found["signer"].setdefault(posting.person_id, shown)
    return found


def route_of(session: Session, letter_id: int) -> list[int]:
    """The person ids of a letter's checking route, in order."""
    return [check.person_id for check, _name in _route(session, letter_id)]


def seen_subjects(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    """The subjects of those among these letters that the person may see, by id."""
    query = select(Letter.id, Letter.subject).where(Letter.id.in_(ids), VISIBLE["letter"](actor))
    return dict(session.execute(query).all())


def paged(query: Select[*Columns], page: int) -> Select[*Columns]:
    """The rows of one page (from 1) of a list."""
    return query.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)


def pages_of(session: Session, query: Select[Any]) -> int:
    """How many pages a list has, whose length ``query`` counts; at least one."""
    return max(1, -(-int(session.scalar(query) or 0) // PAGE_LENGTH))


def _acknowledged(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    done = (RecipientState.ACKNOWLEDGED, RecipientState.ASSIGNED, RecipientState.ANSWERED)
    query = (
        select(Recipient.letter_id, func.count(), func.count().filter(Recipient.state.in_(done)))
        .where(Recipient.letter_id.in_(ids))
        .group_by(Recipient.letter_id)
    )
    return {letter: (total, count) for letter, total, count in session.execute(query)}


def _names(session: Session, letter: Letter) -> dict[str, str]:
    """Names of the offices and persons that the letter's columns point at, by column."""
    offices = {"drafter": letter.drafter_office_id, "issuer": letter.issuer_office_id}
    offices["keeper"] = letter.register_office_id
    people = {"drafted_by": letter.drafted_by_id, "signer": letter.signer_person_id}
    people["waiting"] = letter.waiting_person_id
    office_names = dict(
        session.execute(select(Office.id, Office.name).where(Office.id.in_(offices.values()))).all()
    )
    wanted = [person for person in people.values() if person is not None]
    person_names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())
    named = {key: office_names.get(office, "") for key, office in offices.items()}
    return {**named, **{key: person_names.get(person or 0, "") for key, person in people.items()}}


def _route(session: Session, letter_id: int) -> list[tuple[LetterCheck, str]]:
    query = (
        select(LetterCheck, Person.name)
        .join(Person, Person.id == LetterCheck.person_id)
        .where(LetterCheck.letter_id == letter_id)
        .order_by(LetterCheck.position)
    )
    return list(session.execute(query))


def _recipients(session: Session, letter_id: int) -> list[tuple[Recipient, bool]]:
    """Recipients in printed order, each with whether its office has accounts here."""
    query = (
        select(Recipient, func.coalesce(Office.uses_system, false()))
        .outerjoin(Office, Office.id == Recipient.office_id)
        .where(Recipient.letter_id == letter_id)
        .order_by(Recipient.position, Recipient.id)
    )
    return list(session.execute(query))


def _subjects(session: Session, letter_id: int, actor: Actor) -> list[tuple[str, int, str]]:
    """Kind, id and name of the records that the letter names and the person may see."""
    named: dict[str, tuple[Any, Any]] = {
        "meeting": (Meeting, Meeting.title),
        "indicator": (Indicator, Indicator.name),
    }
    found: list[tuple[str, int, str]] = []
    for kind, (model, name) in named.items():
        query = (
            select(model.id, name)
            .join(LetterSubject, and_(LetterSubject.record_id == model.id, LetterSubject.kind == kind))
            .where(LetterSubject.letter_id == letter_id, VISIBLE[kind](actor))
            .order_by(model.id)
        )
        found += [(kind, record_id, title) for record_id, title in session.execute(query)]
    return found

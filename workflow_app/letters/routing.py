"""Whose letter it is, who checks it, who signs it, who receives it – unless somebody says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, Recipient
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.models import Person, Posting
from workflow_app.people.queries import current
from workflow_app.people.rules import Actor, Role

#: A usual route has a head of the drafting office and a checker of the province.
USUAL_ROUTE_LENGTH = 2


def issuer_of(session: Session, drafter: Office) -> Office:
    """The office whose code the letter carries: the drafting one, or the nearest above it that has a code."""
    office: Office | None = drafter
    while office is not None:
        if office.letter_letters and office.letter_owner:
            return office
        office = session.get(Office, office.parent_id) if office.parent_id else None
    return drafter


def postings_of_province(province_id: int, role: Role | None = None) -> Select[Posting]:
    """Postings that count today in a province's offices, those of a role first to come."""
    query = (
        select(Posting)
        .join(Office, Office.id == Posting.office_id)
        .where(Office.province_id == province_id, current(clock.today()))
        .order_by(Posting.id)
    )
    return query if role is None else query.where(Posting.role == role)


def default_signer(session: Session, province_id: int) -> tuple[Person, Posting] | None:
    """The province's first signer, or None where nobody holds the role."""
    posting = session.scalar(postings_of_province(province_id, Role.SIGNER).limit(1))
    return None if posting is None else (session.get_one(Person, posting.person_id), posting)


def default_route(session: Session, drafter: Office, province_id: int, actor: Actor) -> list[int]:
    """Person ids: the drafting office's checkers, then the province's, the drafter left out."""
    postings = list(session.scalars(postings_of_province(province_id, Role.CHECKER)))
    near = [posting for posting in postings if posting.office_id == drafter.id]
    far = [posting for posting in postings if posting.office_id != drafter.id]
    people = dict.fromkeys(
        posting.person_id for posting in near + far if posting.person_id != actor.person_id
    )
    return list(people)[:USUAL_ROUTE_LENGTH]


def default_recipients(
    session: Session, kind: str, letter: Letter, subjects: Sequence[tuple[str, int]]
) -> list[Recipient]:
    """The offices that letters of this kind go to, in printed order."""
    offices = RECIPIENTS[kind](session, letter, subjects)
    return [
        Recipient(
            letter_id=letter.id,
            position=place,
            office_id=office.id,
            sender_office_id=letter.drafter_office_id,
            province_id=letter.province_id,
            name=office.head_position or office.name,
        )
        for place, office in enumerate(offices, 1)
    ]


def _districts(session: Session, letter: Letter, _subjects: Sequence[tuple[str, int]]) -> list[Office]:
    query = select(Office).where(Office.province_id == letter.province_id, Office.kind == OfficeKind.DISTRICT)
    return list(session.scalars(query.order_by(Office.sort_order, Office.id)))


def _opdc(session: Session, _letter: Letter, _subjects: Sequence[tuple[str, int]]) -> list[Office]:
    return list(session.scalars(select(Office).where(Office.kind == OfficeKind.OPDC).limit(1)))


def _line_offices(session: Session, letter: Letter, subjects: Sequence[tuple[str, int]]) -> list[Office]:
    """Offices that answer for the letter's indicators; where it names none, every line office of the province."""
    ids = [record for kind, record in subjects if kind == "indicator"]
    named = set(session.scalars(select(Indicator.responsible_office_id).where(Indicator.id.in_(ids))))
    named |= set(session.scalars(select(Indicator.responsible_office_id).where(Indicator.parent_id.in_(ids))))
    query = select(Office).where(
        Office.province_id == letter.province_id,
        Office.kind == OfficeKind.PROVINCIAL_OFFICE,
        Office.id != letter.drafter_office_id,
    )
    offices = list(session.scalars(query.order_by(Office.sort_order, Office.id)))
    return [office for office in offices if not named or office.id in named]


RECIPIENTS = {"targets": _districts, "drafts_submission": _opdc, "resolutions": _line_offices}

"""What pages and the sign-in ask about people and postings; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from workflow_app import clock, words
from workflow_app.errors import NotFound
from workflow_app.offices.models import Office
from workflow_app.people.models import Person, Posting
from workflow_app.people.names import without_title
from workflow_app.people.postings import is_current
from workflow_app.people.rules import Actor, Role


@dataclass(frozen=True)
class Seat:
    """A posting as pages show it: who, where, as what, from and to which day (both included)."""

    posting_id: int
    person_id: int
    role: Role
    position: str
    office_id: int
    office_name: str
    office_kind: str
    province_id: int | None
    starts: date
    ends: date | None

    def is_current(self, day: date) -> bool:
        """True when the posting counts on that day."""
        return is_current(self.starts, self.ends, day)


@dataclass(frozen=True)
class Listed:
    """A line of the list of people: the person and all postings seen by the one who lists."""

    person: Person
    seats: tuple[Seat, ...]


def current(day: date) -> ColumnElement[bool]:
    """The condition that a Posting counts on ``day``."""
    return and_(Posting.starts <= day, or_(Posting.ends.is_(None), Posting.ends >= day))


def current_seats(session: Session, person_id: int) -> list[Seat]:
    """The postings of a person that count today, the oldest first."""
    chosen = _seats().where(Posting.person_id == person_id, current(clock.today()))
    return [_seat(posting, office) for posting, office in session.execute(chosen)]


def all_seats(session: Session, person_ids: Collection[int]) -> dict[int, list[Seat]]:
    """Every posting, past and to come, of each of the people, the oldest first."""
    found: dict[int, list[Seat]] = {person_id: [] for person_id in person_ids}
    for posting, office in session.execute(_seats().where(Posting.person_id.in_(person_ids))):
        found[posting.person_id].append(_seat(posting, office))
    return found


def seats_in(session: Session, office_id: int) -> list[tuple[str, Seat]]:
    """Who serves in an office now or will: names with their postings, the oldest first."""
    lasting = or_(Posting.ends.is_(None), Posting.ends >= clock.today())
    chosen = _seats().add_columns(Person.name).join(Person, Person.id == Posting.person_id)
    rows = session.execute(chosen.where(Posting.office_id == office_id, lasting))
    return [(name, _seat(posting, office)) for posting, office, name in rows]


def actor_for(session: Session, posting_id: int) -> Actor:
    """The acting person under a posting that counts today. :raises NotFound: it does not, or not any more."""
    chosen = _seats().where(Posting.id == posting_id, current(clock.today()))
    row = session.execute(chosen).one_or_none()
    person = session.get(Person, row[0].person_id) if row else None
    if row is None or person is None or not person.active:
        raise NotFound
    return actor_of(person, _seat(*row))


def actor_of(person: Person, seat: Seat) -> Actor:
    """The acting person in one of their seats."""
    return Actor(
        person_id=person.id,
        name=person.name,
        posting_id=seat.posting_id,
        role=seat.role,
        office_id=seat.office_id,
        office_name=seat.office_name,
        office_kind=seat.office_kind,
        province_id=seat.province_id,
        position=seat.position,
    )


def person_named(session: Session, username: str) -> Person | None:
    """The person with that user name (capitals do not matter); None when there is none."""
    return session.scalar(select(Person).where(Person.username == username.strip().lower()))


def people_of(session: Session, actor: Actor) -> list[Listed]:
    """The people that this administrator keeps, in dictionary order of first names, each with all their postings there.

    Of a province: everybody who has or had a posting in it. Of ก.พ.ร.: everybody.
    """
    chosen = select(Person).where(_kept_by(actor))
    people = sorted(session.scalars(chosen), key=lambda person: words.sort_key(without_title(person.name)))
    seats = all_seats(session, [person.id for person in people])
    return [Listed(person, _seen_by(actor, seats[person.id])) for person in people]


def kept_person(session: Session, actor: Actor, person_id: int) -> Listed:
    """One person whom this administrator keeps. :raises NotFound: not there, or not theirs."""
    person = session.scalar(select(Person).where(Person.id == person_id, _kept_by(actor)))
    if person is None:
        raise NotFound
    return Listed(person, _seen_by(actor, all_seats(session, [person.id])[person.id]))


def serves_elsewhere(session: Session, actor: Actor, person_id: int) -> bool:
    """True when the person has a posting, now or to come, outside what this administrator keeps."""
    today = clock.today()
    seats = all_seats(session, [person_id])[person_id]
    lasting = [seat for seat in seats if seat.ends is None or seat.ends >= today]
    return len(_seen_by(actor, lasting)) < len(lasting)


def _seats() -> Select[Posting, Office]:
    return (
        select(Posting, Office)
        .join(Office, Office.id == Posting.office_id)
        .order_by(Posting.starts, Posting.id)
    )


def _seat(posting: Posting, office: Office) -> Seat:
    return Seat(
        posting_id=posting.id,
        person_id=posting.person_id,
        role=posting.role,
        position=posting.position,
        office_id=office.id,
        office_name=office.name,
        office_kind=office.kind,
        province_id=office.province_id,
        starts=posting.starts,
        ends=posting.ends,
    )


def _kept_by(actor: Actor) -> ColumnElement[bool]:
    if actor.province_id is None:
        return Person.id.is_not(None)
    inside = (
        select(Posting.person_id)
        .join(Office, Office.id == Posting.office_id)
        .where(Office.province_id == actor.province_id)
    )
    return Person.id.in_(inside)


def _seen_by(actor: Actor, seats: list[Seat]) -> tuple[Seat, ...]:
    return tuple(seat for seat in seats if actor.province_id in (None, seat.province_id))

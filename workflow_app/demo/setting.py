"""Before the story begins: a province with its offices, people and books."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.demo.cast import OFFICES, PLAYED, PRACTICE, Account, Cast, DemoOffice
from workflow_app.demo.stage import Stage, moment
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.offices.operations import open_province
from workflow_app.offices.queries import chain_of
from workflow_app.people.operations import create_person, give_posting
from workflow_app.registers.numbering import open_book
from workflow_app.registers.rules import BookMode

OPENED = "2021-09-01 09:00"
#: Calendar years (พ.ศ.) of the story; the central registry numbers letters, the office itself counts circulars.
YEARS = (2564, 2565, 2566)
MODES = {"outgoing": BookMode.EXTERNAL, "circular": BookMode.OWN, "incoming": BookMode.OWN}


def set_up(stage: Stage) -> None:
    """Open the province of the story, seat its people, open its books."""
    with stage.at(OPENED):
        open_cast(stage, PLAYED, YEARS)


def set_up_practice(stage: Stage, years: Sequence[int]) -> None:
    """Open the province in which whoever tries the system carries a year by hand; books of ``years`` (พ.ศ.)."""
    with stage.at(OPENED):
        open_cast(stage, PRACTICE, years)


def open_cast(stage: Stage, cast: Cast, years: Sequence[int]) -> None:
    """A province with everybody and everything that an administrator would set up."""
    with stage.database.transaction() as session:
        province = open_province(session, cast.code)
        offices = _offices(session, province, cast)
        for account in cast.accounts:
            _seat(stage, session, offices, account)
        _books(session, offices["center"], years)


def _offices(session: Session, province: Office, cast: Cast) -> dict[str, Office]:
    rows = session.scalars(select(Office).where(Office.province_id == province.id)).all()
    named = {office.name: office for office in rows}
    center = named[cast.center]
    center.letter_owner, center.place = "0017", list(cast.place)
    center.phones, center.email = "0 4200 0000", "saraban@province.example"
    province.place = list(cast.place)
    named[cast.outside_district].uses_system = False
    made = {
        one.code: _line_office(session, province, cast, one, place) for place, one in enumerate(OFFICES, 2)
    }
    session.flush()  # people are seated by the offices' ids
    return {**named, **made, "center": center, "province": province}


def _line_office(session: Session, province: Office, cast: Cast, one: DemoOffice, place: int) -> Office:
    office = Office(
        kind=OfficeKind.PROVINCIAL_OFFICE,
        name=f"{one.name}{cast.province}",
        head_position=f"{one.head}{cast.province}",
        parent_id=province.id,
        province_id=province.id,
        letter_letters=province.letter_letters,
        letter_owner=one.owner,
        place=list(cast.place),
        sort_order=place,
    )
    session.add(office)
    return office


def _seat(stage: Stage, session: Session, offices: dict[str, Office], account: Account) -> None:
    office = offices[account.office]
    person, _secret = create_person(
        session,
        None,
        username=account.username,
        name=account.name,
        password=account.password,
        chain_id=chain_of(office),
    )
    posting = give_posting(
        session,
        None,
        person,
        office=office,
        role=account.role,
        position=account.position,
        starts=moment(OPENED).date(),
    )
    stage.postings[account.username] = posting.id
    stage.ids[f"person.{account.username}"] = person.id
    stage.ids[f"office.{account.office}"] = office.id


def _books(session: Session, center: Office, years: Sequence[int]) -> None:
    for year in years:
        for kind, mode in MODES.items():
            open_book(session, center.id, kind, year, mode)

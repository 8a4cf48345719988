"""Before the story begins: the province with its offices, people and books."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.demo import cast
from workflow_app.demo.stage import Stage, moment
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.offices.operations import open_province
from workflow_app.people.operations import create_person, give_posting
from workflow_app.registers.numbering import open_book
from workflow_app.registers.rules import BookMode

OPENED = "2021-09-01 09:00"
#: Calendar years (พ.ศ.) of the story; the central registry numbers letters, the office itself counts circulars.
YEARS = (2564, 2565, 2566)
MODES = {"outgoing": BookMode.EXTERNAL, "circular": BookMode.OWN, "incoming": BookMode.OWN}


def set_up(stage: Stage) -> None:
    """Open the province, seat its people, open its books."""
    with stage.at(OPENED), stage.database.transaction() as session:
        province = open_province(session, cast.PROVINCE_CODE)
        offices = _offices(session, province)
        for account in cast.ACCOUNTS:
            _seat(stage, session, offices, account)
        _books(session, offices["center"])


def _offices(session: Session, province: Office) -> dict[str, Office]:
    rows = session.scalars(select(Office).where(Office.province_id == province.id)).all()
    named = {office.name: office for office in rows}
    center = named[cast.CENTER]
    center.letter_owner, center.place = "0017", list(cast.PLACE)
    center.phones, center.email = "0 4200 0000", "saraban@nongbualamphu.example"
    center.head_position = f"หัวหน้า{cast.CENTER}"
    province.place = list(cast.PLACE)
    named[cast.OUTSIDE_DISTRICT].uses_system = False
    made = {
        one.code: _line_office(session, province, one, place) for place, one in enumerate(cast.OFFICES, 2)
    }
    session.flush()  # people are seated by the offices' ids
    return {**named, **made, "center": center, "province": province}


def _line_office(session: Session, province: Office, one: cast.DemoOffice, place: int) -> Office:
    office = Office(
        kind=OfficeKind.PROVINCIAL_OFFICE,
        name=one.name,
        head_position=one.head_position,
        parent_id=province.id,
        province_id=province.id,
        letter_letters=province.letter_letters,
        letter_owner=one.owner,
        place=list(cast.PLACE),
        sort_order=place,
    )
    session.add(office)
    return office


def _seat(stage: Stage, session: Session, offices: dict[str, Office], account: cast.Account) -> None:
    office = offices[account.office]
    person, _secret = create_person(
        session,
        None,
        username=account.username,
        name=account.name,
        password=account.password,
        chain_id=office.province_id or office.id,
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


def _books(session: Session, center: Office) -> None:
    for year in YEARS:
        for kind, mode in MODES.items():
            open_book(session, center.id, kind, year, mode)

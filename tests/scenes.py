"""A small scene of two provinces with people in it, for tests of people, offices and pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.offices.models import Office
from workflow_app.offices.operations import open_opdc, open_province
from workflow_app.offices.queries import chain_of, office_named
from workflow_app.people.models import Person
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.queries import actor_for
from workflow_app.people.rules import Actor, Role

#: The password of everybody in the scene.
PASSWORD = "ทุ่งนา-ฟ้าใส-๒๕๖๗"


@dataclass(frozen=True)
class Scene:
    """Ids of what the scene holds: offices by name, people by user name, postings by (user name, role)."""

    offices: dict[str, int]
    people: dict[str, int]
    postings: dict[tuple[str, str], int]


PEOPLE = (
    ("admin.sk", "นายสมหมาย ดูแลดี", "สำนักงานจังหวัดสระแก้ว", Role.ADMINISTRATOR),
    ("chief.sk", "นายประสิทธิ์ เมืองงาม", "อำเภอเมืองสระแก้ว", Role.DISTRICT_CHIEF),
    ("two.sk", "นางสาวมาลี สองหมวก", "สำนักงานจังหวัดสระแก้ว", Role.PROCESS_OWNER),
    ("two.sk", "นางสาวมาลี สองหมวก", "สำนักงานจังหวัดสระแก้ว", Role.CHECKER),
    ("admin.pg", "นางอันดา รักทะเล", "สำนักงานจังหวัดพังงา", Role.ADMINISTRATOR),
    ("admin.opdc", "นายกลาง ใจเย็น", "สำนักงาน ก.พ.ร.", Role.ADMINISTRATOR),
    ("chief.pg", "นายคลื่น ลมสงบ", "อำเภอเมืองพังงา", Role.DISTRICT_CHIEF),
)


def build_scene(session: Session) -> Scene:
    """Make the scene in an empty database."""
    people: dict[str, Person] = {}
    postings: dict[tuple[str, str], int] = {}
    open_opdc(session).uses_system = True
    open_province(session, "สก")
    open_province(session, "พง")
    for username, name, place, role in PEOPLE:
        office = office_named(session, place)
        if username not in people:
            chain = chain_of(office)
            people[username], _ = create_person(
                session, None, username=username, name=name, password=PASSWORD, chain_id=chain
            )
        postings[username, str(role)] = give_posting(
            session, None, people[username], office=office, role=role
        ).id
    offices = {office.name: office.id for office in session.scalars(select(Office))}
    return Scene(offices, {username: person.id for username, person in people.items()}, postings)


def acting(session: Session, scene: Scene, username: str, role: Role = Role.ADMINISTRATOR) -> Actor:
    """Somebody of the scene, acting under one of their postings."""
    return actor_for(session, scene.postings[username, str(role)])

"""An application on an empty database, and a small scene of two provinces with people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.web.pages import PASSWORD, Browser
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.history.record import seal
from workflow_app.offices.models import Office
from workflow_app.offices.operations import open_opdc, open_province
from workflow_app.offices.queries import chain_of, office_named
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.rules import Role


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
    ("chief.pg", "นายคลื่น ลมสงบ", "อำเภอเมืองพังงา", Role.DISTRICT_CHIEF),
)


@pytest.fixture
def sealed_database(sqlite_database: Database) -> Iterator[Database]:
    """A migrated, empty database whose transactions seal their history."""
    database = Database(sqlite_database.url, before_commit=(seal,))
    yield database
    database.dispose()


@pytest.fixture
def app(settings: Settings, sealed_database: Database) -> Flask:
    """The application on the empty database."""
    return create_app(settings, sealed_database)


@pytest.fixture
def scene(sealed_database: Database) -> Scene:
    """สระแก้ว and พังงา with an administrator and a district chief each, and one person with two postings."""
    people: dict[str, int] = {}
    postings: dict[tuple[str, str], int] = {}
    with sealed_database.transaction() as session:
        open_opdc(session).uses_system = True
        open_province(session, "สก")
        open_province(session, "พง")
        for username, name, place, role in (
            *PEOPLE,
            ("admin.opdc", "นายกลาง ใจเย็น", "สำนักงาน ก.พ.ร.", Role.ADMINISTRATOR),
        ):
            office = office_named(session, place)
            if username not in people:
                person, _ = create_person(
                    session, None, username=username, name=name, password=PASSWORD, chain_id=chain_of(office)
                )
                people[username] = person.id
            posting = give_posting(
                session, None, session.get_one(type(person), people[username]), office=office, role=role
            )
            postings[username, str(role)] = posting.id
        offices = {office.name: office.id for office in session.query(Office)}
    return Scene(offices, people, postings)


@pytest.fixture
def browser(app: Flask, scene: Scene) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)


@pytest.fixture
def signed_in(app: Flask, scene: Scene) -> Callable[[str], Browser]:
    """A new browser in which the person of that user name is signed in."""

    def open_browser(username: str) -> Browser:
        browser = Browser(app)
        browser.sign_in(username)
        return browser

    return open_browser

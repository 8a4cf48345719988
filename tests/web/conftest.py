"""An application on an empty database, and a small scene of two provinces with people in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.pages import PASSWORD, Browser
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.history.record import seal
from workflow_app.offices.models import Office
from workflow_app.offices.operations import open_opdc, open_province
from workflow_app.offices.queries import chain_of, office_named
from workflow_app.people.models import Person
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
    ("admin.opdc", "นายกลาง ใจเย็น", "สำนักงาน ก.พ.ร.", Role.ADMINISTRATOR),
    ("chief.pg", "นายคลื่น ลมสงบ", "อำเภอเมืองพังงา", Role.DISTRICT_CHIEF),
)


@pytest.fixture(scope="session")
def scene_in_file(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scene]:
    """The scene in a file of its own; copied for each test, never opened."""
    path = tmp_path_factory.mktemp("scene") / "scene.db"
    shutil.copyfile(migrated_sqlite_file, path)
    database = Database(f"sqlite:///{path}", before_commit=(seal,))
    with database.transaction() as session:
        scene = build_scene(session)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path, scene


@pytest.fixture
def scene(scene_in_file: tuple[Path, Scene]) -> Scene:
    """สระแก้ว and พังงา with an administrator and a district chief each, and one person with two postings."""
    return scene_in_file[1]


@pytest.fixture
def sealed_database(scene_in_file: tuple[Path, Scene], tmp_path: Path) -> Iterator[Database]:
    """A database of this test's own that holds the scene, and seals its history."""
    path = tmp_path / "scene.db"
    shutil.copyfile(scene_in_file[0], path)
    database = Database(f"sqlite:///{path}", before_commit=(seal,))
    yield database
    database.dispose()


@pytest.fixture
def app(settings: Settings, sealed_database: Database) -> Flask:
    """The application on the scene."""
    return create_app(settings, sealed_database)


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

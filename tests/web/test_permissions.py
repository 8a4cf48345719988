"""Every row of permissions.csv is tried: this role, this method, own or another office's record, this status.

``role``: a role, ``anyone`` (not signed in), or ``*`` (every role without a row of its own for the same route,
method and office). ``office``: ``own`` or ``other`` record; empty for a route without one. A POST is sent with
its token and nothing else, so 422 says "theirs to fill in".
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from tests.scenes import PASSWORD, Scene
from tests.web.pages import Browser
from tests.web.town_letters import add_letters
from tests.web.town_year import add_year
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.files import store
from workflow_app.history.record import seal
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.postings import fits
from workflow_app.people.rules import POSTING_ROLES, Role

TABLE = Path(__file__).parent.parent / "permissions.csv"
ARGUMENT = re.compile("<(?:[a-z]+:)?([a-z_]+)>")
ANYONE = "anyone"


@dataclass
class Town:
    """An application with one person per role in สระแก้ว, and a browser for each."""

    app: Flask
    scene: Scene
    #: Ids of letters, books and jobs, of the own province and of the other one.
    letters: dict[str, dict[str, int]]
    #: Ids of years, meetings, indicators, reports and evidence, of the own province and of the other one.
    years: dict[str, dict[str, int]]
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, role: str) -> Browser:
        """A browser in which the holder of the role is signed in; nobody for ``anyone``."""
        if role == ANYONE:
            return Browser(self.app)
        if role not in self.browsers:
            self.browsers[role] = Browser(self.app)
            assert self.browsers[role].sign_in(f"one.{role}").status_code == 303
        return self.browsers[role]

    def arguments(self, office: str, state: str) -> dict[str, object]:
        """What stands for each argument of an address: a record of สระแก้ว, or one of พังงา, in that state."""
        own = office != "other"
        chief = "chief.sk" if own else "chief.pg"
        letters = self.letters["own" if own else "other"]
        if state in ("dispatched", "sent"):
            sent = {"letter_id": letters["sent_letter_id"], "enclosure_id": letters["sent_enclosure_id"]}
            letters = {**letters, **sent}
        return {
            **letters,
            **self.years["own" if own else "other"],
            "kind": "indicator",
            "action": "begin_drafting",
            "name": "Sarabun-Regular.ttf",
            "office_id": self.scene.offices["อำเภอเมืองสระแก้ว" if own else "อำเภอเมืองพังงา"],
            "person_id": self.scene.people[chief],
            "posting_id": self.scene.postings[chief, "district_chief"],
        }


@pytest.fixture(scope="module")
def town(scene_in_file: tuple[Path, Scene], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The scene with a person for each role, and an emblem at both districts."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copyfile(scene_in_file[0], folder / "town.db")
    database = Database(f"sqlite:///{folder / 'town.db'}", before_commit=(seal,))
    _people_the_roles(database, scene_in_file[1])
    with database.transaction() as session:
        letters = {
            "own": add_letters(session, scene_in_file[1], "สระแก้ว", peopled=True),
            "other": add_letters(session, scene_in_file[1], "พังงา", peopled=False),
        }
        years = {
            "own": add_year(session, scene_in_file[1], "สระแก้ว"),
            "other": add_year(session, scene_in_file[1], "พังงา"),
        }
    settings = Settings.from_env({"DATA_DIR": str(folder / "data")})
    yield Town(create_app(settings, database), scene_in_file[1], letters, years)
    database.dispose()


def _people_the_roles(database: Database, scene: Scene) -> None:
    with database.transaction() as session:
        agency = Office(kind=OfficeKind.CENTRAL, name="กรมตัวอย่าง")
        session.add(agency)
        emblem = store(session, b"emblem", "image/png")
        for name in ("อำเภอเมืองสระแก้ว", "อำเภอเมืองพังงา"):
            session.get_one(Office, scene.offices[name]).emblem_file_id = emblem.id
        places = ("สำนักงานจังหวัดสระแก้ว", "อำเภอเมืองสระแก้ว", "สำนักงาน ก.พ.ร.")
        offices = [session.get_one(Office, scene.offices[name]) for name in places] + [agency]
        for role in POSTING_ROLES:
            office = next(one for one in offices if fits(role, one.kind))
            username = f"one.{role}"
            person, _ = create_person(
                session, None, username=username, name=f"นาย {role.label}", password=PASSWORD, chain_id=1
            )
            give_posting(session, None, person, office=office, role=role)


def rows() -> list[dict[str, str]]:
    """The rows of the table, ``*`` replaced by each role that has no row of its own."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    named = {(row["route"], row["method"], row["office"], row["role"]) for row in written}
    found = []
    for row in written:
        roles = list(map(str, POSTING_ROLES)) if row["role"] == "*" else [row["role"]]
        for role in roles:
            if row["role"] != "*" or (row["route"], row["method"], row["office"], role) not in named:
                found.append({**row, "role": role})
    return found


def test_the_table_names_known_roles_and_offices_and_says_nothing_twice() -> None:
    found = rows()
    keys = [(row["route"], row["method"], row["role"], row["office"], row["state"]) for row in found]
    assert len(keys) == len(set(keys))
    assert {row["role"] for row in found} <= {ANYONE, *map(str, Role)}
    assert {row["office"] for row in found} <= {"", "own", "other"}


@pytest.mark.requirement("R19")
@pytest.mark.requirement("R20")
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row, id="-".join((row["method"], row["route"], row["role"], row["office"], row["state"]))
        )
        for row in rows()
    ],
)
def test_each_role_gets_what_the_table_says(town: Town, row: dict[str, str]) -> None:
    given = town.arguments(row["office"], row["state"])
    path = ARGUMENT.sub(lambda match: str(given[match.group(1)]), row["route"])
    browser = town.browser(row["role"])
    answer = browser.open(path) if row["method"] == "GET" else browser.send(path)
    if path == "/sign-out":
        town.browsers.pop(row["role"], None)
    assert answer.status_code == int(row["status"])

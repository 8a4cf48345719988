"""The demo's year as scenes for tests of pages: a database as it stood after each scene, and who signs in.

The year is played once a module, each scene's database is kept as a file, and a test gets a copy of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from tests.web.pages import Browser
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.demo import cast, setting
from workflow_app.demo.stage import Stage
from workflow_app.demo.year import SCENES
from workflow_app.history.record import seal


@dataclass
class Year:
    """The application on a database as it stood after one scene of the story; ``ids`` by the story's names."""

    app: Flask
    database: Database
    stage: Stage

    @property
    def ids(self) -> dict[str, int]:
        """Record ids by the story's own names ("births", "cycle", "selection", …)."""
        return self.stage.ids

    def browser(self, username: str) -> Browser:
        """A browser in which that account is signed in."""
        browser = Browser(self.app)
        assert browser.sign_in(username, cast.PASSWORD).status_code == 303
        return browser


Scenes = dict[str, tuple[Path, Stage]]


@pytest.fixture(scope="session")
def year_scenes(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    """Every scene's database file with what the stage knew then, by the name of the scene's function.

    The accounts "sk.…" are of another province, whose year nobody opened.
    """
    folder = tmp_path_factory.mktemp("year")
    path = folder / "play.db"
    shutil.copyfile(migrated_sqlite_file, path)
    stage = Stage(_database(path), lambda said: None)
    scenes: Scenes = {}
    for _title, scene in SCENES:
        scene(stage)
        if scene is setting.set_up:  # a second province, to look in from
            setting.set_up_practice(Stage(stage.database, stage.progress), setting.YEARS)
        stage.database.dispose()  # the last connection folds the write-ahead log into the file
        kept = folder / f"{scene.__name__}.db"
        shutil.copyfile(path, kept)
        known = Stage(stage.database, stage.progress, dict(stage.postings), dict(stage.ids))
        scenes[scene.__name__] = (kept, known)
    return scenes


@pytest.fixture
def after(year_scenes: Scenes, settings: Settings, tmp_path: Path) -> Iterator[Callable[[str], Year]]:
    """Opens the year as it stood after the scene of that name."""
    opened: list[Database] = []

    def open_scene(name: str) -> Year:
        kept, known = year_scenes[name]
        path = tmp_path / f"{name}-{len(opened)}.db"
        shutil.copyfile(kept, path)
        database = _database(path)
        opened.append(database)
        stage = Stage(database, known.progress, dict(known.postings), dict(known.ids))
        return Year(create_app(settings, database), database, stage)

    yield open_scene
    for database in opened:
        database.dispose()


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that the block sends to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def _database(path: Path) -> Database:
    return Database(f"sqlite:///{path}", before_commit=(seal,))

"""An application on an empty database, and a small scene of two provinces with people in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.scenes import Scene, build_scene
from tests.web.pages import Browser
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.history.record import seal


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

"""Migrated, empty databases for tests: made once a run, then copied, because a copy costs milliseconds.

``sqlite_database`` and ``postgres_database`` are one each; ``database`` runs the test on both.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from workflow_app import migrations
from workflow_app.db import Database

#: A server where databases may be made and dropped; this address's own database is only a door.
SERVER_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://127.0.0.1:5432/postgres")


@contextmanager
def postgres_copy(template: str = "template1") -> Iterator[str]:
    """The address of a new PostgreSQL database made from ``template``; dropped at the end, whoever is in it."""
    name = f"workflow_test_{uuid.uuid4().hex}"
    server = make_url(SERVER_URL).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[call-overload]
        try:
            yield make_url(SERVER_URL).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file; copy it, never open it."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres_name() -> Iterator[str]:
    """The name of a migrated, empty PostgreSQL database; a template for others, never open it."""
    with postgres_copy() as url:
        migrations.upgrade(url)
        name = make_url(url).database
        assert name is not None
        yield name


@pytest.fixture
def sqlite_database(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database in a file of this test's own."""
    path = tmp_path / "workflow.db"
    shutil.copyfile(migrated_sqlite_file, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture
def postgres_database(migrated_postgres_name: str) -> Iterator[Database]:
    """A migrated, empty database of this test's own on the PostgreSQL server."""
    with postgres_copy(migrated_postgres_name) as url:
        database = Database(url)
        yield database
        database.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database of each kind in turn: the test runs twice."""
    found = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(found, Database)
    return found

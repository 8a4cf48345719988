"""The schema's history: Alembic revisions inside the package, one head, run without any file beside them.

The revisions are plain Python under ``versions/``. While nothing is released there is one of them, made again
from the models by ``tools/make_first_migration.py``; after a release each change is a revision of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from workflow_app.db import Database
from workflow_app.errors import NotConfigured

#: Any number: the same in every process, so that two of them upgrade one after the other.
_UPGRADE_LOCK = 25_650_401


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the schema of ``database_url`` to ``revision``, the newest one if not said; all of it or nothing.

    Does nothing to a database that is there already. Two processes may call it at once. Raises NotConfigured
    for an unknown revision or an unreadable address.
    """
    with _configured(database_url) as config:
        command.upgrade(config, revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the schema back to ``revision``, or to nothing with "base". The data of dropped tables is gone.

    Raises NotConfigured for an unknown revision or an unreadable address.
    """
    with _configured(database_url) as config:
        command.downgrade(config, revision)


def current(database_url: str) -> str | None:
    """The revision that the database stands at; None for an empty one. Changes nothing."""
    database = Database(database_url)
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        database.dispose()


def head() -> str:
    """The newest revision that this programme knows. Alembic's CommandError when there are two heads."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    config = Config()
    # The address goes through a reader that takes % for its own mark.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _configured(database_url: str) -> Iterator[Config]:
    config = _config()
    database = Database(database_url)
    try:
        with _writing(database) as connection:
            config.attributes["connection"] = connection
            yield config
    except CommandError as error:
        raise NotConfigured(f"ปรับปรุงฐานข้อมูลไม่ได้: {error}") from error
    finally:
        database.dispose()


@contextmanager
def _writing(database: Database) -> Iterator[Connection]:
    """One transaction around everything, alone: on SQLite from its start, on PostgreSQL by a lock."""
    with database.engine.connect().execution_options(writing=True) as connection:
        if database.is_sqlite:
            _let_tables_be_rebuilt(connection)
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
            yield connection
            if database.is_sqlite:
                _check_references(connection)


def _let_tables_be_rebuilt(connection: Connection) -> None:
    # SQLite changes a table by making a new one and dropping the old, which would break every reference to it;
    # the pragma is heard outside a transaction only, and SQLAlchemy begins one with its first statement.
    raw = connection.connection.driver_connection
    assert raw is not None  # it was opened a line ago
    raw.execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise NotConfigured(f"ปรับปรุงฐานข้อมูลไม่ได้: มีข้อมูล {len(broken)} แถวที่อ้างถึงแถวที่ไม่มี")

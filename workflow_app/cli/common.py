"""What most commands need: the settings, and the database, loaded late so that ``--help`` is quick."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workflow_app.config import Settings
from workflow_app.errors import DomainError, NotConfigured

if TYPE_CHECKING:
    from workflow_app.db import Database

#: The table in which a database of this system keeps the state of its own tables.
OUR_MARK = "alembic_version"


def settings() -> Settings:
    """The settings of the process. Raises NotConfigured naming every wrong one."""
    return Settings.from_env(os.environ)


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn what a database driver says inside the block into NotConfigured with one Thai sentence."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as problem:
        raise NotConfigured(_sentence(problem.orig)) from problem


def _sentence(reason: BaseException | None) -> str:
    if "no such table" in str(reason) or type(reason).__name__ == "UndefinedTable":
        return "ฐานข้อมูลยังไม่มีตารางของระบบ ให้เรียก workflow-app init ก่อน"
    return f"ใช้ฐานข้อมูลไม่ได้ ให้ตรวจ DATABASE_URL: {reason}"


@contextmanager
def open_database(chosen: Settings) -> Iterator[Database]:
    """The database of ``chosen`` with its history sealed at each commit, closed after the block.

    Driver errors become NotConfigured, and so does a SQLite file that is not there: opening it would leave an
    empty one behind.
    """
    path = sqlite_file(chosen)
    if path is not None and not path.exists():
        raise NotConfigured(f"ยังไม่มีฐานข้อมูล {path} ให้เรียก workflow-app init ก่อน")
    if path is not None:
        refuse_foreign_file(path)  # before it is opened: our way of writing (WAL) is kept in the file itself
    from workflow_app import clock
    from workflow_app.db import Database
    from workflow_app.history.record import seal

    with database_errors(), clock.shift(chosen.clock_shift):
        database = Database(chosen.database_url, before_commit=(seal,))
        try:
            yield database
        finally:
            database.dispose()


def refuse_missing_database(chosen: Settings) -> None:
    """Raises NotConfigured when the database is not there or does not answer."""
    with open_database(chosen) as database, database.engine.connect():
        pass


def refuse_foreign_file(path: Path) -> None:
    """Raises DomainError when ``path`` is another programme's database: it has tables, and not the mark of ours."""
    tables = sqlite_tables(path)
    if tables and OUR_MARK not in tables:
        raise DomainError(f"แฟ้ม {path} เป็นฐานข้อมูลของโปรแกรมอื่น ให้เลือกแฟ้มอื่น")


def refuse_other_copy(path: Path) -> None:
    """Raises DomainError when ``path`` is no copy of a database of ours: an empty one would bring nothing back."""
    if OUR_MARK not in sqlite_tables(path):
        raise DomainError(f"แฟ้ม {path} ไม่ใช่แฟ้มสำรองของระบบนี้")


def sqlite_tables(path: Path) -> list[str]:
    """Names of the tables in a database file. Raises DomainError when it is no database or cannot be opened."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return [name for (name,) in found]
    except sqlite3.OperationalError as problem:
        raise DomainError(f"เปิดฐานข้อมูล {path} ไม่ได้ ให้ตรวจสิทธิ์ของแฟ้มและโฟลเดอร์: {problem}") from problem
    except sqlite3.Error as problem:
        raise DomainError(f"แฟ้ม {path} ไม่ใช่ฐานข้อมูล จึงไม่เขียนทับ") from problem


def refuse_other_schema(chosen: Settings) -> None:
    """Raises NotConfigured when the database is missing, does not answer, or has another release's tables."""
    refuse_missing_database(chosen)
    from workflow_app import migrations

    with database_errors():
        found, wanted = migrations.current(chosen.database_url), migrations.head()
    if found != wanted:
        raise NotConfigured("โครงสร้างฐานข้อมูลไม่ตรงกับโปรแกรมรุ่นนี้ ให้สำรองข้อมูลแล้วเรียก workflow-app db upgrade")


def sqlite_file(chosen: Settings) -> Path | None:
    """The file of the embedded database, None for PostgreSQL."""
    return Path(chosen.database_url.removeprefix("sqlite:///")) if chosen.on_sqlite else None


def refuse_used_file(path: Path) -> None:
    """Raises DomainError when ``path`` exists: a command never writes over a file of the user."""
    if path.exists():
        raise DomainError(f"มีแฟ้ม {path} อยู่แล้ว ให้เลือกชื่ออื่น")

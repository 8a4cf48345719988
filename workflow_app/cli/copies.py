"""Consistent copies of the whole database, and the way back; a database in use is never written over."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from workflow_app.cli.common import database_errors, refuse_used_file, sqlite_tables
from workflow_app.errors import DomainError, NotConfigured, Refused


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy the database at ``source`` to the new file ``target`` while others go on using it.

    The copy is one file of one moment (no -wal beside it) and is complete or not there. Raises DomainError
    when ``target`` exists or ``source`` is no sound database.
    """
    refuse_used_file(target)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _copy_pages(source, draft)
        os.link(draft, target)
    except FileExistsError as problem:
        raise DomainError(f"มีแฟ้ม {target} อยู่แล้ว ให้เลือกชื่ออื่น") from problem
    except sqlite3.Error as problem:
        raise DomainError(f"คัดลอกฐานข้อมูล {source} ไม่ได้: {problem}") from problem
    finally:
        draft.unlink(missing_ok=True)


def _copy_pages(source: Path, draft: Path) -> None:
    draft.touch(mode=0o600)
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(draft)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        found = new.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)


def restore_sqlite(source: Path, target: Path) -> None:
    """Put the copy ``source`` in the place of the embedded database ``target``.

    Raises Refused when ``target`` has tables already, DomainError when ``source`` is missing or damaged.
    """
    if not source.is_file():
        raise DomainError(f"ไม่พบแฟ้มสำรอง {source}")
    if target.exists():
        _refuse_used(sqlite_tables(target), str(target))
        target.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    copy_sqlite(source, target)


def _refuse_used(tables: Sequence[str], where: str) -> None:
    if tables:
        raise Refused([f"{where} มีข้อมูลแล้ว {len(tables)} ตาราง ให้ตั้ง DATABASE_URL เป็นฐานข้อมูลใหม่"])


def dump_postgresql(url: str, target: Path) -> None:
    """Write a dump of the database at ``url`` to the new file ``target`` in pg_dump's own format.

    Raises DomainError when ``target`` exists or the dump fails, NotConfigured without pg_dump.
    """
    refuse_used_file(target)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}"], url)
        draft.chmod(0o600)
        os.link(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def load_postgresql(source: Path, url: str) -> None:
    """Load a dump into the empty database at ``url``, all of it or nothing.

    Raises Refused when the database has tables already, DomainError when the dump is missing or damaged.
    """
    if not source.is_file():
        raise DomainError(f"ไม่พบแฟ้มสำรอง {source}")
    _refuse_used(_postgresql_tables(url), "ฐานข้อมูลปลายทาง")
    # "public" is there in a new database and in the dump alike.
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--schema=public"]
    _run(["pg_restore", *options, str(source)], url)


def _postgresql_tables(url: str) -> Sequence[str]:
    from sqlalchemy import inspect

    from workflow_app.db import Database

    database = Database(url)
    try:
        with database_errors():
            return inspect(database.engine).get_table_names()
    finally:
        database.dispose()


def _run(command: Sequence[str], url: str) -> None:
    """Run a PostgreSQL program on ``url``; the password goes by environment, where ``ps`` does not show it."""
    address, password = _libpq(url)
    arguments = [command[0], "--dbname", address, *command[1:]]
    try:
        done = subprocess.run(
            arguments, env={**os.environ, "PGPASSWORD": password}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as problem:
        raise NotConfigured(f"ไม่พบโปรแกรม {command[0]} ให้ติดตั้งแพ็กเกจ postgresql-client") from problem
    if done.returncode != 0:
        raise DomainError(f"{command[0]} ทำไม่สำเร็จ: {done.stderr.strip()}")


def _libpq(url: str) -> tuple[str, str]:
    """The address in the form that PostgreSQL's programs take, without the password, and the password."""
    from sqlalchemy.engine import URL, make_url

    parsed = make_url(url)
    bare = URL.create(
        "postgresql", parsed.username, None, parsed.host, parsed.port, parsed.database, parsed.query
    )
    return bare.render_as_string(), parsed.password or os.environ.get("PGPASSWORD", "")

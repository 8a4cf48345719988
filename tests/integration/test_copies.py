"""Backup and restore: a copy of one moment while others write, and never over a database in use."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from workflow_app.cli import copies
from workflow_app.errors import DomainError, Refused


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Path]:
    """A database in WAL mode that a thread writes to: two rows in each transaction, never one."""
    path, stop = tmp_path / "busy.db", threading.Event()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE pair (n INTEGER, half TEXT)")
        connection.executemany("INSERT INTO pair VALUES (?, ?)", [(0, "a"), (0, "b")])
        connection.commit()

    def write() -> None:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            for number in range(1, 5000):
                if stop.is_set():
                    return
                connection.executemany("INSERT INTO pair VALUES (?, ?)", [(number, "a"), (number, "b")])
                connection.commit()

    writer = threading.Thread(target=write)
    writer.start()
    yield path
    stop.set()
    writer.join()


def _halves(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [count for (count,) in connection.execute("SELECT count(*) FROM pair GROUP BY n")]


def test_a_copy_taken_while_others_write_holds_whole_transactions(busy: Path, tmp_path: Path) -> None:
    for number in range(5):
        target = tmp_path / f"copy{number}.db"
        copies.copy_sqlite(busy, target)
        assert set(_halves(target)) == {2}
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(entry.name for entry in tmp_path.glob("*copy*")) == [
        f"copy{number}.db" for number in range(5)
    ]


def test_a_copy_is_never_written_over_a_file(busy: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept.db"
    target.write_text("mine")
    with pytest.raises(DomainError, match="อยู่แล้ว"):
        copies.copy_sqlite(busy, target)
    assert target.read_text() == "mine"


def test_a_file_that_is_no_database_is_neither_copied_nor_restored(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK\3\4" + b"x" * 5000)
    with pytest.raises(DomainError, match=r"letter\.docx"):
        copies.restore_sqlite(tmp_path / "letter.docx", tmp_path / "new.db")
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.docx"]


def test_a_copy_comes_back_into_a_place_that_is_empty(busy: Path, tmp_path: Path) -> None:
    copies.copy_sqlite(busy, tmp_path / "copy.db")
    target = tmp_path / "new" / "workflow.db"
    copies.restore_sqlite(tmp_path / "copy.db", target)
    assert _halves(target) == _halves(tmp_path / "copy.db")


def test_a_database_in_use_is_not_restored_over(busy: Path, tmp_path: Path) -> None:
    copies.copy_sqlite(busy, tmp_path / "copy.db")
    with pytest.raises(Refused) as refusal:
        copies.restore_sqlite(tmp_path / "copy.db", busy)
    assert "มีข้อมูลแล้ว" in refusal.value.reasons[0]
    assert set(_halves(busy)) == {2}


def test_a_missing_copy_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"gone\.db"):
        copies.restore_sqlite(tmp_path / "gone.db", tmp_path / "new.db")


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.mark.postgres
def test_a_dump_of_postgresql_comes_back_with_its_triggers(
    tmp_path: Path, postgres_url: str, request: pytest.FixtureRequest
) -> None:
    with psycopg.connect(_plain(postgres_url)) as connection:
        connection.execute("CREATE TABLE event (id serial PRIMARY KEY, what text)")
        connection.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER keep BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        connection.execute("INSERT INTO event (what) VALUES ('ก')")
    target = tmp_path / "copy.dump"
    copies.dump_postgresql(postgres_url, target)
    with pytest.raises(Refused):
        copies.load_postgresql(target, postgres_url)
    with psycopg.connect(_plain(postgres_url)) as connection:
        connection.execute("DROP TABLE event")
        connection.execute("DROP FUNCTION refuse")
    copies.load_postgresql(target, postgres_url)
    with psycopg.connect(_plain(postgres_url)) as connection:
        assert connection.execute("SELECT what FROM event").fetchall() == [("ก",)]
        with pytest.raises(psycopg.errors.RaiseException):
            connection.execute("UPDATE event SET what = 'ข'")


@pytest.mark.postgres
def test_a_damaged_dump_leaves_the_database_empty(tmp_path: Path, postgres_url: str) -> None:
    (tmp_path / "bad.dump").write_bytes(b"PGDMP" + b"x" * 100)
    with pytest.raises(DomainError, match="pg_restore"):
        copies.load_postgresql(tmp_path / "bad.dump", postgres_url)

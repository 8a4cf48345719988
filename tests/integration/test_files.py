"""Stored bytes: once each, read back as they were, damage found."""

from __future__ import annotations

import hashlib
import threading

import pytest
from sqlalchemy import event, func, select, text

from workflow_app import files
from workflow_app.db import Database
from workflow_app.errors import NotFound
from workflow_app.files import StoredFile


def stored(database: Database, content: bytes, media_type: str = "application/pdf") -> int:
    with database.transaction() as session:
        return files.store(session, content, media_type).id


def test_bytes_come_back_as_they_were_stored(database: Database) -> None:
    content = bytes(range(256)) * 1000
    file_id = stored(database, content, "image/png")
    with database.reading() as session:
        assert files.read(session, file_id) == (content, "image/png")
        row = session.get_one(StoredFile, file_id)
        assert (row.size, row.digest) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_same_bytes_are_kept_once(database: Database) -> None:
    assert stored(database, b"%PDF-1.7 one") == stored(database, b"%PDF-1.7 one")
    assert stored(database, b"%PDF-1.7 one") != stored(database, b"%PDF-1.7 two")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 2


def test_nothing_is_stored_when_the_transaction_fails(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        files.store(session, b"bytes", "application/pdf")
        raise RuntimeError
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_two_transactions_may_store_the_same_bytes_at_once(database: Database) -> None:
    both, ids = threading.Barrier(2), []

    def store() -> None:
        if not database.is_sqlite:  # there only one can be inside at a time
            with database.transaction() as session:
                session.execute(text("SELECT 1"))
                both.wait(10)
                ids.append(files.store(session, b"same", "application/pdf").id)
            return
        both.wait(10)
        ids.append(stored(database, b"same"))

    threads = [threading.Thread(target=store) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 2 and len(set(ids)) == 1


def test_a_file_that_does_not_exist_is_not_found(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        files.read(session, 999)


def test_a_list_of_files_does_not_load_their_bytes(database: Database) -> None:
    stored(database, b"x" * 1000)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    with database.reading() as session:
        session.scalars(select(StoredFile)).all()
    assert "stored_file.size" in statements[-1] and "stored_file.content" not in statements[-1]


def test_reading_a_file_is_one_query(database: Database) -> None:
    file_id = stored(database, b"x" * 1000)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    with database.reading() as session:
        files.read(session, file_id)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1


@pytest.mark.parametrize("change", ["content = :bytes", "size = 3"])
def test_a_file_that_was_changed_behind_our_back_is_found(database: Database, change: str) -> None:
    good, bad = stored(database, b"good"), stored(database, b"bad one")
    with database.transaction() as session:
        session.execute(
            text(f"UPDATE stored_file SET {change} WHERE id = :id").bindparams(
                id=bad, **({"bytes": b"bad two"} if ":bytes" in change else {})
            )
        )
    with database.reading() as session:
        assert list(files.damaged(session)) == [bad] != [good]

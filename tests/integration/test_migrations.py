"""The schema's revisions, tried up and down on both databases."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from workflow_app import migrations
from workflow_app.db import Database
from workflow_app.errors import NotConfigured
from workflow_app.history.models import Event
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.tables import Base

ROOT = Path(__file__).resolve().parents[2]


def tables_of(url: str) -> Sequence[str]:
    engine = create_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def make_event(database: Database) -> None:
    with database.transaction() as session:
        office = Office(kind=OfficeKind.PROVINCE, name="จังหวัดทดสอบ")
        session.add(office)
        session.flush()  # the event needs its id
        session.add(event_of(office.id, 1, "ส่ง"))


def event_of(chain_id: int, sequence: int, label: str) -> Event:
    return Event(
        chain_id=chain_id, sequence=sequence, at=datetime(2024, 4, 24, tzinfo=UTC), actor="นางสาวทดสอบ ใจดี",
        role="process_owner", kind="indicator", record_id=1, record_name="ตัวชี้วัดที่ 1", action="submit",
        label=label, previous="", digest="0" * 64,
    )  # fmt: skip


def labels(database: Database) -> Sequence[str]:
    with database.reading() as session:
        return session.scalars(select(Event.label)).all()


def test_there_is_one_newest_revision() -> None:
    assert migrations.head() == "0001"


def test_an_upgraded_database_is_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_a_missing_column_would_be_seen(database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("ALTER TABLE job DROP COLUMN error"))
    with database.engine.connect() as connection:
        assert differences(connection) != []


def test_references_between_the_tables_are_the_same_as_in_the_models(database: Database) -> None:
    found = {
        (table, tuple(key["constrained_columns"]), key["referred_table"])
        for table in Base.metadata.tables
        for key in inspect(database.engine).get_foreign_keys(table)
    }
    wanted = {
        (table.name, tuple(key.column_keys), key.referred_table.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_key_constraints
    }
    assert found == wanted


def test_the_revision_goes_up_and_down_and_up_again(database_url: str) -> None:
    assert migrations.current(database_url) is None
    migrations.upgrade(database_url)
    assert migrations.current(database_url) == "0001"
    assert set(tables_of(database_url)) >= set(Base.metadata.tables)
    migrations.downgrade(database_url, "base")
    assert migrations.current(database_url) is None
    assert tables_of(database_url) == ["alembic_version"]
    migrations.upgrade(database_url)
    assert migrations.current(database_url) == "0001"


def test_a_database_with_history_can_still_be_taken_down(database: Database) -> None:
    make_event(database)
    url = database.engine.url.render_as_string(hide_password=False)
    database.dispose()
    migrations.downgrade(url, "base")
    assert tables_of(url) == ["alembic_version"]


def test_upgrading_what_is_new_already_changes_nothing(database: Database) -> None:
    make_event(database)
    migrations.upgrade(database.url)
    assert labels(database) == ["ส่ง"]


def test_two_upgrades_at_once_make_one_schema(database_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(migrations.upgrade, database_url) for _ in range(2)]:
            done.result()
    assert migrations.current(database_url) == "0001"


def test_an_upgrade_that_fails_half_way_leaves_nothing(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE office (id INTEGER)"))
    with pytest.raises(DBAPIError, match="office"):
        migrations.upgrade(database_url)
    assert tables_of(database_url) == ["office"]
    engine.dispose()


@pytest.mark.parametrize("ask", [migrations.upgrade, migrations.downgrade])
def test_an_unknown_revision_is_told_in_words(ask: object, sqlite_url: str) -> None:
    with pytest.raises(NotConfigured, match="ปรับปรุงฐานข้อมูลไม่ได้"):
        ask(sqlite_url, "9999")  # type: ignore[operator]


def test_a_reference_to_nothing_stops_the_upgrade(sqlite_database: Database) -> None:
    with sqlite_database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("INSERT INTO chain_head (chain_id, sequence, digest) VALUES (99, 0, '')")
        raw.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(NotConfigured, match="1 แถว"):
        migrations.upgrade(sqlite_database.url)


@pytest.mark.requirement("R28")
@pytest.mark.parametrize("statement", ["UPDATE event SET label = 'อื่น'", "DELETE FROM event"])
def test_the_history_refuses_to_be_changed(database: Database, statement: str) -> None:
    make_event(database)
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(text(statement))
    assert labels(database) == ["ส่ง"]


@pytest.mark.postgres
@pytest.mark.requirement("R28")
def test_the_history_refuses_to_be_emptied(postgres_database: Database) -> None:
    make_event(postgres_database)
    with pytest.raises(DBAPIError, match="append-only"), postgres_database.transaction() as session:
        session.execute(text("TRUNCATE event CASCADE"))
    assert labels(postgres_database) == ["ส่ง"]


@pytest.mark.requirement("R28")
@pytest.mark.parametrize("row", ["id, chain_id, sequence", "NULL, chain_id, sequence", "id, chain_id, 2"])
def test_the_history_refuses_to_be_replaced(sqlite_database: Database, row: str) -> None:
    make_event(sqlite_database)
    rest = "at, actor, role, kind, record_id, record_name, action, from_state, to_state, comment, details, previous, digest"
    statement = f"INSERT OR REPLACE INTO event (id, chain_id, sequence, label, {rest}) SELECT {row}, 'อื่น', {rest} FROM event"
    with pytest.raises(DBAPIError, match="append-only"), sqlite_database.transaction() as session:
        session.execute(text(statement))
    assert labels(sqlite_database) == ["ส่ง"]


def test_the_history_still_grows(database: Database) -> None:
    make_event(database)
    with database.transaction() as session:
        session.add(event_of(1, 2, "รับ"))
    assert labels(database) == ["ส่ง", "รับ"]


def test_the_upgrade_works_from_any_folder(tmp_path: Path) -> None:
    code = "import sys; from workflow_app import migrations; migrations.upgrade(sys.argv[1])"
    url = f"sqlite:///{tmp_path / 'here.db'}"
    subprocess.run(
        [sys.executable, "-W", "error", "-c", code, url],
        check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert migrations.current(url) == "0001"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generator", ROOT / "tools/make_first_migration.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_first_revision_is_the_one_that_the_models_give() -> None:
    tool = generator()
    formatted = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(tool.TARGET)],
        input=tool.source(), capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert tool.TARGET.read_text(encoding="utf-8") == formatted.stdout

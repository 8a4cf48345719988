"""What the check of the history finds: every way to tamper with a row, a state or a file, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from workflow_app import files
from workflow_app.db import Database
from workflow_app.history.record import record, seal
from workflow_app.history.verify import verify
from workflow_app.offices.operations import open_province
from workflow_app.people.rules import Actor, Role
from workflow_app.years.operations import new_cycle

pytestmark = pytest.mark.requirement("R28")

ALTER = {
    "a row that was changed": ("UPDATE event SET comment = 'x' WHERE sequence = 2", "รายการที่ 2 ถูกแก้ไข"),
    "another actor": ("UPDATE event SET actor = 'x' WHERE sequence = 2", "รายการที่ 2 ถูกแก้ไข"),
    "another time": (
        "UPDATE event SET at = '2024-01-01T00:00:00.000000+00:00' WHERE sequence = 2",
        "รายการที่ 2 ถูกแก้ไข",
    ),
    "a row that was removed": ("DELETE FROM event WHERE sequence = 2", "มาแทนรายการที่ 2 ซึ่งหายไป"),
    "the last row removed": ("DELETE FROM event WHERE sequence = 4", "ไม่จบที่รายการสุดท้าย"),
    "the whole history removed": ("DELETE FROM event", "หายไปทั้งหมด 4 รายการ"),
    "the head set back with the last row": (
        "DELETE FROM event WHERE sequence = 4; UPDATE chain_head SET sequence = 3",
        "ไม่จบที่รายการสุดท้าย",
    ),
    "two rows that changed places": (
        "UPDATE event SET sequence = 99 WHERE sequence = 2; UPDATE event SET sequence = 2 WHERE sequence = 3;"
        "UPDATE event SET sequence = 3 WHERE sequence = 99",
        "ไม่ต่อจากรายการก่อนหน้า",
    ),
    "a state set without a step": ("UPDATE cycle SET state = 'closed'", "มีสถานะ closed แต่ประวัติบอกว่า open"),
    "a record that is gone": ("DELETE FROM cycle", "ไม่มีในฐานข้อมูล"),
    "bytes that were changed": ("UPDATE stored_file SET size = 3", "ไม่ตรงกับที่บันทึกไว้"),
}


@pytest.fixture
def year(database: Database) -> Database:
    """A province with an open cycle, a stored file, and four rows of history."""
    database.before_commit = (seal,)
    with database.transaction() as session:
        province = open_province(session, "สก")
        actor = Actor(
            1, "สมหญิง ใจดี", 1, Role.PROCESS_OWNER, province.id, province.name, "province", province.id
        )
        cycle = new_cycle(session, actor, 2565)
        session.flush()
        session.execute(text("UPDATE cycle SET state = 'open'"))
        files.store(session, "หนังสือ".encode(), "text/plain")
        for step, state in (("open", "open"), ("note", ""), ("note", "")):
            record(
                session,
                chain_id=province.id,
                actor=actor,
                kind="cycle",
                record_id=cycle.id,
                record_name="ปี ๒๕๖๕",
                action=step,
                label=step,
                details={"ก": ["ข", None]},
                from_state="",
                to_state=state,
            )
    return database


def _without_triggers(database: Database, change: Callable[[str], object]) -> None:
    """Do ``change`` as somebody with the database's own tools would: the triggers are in nobody's way."""
    change("DROP TRIGGER event_no_update" if database.is_sqlite else "ALTER TABLE event DISABLE TRIGGER USER")
    if database.is_sqlite:
        change("DROP TRIGGER event_no_delete")


def _tamper(database: Database, statements: str) -> None:
    with database.transaction() as session:

        def execute(statement: str) -> object:
            return session.execute(text(statement))

        _without_triggers(database, execute)
        for statement in statements.split(";"):
            execute(statement)


def test_an_untouched_history_has_no_findings(year: Database) -> None:
    with year.reading() as session:
        assert verify(session) == []


def test_an_empty_database_has_no_findings(database: Database) -> None:
    with database.reading() as session:
        assert verify(session) == []


@pytest.mark.parametrize(("statements", "told"), ALTER.values(), ids=ALTER.keys())
def test_what_was_altered_behind_the_system_is_found(year: Database, statements: str, told: str) -> None:
    _tamper(year, statements)
    with year.reading() as session:
        found = verify(session)
    assert any(told in finding for finding in found), found


def test_a_record_that_took_no_step_must_stand_at_its_beginning(database: Database) -> None:
    with database.transaction() as session:
        province = open_province(session, "สก")
        new_cycle(
            session, Actor(1, "ก", 1, Role.PROCESS_OWNER, province.id, "ข", "province", province.id), 2565
        )
    with database.reading() as session:
        assert [finding for finding in verify(session) if finding.startswith("cycle")] == []
    _tamper(database, "UPDATE cycle SET state = 'open'")
    with database.reading() as session:
        assert any("มีสถานะ open แต่ประวัติบอกว่า new" in finding for finding in verify(session))

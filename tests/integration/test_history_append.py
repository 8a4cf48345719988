"""The history grows and nothing else, on both databases; it tells what the records say (R28)."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from tests.stages import Play, at_once, whole
from workflow_app.demo.stage import Stage
from workflow_app.errors import Refused
from workflow_app.history.models import ChainHead, Event
from workflow_app.history.verify import verify
from workflow_app.letters.models import Letter, Recipient
from workflow_app.states.registry import KINDS
from workflow_app.states.run import take_step

pytestmark = pytest.mark.requirement("R28")

TAMPERING = {
    "change a word": "UPDATE event SET comment = 'x' WHERE sequence = 2",
    "change nothing": "UPDATE event SET comment = comment",
    "remove a row": "DELETE FROM event WHERE sequence = 2",
    "remove all": "DELETE FROM event",
}


def _events(stage: Stage) -> list[tuple[Any, ...]]:
    query = select(Event.chain_id, Event.sequence, Event.digest).order_by(Event.id)
    with stage.database.reading() as session:
        return [tuple(row) for row in session.execute(query)]


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_the_database_refuses_to_change_or_remove_a_row_of_the_history(played: Play, statement: str) -> None:
    stage = played("propose")
    before = _events(stage)
    with pytest.raises(DBAPIError, match="append-only"), stage.database.transaction() as session:
        session.execute(text(statement))
    assert _events(stage) == before


def test_a_row_that_would_take_the_place_of_another_is_refused(played: Play) -> None:
    stage = played("propose")
    before = _events(stage)
    columns = ", ".join(column.name for column in Event.__table__.columns)
    replace = "INSERT OR REPLACE" if stage.database.is_sqlite else "INSERT"
    with pytest.raises(DBAPIError), stage.database.transaction() as session:
        session.execute(
            text(f"{replace} INTO event ({columns}) SELECT {columns} FROM event WHERE sequence = 2")
        )
    assert _events(stage) == before


def test_on_postgresql_it_cannot_be_emptied_either(played: Play) -> None:
    stage = played("propose")
    if not stage.database.is_sqlite:
        with pytest.raises(DBAPIError, match="append-only"), stage.database.transaction() as session:
            session.execute(text("TRUNCATE event"))
    assert _events(stage) != []


def test_a_years_history_is_whole_and_each_record_stands_where_its_last_row_says(played: Play) -> None:
    stage = played("close_out")
    with stage.database.reading() as session:
        assert verify(session) == []
        last = {}
        rows = select(Event.kind, Event.record_id, Event.to_state).where(Event.to_state != "")
        for kind, record_id, to_state in session.execute(rows.order_by(Event.id)):
            last[kind, record_id] = to_state
        for name, kind in KINDS.items():
            for row in session.scalars(select(kind.model)):
                begins = "new" if name == "indicator" and row.parent_id is not None else None
                assert str(row.state) == last.get((name, row.id), begins)


def test_every_step_is_one_row_consequences_included(played: Play) -> None:
    stage = played("close_out")
    with stage.database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(Event).where(Event.to_state != ""))
        follows = session.scalar(select(func.count()).select_from(Event).where(Event.role == "follow"))
    # A letter opened by hand is counted by its first row, not by the stage that pressed the button.
    opened = _opened_by_hand(stage)
    assert rows == stage.steps + opened
    assert follows and follows > 20


def _opened_by_hand(stage: Stage) -> int:
    """Rows of letters and recipients brought to life by "ร่างหนังสือ"."""
    with stage.database.reading() as session:
        letters = session.scalars(select(Letter.id).where(Letter.kind.in_(("resolutions", "targets")))).all()
        query = select(func.count()).select_from(Recipient).where(Recipient.letter_id.in_(letters))
        return len(letters) + int(session.scalar(query) or 0)


def test_a_row_says_who_acting_as_what_did_what_from_where_to_where_and_when(played: Play) -> None:
    stage = played("write_sheets")
    with stage.at("2021-11-25 10:00"):
        stage.step("secretary", "indicator", stage.ids["births"], "return_to_drafting", "แก้คำอธิบาย")
    with stage.database.reading() as session:
        row = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
        assert (row.kind, row.record_id, row.action) == (
            "indicator",
            stage.ids["births"],
            "return_to_drafting",
        )
        assert (row.from_state, row.to_state, row.comment) == ("province_review", "drafting", "แก้คำอธิบาย")
        assert "นายธนากร จดละเอียด" in row.actor and row.role == "committee_secretary"
        assert row.at.astimezone(UTC).isoformat() == "2021-11-25T03:00:00+00:00"


def test_what_was_refused_leaves_no_row_and_no_gap(played: Play) -> None:
    stage = played("write_sheets")
    before = whole(stage)
    with pytest.raises(Refused):
        stage.step("health.head", "indicator", stage.ids["births"], "return_to_drafting", "ก")
    assert whole(stage) == before
    with stage.at("2021-11-25 10:00"):
        stage.step("secretary", "indicator", stage.ids["births"], "return_to_drafting", "แก้คำอธิบาย")
    with stage.database.reading() as session:
        assert verify(session) == []


def test_writers_of_one_chain_at_the_same_moment_leave_one_chain(played: Play) -> None:
    stage = played("write_sheets")
    secretary = stage.actor("secretary")
    keys = ("births", "products", "tourism", "waste", "data", "pmqa")

    def press(number: int) -> Any:
        rows = [stage.ids[keys[number]]]
        return take_step(
            stage.database, "indicator", rows, "return_to_drafting", actor=secretary, comment="แก้ไข"
        )

    assert [result for result in at_once(6, press) if isinstance(result, Exception)] == []
    with stage.database.reading() as session:
        assert verify(session) == []
        chain = select(Event.sequence).where(Event.chain_id == secretary.province_id).order_by(Event.sequence)
        sequences = list(session.scalars(chain))
        head = session.get_one(ChainHead, secretary.province_id)
        assert sequences == list(range(1, head.sequence + 1))

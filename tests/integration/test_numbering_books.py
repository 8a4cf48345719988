"""Books on real databases: years, modes, void rows (the rules themselves: unit/test_register_rules.py)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.stages import Play
from workflow_app.demo.stage import Stage
from workflow_app.errors import Invalid
from workflow_app.fiscal import calendar_year
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.numbering import open_book, take_number
from workflow_app.registers.operations import enter, void
from workflow_app.registers.rules import BookMode

OFFICE = "office.center"


def _take(stage: Stage, day: str, *, kind: str = "circular", typed: int | None = None) -> int:
    """The running number of a letter of that day, entered in its book."""
    dated = date.fromisoformat(day)
    with stage.database.transaction() as session:
        book, running = take_number(session, stage.ids[OFFICE], kind, calendar_year(dated), typed)
        enter(
            session, book, running, number=f"นภ ๐๐๑๗/ว {running}", dated=dated, subject=f"เรื่องที่ {running}",
            sender="ก", addressee="ข", actor=stage.actor("registrar"),
        )  # fmt: skip
    return running


def _void(stage: Stage, running: int, reason: str) -> None:
    with stage.database.transaction() as session:
        void(session.scalars(select(RegisterEntry).where(RegisterEntry.running == running)).one(), reason)


def _read(stage: Stage) -> list[tuple[int, bool]]:
    query = select(RegisterEntry.running, RegisterEntry.voided).order_by(RegisterEntry.running)
    with stage.database.reading() as session:
        return [(running, voided) for running, voided in session.execute(query)]


@pytest.mark.case("B35")
@pytest.mark.requirement("R9")
def test_a_void_row_stays_and_its_number_is_passed_over(played: Play) -> None:
    stage = played("set_up")
    assert [_take(stage, "2021-10-05") for _ in range(3)] == [1, 2, 3]
    _void(stage, 2, "พิมพ์ผิด")
    assert _take(stage, "2021-10-06") == 4
    assert _read(stage) == [(1, False), (2, True), (3, False), (4, False)]


@pytest.mark.case("B35")
def test_even_when_every_row_is_void_counting_goes_on(played: Play) -> None:
    stage = played("set_up")
    for _ in range(3):
        _void(stage, _take(stage, "2021-10-05"), "ยกเลิก")
    assert _take(stage, "2021-10-06") == 4


@pytest.mark.requirement("R9")
def test_a_row_is_not_void_without_a_reason(played: Play) -> None:
    stage = played("set_up")
    _take(stage, "2021-10-05")
    with pytest.raises(IntegrityError):
        _void(stage, 1, "")
    assert _read(stage) == [(1, False)]


@pytest.mark.case("B36")
def test_a_book_begins_anew_on_the_first_of_january_and_on_no_other_day(played: Play) -> None:
    stage = played("set_up")
    assert _take(stage, "2023-12-29") == 1
    assert _take(stage, "2023-12-31") == 2
    assert [_take(stage, day) for day in ("2024-01-02", "2024-09-30", "2024-10-01")] == [1, 2, 3]
    assert _take(stage, "2023-12-29") == 3, "a letter of last year goes into last year's book"


@pytest.mark.case("B36")
def test_a_new_year_counts_in_the_mode_of_the_last_one_from_one(played: Play) -> None:
    stage = played("set_up")
    with stage.database.transaction() as session:
        open_book(session, stage.ids[OFFICE], "order", 2564, BookMode.OWN, 100)
    assert [_take(stage, "2021-10-05", kind="order") for _ in range(2)] == [100, 101]
    assert _take(stage, "2022-01-04", kind="order") == 1
    with stage.database.reading() as session:
        book = session.scalars(select(Book).where(Book.kind == "order", Book.year == 2565)).one()
        assert (book.mode, book.first_number) == (BookMode.OWN, 1)


def test_circulars_and_other_letters_are_counted_apart(played: Play) -> None:
    stage = played("set_up")
    assert _take(stage, "2021-10-05") == 1
    assert _take(stage, "2021-10-05", kind="outgoing", typed=1) == 1
    assert _take(stage, "2021-10-05") == 2


def test_in_a_book_numbered_elsewhere_holes_are_allowed_and_doubles_are_not(played: Play) -> None:
    stage = played("set_up")
    assert [_take(stage, "2021-10-05", kind="outgoing", typed=typed) for typed in (8412, 900, 9001)] == [
        8412,
        900,
        9001,
    ]
    with pytest.raises(Invalid) as invalid:
        _take(stage, "2021-10-06", kind="outgoing", typed=900)
    assert "๙๐๐" in invalid.value.fields["running"] and "เรื่องที่ ๙๐๐" in invalid.value.fields["running"]
    assert _take(stage, "2022-10-06", kind="outgoing", typed=900) == 900, "of another year"


def test_a_void_number_of_elsewhere_is_not_given_again(played: Play) -> None:
    stage = played("set_up")
    _take(stage, "2021-10-05", kind="outgoing", typed=8412)
    _void(stage, 8412, "ยกเลิก")
    with pytest.raises(Invalid):
        _take(stage, "2021-10-06", kind="outgoing", typed=8412)


@pytest.mark.parametrize(("kind", "typed"), [("circular", 5), ("outgoing", None)])
def test_a_number_typed_where_we_count_or_missing_where_we_do_not_is_named(
    played: Play, kind: str, typed: int | None
) -> None:
    stage = played("set_up")
    with pytest.raises(Invalid) as invalid:
        _take(stage, "2021-10-05", kind=kind, typed=typed)
    assert set(invalid.value.fields) == {"running"}
    assert _read(stage) == []


def test_a_transaction_that_fails_gives_its_number_back(played: Play) -> None:
    stage = played("set_up")
    with pytest.raises(OSError, match="no room"), stage.database.transaction() as session:
        take_number(session, stage.ids[OFFICE], "circular", 2564, None)
        raise OSError("no room")
    assert _take(stage, "2021-10-05") == 1


def test_the_database_itself_refuses_a_second_row_of_one_number(played: Play) -> None:
    stage = played("set_up")
    _take(stage, "2021-10-05")
    with stage.database.reading() as session:
        book = session.get_one(Book, session.scalars(select(RegisterEntry.book_id)).one())
        session.expunge(book)
    with pytest.raises(DBAPIError), stage.database.transaction() as session:
        enter(
            session, book, 1, number="x", dated=date(2021, 10, 5), subject="ก", sender="ก", addressee="ข",
            actor=stage.actor("registrar"),
        )  # fmt: skip
    with pytest.raises(DBAPIError), stage.database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO book (office_id, kind, year, mode, first_number, last_number, version)"
                " SELECT office_id, kind, year, mode, first_number, last_number, version FROM book"
            )
        )

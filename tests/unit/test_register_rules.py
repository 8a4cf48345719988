"""Letter and order numbers, books and their years (B36, B37)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Unreadable
from workflow_app.registers.rules import (
    BOOKS,
    MODE_LABELS,
    BookMode,
    LetterNumber,
    OrderNumber,
    book_of,
    parse_number,
    parse_order_number,
    year_of,
)

NUMBERS = st.builds(
    LetterNumber,
    letters=st.text(st.sampled_from("กขคงจชสพวฮ"), min_size=2, max_size=2),
    owner=st.from_regex(r"[0-9]{4,5}(\.[1-9][0-9]?){0,2}", fullmatch=True).filter(str.isascii),
    circular=st.booleans(),
    running=st.none() | st.integers(1, 999_999_999),
)


@pytest.mark.case("B37")
@pytest.mark.parametrize(
    "written",
    [
        "สก ๐๐๑๙/ว๔๙๖๘",
        "ที่ สก 0019/ว 4968",
        "ที่สก ๐๐๑๙/ว ๔๙๖๘",
        "สก๐๐๑๙/ว๔๙๖๘",
        "  ที่  สก  ๐๐๑๙ / ว  ๔๙๖๘ ",
        "สก\u00a0๐๐๑๙/ว\u00a0๔๙๖๘",
        "สก ๐๐๑๙/ว\u200b๔๙๖๘",
        "ด่วนที่สุด ที่ สก ๐๐๑๙/ว ๔๙๖๘",
        "ด่วนที่สุดที่ สก ๐๐๑๙/ว ๔๙๖๘",
    ],
)
def test_one_number_written_in_many_ways_is_one_number(written: str) -> None:
    number = parse_number(written)
    assert number == LetterNumber("สก", "0019", True, 4968)
    assert number.printed() == "ที่ สก ๐๐๑๙/ว ๔๙๖๘"
    assert number.bare() == "สก ๐๐๑๙/ว ๔๙๖๘"


@pytest.mark.case("B37")
@pytest.mark.parametrize(
    ("written", "number", "printed"),
    [
        ("พง ๐๐๑๗.๕/ว ๕๓๗๖", LetterNumber("พง", "0017.5", True, 5376), "ที่ พง ๐๐๑๗.๕/ว ๕๓๗๖"),
        ("พง 0017.5/123", LetterNumber("พง", "0017.5", False, 123), "ที่ พง ๐๐๑๗.๕/๑๒๓"),
        ("สห ๐๐๓๓.๒๐๕.๑๒/๗", LetterNumber("สห", "0033.205.12", False, 7), "ที่ สห ๐๐๓๓.๒๐๕.๑๒/๗"),
        ("นว 52007.4/ว 1", LetterNumber("นว", "52007.4", True, 1), "ที่ นว ๕๒๐๐๗.๔/ว ๑"),
        ("วว 0019/1", LetterNumber("วว", "0019", False, 1), "ที่ วว ๐๐๑๙/๑"),
        ("สก 0019/ว", LetterNumber("สก", "0019", True, None), "ที่ สก ๐๐๑๙/ว"),
        ("สก 0019/", LetterNumber("สก", "0019", False, None), "ที่ สก ๐๐๑๙/"),
    ],
)
def test_units_circulars_and_blank_numbers_are_read_and_printed(
    written: str, number: LetterNumber, printed: str
) -> None:
    assert parse_number(written) == number
    assert number.printed() == printed


def test_a_circular_and_a_plain_letter_of_one_running_number_differ() -> None:
    assert parse_number("สก 0019/12") != parse_number("สก 0019/ว 12")


def test_the_owner_is_code_and_unit() -> None:
    assert (parse_number("พง 0017.5/1").code, parse_number("พง 0017.5/1").unit) == ("0017", "5")
    assert (parse_number("พง 0017/1").code, parse_number("พง 0017/1").unit) == ("0017", "")


@pytest.mark.case("B37")
@pytest.mark.parametrize(
    "written",
    [
        "",
        "สก",
        "สก 0019",
        "0019/ว 5",
        "ส 0019/5",
        "สกก 0019/5",
        "SK 0019/5",
        "สก 019/5",
        "สก 001900/5",
        "สก 0019./5",
        "สก 0019/ว ๐๑๒",
        "สก 0019/0",
        "สก 0019/ค 5",
        "สก 0019/5/6",
        "สก 0019/5ก",
        "สก ๐๐19/5",
        "สก ๐๐๑๙/ว ๑2",
        "สก ٠٠١٩/٥",
        "สก 0019/" + "9" * 10,
        "สก 0019/" + "9" * 5000,
        "ก" * 100_000,
        "สก 0019/" + " " * 100_000 + "ก",
    ],
    ids=lambda written: ascii(written)[:24],
)
def test_what_is_no_number_is_refused_with_a_short_thai_sentence(written: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_number(written)
    assert 0 < len(refusal.value.message) < 200


@pytest.mark.parametrize(
    ("letters", "owner", "running"),
    [
        ("สกล", "0019", 1),
        ("", "0019", 1),
        ("สก", "19", 1),
        ("สก", "๐๐๑๙", 1),
        ("สก", "0019", 0),
        ("สก", "0019", 10**9),
    ],
)
def test_a_number_of_wrong_parts_cannot_be_made(letters: str, owner: str, running: int) -> None:
    with pytest.raises(Unreadable):
        LetterNumber(letters, owner, False, running)


@pytest.mark.case("B37")
@given(NUMBERS)
def test_every_printed_number_reads_back_as_itself(number: LetterNumber) -> None:
    assert parse_number(number.printed()) == number
    assert parse_number(number.bare()) == number
    assert parse_number(number.bare().replace(" ", "")) == number


def test_the_number_of_an_order_shows_its_year() -> None:
    assert parse_order_number("ที่ ๑๒๓/๒๕๖๗") == parse_order_number("123/2567") == OrderNumber(123, 2567)
    assert parse_order_number("คำสั่งที่ ๑๒๓ / ๒๕๖๗").printed() == "ที่ ๑๒๓/๒๕๖๗"
    assert parse_order_number("/๒๕๖๗") == OrderNumber(None, 2567)
    assert OrderNumber(None, 2567).bare() == "/๒๕๖๗"


@pytest.mark.parametrize(
    "written", ["", "123", "123/67", "123/2024", "0/2567", "012/2567", "๑2/2567", "ก/2567"]
)
def test_what_is_no_number_of_an_order_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        parse_order_number(written)


@pytest.mark.case("B36")
@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2023, 12, 29, 3, 0, tzinfo=UTC), 2566),
        (datetime(2023, 12, 31, 16, 59, 59, tzinfo=UTC), 2566),
        (datetime(2023, 12, 31, 17, 0, tzinfo=UTC), 2567),
        (datetime(2024, 1, 2, 3, 0, tzinfo=UTC), 2567),
        (datetime(2024, 9, 30, 3, 0, tzinfo=UTC), 2567),
        (datetime(2024, 10, 1, 3, 0, tzinfo=UTC), 2567),
        (datetime(2023, 12, 31, 12, 30, tzinfo=timezone(timedelta(hours=-5))), 2567),
    ],
)
def test_books_begin_anew_on_the_first_of_january_in_bangkok(moment: datetime, year: int) -> None:
    assert year_of(moment) == year


def test_every_book_and_mode_has_a_thai_name_and_an_ascii_code() -> None:
    assert list(BOOKS) == ["outgoing", "circular", "order", "incoming"]
    assert all(
        code == book.code and code.isascii() and book.label.startswith("ทะเบียน")
        for code, book in BOOKS.items()
    )
    assert [code for code, book in BOOKS.items() if book.prints_year] == ["order"]
    assert set(MODE_LABELS) == set(BookMode)


@pytest.mark.parametrize(
    ("circular", "separate", "book"),
    [
        (True, True, "circular"),
        (True, False, "outgoing"),
        (False, True, "outgoing"),
        (False, False, "outgoing"),
    ],
)
def test_circulars_have_their_own_book_only_where_the_office_says_so(
    circular: bool, separate: bool, book: str
) -> None:
    assert book_of(circular=circular, separate=separate) == book

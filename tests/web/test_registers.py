"""The registers on their pages and as spreadsheets: official columns, void rows, who reads them, how a book is opened."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest
from sqlalchemy import select

from tests.web.mail import After, carry, draft, fields_of
from tests.web.pages import Browser, words
from tests.web.year import Year, after, counted, year_scenes
from workflow_app.history.models import Event
from workflow_app.offices.models import Office
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.operations import enter, set_up_book, void
from workflow_app.registers.rules import BookMode

__all__ = ["after", "year_scenes"]

Rows = list[tuple[object, ...]]


def book_id(year: Year, kind: str, calendar_year: int) -> int:
    """The id of the province centre's book of a kind and year (พ.ศ.)."""
    with year.database.reading() as session:
        query = select(Book.id).where(
            Book.kind == kind, Book.year == calendar_year, Book.office_id == year.ids["office.center"]
        )
        return session.scalars(query).one()


def fill(year: Year, subjects: list[str], *, kind: str = "circular", calendar_year: int = 2565) -> int:
    """Rows with these subjects at the end of a book; its id."""
    found = book_id(year, kind, calendar_year)
    with year.stage.working("registrar") as (session, actor):
        book = session.get_one(Book, found)
        for subject in subjects:
            book.last_number += 1
            enter(
                session, book, book.last_number, number=f"นภ ๐๐๑๗/ว {book.last_number}", dated=date(2022, 4, 5),
                subject=subject, sender="สำนักงานจังหวัด", addressee="นายอำเภอทุกอำเภอ", actor=actor,
            )  # fmt: skip
    return found


def sheet_rows(browser: Browser, book: int) -> Rows:
    """The rows of a book's spreadsheet, title and headings included."""
    answer = browser.open(f"/registers/{book}/register.xlsx")
    assert answer.status_code == 200
    workbook = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [tuple(cell.value for cell in row) for row in workbook.worksheets[0].iter_rows()]


def test_a_book_shows_the_official_columns_with_thai_digits(after: After) -> None:
    year = after("targets_letter")
    page = year.browser("registrar").open(f"/registers/{book_id(year, 'circular', 2565)}")
    text = words(page)
    for heading in ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"):
        assert f">{heading}</th>" in page.text
    assert "ทะเบียนหนังสือเวียน สำนักงานจังหวัดหนองบัวลำภู พ.ศ. ๒๕๖๕" in text
    assert "นภ ๐๐๑๗/ว ๑ ๕ เม.ย. ๒๕๖๕" in text and "นายอำเภอทุกอำเภอ" in text
    incoming = year.browser("registrar").open(f"/registers/{book_id(year, 'incoming', 2565)}")
    assert ">เลขทะเบียนรับ</th>" in incoming.text and "สำนักงาน ก.พ.ร." in words(incoming)


@pytest.mark.case("B35")
def test_a_void_number_keeps_its_row_with_the_reason_and_is_never_given_again(after: After) -> None:
    year = after("review_by_opdc")
    first = carry(year, draft(year), "number")
    with year.stage.at("2022-04-05 10:00"):
        year.stage.step("registrar", "letter", first, "void_number", "พิมพ์ผิดฉบับ")
    carry(year, draft(year), "number")
    browser = year.browser("registrar")
    book = book_id(year, "circular", 2565)
    text = words(browser.open(f"/registers/{book}"))
    assert "ยกเลิก: พิมพ์ผิดฉบับ" in text and "นภ ๐๐๑๗/ว ๑" in text and "นภ ๐๐๑๗/ว ๒" in text
    rows = [row for row in sheet_rows(browser, book) if row[1] in ("1", "2")]
    assert [(row[1], row[8]) for row in rows] == [("1", "ยกเลิก: พิมพ์ผิดฉบับ"), ("2", "")]
    assert "ยกเลิกเลข: พิมพ์ผิดฉบับ" in words(browser.open(f"/letters/{first}"))


@pytest.mark.case("B37")
@pytest.mark.parametrize("typed", ["นภ ๐๐๑๗/ว๑", "นภ 0017/ว 1", "นภ0017/ว1"])
def test_a_number_is_found_however_it_is_written(after: After, typed: str) -> None:
    year = after("targets_letter")
    browser = year.browser("registrar")
    book = book_id(year, "circular", 2565)
    assert "นายอำเภอทุกอำเภอ" in words(browser.open(f"/registers/{book}?q={typed}"))
    assert "ไม่พบรายการที่ค้นหา" in words(browser.open(f"/registers/{book}?q=ไม่มีเรื่องนี้"))


@pytest.mark.case("B51")
def test_text_in_the_spreadsheet_stays_the_text_that_it_is(after: After) -> None:
    year = after("targets_letter")
    subjects = ["=1+1", "-รายงาน GFMS", "+66", "@ชื่อ", "https://example.go.th", "ก" * 40_000]
    book = fill(year, subjects)
    answer = year.browser("registrar").open(f"/registers/{book}/register.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = [row[6] for row in sheet.iter_rows(min_row=5)]
    assert [cell.value for cell in cells[:5]] == subjects[:5]
    assert {cell.data_type for cell in cells} == {"s"}
    assert str(cells[5].value).startswith("กกก")
    assert all(not cell.hyperlink for cell in cells)


def test_the_same_book_is_the_same_file_whenever_it_is_asked_for(after: After) -> None:
    year = after("targets_letter")
    browser = year.browser("registrar")
    path = f"/registers/{book_id(year, 'circular', 2565)}/register.xlsx"
    first = browser.open(path)
    with year.stage.at("2022-12-31 23:59"):
        second = year.browser("registrar").open(path)
    assert first.data == second.data
    assert {member.date_time for member in ZipFile(io.BytesIO(first.data)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }
    assert "filename*=UTF-8''" in first.headers["Content-Disposition"]


def test_a_long_book_opens_at_its_end_and_prints_whole(after: After) -> None:
    year = after("targets_letter")
    book = fill(year, [f"เรื่องที่ {number}" for number in range(1, 121)])
    browser = year.browser("registrar")
    last = words(browser.open(f"/registers/{book}"))
    assert "เรื่องที่ ๑๒๐" in last and "เรื่องที่ ๑๐ " not in last and "หน้า ๓ จาก ๓" in last
    first = words(browser.open(f"/registers/{book}?page=1"))
    assert "เรื่องที่ ๑๐ " in first and "เรื่องที่ ๑๒๐" not in first
    with counted(year.database) as sent:
        whole = words(browser.open(f"/registers/{book}?page=all"))
    assert "เรื่องที่ ๑๐ " in whole and "เรื่องที่ ๑๒๐" in whole
    assert len(sent) <= 8


@pytest.mark.case("B60")
def test_the_books_are_read_by_the_registrar_and_the_process_owner_only(after: After) -> None:
    year = after("targets_letter")
    book = book_id(year, "circular", 2565)
    for account in ("health.officer", "checker", "administrator", "district.mueang", "secretary"):
        browser = year.browser(account)
        for path in ("", f"/{book}", f"/{book}/register.xlsx", "/new"):
            assert browser.open(f"/registers{path}").status_code == 404
    owner = year.browser("owner")
    assert "ทะเบียนหนังสือเวียน" in words(owner.open("/registers"))
    assert owner.open(f"/registers/{book}").status_code == 200
    assert owner.open("/registers/new").status_code == 404


@pytest.mark.case("B60")
def test_another_offices_book_is_not_there_for_the_registrar(after: After) -> None:
    year = after("targets_letter")
    with year.stage.working("registrar") as (session, actor):
        office = session.get_one(Office, year.ids["office.health"])
        other = set_up_book(session, actor, office, "outgoing", 2565, BookMode.OWN).id
    browser = year.browser("registrar")
    for path in (f"/registers/{other}", f"/registers/{other}/register.xlsx"):
        assert browser.open(path).status_code == 404
    assert "สำนักงานสาธารณสุข" not in words(browser.open("/registers"))
    assert "สำนักงานสาธารณสุข" in words(year.browser("owner").open("/registers"))


@pytest.fixture
def opening(after: After) -> Callable[..., object]:
    """Sends the form that opens a book, in the year 2566 of the story."""
    year = after("targets_letter")

    def send(**changes: str) -> object:
        with year.stage.at("2022-04-05 09:00"):
            browser = year.browser("registrar")
            fields = fields_of(browser.open("/registers/new"))
            return browser.send("/registers/new", {**fields, "kind": "order", **changes})

    send.year = year  # type: ignore[attr-defined]
    return send


def test_a_book_is_opened_with_its_mode_and_first_number(opening: Callable[..., object]) -> None:
    year: Year = opening.year  # type: ignore[attr-defined]
    assert opening(mode="own", first_number="๑๒๑").status_code == 303  # type: ignore[attr-defined]
    with year.database.reading() as session:
        book = session.scalars(select(Book).where(Book.kind == "order")).one()
        assert (book.year, book.mode, book.first_number, book.last_number) == (2565, BookMode.OWN, 121, 120)
        noted = session.scalars(select(Event.label).where(Event.kind == "book", Event.record_id == book.id))
        assert list(noted) == ["เปิดทะเบียน"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "circular"}, "ทะเบียนของปีนี้เปิดแล้ว"),
        ({"first_number": "0"}, "เลขเริ่มต้องตั้งแต่ ๑ ขึ้นไป"),
        ({"first_number": "1.5"}, "ต้องเป็นจำนวนเต็ม"),
        ({"first_number": "99999999999"}, "ต้องเป็นจำนวนเต็ม"),
        ({"first_number": ""}, "โปรดกรอก"),
        ({"year": "2400"}, "เลือกจากรายการ"),
        ({"mode": "x"}, "เลือกจากรายการ"),
    ],
)
def test_a_book_that_cannot_be_opened_says_why_at_its_field(
    opening: Callable[..., object], changes: dict[str, str], sentence: str
) -> None:
    answer = opening(**changes)
    assert answer.status_code == 422 and sentence in words(answer)  # type: ignore[attr-defined,arg-type]


def test_a_row_leads_to_its_letter_for_those_who_may_open_it(after: After) -> None:
    year = after("targets_letter")
    book = book_id(year, "circular", 2565)
    page = year.browser("registrar").open(f"/registers/{book}").text
    assert f'href="/letters/{year.ids["letter.targets"]}"' in page


def test_markup_in_a_void_reason_is_text(after: After) -> None:
    year = after("targets_letter")
    book = fill(year, ["<b>หนา</b>"])
    with year.stage.working("registrar") as (session, _actor):
        entry = session.scalars(select(RegisterEntry).order_by(RegisterEntry.id.desc()).limit(1)).one()
        void(entry, "<script>1</script>")
    page = year.browser("registrar").open(f"/registers/{book}").text
    assert "&lt;script&gt;" in page and "<script>1" not in page and "<b>หนา" not in page

"""Letters that came in: entered by the registrar, with their scan now or later, read by the process owner."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.web.mail import After, row, upload
from tests.web.pages import words
from tests.web.year import Year, after, year_scenes
from workflow_app.demo.scan import scan
from workflow_app.registers.models import RegisterEntry

__all__ = ["after", "year_scenes"]

PAPER = scan("A letter that came in").content
LETTER = {
    "number": "นร ๑๒๐๐/ว ๑๒",
    "dated": "๔ เม.ย. ๒๕๖๕",
    "sender": "สำนักงาน ก.พ.ร.",
    "addressee": "",
    "subject": "แจ้งแนวทางการประเมิน",
}


def enter(year: Year, file_name: str = "", data: bytes = b"", **changes: str) -> Any:
    """The registrar sends the form of a letter that came in."""
    with year.stage.at("2022-04-05 09:00"):
        browser = year.browser("registrar")
        return upload(browser, "/incoming/new", {**LETTER, **changes}, "scan", file_name, data)


def id_of(answer: Any) -> int:
    """The id of the row that a form made."""
    assert answer.status_code == 303
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def rows(year: Year) -> int:
    """How many rows there are in all books."""
    with year.database.reading() as session:
        return session.scalar(select(func.count()).select_from(RegisterEntry)) or 0


def test_a_letter_gets_the_next_number_of_the_incoming_book(after: After) -> None:
    year = after("review_by_opdc")
    entry = id_of(enter(year, "หนังสือ.pdf", PAPER))
    browser = year.browser("registrar")
    text = words(browser.open(f"/incoming/{entry}"))
    assert "เลขทะเบียนรับ ๔/๒๕๖๕" in text and "๔ เมษายน ๒๕๖๕" in text
    assert "ถึง สำนักงานจังหวัดหนองบัวลำภู" in text and "นางมาลี ทะเบียนแม่น" in text
    file = browser.open(f"/incoming/{entry}/scan.pdf")
    assert file.data == PAPER and file.headers["Content-Disposition"].startswith("inline")
    assert "แจ้งแนวทางการประเมิน" in words(browser.open("/incoming"))


def test_the_form_sent_twice_enters_one_letter_and_says_who_entered_it_and_when(after: After) -> None:
    year = after("review_by_opdc")
    id_of(enter(year, "หนังสือ.pdf", PAPER))
    before = rows(year)
    again = enter(year, "หนังสือ.pdf", PAPER)
    assert again.status_code == 409 and rows(year) == before
    said = words(again)
    assert "เลขรับ ๔: นางมาลี ทะเบียนแม่น" in said and "๕ เม.ย. ๒๕๖๕ ๐๙.๐๐ น." in said
    assert LETTER["subject"] in again.text  # what was typed stays
    with year.stage.at("2022-04-05 09:30"):  # with the right scan, or truly sent twice
        browser = year.browser("registrar")
        assert upload(browser, "/incoming/new", LETTER, "scan", "หนังสือ.pdf", PAPER).status_code == 303


def test_a_letter_entered_without_its_scan_is_marked_and_gets_it_once(after: After) -> None:
    year = after("review_by_opdc")
    entry = id_of(enter(year))
    browser = year.browser("registrar")
    assert "ยังไม่มี" in words(browser.open("/incoming"))
    assert "ยังใช้เป็นหลักฐานของขั้นตอนไม่ได้" in words(browser.open(f"/incoming/{entry}"))
    assert browser.open(f"/incoming/{entry}/scan.pdf").status_code == 404
    path = f"/incoming/{entry}/scan"
    assert upload(browser, path, {}, "scan", "a.pdf", PAPER).status_code == 303
    again = upload(browser, path, {}, "scan", "b.pdf", scan("Another").content)
    assert again.status_code == 409 and "มีไฟล์สแกนแล้ว" in words(again)
    assert browser.open(f"/incoming/{entry}/scan.pdf").data == PAPER


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": " "}, "โปรดกรอก"),
        ({"subject": ""}, "โปรดกรอก"),
        ({"dated": "32 มกราคม 2565"}, "ไม่มีวันที่"),
        ({"dated": "๖ เม.ย. ๒๕๖๕"}, "วันที่ของหนังสือต้องไม่เกินวันนี้"),
    ],
)
def test_a_wrong_entry_is_named_at_its_field_and_takes_no_number(
    after: After, changes: dict[str, str], sentence: str
) -> None:
    year = after("review_by_opdc")
    before = rows(year)
    answer = enter(year, "a.pdf", PAPER, **changes)
    assert answer.status_code == 422 and sentence in words(answer)
    assert "แจ้งแนวทางการประเมิน" in answer.text or "subject" in changes
    assert rows(year) == before


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"no pdf at all"), ("a.png", b"\x89PNG\r\n\x1a\n"), ("", b"")]
)
def test_a_scan_is_a_pdf(after: After, name: str, data: bytes) -> None:
    year = after("review_by_opdc")
    entry = id_of(enter(year))
    answer = upload(year.browser("registrar"), f"/incoming/{entry}/scan", {}, "scan", name, data)
    assert answer.status_code == 422
    assert row(year, RegisterEntry, entry).scan_file_id is None


@pytest.mark.case("B60")
def test_the_process_owner_reads_and_only_the_registrar_enters(after: After) -> None:
    year = after("review_by_opdc")
    entry = id_of(enter(year))
    owner = year.browser("owner")
    page = owner.open(f"/incoming/{entry}")
    assert page.status_code == 200 and "แนบไฟล์สแกน" not in words(page)
    assert owner.open("/incoming/new").status_code == 404
    assert upload(owner, f"/incoming/{entry}/scan", {}, "scan", "a.pdf", PAPER).status_code == 404
    for account in ("health.officer", "administrator", "district.mueang"):
        browser = year.browser(account)
        for path in ("/incoming", f"/incoming/{entry}", f"/incoming/{entry}/scan.pdf", "/incoming/new"):
            assert browser.open(path).status_code == 404


def test_a_row_of_an_outgoing_book_is_no_letter_that_came_in(after: After) -> None:
    year = after("targets_letter")
    with year.database.reading() as session:
        sent = session.scalars(select(RegisterEntry.id).where(RegisterEntry.letter_id.is_not(None))).first()
    browser = year.browser("registrar")
    assert browser.open(f"/incoming/{sent}").status_code == 404
    assert upload(browser, f"/incoming/{sent}/scan", {}, "scan", "a.pdf", PAPER).status_code == 404

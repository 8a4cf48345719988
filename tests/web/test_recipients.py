"""The pages of those who receive letters, and what their sender sees and enters for those without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.web.mail import SIGNED_COPY, After, carry, draft, recipient, row, sent
from tests.web.pages import Browser, words
from tests.web.year import Year, after, counted, year_scenes
from workflow_app.letters.models import Letter, Recipient
from workflow_app.states.vocabulary import LetterState, RecipientState

__all__ = ["after", "year_scenes"]

MUEANG, NAKLANG, OUTSIDE = "นายอำเภอเมืองหนองบัวลำภู", "นายอำเภอนากลาง", "นายอำเภอนาวัง"


def press(year: Year, browser: Browser, record: int, action: str, **fields: Any) -> Any:
    """Send a step's form with the version that is there now."""
    seen = {f"seen-{record}": row(year, Recipient, record).version, "ids": record, "carry_out": "1"}
    return browser.send(f"/steps/recipient/{action}", {**seen, **fields})


def test_a_letter_that_came_stands_first_with_sender_number_and_date(after: After) -> None:
    year, letter = sent(after)
    page = year.browser("district.mueang").open("/recipients")
    text = words(page)
    assert "ค่าเป้าหมายการประเมินผล" in text and "ที่ นภ ๐๐๑๗/ว ๑" in text and "๕ เม.ย. ๒๕๖๕" in text
    assert "รอลงรับ" in text and "arrival-new" in page.text
    assert f"/recipients/{recipient(year, letter, MUEANG)}" in page.text


def test_a_letter_that_was_not_sent_yet_did_not_come(after: After) -> None:
    year = after("review_by_opdc")
    letter = carry(year, draft(year), "number")
    browser = year.browser("district.mueang")
    assert "ค่าเป้าหมาย" not in words(browser.open("/recipients"))
    mine = recipient(year, letter, MUEANG)
    for path in (f"/recipients/{mine}", f"/recipients/{mine}/letter.pdf", f"/letters/{letter}"):
        assert browser.open(path).status_code == 404


def test_opening_shows_the_signed_scan_and_is_kept_once(after: After) -> None:
    year, letter = sent(after)
    mine = recipient(year, letter, MUEANG)
    browser = year.browser("district.mueang")
    browser.open(f"/recipients/{mine}")
    browser.open(f"/recipients/{mine}/letter.pdf")
    assert row(year, Recipient, mine).first_opened_at is None
    version = row(year, Recipient, mine).version
    with year.stage.at("2022-04-06 08:30"):
        chief = year.browser("district.mueang")
        answer = chief.send(f"/recipients/{mine}/open")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/recipients/{mine}/letter.pdf")
    first = row(year, Recipient, mine).first_opened_at
    assert first is not None and row(year, Recipient, mine).version == version
    browser.send(f"/recipients/{mine}/open")
    assert row(year, Recipient, mine).first_opened_at == first
    assert browser.open(f"/recipients/{mine}/letter.pdf").data == SIGNED_COPY.content
    assert "๖ เม.ย. ๒๕๖๕ ๐๘.๓๐ น." in words(year.browser("owner").open(f"/letters/{letter}"))


def test_the_chief_receives_acknowledges_and_hands_on_from_the_page(after: After) -> None:
    year, letter = sent(after)
    mine = recipient(year, letter, MUEANG)
    browser = year.browser("district.mueang")
    assert "ลงรับ…" in words(browser.open(f"/recipients/{mine}"))
    received = press(year, browser, mine, "receive", own_number="๑๑๒๐", received_on="๗ เม.ย. ๒๕๖๕")
    assert received.status_code == 303
    assert press(year, browser, mine, "acknowledge").status_code == 303
    assert press(year, browser, mine, "assign", assigned_to="พัฒนาการอำเภอ").status_code == 303
    text = words(browser.open(f"/recipients/{mine}"))
    assert "เลขรับ ๑๑๒๐" in text and "๗ เมษายน ๒๕๖๕" in text and "พัฒนาการอำเภอ" in text
    sender = words(year.browser("owner").open(f"/letters/{letter}"))
    assert "ลงรับแล้ว ๑ ราย รับทราบแล้ว ๑ ราย" in sender and "พัฒนาการอำเภอ" in sender


def test_the_districts_officer_receives_but_the_acknowledging_is_the_chiefs(after: After) -> None:
    year, letter = sent(after)
    mine = recipient(year, letter, MUEANG)
    officer = year.browser("district.officer")
    assert press(year, officer, mine, "receive", own_number="1", received_on="2022-04-07").status_code == 303
    page = words(officer.open(f"/recipients/{mine}"))
    assert "ผู้ทำขั้นตอนถัดไป:" in page and "นายอำเภอ" in page
    assert press(year, officer, mine, "acknowledge").status_code == 409
    assert row(year, Recipient, mine).state is RecipientState.RECEIVED


@pytest.mark.case("B60")
def test_what_came_to_another_district_is_not_there(after: After) -> None:
    year, letter = sent(after)
    theirs, mine = recipient(year, letter, NAKLANG), recipient(year, letter, MUEANG)
    browser = year.browser("district.mueang")
    for path in ("", "/letter.pdf", "/enclosures/1"):
        answer = browser.open(f"/recipients/{theirs}{path}")
        assert answer.status_code == 404 and answer.text == browser.open(f"/recipients/99999{path}").text
    assert browser.send(f"/recipients/{theirs}/open").status_code == 404
    assert row(year, Recipient, theirs).first_opened_at is None
    assert browser.open(f"/recipients/{mine}").status_code == 200


def test_who_received_a_letter_sees_nothing_of_how_it_was_made(after: After) -> None:
    year, letter = sent(after)
    mine = recipient(year, letter, MUEANG)
    browser = year.browser("district.mueang")
    answer = browser.open(f"/letters/{letter}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/recipients/{mine}")
    page = words(browser.open(f"/recipients/{mine}"))
    assert "นายวิชัย ตรวจทาน" not in page and NAKLANG not in page and "ประวัติ" not in page
    for path in ("print.docx", "letter.docx", "scan.pdf", "letter.pdf", "edit", "enclosures/1"):
        assert browser.open(f"/letters/{letter}/{path}").status_code == 404


def test_the_sender_is_led_from_a_recipient_to_the_letter(after: After) -> None:
    year, letter = sent(after)
    answer = year.browser("owner").open(f"/recipients/{recipient(year, letter, MUEANG)}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/letters/{letter}#recipients")


def test_the_sender_enters_what_a_district_on_paper_did_and_nothing_for_the_others(after: After) -> None:
    year, letter = sent(after)
    owner = year.browser("owner")
    outside, inside = recipient(year, letter, OUTSIDE), recipient(year, letter, MUEANG)
    page = owner.open(f"/letters/{letter}").text
    assert f"receive_for?ids={outside}" in page and f"ids={inside}" not in page
    fields = {"received_on": "๗ เม.ย. ๒๕๖๕", "how": "โทรศัพท์ยืนยัน"}
    assert press(year, owner, outside, "receive_for", **fields).status_code == 303
    assert press(year, owner, outside, "acknowledge_for", how="ใบตอบรับ").status_code == 303
    assert row(year, Recipient, outside).state is RecipientState.ACKNOWLEDGED
    refused = press(year, owner, inside, "receive_for", **fields)
    assert refused.status_code == 409 and "ผู้รับใช้ระบบนี้เอง" in words(refused)
    assert "ใบตอบรับ" in words(owner.open(f"/letters/{letter}"))


def test_the_last_acknowledgement_completes_the_letter(after: After) -> None:
    year, letter = sent(after)
    with year.stage.at("2022-04-07 09:00"):
        for name in ("mueang", "naklang", "nonsang", "sibunrueang", "suwannakhuha"):
            browser = year.browser(f"district.{name}")
            mine = int(browser.open("/recipients").text.split("/recipients/")[1].split('"')[0])
            press(year, browser, mine, "receive", own_number="9", received_on="2022-04-07")
            press(year, browser, mine, "acknowledge")
        outside = recipient(year, letter, OUTSIDE)
        owner = year.browser("owner")
        press(year, owner, outside, "receive_for", received_on="2022-04-07", how="โทรศัพท์")
        assert row(year, Letter, letter).state is LetterState.DISPATCHED
        press(year, owner, outside, "acknowledge_for", how="โทรศัพท์")
    assert row(year, Letter, letter).state is LetterState.COMPLETED


def test_a_letter_without_its_pdf_says_so_to_the_one_who_received_it(after: After) -> None:
    year = after("review_by_opdc")
    letter = draft(year)
    carry(year, letter, "last_check")
    with year.stage.at("2022-04-05 13:00"):
        year.stage.step("governor", "letter", letter, "sign")
        year.stage.step("registrar", "letter", letter, "number", dated=date(2022, 4, 5))
        year.stage.step("registrar", "letter", letter, "dispatch")
    mine = recipient(year, letter, MUEANG)
    browser = year.browser("district.mueang")
    assert "กำลังทำ PDF" in words(browser.open(f"/recipients/{mine}"))
    assert browser.open(f"/recipients/{mine}/letter.pdf").status_code == 404
    assert browser.send(f"/recipients/{mine}/open").status_code == 404


def test_the_list_of_what_came_asks_as_often_for_many_as_for_one(after: After) -> None:
    year, _letter = sent(after)
    browser = year.browser("health.head")
    with counted(year.database) as queries:
        assert browser.open("/recipients").status_code == 200
    assert len(queries) <= 8


def test_who_only_receives_is_led_to_what_came(after: After) -> None:
    year, _letter = sent(after)
    answer = year.browser("district.mueang").open("/letters")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/recipients")


@pytest.mark.case("B62")
def test_opening_is_no_get_and_needs_its_token(after: After) -> None:
    year, letter = sent(after)
    mine = recipient(year, letter, MUEANG)
    browser = year.browser("district.mueang")
    assert browser.open(f"/recipients/{mine}/open").status_code == 405
    with browser.client.post(f"/recipients/{mine}/open") as answer:
        assert answer.status_code == 400
    assert row(year, Recipient, mine).first_opened_at is None

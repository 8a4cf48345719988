"""A letter's way by hand: checked by two, signed on paper, numbered, dispatched with the scan, received."""

from __future__ import annotations

import time
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser.desk import PHONE, Desks, done, fill, go, press, take, waiting
from tests.browser.pictures import keep
from workflow_app.demo.cast import PRACTICE
from workflow_app.people.rules import Role
from workflow_app.thai import arabic

GOVERNOR = next(account for account in PRACTICE.accounts if account.role is Role.SIGNER)
CHECKERS = ("sk.checker", "sk.chief.checker")
#: Seconds that the worker may take for a PDF.
PDF_PATIENCE = 90


def set_route(page: Page) -> None:
    """The drafter names two checkers and the governor as signer."""
    press(page, "ผู้ตรวจและผู้ลงนาม")
    names = {account.username: account.name for account in PRACTICE.accounts}
    fill(
        page,
        {
            "ผู้ตรวจคนที่ ๑": names[CHECKERS[0]],
            "ผู้ตรวจคนที่ ๒": names[CHECKERS[1]],
            "ผู้ลงนาม": GOVERNOR.name,
        },
    )
    press(page, "บันทึก")
    done(page)


def send_to_check(page: Page) -> str:
    """The drafter sends the letter on; its subject, by which the others find it."""
    set_route(page)
    take(page, "เสนอตรวจร่าง")
    return page.locator("h1").inner_text()


def sign_and_number(desks: Desks, subject: str, *, day: str, running: str = "") -> None:
    """Two checkers pass it, the governor signs the print, the registrar enters that and gives it its number."""
    take(waiting(desks(CHECKERS[0]), subject), "ตรวจแล้ว ส่งต่อผู้ตรวจถัดไป", {"บันทึก": "ตรวจถ้อยคำและรูปแบบแล้ว"})
    take(waiting(desks(CHECKERS[1]), subject), "ตรวจแล้ว เสนอลงนาม")
    page = waiting(desks("sk.registrar"), subject)
    take(
        page,
        "บันทึกการลงนามในกระดาษ",
        {"ผู้ลงนามในกระดาษ": GOVERNOR.name, "ตำแหน่งของผู้ลงนาม": GOVERNOR.position, "วันที่ลงนาม": day},
    )
    number = {"เลขที่จากสารบรรณกลาง": running} if running else {}
    take(page, "ออกเลขและวันที่", {"วันที่ของหนังสือ": day, **number})


def dispatch(desks: Desks, subject: str) -> Page:
    """The registrar sends it with the scan of the signed paper, which is what the recipients see."""
    page = waiting(desks("sk.registrar"), subject)
    take(page, "ส่งหนังสือ", scans={"สำเนาหนังสือที่ลงนามและออกเลขแล้ว (PDF)": f"Signed letter of {desks.town.day}"})
    return page


def wait_for_pdf(page: Page) -> bytes:
    """The PDF of the letter that is shown, which the worker makes after the number is taken."""
    link = page.locator("main").get_by_role("link", name="PDF", exact=True)
    until = time.monotonic() + PDF_PATIENCE
    while not link.count():
        assert time.monotonic() < until, page.locator(".files").first.inner_text()
        page.wait_for_timeout(500)
        page.reload()
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def receive(desks: Desks, accounts: Sequence[str], subject: str, *, number: int, day: str) -> None:
    """Each office takes the letter in under a number of its own, and its head acknowledges it."""
    for place, account in enumerate(accounts):
        page = waiting(desks(account), subject)
        take(page, "ลงรับ", {"เลขรับของหน่วยงาน": str(number + place), "วันที่รับ": day})
        take(page, "รับทราบ")


def receive_on_a_phone(desks: Desks, account: str, subject: str, *, number: str, day: str) -> Page:
    """A district chief opens the PDF on a phone, takes the letter in and acknowledges it; nothing is too wide."""
    page = waiting(desks(account, PHONE), subject)
    assert fits(page)
    keep(page, "district_phone")
    with page.expect_response(
        lambda answer: answer.headers.get("content-type") == "application/pdf"
    ) as opened:
        press(page, "เปิดหนังสือ (PDF)")
    assert opened.value.ok
    waiting(page, subject)
    press(page, "ลงรับ")
    assert fits(page)
    fill(page, {"เลขรับของหน่วยงาน": number, "วันที่รับ": day})
    press(page, "ลงรับ")
    done(page)
    take(page, "รับทราบ")
    assert fits(page)
    return page


def fits(page: Page) -> bool:
    """Nothing of the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def enter_outside(desks: Desks, subject: str, *, day: str, name: str) -> None:
    """The sender enters what is known of a recipient that does not use the system."""
    how = "โทรศัพท์ยืนยันกับงานสารบรรณของผู้รับ"
    page = waiting(desks("sk.owner"), name, anywhere=True)
    take(page, "บันทึกการรับแทนผู้รับนอกระบบ", {"วันที่รับ": day, "ทราบได้อย่างไร": how})
    take(page, "บันทึกการรับทราบแทนผู้รับนอกระบบ", {"ทราบได้อย่างไร": how})


def letter_page(desks: Desks, account: str, subject: str) -> Page:
    """The letter's page, found in the list of letters."""
    page = desks(account)
    go(page, "หนังสือ")
    page.locator("main").get_by_role("link", name=subject).first.click()
    expect(page.locator("h1")).to_have_text(subject)
    return page


def number_of(page: Page) -> str:
    """The letter's number as its page shows it, in Arabic digits."""
    return arabic(
        page.locator("dt", has_text="เลขที่").first.locator("xpath=following-sibling::dd[1]").inner_text()
    )

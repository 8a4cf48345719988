"""The year's parts: on which day of the story, called what, done how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser import closing, opening, sheets
from tests.browser import correspondence as mail
from tests.browser.desk import Desks, done, fill, go, press, tick
from tests.browser.pictures import keep, keep_sheets
from workflow_app.demo.cast import PRACTICE
from workflow_app.demo.indicators_2565 import ALL, BIRTHS, PRODUCTS, PROPOSED, leaves
from workflow_app.people.rules import Role

#: CLOCK_SHIFT of the server.
FIRST_DAY = "2021-10-11"
#: Offices whose head takes the letter with the resolutions in.
OFFICES = ("health", "community", "industry", "tourism", "local", "statistics")
CHIEFS = [account.username for account in PRACTICE.accounts if account.role is Role.DISTRICT_CHIEF]
COMMITTEE_RESOLUTIONS = (
    (
        "เห็นชอบ (ร่าง) ตัวชี้วัดของจังหวัด น้ำหนักองค์ประกอบที่ 1 ร้อยละ 70 และองค์ประกอบที่ 2 ร้อยละ 30",
        "ทุกส่วนราชการ",
    ),
)
#: Letters of ก.พ.ร.: number, date, subject, the steps that are entered on it.
REVIEW = (
    ("นร 1202/1871", "๑๕ ธ.ค. ๒๕๖๔", "รับ (ร่าง) ตัวชี้วัดไว้วิเคราะห์", ("ก.พ.ร. รับวิเคราะห์",)),
    (
        "นร 1202/58",
        "๑๒ ม.ค. ๒๕๖๕",
        "นำเสนอคณะกรรมการกำกับการประเมินผลการปฏิบัติราชการของจังหวัด",
        ("เสนอคณะกรรมการกำกับฯ",),
    ),
    ("นร 1202/131", "๒๖ ม.ค. ๒๕๖๕", "นำเสนอ อ.ก.พ.ร. ติดตาม", ("เสนอ อ.ก.พ.ร.",)),
    (
        "นร 1202/ว 3",
        "๑๕ ก.พ. ๒๕๖๕",
        "แจ้งผลการพิจารณาตัวชี้วัดของจังหวัด",
        ("เห็นชอบ", "แจ้งผล มีผลใช้บังคับ"),
    ),
)


def october(desks: Desks) -> None:
    """Opened, proposed; the selection meeting is planned."""
    opening.open_year(desks)
    assert "ย้อนหลัง" in opening.propose_without_past_years(desks)
    for indicator in PROPOSED:
        opening.propose(desks, indicator)
    opening.plan_meeting(desks, opening.SELECTION, "คัดเลือก", "๒๕ ต.ค. ๒๕๖๔ ๐๙.๐๐ น.")


def selected(desks: Desks) -> None:
    """The meeting was held; its resolutions select the proposals."""
    page = opening.hold_meeting(desks, opening.SELECTION, opening.RESOLUTIONS)
    opening.select_all(page)


def resolutions(desks: Desks) -> None:
    """The circular with the resolutions goes to the offices, which acknowledge it."""
    page = desks("sk.owner")
    go(page, "ประชุม", "ประชุมคัดเลือก")
    press(page, "ร่างหนังสือแจ้งมติ")
    subject = mail.send_to_check(page)
    mail.sign_and_number(desks, subject, day="๒๗ ต.ค. ๒๕๖๔")
    mail.dispatch(desks, subject)
    mail.receive(desks, [f"sk.{office}.head" for office in OFFICES], subject, number=2101, day="๒๗ ต.ค. ๒๕๖๔")
    page = mail.letter_page(desks, "sk.owner", subject)
    expect(page.locator(".page-head")).to_contain_text("รับทราบครบ")
    assert mail.number_of(page) == "สก 0017/ว 1"


def written(desks: Desks) -> None:
    """Sheets and criteria; numbers and weights, one of them wrong; all go to the committee, which is planned."""
    for indicator in ALL:
        sheets.write_sheet(desks, indicator)
    sheets.set_numbers(desks, {"births": "15"})
    for indicator in ALL:
        sheets.to_review(desks, indicator)
    opening.plan_meeting(desks, opening.COMMITTEE, "คณะกรรมการ", "๒๙ พ.ย. ๒๕๖๔ ๑๓.๓๐ น.")


def endorsed(desks: Desks) -> None:
    """The committee endorses when the weights are 70 and 30, and not before."""
    opening.hold_meeting(desks, opening.COMMITTEE, COMMITTEE_RESOLUTIONS)
    said = sheets.endorse_refused(desks, opening.COMMITTEE[:20])
    assert "๗๐" in said and "๖๕" in said
    sheets.return_for_weight(desks, BIRTHS)
    sheets.endorse_done(desks, opening.COMMITTEE[:20], "เห็นชอบ (ร่าง)")


def submitted(desks: Desks) -> None:
    """The letter to ก.พ.ร. with a number of the central registry; its dispatch submits the six indicators."""
    page = mail.waiting(desks("sk.secretary"), "ส่ง (ร่าง)")
    press(page, "แก้ไขข้อความ")
    fill(
        page,
        {"อ้างถึง 1 หนังสือของ": closing.OPDC, "เลขที่": "นร 1202/ว 14", "ลงวันที่": "๒๘ ก.ย. ๒๕๖๔"},
    )
    press(page, "บันทึกร่าง")
    done(page)
    subject = mail.send_to_check(page)
    mail.sign_and_number(desks, subject, day="๑ ธ.ค. ๒๕๖๔", running="8412")
    mail.dispatch(desks, subject)
    mail.enter_outside(desks, subject, day="๑ ธ.ค. ๒๕๖๔", name="ก.พ.ร.")
    page = opening.year(desks("sk.owner"))
    expect(page.locator(".state-submitted")).to_have_count(len(ALL))


def in_force(desks: Desks) -> None:
    """ก.พ.ร. works outside the system: the registrar enters its letters, the owner its steps on them."""
    keep(desks("sk.owner"), "inbox")
    for number, dated, subject, steps in REVIEW:
        closing.register_incoming(desks, number, dated, subject)
        for step in steps:
            closing.together(desks, f"บันทึกตามหนังสือ: {step}", {"หนังสือรับที่เป็นหลักฐาน": subject})


def targets(desks: Desks) -> None:
    """The circular with the targets goes to every district; one chief reads it on a phone."""
    page = opening.year(desks("sk.owner"))
    keep(page, "board")
    tick(page, [opening.here(one.name) for one in ALL])
    press(page, "ร่างหนังสือแจ้งค่าเป้าหมายถึงอำเภอ")
    subject = mail.send_to_check(page)
    day = "๕ เม.ย. ๒๕๖๕"
    mail.sign_and_number(desks, subject, day=day)
    page = mail.letter_page(desks, "sk.owner", subject)
    pdf = mail.wait_for_pdf(page)
    assert pdf.startswith(b"%PDF")
    keep_sheets(pdf, "letter_targets", (1, 2))
    mail.dispatch(desks, subject)
    page = mail.letter_page(desks, "sk.owner", subject)
    expect(page.locator(".letter-aside")).to_contain_text("รับทราบอีก ๙ ราย")
    keep(page, "letter")
    mail.receive_on_a_phone(desks, CHIEFS[0], subject, number="1120", day=day)
    mail.receive(desks, CHIEFS[1:], subject, number=1121, day=day)
    mail.enter_outside(desks, subject, day=day, name=PRACTICE.outside_district)


def reported(desks: Desks) -> None:
    """Results with evidence, checked and accepted."""
    for leaf in leaves():
        closing.report(desks, leaf)


def filed(desks: Desks) -> None:
    """The e-SAR is filed; what the rule scores is scored by it."""
    page = opening.year(desks("sk.owner"))
    go(page, PRODUCTS.name)
    keep(page, "indicator")
    closing.file_esar(desks, "๒๕ ต.ค. ๒๕๖๕")


def closed(desks: Desks) -> None:
    """ก.พ.ร. checks and scores by its letters; the year is closed."""
    check = "ตรวจหลักฐานผลการดำเนินงานของจังหวัด"
    closing.register_incoming(desks, "นร 1202/1902", "๘ ธ.ค. ๒๕๖๕", check)
    closing.together(desks, "บันทึกตามหนังสือ: ก.พ.ร. ตรวจหลักฐาน", {"หนังสือรับที่เป็นหลักฐาน": check})
    result = "แจ้งผลการประเมินการปฏิบัติราชการของจังหวัด"
    closing.register_incoming(desks, "นร 1202/ว 2", "๑๕ ก.พ. ๒๕๖๖", result)
    closing.score(desks, result)
    closing.close_year(desks)


@dataclass(frozen=True)
class Part:
    """A sitting of the year: on which day, and what is done."""

    day: str
    play: Callable[[Desks], None]


PARTS = (
    Part("๑๑ ต.ค. ๒๕๖๔", october),
    Part("๒๖ ต.ค. ๒๕๖๔", selected),
    Part("๒๗ ต.ค. ๒๕๖๔", resolutions),
    Part("๘ พ.ย. ๒๕๖๔", written),
    Part("๓๐ พ.ย. ๒๕๖๔", endorsed),
    Part("๑ ธ.ค. ๒๕๖๔", submitted),
    Part("๑๖ ก.พ. ๒๕๖๕", in_force),
    Part("๕ เม.ย. ๒๕๖๕", targets),
    Part("๑๒ ต.ค. ๒๕๖๕", reported),
    Part("๒๕ ต.ค. ๒๕๖๕", filed),
    Part("๒๐ ก.พ. ๒๕๖๖", closed),
)

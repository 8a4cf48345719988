"""October: the year is opened, the offices propose, the selection meeting decides."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.desk import Desks, done, fill, go, press, refused, take, tick, waiting
from workflow_app.demo.indicators_2565 import PROPOSED, DemoIndicator

YEAR = "พ.ศ. ๒๕๖๕"
SELECTION = "ประชุมคัดเลือกตัวชี้วัด ครั้งที่ 1/2565"
COMMITTEE = "ประชุมคณะกรรมการพิจารณาตัวชี้วัดของจังหวัด ครั้งที่ 1/2565"
PROVINCE = "จังหวัดสระแก้ว"
#: Offices of the demo by their code, as they are called in the lists.
OFFICE_NAMES = {
    "community": f"สำนักงานพัฒนาชุมชน{PROVINCE}",
    "industry": f"สำนักงานอุตสาหกรรม{PROVINCE}",
}
RESOLUTIONS = (
    ("คัดเลือกตัวชี้วัดองค์ประกอบที่ 1 จำนวน 4 ตัวชี้วัด และองค์ประกอบที่ 2 จำนวน 2 ตัวชี้วัด", "ทุกส่วนราชการ"),
    ("ให้ทุกส่วนราชการพัฒนาระบบข้อมูลให้เป็นดิจิทัลเพื่อนำไปสู่การเปิดเผยข้อมูลภาครัฐ", "ทุกส่วนราชการ"),
)


def here(text: str) -> str:
    """A text of document 000 as this province would write it."""
    return text.replace("หนองบัวลำภู", "สระแก้ว")


def open_year(desks: Desks) -> None:
    """The process owner finds the year in ตารางปี and opens it; the compulsory indicator is there at once."""
    page = desks("sk.owner")
    go(page, "ตารางปี")
    fill(page, {"ปีงบประมาณ พ.ศ.": "๒๕๖๕"})
    press(page, "เปิดปี")
    done(page)
    expect(page.locator("main")).to_contain_text("ตัวชี้วัดบังคับ")


def year(page: Page) -> Page:
    """The year's page, from the bar."""
    return go(page, "ตารางปี", YEAR)


def propose(desks: Desks, indicator: DemoIndicator) -> None:
    """An officer proposes the indicator with its past years, and adds its children."""
    page = desks(f"sk.{indicator.office}.officer")
    year(page)
    press(page, "เสนอตัวชี้วัด")
    fill(
        page,
        {
            "องค์ประกอบ": f"องค์ประกอบที่ {indicator.component}",
            "ชื่อตัวชี้วัด": here(indicator.name),
            "หน่วยวัด": indicator.unit,
            "การประเมินความสามารถในการดำเนินการ": indicator.ability,
        },
    )
    for row, (fiscal_year, value) in enumerate(indicator.past, 1):
        page.get_by_label(f"ปีงบประมาณ แถวที่ {row}").fill(str(fiscal_year))
        page.get_by_label(f"ผล แถวที่ {row}").fill(value)
    press(page, "เสนอตัวชี้วัด")
    done(page)
    for child in indicator.children:
        _add_child(page, child)


def _add_child(page: Page, child: DemoIndicator) -> None:
    press(page, "เพิ่มตัวชี้วัดย่อย")
    fill(
        page,
        {
            "ชื่อตัวชี้วัดย่อย": here(child.name),
            "หน่วยวัด": child.unit,
            "หน่วยงานที่รับผิดชอบ": OFFICE_NAMES[child.office],
        },
    )
    press(page, "บันทึก")
    done(page)


def propose_without_past_years(desks: Desks) -> str:
    """What the page says to an officer who leaves the past years out."""
    page = desks("sk.health.officer")
    year(page)
    press(page, "เสนอตัวชี้วัด")
    fill(page, {"ชื่อตัวชี้วัด": "ทดลอง", "หน่วยวัด": "ร้อยละ"})
    press(page, "เสนอตัวชี้วัด")
    return refused(page)


def plan_meeting(desks: Desks, title: str, kind: str, starts_at: str) -> None:
    """The secretary plans a meeting of the year."""
    page = desks("sk.secretary")
    go(page, "ประชุม")
    press(page, "กำหนดการประชุม")
    fill(
        page,
        {
            "ปีงบประมาณ": "๒๕๖๕",
            "ชนิดการประชุม": kind,
            "ชื่อการประชุม": title,
            "วันและเวลา": starts_at,
            "สถานที่": "ห้องประชุมศาลากลางจังหวัดสระแก้ว ชั้น 2",
        },
    )
    press(page, "กำหนดการประชุม")
    done(page)


def hold_meeting(desks: Desks, title: str, resolutions: tuple[tuple[str, str], ...]) -> Page:
    """After the day of the meeting: the secretary writes down that it was held, and what it resolved."""
    page = desks("sk.secretary")
    waiting(page, title)
    take(page, "บันทึกว่าประชุมแล้ว")
    for text, about in resolutions:
        if page.locator("details:not([open]) > summary", has_text="บันทึกมติข้อต่อไป").count():
            page.get_by_text("บันทึกมติข้อต่อไป").click()
        fill(page, {"ข้อความของมติ": text, "เกี่ยวกับ": about})
        press(page, "บันทึกมติ")
        done(page)
    return page


def select_all(page: Page) -> None:
    """The secretary ticks the proposals on the meeting's page and has them selected by the first resolution."""
    tick(page, [here(one.name) for one in PROPOSED])
    take(page, "มติ: คัดเลือก", {"มติที่ประชุม": "คัดเลือกตัวชี้วัด"})

"""Indicators on their pages: proposed with past years, kept as a draft, shown to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.pages import Browser, words
from tests.web.year import Year, after, year_scenes
from workflow_app.demo.cast import PASSWORD
from workflow_app.indicators.models import Baseline, Indicator
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.rules import Role
from workflow_app.years.models import IndicatorFamily

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]

PAST = {
    "past-year-0": "๒๕๖๒", "past-value-0": "๑,๒๓๔.๕๐", "past-note-0": "",
    "past-year-1": "2563", "past-value-1": "1300", "past-note-1": "นับถึงเดือนกันยายน",
    "past-year-2": "2564", "past-value-2": "", "past-note-2": "ไม่มีข้อมูลเพราะงดสำรวจ",
}  # fmt: skip
PROPOSAL = {
    "component_no": "1", "family": "", "name": "ร้อยละของครัวเรือนที่เข้าถึงน้ำสะอาด", "unit": "ร้อยละ",
    "ability": "คาดว่าทำได้", **PAST,
}  # fmt: skip


def propose(year: Year, browser: Browser, **changes: str) -> Any:
    """Fill in and send the form of a proposal."""
    fields = {"cycle_id": year.ids["cycle"], "propose": "1", **PROPOSAL, **changes}
    return browser.send("/indicators/new", {name: value for name, value in fields.items() if value != "–"})


def newest(year: Year) -> Indicator:
    """The indicator that was made last."""
    with year.database.reading() as session:
        row = session.scalars(select(Indicator).order_by(Indicator.id.desc()).limit(1)).one()
        session.expunge(row)
    return row


def count(year: Year) -> int:
    """How many indicators there are."""
    with year.database.reading() as session:
        return len(session.scalars(select(Indicator.id)).all())


def test_a_proposal_with_three_past_years_is_proposed_at_once(after: After) -> None:
    year = after("propose")
    officer = year.browser("health.officer")
    assert officer.open(f"/indicators/new?cycle_id={year.ids['cycle']}").status_code == 200
    answer = propose(year, officer)
    row = newest(year)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/indicators/{row.id}")
    assert (str(row.state), row.name, row.unit) == ("proposed", PROPOSAL["name"], "ร้อยละ")
    with year.database.reading() as session:
        stored = session.scalars(select(Baseline).where(Baseline.indicator_id == row.id))
        past = sorted((one.fiscal_year, str(one.value), one.note) for one in stored)
    assert past == [
        (2562, "1234.5", ""),
        (2563, "1300", "นับถึงเดือนกันยายน"),
        (2564, "None", "ไม่มีข้อมูลเพราะงดสำรวจ"),
    ]
    page = words(officer.open(f"/indicators/{row.id}"))
    assert "พ.ศ. ๒๕๖๒ ๑,๒๓๔.๕" in page and "คาดว่าทำได้" in page


def test_a_kept_draft_is_its_offices_alone_until_it_is_proposed(after: After) -> None:
    year = after("propose")
    officer = year.browser("health.officer")
    answer = propose(year, officer, propose="–", keep="1", ability="")
    row = newest(year)
    assert answer.status_code == 303 and str(row.state) == "new"
    board = f"/cycles/{year.ids['cycle']}"
    assert f"/indicators/{row.id}" in officer.open(board).text
    assert f"/indicators/{row.id}" not in year.browser("owner").open(board).text
    page = words(officer.open(f"/indicators/{row.id}"))
    assert "เสนอตัวชี้วัด ต้องระบุการประเมินความสามารถในการดำเนินการ" in page
    assert PROPOSAL["name"] in words(officer.open("/inbox"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"past-value-1": "๑๓๐o"}, "แถวที่ ๒"),
        ({"past-year-2": "64"}, "แถวที่ ๓: ปีงบประมาณต้องเป็น พ.ศ. สี่หลัก"),
        ({"past-year-2": "²๕๖๔"}, "แถวที่ ๓: ปีงบประมาณต้องเป็น พ.ศ. สี่หลัก"),
        ({"past-year-2": "2563"}, "มีปีซ้ำกันในผลการดำเนินงานย้อนหลัง"),
        ({"past-year-2": "2565"}, "ปี ๒๕๖๕ ไม่ใช่ปีก่อนปีงบประมาณ พ.ศ. ๒๕๖๕"),
        ({"name": "  "}, "ชื่อตัวชี้วัด : โปรดกรอก"),
        ({"unit": ""}, "หน่วยวัด : โปรดกรอก"),
        ({"component_no": "3"}, "เลือกจากรายการ"),
        ({"family": "9999"}, "เลือกจากรายการ"),
    ],
)
def test_what_cannot_be_read_names_its_row_and_everything_typed_stays(
    after: After, changes: dict[str, str], said: str
) -> None:
    year = after("propose")
    before = count(year)
    answer = propose(year, year.browser("health.officer"), **changes)
    assert answer.status_code == 422
    assert said in words(answer)
    for name, value in {**PAST, **changes}.items():
        if name.startswith("past-"):
            assert f'name="{name}" value="{value}"' in answer.text
    assert "คาดว่าทำได้" in answer.text
    assert count(year) == before


def test_a_family_is_chosen_with_its_own_component(after: After) -> None:
    year = after("propose")
    officer = year.browser("health.officer")
    with year.database.reading() as session:
        families = select(IndicatorFamily).where(IndicatorFamily.compulsory.is_(False))
        family = session.scalars(families.limit(1)).one()
        family_id, component_no = str(family.id), family.component_no
    wrong = propose(year, officer, family=family_id, component_no=str(3 - component_no))
    assert wrong.status_code == 422 and "ตัวชี้วัดกลางนี้อยู่ในองค์ประกอบที่" in words(wrong)
    right = propose(year, officer, family=family_id, component_no=str(component_no))
    assert right.status_code == 303 and newest(year).family_id == int(family_id)


def test_two_past_years_are_refused_as_the_step_says_and_nothing_is_kept(after: After) -> None:
    year = after("propose")
    before = count(year)
    answer = propose(year, year.browser("health.officer"), **{"past-note-2": ""})
    assert answer.status_code == 409
    assert "ต้องมีผลการดำเนินงานย้อนหลัง ๓ ถึง ๕ ปี (มีอยู่ ๒ ปี)" in words(answer)
    assert PROPOSAL["name"] in answer.text
    assert count(year) == before


def test_a_year_that_is_being_closed_takes_no_proposal(after: After) -> None:
    year = after("close_out")
    officer = year.browser("health.officer")
    answer = propose(year, officer)
    assert answer.status_code == 409
    assert "จึงเสนอตัวชี้วัดเพิ่มไม่ได้" in words(answer) and PROPOSAL["name"] in answer.text
    board = words(officer.open(f"/cycles/{year.ids['cycle']}"))
    assert "เสนอตัวชี้วัด ปีนี้" in board


@pytest.mark.case("B60")
def test_another_provinces_year_cannot_be_proposed_in(after: After) -> None:
    year = after("propose")
    officer = year.browser("sk.health.officer")
    assert officer.open(f"/indicators/new?cycle_id={year.ids['cycle']}").status_code == 404
    assert propose(year, officer).status_code == 404
    for cycle_id in ("", "0", "x", "9" * 30):
        assert officer.open(f"/indicators/new?cycle_id={cycle_id}").status_code == 404


@pytest.mark.case("B61")
def test_markup_in_a_proposal_is_text_wherever_it_is_shown(after: After) -> None:
    year = after("propose")
    officer = year.browser("health.officer")
    typed = "<img src=x onerror=alert(document)>ตรวจแล้ว"
    propose(year, officer, name=f"น้ำ {typed}", unit="<b>", ability=typed, **{"past-note-1": typed})
    row = newest(year)
    owner, head = year.browser("owner"), year.browser("health.head")
    pages = [
        officer.open(f"/indicators/{row.id}"),
        officer.open(f"/indicators/{row.id}/edit"),
        head.open(f"/indicators/{row.id}/past"),
        owner.open(f"/indicators/{row.id}"),
        owner.open(f"/cycles/{year.ids['cycle']}"),
        year.browser("secretary").open("/inbox"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<img src=x" not in page.text and "&amp;lt;" not in page.text
        assert "&lt;img src=x onerror=alert(document)&gt;ตรวจแล้ว" in page.text


@pytest.mark.requirement("R20")
def test_an_office_with_one_leaf_sees_the_parent_and_that_leaf_alone(after: After) -> None:
    year = after("close_out")
    officer = year.browser("industry.officer")
    parent = officer.open(f"/indicators/{year.ids['products']}")
    assert parent.status_code == 200
    assert f"/indicators/{year.ids['products.certificates']}" in parent.text
    for key, name in (
        ("products.income", "รายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน (OTOP)"),
        ("products.online", "๑๐,๑๔๙,๐๙๕"),
    ):
        assert f"/indicators/{year.ids[key]}" not in parent.text and name not in words(parent)
        assert officer.open(f"/indicators/{year.ids[key]}").status_code == 404
    assert officer.open(f"/indicators/{year.ids['products.certificates']}").status_code == 200


@pytest.mark.parametrize("page", ["", "/edit", "/past", "/criterion", "/children/new"])
@pytest.mark.case("B60")
def test_every_page_of_an_indicator_is_unknown_to_other_offices_and_provinces(
    after: After, page: str
) -> None:
    year = after("write_sheets")
    path = f"/indicators/{year.ids['births']}{page}"
    for username in ("sk.owner", "sk.health.officer", "tourism.officer", "tourism.head", "district.mueang"):
        browser = year.browser(username)
        assert browser.open(path).status_code == 404
        if page:
            assert browser.send(path, {"name": "ของคนอื่น", "version": "1"}).status_code == 404
    assert year.browser("administrator").open(path).status_code == 404


def test_the_page_says_whose_the_next_step_is_and_why_a_closed_button_is_closed(after: After) -> None:
    year = after("selection_meeting")
    with year.stage.at("2021-11-01 09:00"):
        year.stage.step("health.officer", "indicator", year.ids["births"], "begin_drafting")
    path = f"/indicators/{year.ids['births']}"
    head = year.browser("health.head").open(path)
    assert "disabled" in head.text
    assert "รายละเอียดตัวชี้วัดยังไม่ครบ" in words(head) and "น้ำหนัก" in words(head)
    officer = words(year.browser("health.officer").open(path))
    assert "ผู้ทำขั้นตอนถัดไป: หัวหน้าส่วนราชการ" in officer, officer[officer.index("ผู้ทำ") :][:80]


def test_what_was_returned_shows_its_reason_to_the_office_and_can_be_written_again(after: After) -> None:
    year = after("write_sheets")
    births = year.ids["births"]
    officer = year.browser("health.officer")
    closed = officer.open(f"/indicators/{births}")
    assert "แก้ไขไม่ได้เมื่ออยู่ในสถานะ" in words(closed)
    assert f"/indicators/{births}/edit" not in closed.text
    assert officer.open(f"/indicators/{births}/edit").status_code == 409
    with year.stage.at("2021-11-24 10:00"):
        year.stage.step("owner", "indicator", births, "return_to_drafting", "คำอธิบาย: ระบุปีฐานด้วย")
    page = words(officer.open(f"/indicators/{births}"))
    assert "คำอธิบาย: ระบุปีฐานด้วย" in page
    assert officer.open(f"/indicators/{births}/edit").status_code == 200


def test_a_host_agency_reads_what_names_it_once_the_province_sent_it(after: After) -> None:
    year = after("close_out")
    births, waste = year.ids["births"], year.ids["waste"]
    with year.database.transaction() as session:
        agency = Office(kind=OfficeKind.CENTRAL, name="กรมตัวอย่าง")
        session.add(agency)
        session.flush()
        person, _ = create_person(
            session, None, username="host", name="นางเจ้าภาพ ตัวอย่าง", password=PASSWORD, chain_id=1
        )
        give_posting(session, None, person, office=agency, role=Role.HOST_AGENCY)
        session.get_one(Indicator, births).host_office_id = agency.id
    host = year.browser("host")
    page = host.open(f"/indicators/{births}")
    assert page.status_code == 200 and "กรมตัวอย่าง" in words(page)
    assert "/cycles/" not in page.text and "/reports/" not in page.text
    assert host.open(f"/indicators/{waste}").status_code == 404

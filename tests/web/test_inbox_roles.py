"""What waits for each role, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.pages import words
from tests.web.year import Year, after, year_scenes

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]
NOTHING = "ไม่มีงานที่รอท่านดำเนินการในขณะนี้"


@pytest.mark.parametrize(
    ("scene", "username", "waits"),
    [
        ("propose", "secretary", "มติ: คัดเลือก"),
        ("selection_meeting", "health.officer", "จัดทำรายละเอียด"),
        ("selection_meeting", "center.officer", "จัดทำรายละเอียด"),
        ("write_sheets", "secretary", "เห็นชอบระดับจังหวัด"),
        ("submission_letter", "owner", "บันทึกตามหนังสือ: ก.พ.ร. รับวิเคราะห์"),
        ("targets_letter", "local.officer", "ส่งผลให้หัวหน้าตรวจ"),
        ("report_results", "owner", "บันทึกการส่ง e-SAR"),
    ],
)
def test_each_role_finds_its_next_step(after: After, scene: str, username: str, waits: str) -> None:
    year = after(scene)
    assert waits in words(year.browser(username).open("/inbox"))


@pytest.mark.parametrize(
    ("scene", "username"),
    [
        ("propose", "health.officer"),
        ("propose", "governor"),
        ("propose", "district.mueang"),
        ("write_sheets", "health.officer"),
        ("close_out", "owner"),
        ("close_out", "health.head"),
        ("close_out", "secretary"),
    ],
)
def test_what_is_done_or_anothers_does_not_wait(after: After, scene: str, username: str) -> None:
    page = words(after(scene).browser(username).open("/inbox"))
    assert NOTHING in page


def test_what_is_ones_own_but_closed_is_shown_with_every_reason(after: After) -> None:
    year = after("targets_letter")
    page = words(year.browser("local.officer").open("/inbox"))
    assert "ต้องกรอกผลการดำเนินงานทั้งค่าและคำอธิบาย" in page
    assert "ต้องมีหลักฐานอย่างน้อยหนึ่งรายการ" in page


def test_a_sheet_that_lacks_something_waits_for_the_one_who_writes_it(after: After) -> None:
    year = after("selection_meeting")
    with year.stage.at("2021-11-01 09:00"):
        year.stage.step("health.officer", "indicator", year.ids["births"], "begin_drafting")
    officer = words(year.browser("health.officer").open("/inbox"))
    owner = words(year.browser("owner").open("/inbox"))
    assert "กรอกคำอธิบาย, รายละเอียดค่าเป้าหมาย, เกณฑ์การให้คะแนน" in officer
    assert "กรอกน้ำหนัก" in owner
    assert "กรอกน้ำหนัก" not in officer


def test_an_inbox_names_only_what_its_office_may_see(after: After) -> None:
    year = after("selection_meeting")
    page = words(year.browser("health.officer").open("/inbox"))
    assert "อัตราการคลอดมีชีพ" in page
    for foreign in ("ขยะมูลฝอย", "ท่องเที่ยว", "PMQA"):
        assert foreign not in page
    assert NOTHING in words(year.browser("sk.health.officer").open("/inbox"))


def test_the_administrator_has_no_inbox_and_no_link_to_the_year(after: After) -> None:
    year = after("close_out")
    administrator = year.browser("administrator")
    for path in ("/inbox", "/cycles", f"/cycles/{year.ids['cycle']}", f"/indicators/{year.ids['births']}"):
        assert administrator.open(path).status_code == 404
    home = administrator.client.get("/", follow_redirects=True)
    assert "/cycles" not in home.text and "/inbox" not in home.text


def test_a_district_chief_sees_letters_and_no_year(after: After) -> None:
    year = after("targets_letter")
    chief = year.browser("district.mueang")
    page = chief.open("/inbox")
    assert page.status_code == 200 and "/cycles" not in page.text
    for path in ("/cycles", f"/cycles/{year.ids['cycle']}", f"/indicators/{year.ids['births']}", "/meetings"):
        assert chief.open(path).status_code == 404

"""What waits for whom: the tables of steps say it, the page shows what can be done now first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.pages import words
from tests.web.year import Year, after, counted, year_scenes

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]

#: After the scene: who, the heading or line that their inbox shows, and one that it does not.
WAITING = [
    ("open_year", "center.officer", "ตัวชี้วัด (๑)", "เริ่มปิดปี"),
    ("open_year", "health.officer", "ไม่มีงานที่รอท่าน", "PMQA"),
    ("propose", "secretary", "ยังทำไม่ได้ (๕)", "ตัวชี้วัด ("),
    ("selection_meeting", "health.officer", "จัดทำรายละเอียด", "ขยะมูลฝอย"),
    ("write_sheets", "secretary", "เห็นชอบระดับจังหวัด", "เสนอตรวจร่าง"),
    ("targets_letter", "industry.officer", "รายงานผล (๑)", "อัตราการคลอด"),
    ("report_results", "owner", "งานที่รอ (๖)", "รับรองผล"),
    ("close_out", "owner", "ไม่มีงานที่รอท่าน", "ปิดปี"),
]


@pytest.mark.parametrize(("scene", "who", "there", "not_there"), WAITING)
def test_an_inbox_holds_what_waits_for_the_person_and_nothing_else(
    after: After, scene: str, who: str, there: str, not_there: str
) -> None:
    text = words(after(scene).browser(who).open("/inbox"))
    assert there in text
    assert not_there not in text


def test_what_cannot_be_done_yet_stands_below_with_its_reasons_and_is_not_counted(after: After) -> None:
    text = words(after("report_results").browser("owner").open("/inbox"))
    assert text.index("บันทึกการส่ง e-SAR") < text.index("ยังทำไม่ได้ (๑)") < text.index("ยังมีตัวชี้วัดที่ไม่สิ้นสุด")


def test_a_result_that_is_to_be_written_counts_though_it_cannot_be_sent_yet(after: After) -> None:
    text = words(after("targets_letter").browser("health.officer").open("/inbox"))
    assert "งานที่รอ (๑)" in text
    assert "ต้องกรอกผลการดำเนินงานทั้งค่าและคำอธิบาย" in text
    assert "เรื่องที่เป็นของท่านแต่ยังทำไม่ได้" not in text


def test_indicators_stand_in_printed_order(after: After) -> None:
    text = words(after("report_results").browser("owner").open("/inbox"))
    assert text.index("อัตราการคลอด") < text.index("ขยะมูลฝอย") < text.index("Digitized Data")


def test_a_district_sees_the_letter_that_came_by_its_subject(after: After) -> None:
    year = after("review_by_opdc")
    text = words(year.browser("district.mueang").open("/inbox"))
    assert "ไม่มีงานที่รอท่าน" in text and "ตารางปี" not in text


def test_an_inbox_asks_the_database_as_often_for_six_indicators_as_for_one(after: After) -> None:
    def asked(scene: str) -> int:
        year = after(scene)
        owner = year.browser("secretary")
        with counted(year.database) as sent:
            assert owner.open("/inbox").status_code == 200
        return len(sent)

    assert asked("propose") == asked("write_sheets")


def test_an_owner_whose_province_has_no_year_is_told_where_to_begin(after: Callable[[str], Year]) -> None:
    year = after("set_up")
    assert "เริ่มได้ที่ ตารางปี" in words(year.browser("owner").open("/inbox"))
    assert "เริ่มได้ที่ ตารางปี" not in words(year.browser("secretary").open("/inbox"))

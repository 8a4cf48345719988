"""Thai dates and moments, out and in (B20-B25, R28, R29)."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow_app.errors import Unreadable
from workflow_app.text import THAI_OF_ARABIC
from workflow_app.thai import (
    BANGKOK,
    SHORT_MONTHS,
    THAI_MONTHS,
    bangkok_day,
    date_in,
    date_long,
    date_out,
    date_short,
    moment_in,
    moment_out,
    time_out,
    weekday_out,
)
from workflow_app.words import words

DAYS = st.dates(date(1957, 1, 1), date(2157, 12, 31))
DAY = date(2024, 4, 24)


@pytest.mark.case("B20")
@pytest.mark.case("B23")
@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2024, 2, 29), "๒๙ กุมภาพันธ์ ๒๕๖๗"),
        (date(2024, 2, 3), "๓ กุมภาพันธ์ ๒๕๖๗"),
        (date(2024, 4, 24), "๒๔ เมษายน ๒๕๖๗"),
        (date(2023, 10, 1), "๑ ตุลาคม ๒๕๖๖"),
        (date(2023, 12, 31), "๓๑ ธันวาคม ๒๕๖๖"),
        (date(2100, 3, 1), "๑ มีนาคม ๒๖๔๓"),
    ],
)
def test_the_date_of_a_letter_has_thai_digits_no_zero_and_no_era(day: date, printed: str) -> None:
    assert date_out(day) == printed


@pytest.mark.case("B23")
def test_the_other_printed_forms() -> None:
    assert date_short(DAY) == "๒๔ เม.ย. ๒๕๖๗"
    assert date_long(DAY) == "๒๔ เมษายน พ.ศ. ๒๕๖๗"
    assert weekday_out(date(2020, 10, 27)) == "วันอังคารที่ ๒๗ ตุลาคม ๒๕๖๓"
    assert weekday_out(DAY) == "วันพุธที่ ๒๔ เมษายน ๒๕๖๗"
    assert time_out(time(9, 0)) == "๐๙.๐๐ น."


@pytest.mark.case("B25")
def test_a_moment_is_shown_on_the_day_it_is_in_thailand() -> None:
    moment = datetime(2024, 4, 23, 18, 30, tzinfo=UTC)
    assert bangkok_day(moment) == DAY
    assert moment_out(moment) == "๒๔ เม.ย. ๒๕๖๗ ๐๑.๓๐ น."
    assert time_out(moment) == "๐๑.๓๐ น."


@pytest.mark.case("B25")
def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    naive = datetime(2024, 4, 24, 1, 30)  # noqa: DTZ001
    for show in (bangkok_day, moment_out, time_out):
        with pytest.raises(ValueError, match="zone"):
            show(naive)


@pytest.mark.case("B21")
@pytest.mark.case("B22")
@pytest.mark.requirement("R29")
@pytest.mark.parametrize(
    "typed",
    [
        "24 เมษายน 2567",
        "๒๔ เมษายน ๒๕๖๗",
        "๒๔ เมษายน 2567",
        "24 เม.ย. 2567",
        "24 เม.ย.2567",
        "24 เมย 2567",
        "24เมษายน2567",
        "24  เมษายน\u00a02567",
        " 24 เมษายน 2567\r\n",
        "24\u200b เมษายน 2567",
        "24/4/2567",
        "24/04/2567",
        "๒๔/๔/๒๕๖๗",
        "24 / 4 / 2567",
        "24-04-2567",
        "24.4.2567",
        "24/4/67",
        "24 เม.ย. 67",
        "๒๔ เม.ย. ๖๗",
        "24 เมษายน พ.ศ. 2567",
        "24 เมษายน พ.ศ.2567",
        "24 เมษายน พศ 2567",
        "24 เมษายน ค.ศ. 2024",
        "24/4/ค.ศ. 2024",
        "2024-04-24",
        "2567-04-24",
        "๒๕๖๗-๐๔-๒๔",
        "วันที่ 24 เมษายน 2567",
        "วันที่ 24 เดือน เมษายน พ.ศ. 2567",
        "ลงวันที่ ๒๔ เมษายน ๒๕๖๗",
        "เมื่อวันที่ ๒๔ เมษายน ๒๕๖๗",
        "ณ วันที่ ๒๔ เมษายน พ.ศ. ๒๕๖๗",
        "วันพุธที่ ๒๔ เมษายน ๒๕๖๗",
        "วันพุธ ที่ ๒๔ เมษายน ๒๕๖๗",
        "วันพุธ ๒๔ เมษายน ๒๕๖๗",
    ],
)
def test_every_form_in_which_agencies_write_a_date_is_read(typed: str) -> None:
    assert date_in(typed) == DAY


@pytest.mark.case("B20")
def test_the_leap_day_is_read_by_the_gregorian_count() -> None:
    assert date_in("29 กุมภาพันธ์ 2567") == date(2024, 2, 29)
    assert date_in("2567-02-29") == date(2024, 2, 29)
    with pytest.raises(Unreadable) as refusal:
        date_in("29 กุมภาพันธ์ 2566")
    assert refusal.value.message == "ไม่มีวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๖"


@pytest.mark.case("B21")
@pytest.mark.parametrize("typed", ["24 เมษายน 2024", "24/4/2024", "๒๔ เม.ย. ๒๐๒๔", "24 เมษายน 1957"])
def test_a_christian_year_that_is_not_called_so_is_refused_and_the_right_one_is_named(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"พ\.ศ\."):
        date_in(typed)


@pytest.mark.case("B21")
def test_the_sentence_names_the_year_of_the_buddhist_era() -> None:
    with pytest.raises(Unreadable, match="2567"):
        date_in("24 เมษายน 2024")


@pytest.mark.requirement("R29")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "ยังไม่ได้กรอก"),
        ("  ", "ยังไม่ได้กรอก"),
        ("24 เมษายน 2567xyz", "อ่านวันที่"),
        ("24 เมษายน", "อ่านวันที่"),
        ("เมษายน 2567", "อ่านวันที่"),
        ("24 April 2567", "อ่านวันที่"),
        ("24 เมษา 2567", "ไม่รู้จักเดือน"),
        ("31/6/2566", "ไม่มีวันที่ ๓๑ มิถุนายน ๒๕๖๖"),
        ("0/4/2567", "ไม่มีวันที่ ๐ เมษายน"),
        ("32 มกราคม 2567", "ไม่มีวันที่ ๓๒ มกราคม"),
        ("4/24/2567", "วัน/เดือน/ปี"),
        ("24/0/2567", "ไม่มีเดือนที่ ๐"),
        ("24/4-2567", "อ่านวันที่"),
        ("24/4/567", "อ่านวันที่"),
        ("24/4/25677", "อ่านวันที่"),
        ("024/4/2567", "อ่านวันที่"),
        ("24/4/2499", "2500–2700"),
        ("24/4/2701", "2500–2700"),
        ("24/4/3110", "2500–2700"),
        ("1956-12-31", "2500–2700"),
        ("2158-01-01", "2500–2700"),
        ("24 เมษายน ค.ศ. 2567", "2500–2700"),
        ("24 เมษายน ค.ศ. 24", "2500–2700"),
        ("24 เมษายน พ.ศ. 2024", "2567"),
        ("วันอังคารที่ ๒๔ เมษายน ๒๕๖๗", "ไม่ใช่วันอังคาร แต่เป็นวันพุธ"),
        ("٢٤/٤/2567", "อ่านวันที่"),
        ("๒4/4/2567", "อ่านวันที่"),
        ("24/4/๒๕67", "อ่านวันที่"),
        ("²⁴/4/2567", "อ่านวันที่"),
        ("24/4/2567 25/4/2567", "อ่านวันที่"),
        ("2024-4-24", "อ่านวันที่"),
        ("2024-13-01", "ไม่มีเดือนที่ ๑๓"),
        ("ก" * 100_000, "อ่านวันที่"),
        ("24 " + "ก." * 50_000, "อ่านวันที่"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_is_no_date_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        date_in(typed)
    assert len(refusal.value.message) < 250


@pytest.mark.requirement("R29")
@pytest.mark.parametrize("day", [date(1957, 1, 1), date(2157, 12, 31), date(2023, 10, 1), date(2024, 2, 29)])
def test_the_edges_of_the_years_are_read_in_both_eras(day: date) -> None:
    assert date_in(date_out(day)) == day
    assert date_in(day.isoformat()) == day
    assert date_in(f"{day.day} {THAI_MONTHS[day.month - 1]} ค.ศ. {day.year}") == day


@pytest.mark.requirement("R29")
@given(DAYS)
@example(date(2024, 2, 29))
@example(date(2023, 10, 1))
def test_every_printed_date_reads_back_as_itself(day: date) -> None:
    slashed = f"{day.day}/{day.month:02}/{day.year + 543}"
    printed = [date_out(day), date_short(day), date_long(day), weekday_out(day), day.isoformat(), slashed]
    assert {date_in(text) for text in (*printed, slashed.translate(THAI_OF_ARABIC))} == {day}


@pytest.mark.requirement("R29")
@given(st.dates(date(1957, 1, 1), date(2056, 12, 31)))
def test_a_two_figure_year_is_of_the_buddhist_era(day: date) -> None:
    assert date_in(f"{day.day} {SHORT_MONTHS[day.month - 1]} {(day.year + 543) % 100:02}") == day


@given(
    st.text(
        st.sampled_from("0123456789๐๑๒๔๕๖๗/-.: เมษายนพศค\u00a0วันที่อังคาร\nTZ+") | st.characters(), max_size=40
    )
)
def test_any_text_is_either_read_or_refused(text: str) -> None:
    for read in (date_in, moment_in):
        try:
            read(text)
        except Unreadable as refusal:
            assert refusal.message


@pytest.mark.parametrize(
    "typed",
    [
        "๒๖ ต.ค. ๖๓ ก่อนเวลา ๑๖.๓๐ น.",
        "๒๖ ตุลาคม ๒๕๖๓ เวลา ๑๖.๓๐ น.",
        "26/10/2563 16:30",
        "26/10/2563 16.30 น.",
        "26.10.2563 16.30",
        "วันจันทร์ที่ 26 ตุลาคม 2563 เวลา 16:30 นาฬิกา",
        "2020-10-26T16:30",
        "2020-10-26 16:30:00",
        "2563-10-26T16:30",
        "2020-10-26T16:30:00+07:00",
        "2020-10-26T09:30:00Z",
        "2563-10-26T09:30:00Z",
        "2020-10-26 10:30+0100",
    ],
)
def test_a_moment_is_read_as_bangkok_time_unless_it_names_its_zone(typed: str) -> None:
    moment = moment_in(typed)
    assert moment == datetime(2020, 10, 26, 9, 30, tzinfo=UTC)
    assert moment.tzinfo is UTC


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    assert moment_in("30 กันยายน 2567 24.00 น.") == datetime(2024, 9, 30, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "อ่านวันเวลา"),
        ("24 เมษายน 2567", "อ่านวันเวลา"),
        ("16.30 น.", "อ่านวันเวลา"),
        ("24/4/2567 24.01", "ไม่มีเวลา"),
        ("24/4/2567 25.00", "ไม่มีเวลา"),
        ("24/4/2567 16.60", "ไม่มีเวลา"),
        ("24/4/2024 16.30", r"พ\.ศ\."),
        ("31/6/2567 16.30", "ไม่มีวันที่"),
        ("2020-10-26T25:00:00Z", "อ่านวันเวลา"),
        ("0001-01-01T00:00:00+14:00", "2500–2700"),
        (" " * 50_000 + "x" + " " * 50_000 + "1", "อ่านวันเวลา"),
    ],
    ids=lambda value: ascii(value.strip())[:30],
)
def test_what_is_no_moment_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        moment_in(typed)


@pytest.mark.requirement("R29")
@given(st.datetimes(datetime(1958, 1, 1), datetime(2156, 12, 31)), st.integers(-12, 14))  # noqa: DTZ001
def test_every_shown_moment_reads_back_to_the_minute(naive: datetime, hours: int) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert moment_in(moment_out(moment)) == moment


@given(st.datetimes(datetime(1958, 1, 1), datetime(2156, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_day_in_thailand_is_seven_hours_ahead(moment: datetime) -> None:
    assert bangkok_day(moment) == (moment + timedelta(hours=7)).date() == moment.astimezone(BANGKOK).date()


@pytest.mark.requirement("R28")
@pytest.mark.case("B25")
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Bangkok", "Pacific/Kiritimati"])
def test_the_zone_of_the_server_changes_nothing(zone: str) -> None:
    script = (
        "from datetime import datetime, UTC\n"
        "from workflow_app import fiscal, thai\n"
        "from workflow_app.registers import rules\n"
        "moment = datetime(2023, 12, 31, 17, 30, tzinfo=UTC)\n"
        "day = thai.bangkok_day(moment)\n"
        "print(thai.moment_out(moment), day, rules.year_of(moment), fiscal.fiscal_year(day),\n"
        "      thai.moment_in('1 ม.ค. 2567 00.30 น.') == moment, sep='|')\n"
    )
    environment = {**os.environ, "TZ": zone, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.strip() == "๑ ม.ค. ๒๕๖๗ ๐๐.๓๐ น.|2024-01-01|2567|2567|True"


def test_month_names_are_words_of_the_dictionary() -> None:
    assert all(words(month) == [month] for month in THAI_MONTHS)
    assert len(set(SHORT_MONTHS)) == len(set(THAI_MONTHS)) == 12

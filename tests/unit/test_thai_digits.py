"""Which digits of a letter become Thai (B33, letters.md 3)."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow_app.thai import arabic, digits

PIECES = st.sampled_from(
    [
        *"0123456789๐๕",
        *"กขเแ้ำ",
        *"aZé",
        *" \u00a0\n.,:/-–@#%()=?_'",
        "PMQA ",
        "4.0",
        "ปี ",
        "2565",
        "OTOP 5",
        " บาท",
        " ดาว",
        "1,000",
        "http://",
        "www.a.go.th/",
        "Microsoft 365",
        "1.",
        " – ",
    ]
)


@pytest.mark.case("B33")
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ระบบราชการ 4.0 (PMQA 4.0) ปี 2565", "ระบบราชการ ๔.๐ (PMQA 4.0) ปี ๒๕๖๕"),
        ("สก 0019/ว 1555", "สก ๐๐๑๙/ว ๑๕๕๕"),
        ("วันที่ 24 เมษายน 2567 เวลา 08.00 - 16.30 น.", "วันที่ ๒๔ เมษายน ๒๕๖๗ เวลา ๐๘.๐๐ - ๑๖.๓๐ น."),
        ("ร้อยละ 80.5 (80%)", "ร้อยละ ๘๐.๕ (๘๐%)"),
        ("1,060,295,997 บาท", "๑,๐๖๐,๒๙๕,๙๙๗ บาท"),
        ("โทร. 0-3742-5000 ต่อ 12", "โทร. ๐-๓๗๔๒-๕๐๐๐ ต่อ ๑๒"),
        ("ปี2565และ2566", "ปี๒๕๖๕และ๒๕๖๖"),
        ("2.1 Performance Base", "๒.๑ Performance Base"),
        ("1.Data Catalog\n2.e-Service", "๑.Data Catalog\n๒.e-Service"),
        ("70:30", "๗๐:๓๐"),
        ("๑2 ข้อ", "๑๒ ข้อ"),
    ],
)
def test_digits_of_thai_text_become_thai(typed: str, printed: str) -> None:
    assert digits(typed) == printed


@pytest.mark.case("B33")
@pytest.mark.parametrize(
    "name",
    [
        "PMQA 4.0",
        "PMQA  4.0",
        "PMQA\u00a04.0",
        "ISO 9001:2015",
        "ISO/IEC 27001",
        "COVID-19",
        "PM2.5",
        "e-SAR2",
        "H1N1",
        "4G",
        "Data.go.th/2567",
        "opdc2565@opdc.go.th",
        "http://opdc.go.th/2567",
        "https://www.opdc.go.th/content/NDAx?id=12&year=2565#p3",
        "https://a.go.th/ข่าว/2567",
        "www.sakaeo.go.th/2567/index.html",
        "Microsoft 365",
        "Agenda 2030",
        "6 Building Blocks",
        "Windows 11",
    ],
)
def test_digits_of_latin_names_and_addresses_stay(name: str) -> None:
    assert digits(name) == name
    assert digits(f"ตาม {name} ปี 2565 ข้อ 3") == f"ตาม {name} ปี ๒๕๖๕ ข้อ ๓"
    assert digits(f"ระบบ ({name}) 2565") == f"ระบบ ({name}) ๒๕๖๕"


@pytest.mark.case("B33")
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("OTOP 5 ดาว", "OTOP ๕ ดาว"),
        ("OTOP 1 – 5 ดาว", "OTOP ๑ – ๕ ดาว"),
        ("OTOP 1-5 ดาว", "OTOP ๑-๕ ดาว"),
        ("GPP 1,200,000", "GPP ๑,๒๐๐,๐๐๐"),
        ("GPP 500 ล้านบาท", "GPP ๕๐๐ ล้านบาท"),
        ("TPMAP 120 ครัวเรือน", "TPMAP ๑๒๐ ครัวเรือน"),
        ("ISO 9001 รายงานผล 3 ราย", "ISO 9001 รายงานผล ๓ ราย"),
        ("PMQA\n4.0 คือ", "PMQA\n๔.๐ คือ"),
        ("COVID-19 2565", "COVID-19 ๒๕๖๕"),
        ("2.6 Building Blocks", "๒.๖ Building Blocks"),
        ("http://opdc.go.th/2567ภายใน 30 วัน", "http://opdc.go.th/2567ภายใน ๓๐ วัน"),
    ],
)
def test_an_amount_after_a_latin_name_is_not_part_of_the_name(typed: str, printed: str) -> None:
    assert digits(typed) == printed


@pytest.mark.case("B33")
def test_an_office_can_protect_names_of_its_own() -> None:
    assert digits("โครงการ 3 ดี 4 ดี", protected=("3 ดี",)) == "โครงการ 3 ดี ๔ ดี"
    assert digits("โครงการ 13 ดี", protected=("3 ดี",)) == "โครงการ ๑๓ ดี"
    assert digits("PMQA 4.0 ข้อ 5", protected=()) == "PMQA 4.0 ข้อ ๕"


def test_a_writer_who_types_thai_digits_has_his_way() -> None:
    assert digits("PMQA ๔.๐ ๒๕๖๕") == "PMQA ๔.๐ ๒๕๖๕"


@pytest.mark.case("B33")
@given(st.lists(PIECES, max_size=25).map("".join))
def test_running_twice_changes_nothing_more_and_only_digits_change(text: str) -> None:
    once = digits(text)
    assert digits(once) == once
    assert len(once) == len(text)
    assert arabic(once) == arabic(text)


@pytest.mark.case("B33")
@given(st.lists(PIECES, max_size=25).map("".join))
@example("Microsoft 365.0")
def test_no_figure_mixes_both_kinds_of_digits(text: str) -> None:
    without_latin = re.sub(r"\S*[A-Za-zé]\S*", " ", digits(text))
    assert not re.search(r"[0-9][.,]?[๐-๙]|[๐-๙][.,]?[0-9]", without_latin)


@given(st.text(st.sampled_from("กขคงเแ้ำ ().0123456789"), max_size=60))
def test_no_ascii_digit_is_left_where_there_is_no_latin_letter(text: str) -> None:
    assert not re.search("[0-9]", digits(text, protected=()))


@pytest.mark.parametrize(
    "hostile",
    ["A" + " " * 100_000 + "5", "1." * 50_000, "A-" * 50_000, "1," * 50_000, "http://" + "ก/" * 50_000],
)
def test_long_runs_take_no_long_time(hostile: str) -> None:
    started = time.perf_counter()
    digits(hostile)
    assert time.perf_counter() - started < 2

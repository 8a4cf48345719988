"""Sorting, spelled-out money, province letters and word breaking (B32, B47, B65)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import collate

from workflow_app.offices.provinces import PROVINCES
from workflow_app.words import baht, province_codes, sort_key, words


@pytest.mark.case("B47")
@pytest.mark.parametrize(
    "ordered",
    [
        ["กระบี่", "เชียงใหม่", "พังงา", "แพร่", "ลำปาง", "เลย", "สระแก้ว", "หนองบัวลำภู"],
        ["กาล", "เกิด", "ไก่", "เป็ด", "วันที่", "วัว", "หมู"],
        ["ขา", "ข่า", "ข้า"],
        ["กด", "กะ", "กัด", "กา", "กำ", "กิน", "กี่", "กู", "เก", "แก", "โก", "ใกล้", "ไกล"],
        ["รัก", "ฤกษ์", "ลม", "ฦาชา", "วน"],
        ["ตัวชี้วัดที่ ๒", "ตัวชี้วัดที่ 10", "ตัวชี้วัดที่ ๑๑"],
        ["2", "๑๐", "PMQA", "pmqb", "กรม"],
        ["พร", "เพชร", "เพชรบุรี", "เพชรบูรณ์", "แพร่"],
        ["น้ำ", "น้ำตก", "นิล"],
        ["ก", "ก ก", "กก"],
    ],
)
def test_lists_are_in_the_order_of_the_dictionary(ordered: list[str]) -> None:
    shuffled = random.Random(5).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered


@pytest.mark.case("B47")
def test_the_provinces_stand_in_the_order_of_the_dictionary() -> None:
    names = [province.name_th for province in PROVINCES]
    assert sorted(names, key=sort_key) == collate(names)


@given(st.lists(st.text(st.sampled_from("กขคงมรลวสหะาิูเแโใไ"), max_size=6)))
def test_without_marks_the_order_is_that_of_the_library(texts: list[str]) -> None:
    unmarked = sorted(texts)
    assert sorted(unmarked, key=sort_key) == collate(unmarked)


@given(st.text())
def test_a_sort_key_can_be_stored_in_a_column(text: str) -> None:
    assert "\x00" not in sort_key(text)
    assert sort_key(text).encode("utf-8")


def test_the_two_spellings_of_sara_am_sort_as_one() -> None:
    assert sort_key("ด\u0e4d\u0e32เนินการ ") == sort_key("ดำเนินการ")


@pytest.mark.case("B32")
@pytest.mark.parametrize(
    ("amount", "spelled"),
    [
        ("1060295997", "หนึ่งพันหกสิบล้านสองแสนเก้าหมื่นห้าพันเก้าร้อยเก้าสิบเจ็ดบาทถ้วน"),
        ("101000000", "หนึ่งร้อยเอ็ดล้านบาทถ้วน"),
        ("1.5", "หนึ่งบาทห้าสิบสตางค์"),
        ("150000", "หนึ่งแสนห้าหมื่นบาทถ้วน"),
        ("0", "ศูนย์บาทถ้วน"),
        ("0.5", "ห้าสิบสตางค์"),
        ("0.01", "หนึ่งสตางค์"),
        ("0.004", "ศูนย์บาทถ้วน"),
        ("0.005", "หนึ่งสตางค์"),
        ("1", "หนึ่งบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("21.21", "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("1000000", "หนึ่งล้านบาทถ้วน"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("21000000", "ยี่สิบเอ็ดล้านบาทถ้วน"),
        ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
        ("9999999999999999.99", None),
        ("99.995", "หนึ่งร้อยบาทถ้วน"),
        ("-20", "ลบยี่สิบบาทถ้วน"),
        ("-0.25", "ลบยี่สิบห้าสตางค์"),
        ("1E+6", "หนึ่งล้านบาทถ้วน"),
    ],
)
def test_an_amount_is_spelled_out(amount: str, spelled: str | None) -> None:
    if spelled is None:
        assert baht(Decimal(amount)).endswith("เก้าสิบเก้าบาทเก้าสิบเก้าสตางค์")
    else:
        assert baht(Decimal(amount)) == spelled


def test_no_amount_cannot_be_spelled() -> None:
    with pytest.raises(ValueError, match="finite"):
        baht(Decimal("NaN"))


def test_the_codes_are_of_the_76_provinces_without_bangkok() -> None:
    codes = province_codes()
    assert len(codes) == len(set(codes.values())) == 76
    assert "กรุงเทพมหานคร" not in codes
    assert codes["สระแก้ว"] == "สก"


def test_words_are_broken_at_word_ends_without_blanks() -> None:
    assert words("สำนักงานจังหวัด ๒๕๖๗\n") == ["สำนักงาน", "จังหวัด", "๒๕๖๗"]
    assert words("") == []


@pytest.mark.case("B65")
def test_no_home_folder_is_needed_and_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    script = (
        "import sys\n"
        "from decimal import Decimal\n"
        "from workflow_app import words\n"
        "assert not [name for name in sys.modules if name.startswith('pythainlp')]\n"
        "print(words.baht(Decimal(21)), len(words.province_codes()), words.words('จังหวัดเลย')[0],\n"
        "      sorted(['เลย', 'ลำปาง'], key=words.sort_key)[0])\n"
    )
    for home in (tmp_path / "file" / "home", tmp_path / "new"):
        environment = {**os.environ, "HOME": str(home), "PYTHONIOENCODING": "utf-8"}
        for name in ("PYTHAINLP_DATA", "PYTHAINLP_DATA_DIR", "PYTHAINLP_READ_ONLY", "PYTHAINLP_OFFLINE"):
            environment.pop(name, None)
        command = [sys.executable, "-W", "error", "-c", script]
        run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert run.returncode == 0, run.stderr
        assert run.stdout.split() == ["ยี่สิบเอ็ดบาทถ้วน", "76", "จังหวัด", "ลำปาง"]
        assert not home.exists()

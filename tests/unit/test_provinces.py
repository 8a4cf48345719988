"""The 76 provinces and their districts."""

from __future__ import annotations

import subprocess
import sys

import geothai
import pytest

from workflow_app.errors import NotFound
from workflow_app.offices.provinces import PROVINCES, districts, province
from workflow_app.words import province_codes, sort_key

SEEN_ON_LETTERS = {
    "สระแก้ว": "สก",
    "พังงา": "พง",
    "หนองบัวลำภู": "นภ",
    "เชียงราย": "ชร",
    "อุบลราชธานี": "อบ",
    "สุโขทัย": "สท",
    "มหาสารคาม": "มค",
    "นครสวรรค์": "นว",
    "สิงห์บุรี": "สห",
    "ยะลา": "ยล",
    "บึงกาฬ": "บก",
}


def test_names_and_letters_agree_with_the_word_list_of_the_library() -> None:
    assert {p.name_th: p.code2 for p in PROVINCES} == province_codes()


def test_letters_agree_with_letters_that_were_really_sent() -> None:
    assert {name: province(name).code2 for name in SEEN_ON_LETTERS} == SEEN_ON_LETTERS


def test_there_are_76_all_different_and_bangkok_is_none() -> None:
    assert len(PROVINCES) == 76
    for values in zip(*((p.code2, p.name_th, p.geocode) for p in PROVINCES), strict=True):
        assert len(set(values)) == 76
    with pytest.raises(NotFound):
        province("กรุงเทพมหานคร")


def test_geocodes_are_those_of_the_kept_package() -> None:
    assert all(geothai.province(p.geocode).name_th == p.name_th for p in PROVINCES)


def test_provinces_are_listed_in_the_order_of_the_dictionary() -> None:
    assert [p.name_th for p in PROVINCES] == sorted((p.name_th for p in PROVINCES), key=sort_key)


def test_districts_come_in_order_without_the_word_for_district() -> None:
    assert districts("หนองบัวลำภู") == ["เมืองหนองบัวลำภู", "นากลาง", "โนนสัง", "ศรีบุญเรือง", "สุวรรณคูหา", "นาวัง"]
    assert districts("จังหวัดสระแก้ว")[:2] == ["เมืองสระแก้ว", "คลองหาด"]
    assert len(districts("สระแก้ว")) == 9


def test_the_76_provinces_have_878_districts_with_a_seat_each() -> None:
    lists = {p.name_th: districts(p.name_th) for p in PROVINCES}
    assert sum(map(len, lists.values())) == 878
    assert not [name for names in lists.values() for name in names if name.startswith(("อำเภอ", "เขต", "กิ่ง"))]
    seats = [name for name, names in lists.items() if f"เมือง{name}" in names]
    assert [name for name in lists if name not in seats] == ["พระนครศรีอยุธยา"]


@pytest.mark.parametrize("name", ["", "กรุงเทพมหานคร", "สระแก้วว", "เมืองสระแก้ว", "ก" * 10_000])
def test_an_unknown_province_is_not_found(name: str) -> None:
    with pytest.raises(NotFound, match="ไม่พบจังหวัด"):
        districts(name)


def test_importing_the_table_loads_no_package() -> None:
    script = "import sys, workflow_app.offices.provinces; print('geothai' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "False"

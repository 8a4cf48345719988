"""Text at the edge (B05, B06, B45, B46) and text as it is searched for (B37, B45)."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow_app.text import clean, search_key, shortened

SARA_AM = "\u0e33"
NIKHAHIT = "\u0e4d"
SARA_AA = "\u0e32"


@pytest.mark.case("B05")
@pytest.mark.parametrize(
    "dirt",
    [
        *map(chr, [0, 1, 7, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x9F]),
        "\u200b",
        "\u200c",
        "\u200d",
        "\u200e",
        "\u202e",
        "\u2060",
        "\u00ad",
        "\ufeff",
        "\ufe0f",
        "\ud800",
        "\ufffe",
        "\uffff",
        "\ue000",
        "\uf8ff",
        "\U000f0000",
        "\U0001ffff",
    ],
    ids=ascii,
)
def test_a_character_that_cannot_be_seen_or_stored_is_taken_out(dirt: str) -> None:
    assert clean(f"ตัวชี้วัด{dirt}ที่ ๑") == "ตัวชี้วัดที่ ๑"


@pytest.mark.case("B06")
@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85"], ids=ascii)
def test_every_kind_of_line_end_becomes_one_line_feed(line_end: str) -> None:
    assert clean(f"ข้อความหนึ่ง{line_end}ข้อความสอง") == "ข้อความหนึ่ง\nข้อความสอง"


@pytest.mark.case("B06")
def test_two_line_ends_of_a_browser_are_one_blank_line() -> None:
    assert clean("ก\r\n\r\nข") == "ก\n\nข"


@pytest.mark.case("B45")
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"ด{NIKHAHIT}{SARA_AA}เนินการ", "ดำเนินการ"),
        (f"น{NIKHAHIT}้{SARA_AA}หนัก", "น้ำหนัก"),
        (f"น้{NIKHAHIT}{SARA_AA}หนัก", "น้ำหนัก"),
        (f"น{SARA_AM}้หนัก", "น้ำหนัก"),
        (f"ด{NIKHAHIT}\u200b{SARA_AA}เนินการ", "ดำเนินการ"),
        ("น้ำหนักของสำนักงานอำเภอ", "น้ำหนักของสำนักงานอำเภอ"),
    ],
)
def test_the_parts_of_sara_am_are_joined_with_the_tone_before_it(typed: str, stored: str) -> None:
    assert clean(typed) == stored
    assert NIKHAHIT not in clean(typed)


@pytest.mark.case("B46")
@pytest.mark.parametrize(
    "meant",
    [
        "บรรทัด ๑\n\nบรรทัด ๓",
        "มาตรา ๕  (ใหม่)",
        "ก\tข",
        "๑.\u00a0๒",
        "  ย่อหน้า",
        "ทั้ง ๆ ที่ ฯลฯ",
        "{{ 7*7 }} & < >",
        "ﬁ ① ２ é",
    ],
)
def test_what_the_writer_meant_stays(meant: str) -> None:
    assert clean(meant) == meant


@pytest.mark.case("B46")
def test_blanks_at_the_ends_of_lines_and_of_the_text_go() -> None:
    assert clean("บรรทัด ๑  \t\nบรรทัด ๒\u00a0\r\n\r\n  ") == "บรรทัด ๑\nบรรทัด ๒"


@given(st.text(st.characters() | st.sampled_from("ํา้่ำกน \r\n\u200b\u00a0\x0b")))
@example("ํํา")
@example("ํ่\u200bา ")
def test_cleaning_twice_changes_nothing_more_and_leaves_only_storable_text(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} for c in once if c not in "\n\t")


@given(st.text(st.sampled_from("กขคดนมสเแโใไะาิีึืุูั็่้๊๋์ๆฯ๐๑๒๙ abcXYZ0189()/.-–")))
def test_ordinary_thai_text_is_only_shortened_at_its_end(text: str) -> None:
    assert clean(text) == text.rstrip()


@pytest.mark.case("B37")
@pytest.mark.case("B45")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สก ๐๐๑๙/ว ๔๙๖๘", "สก 0019/ว4968"),
        (f"ด{NIKHAHIT}{SARA_AA}เนินการ", "ดำเนินการ"),
        ("PMQA  4.0", "pmqa ๔.๐"),
        ("เเพร่", "แพร่"),
        ("ปี\u00a0๒๕๖๗\n", "ปี 2567"),
        ("ที่่", "ที่่"),
        ("กู่", "กู่"),
    ],
)
def test_two_spellings_of_one_thing_have_one_search_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.case("B46")
def test_different_words_keep_different_search_keys() -> None:
    texts = ["มา", "ม้า", "หมา", "น้ำ", "นำ", "4", "40"]
    assert len({search_key(text) for text in texts}) == len(texts)


def test_a_quoted_text_is_cut_after_forty_characters() -> None:
    assert shortened("ก" * 40) == "ก" * 40
    assert shortened("ก" * 41) == "ก" * 40 + "…"


@pytest.mark.parametrize(
    "hostile", [" " * 200_000 + "ก", ("ก" + " " * 500) * 400, "ํ" * 200_000, "\r" * 200_000]
)
def test_long_runs_take_no_long_time(hostile: str) -> None:
    started = time.perf_counter()
    clean(hostile)
    search_key(hostile)
    assert time.perf_counter() - started < 2

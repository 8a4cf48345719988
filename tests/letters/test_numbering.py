"""Preparing a letter before its number is given, and filling number and date in afterwards."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from docx_outline import texts, whole

from workflow_app.errors import Invalid
from workflow_app.letters.content import Number
from workflow_app.letters.docx.package import raw_members
from workflow_app.letters.docx.render import Face, fill, letter, prepare
from workflow_app.letters.docx.templates import load
from workflow_app.letters.docx.values import DATE_MARK, NUMBER_MARK
from workflow_app.letters.typography import NBSP

NUMBER, DATE = "ที่ สก ๐๐๑๙/ว ๑๕๕๕", "๒๔ เมษายน ๒๕๖๗"


@pytest.fixture
def prepared(content, targets) -> bytes:
    return prepare(targets, content(), Face())


def number_text(docx: bytes) -> str:
    return texts(docx, "LetterNumber")[0].split("\t")[0].rstrip(" ")


def test_filling_gives_the_letter_that_its_content_would_give(content, targets, prepared) -> None:
    assert fill(prepared, number=NUMBER, date=DATE) == letter(targets, content(), Face())


def test_number_and_date_stand_in_their_lines(prepared) -> None:
    docx = fill(prepared, number=NUMBER, date=DATE)
    assert number_text(docx) == NUMBER
    assert texts(docx, "LetterDate") == [DATE]
    assert not {NUMBER_MARK, DATE_MARK} & set(whole(docx))


def test_what_belongs_together_is_bound(prepared) -> None:
    docx = whole(fill(prepared, number=NUMBER, date=DATE))
    assert NUMBER.replace(" ", NBSP) in docx
    assert DATE.replace(" ", NBSP) in docx
    assert f"พ.ศ.{NBSP}๒๕๖๗" in docx


@pytest.mark.parametrize("number", ["ที่ สก ๐๐๑๙/ว", "ที่ สก ๐๐๑๙/"])
def test_a_blank_number_and_date_leave_room_for_the_pen(prepared, number) -> None:
    docx = fill(prepared, number=number, date="")
    assert number_text(docx) == number
    assert number.replace(" ", NBSP) + NBSP * 10 in whole(docx)
    assert texts(docx, "LetterDate") == []
    assert NBSP * 20 in whole(docx)


def test_the_attached_list_names_number_and_date_too(content) -> None:
    docx = letter(load("resolutions"), content("resolutions"), Face())
    assert texts(docx, "ListHeading")[1] == "หนังสือจังหวัดพังงา ที่ พง ๐๐๑๗.๕/ว ๕๖๑๒ ลงวันที่ ๒๒ ตุลาคม ๒๕๖๓"


def test_only_what_holds_a_mark_is_packed_again(prepared) -> None:
    before = {each.name: each for each in raw_members(prepared)}
    after = {each.name: each for each in raw_members(fill(prepared, number=NUMBER, date=DATE))}
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_a_docx_without_a_place_for_the_number_is_refused(prepared) -> None:
    filled = fill(prepared, number=NUMBER, date=DATE)
    with pytest.raises(Invalid) as raised:
        fill(filled, number=NUMBER, date=DATE)
    assert "เลขที่หนังสือ" in raised.value.fields["number"]


def test_a_number_with_signs_of_xml_does_no_harm(prepared) -> None:
    assert "ที่ <b>&" in whole(fill(prepared, number="ที่ <b>&", date=DATE)).replace(NBSP, " ")


def test_filling_takes_less_than_fifty_milliseconds(content, targets) -> None:
    rows = [{"kind": "row", "cells": ["ตัวชี้วัดที่ 1 ร้อยละของการใช้จ่าย"] * 6}] * 200
    annex = {"title": "ก", "columns": list("กขคงจฉ"), "rows": rows}
    prepared = prepare(targets, content(annex=annex), Face())
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        fill(prepared, number=NUMBER, date=DATE)
        spent.append(time.perf_counter() - start)
    assert min(spent) <= 0.05


@pytest.mark.parametrize(
    ("number", "circular", "wanted"),
    [
        (Number("สก", "0019", "", 1555), True, "ที่ สก ๐๐๑๙/ว ๑๕๕๕"),
        (Number("พง", "0017", "5", 123), False, "ที่ พง ๐๐๑๗.๕/๑๒๓"),
        (Number("สห", "0033", "205.12", 7), False, "ที่ สห ๐๐๓๓.๒๐๕.๑๒/๗"),
        (Number("นว", "52007", "4", None), False, "ที่ นว ๕๒๐๐๗.๔/"),
        (Number("สก", "0019", "", None), True, "ที่ สก ๐๐๑๙/ว"),
    ],
)
def test_a_number_is_printed_by_the_grammar_of_letters(content, targets, number, circular, wanted) -> None:
    changed = replace(content(), number=number, circular=circular)
    assert number_text(letter(targets, changed, Face())) == wanted


def test_the_date_of_a_leap_day_is_printed(content, targets) -> None:
    docx = letter(targets, replace(content(), date=date(2024, 2, 29)), Face())
    assert texts(docx, "LetterDate") == ["๒๙ กุมภาพันธ์ ๒๕๖๗"]

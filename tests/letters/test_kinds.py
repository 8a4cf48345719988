"""Every kind: its folder is complete, its sample prints as expected and passes its own checks."""

from __future__ import annotations

import configparser
import json

import pytest
from docx_outline import outline

from workflow_app.errors import NotFound
from workflow_app.letters.checks import check_content, check_docx
from workflow_app.letters.content import from_json, to_json
from workflow_app.letters.docx.render import Face, letter
from workflow_app.letters.docx.templates import load, names_used
from workflow_app.letters.docx.values import values
from workflow_app.letters.kinds import KINDS, book, kind
from workflow_app.paths import folder
from workflow_app.registers.rules import BOOKS

CODES = sorted(KINDS)
FOLDER = folder("letter_templates")


@pytest.mark.parametrize("code", CODES)
def test_the_sample_prints_as_expected(code: str) -> None:
    place = FOLDER / KINDS[code].folder
    content = from_json(json.loads((place / "sample.json").read_text("utf-8")))
    made = letter(load(code), content, Face())
    assert outline(made) == (place / "expected.txt").read_text("utf-8")
    assert check_content(content) == []
    assert check_docx(made) == []


@pytest.mark.parametrize("code", CODES)
def test_a_template_asks_for_nothing_that_a_letter_does_not_have(code: str) -> None:
    content = from_json(json.loads((FOLDER / code / "sample.json").read_text("utf-8")))
    assert names_used(load(code)) <= set(values(content, "TH SarabunPSK"))


@pytest.mark.parametrize("code", CODES)
def test_the_folder_describes_its_kind(code: str) -> None:
    about = configparser.ConfigParser()
    about.read(FOLDER / KINDS[code].folder / "about.cfg", encoding="utf-8")
    assert about["letter"]["label"] == KINDS[code].label
    assert about["letter"]["book"] == KINDS[code].book


@pytest.mark.parametrize("code", CODES)
def test_the_sample_comes_back_from_its_json(code: str) -> None:
    content = from_json(json.loads((FOLDER / code / "sample.json").read_text("utf-8")))
    assert from_json(json.loads(json.dumps(to_json(content)))) == content


def test_every_book_of_a_letter_is_a_book_of_the_registers() -> None:
    assert {book(True), book(False)} <= set(BOOKS)
    assert {each.book for each in KINDS.values()} <= set(BOOKS)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="targets"):
        kind("poem")

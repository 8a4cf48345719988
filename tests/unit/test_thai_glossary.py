"""Every role, scope, state, book and kind of letter stands in the glossary: names in the code come from there."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from workflow_app.letters.kinds import KINDS
from workflow_app.people.rules import Role, Scope
from workflow_app.registers.rules import BOOKS, BookMode
from workflow_app.states.vocabulary import LABELS

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
IDENTIFIERS = set(re.findall(r"`([^`]+)`", GLOSSARY))
VOCABULARIES: list[type[StrEnum]] = [Role, BookMode, *LABELS]


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_every_code_of_a_vocabulary_is_explained(vocabulary: type[StrEnum]) -> None:
    assert {str(member) for member in vocabulary} - IDENTIFIERS == set()


def test_every_scope_book_and_kind_of_letter_is_explained() -> None:
    scopes = {str(scope) for scope in Scope if scope is not Scope.ANY}
    assert (scopes | set(BOOKS) | set(KINDS)) - IDENTIFIERS == set()


def test_identifiers_are_ascii() -> None:
    assert [identifier for identifier in IDENTIFIERS if re.search("[ก-๙]", identifier)] == []

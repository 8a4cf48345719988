"""Letters to test with: the samples of the kinds, and small changes of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from workflow_app.letters.content import LetterContent, from_json
from workflow_app.letters.docx.render import Face, letter
from workflow_app.letters.docx.templates import Template, load
from workflow_app.paths import folder

MakeContent = Callable[..., LetterContent]
MakeLetter = Callable[..., bytes]


@cache
def sample_text(kind: str) -> str:
    return (folder("letter_templates") / kind / "sample.json").read_text("utf-8")


@pytest.fixture
def sample() -> Callable[..., dict[str, Any]]:
    """The JSON of a kind's sample, with changes at the top level."""

    def make(kind: str = "targets", **changes: Any) -> dict[str, Any]:
        return {**json.loads(sample_text(kind)), **changes}

    return make


@pytest.fixture
def content(sample: Callable[..., dict[str, Any]]) -> MakeContent:
    """The content of a kind's sample, with changes at the top level of its JSON."""
    return lambda kind="targets", **changes: from_json(sample(kind, **changes))


@pytest.fixture
def targets() -> Template:
    return load("targets")


@pytest.fixture
def made(content: MakeContent, targets: Template) -> MakeLetter:
    """The docx of the sample of document 003's kind, with changes."""
    return lambda face=None, **changes: letter(targets, content(**changes), face or Face())

"""One finding of a check: the rule it comes from, whether it blocks the signing, where it is, and a Thai sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """``rule`` is the number of the rule (1-14), ``place`` the path of the field or the part of the docx."""

    rule: int
    level: Level
    place: str
    sentence: str


def error(rule: int, place: str, sentence: str) -> Finding:
    """A finding that blocks the signing."""
    return Finding(rule, "error", place, sentence)


def warning(rule: int, place: str, sentence: str) -> Finding:
    """A finding that is shown, no more."""
    return Finding(rule, "warning", place, sentence)

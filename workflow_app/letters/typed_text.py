"""The body of a letter as a person types it: plain text with blank lines and dashes, and back.

A blank line separates paragraphs. A line that begins with ``-``, ``•`` or a number with ``.`` or ``)`` is an item of
a list; the printing numbers the items from ๑, so a typed number only says that it is one. A line that is set in
belongs to the item above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_MARK = re.compile(r"(?:[-–•]|[0-9๐-๙]{1,2}[.)])[ \t\u00a0]+(?=\S)")
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*")

#: The ``body`` of the letter's JSON: texts, and objects with ``items``.
Body = Sequence[str | Mapping[str, Any]]


def body_text(body: Body) -> str:
    """The text to be shown in a form for ``body``; ``body_parts`` reads it back."""
    return "\n\n".join(part if isinstance(part, str) else _typed_items(part["items"]) for part in body)


def body_parts(text: str) -> list[str | dict[str, list[str]]]:
    """The ``body`` that the text describes; empty for a text without a letter in it."""
    blocks = _BLANK_LINES.split(text.strip())
    return [part for block in blocks for part in _block(block.split("\n"))]


def lines(text: str) -> list[str]:
    """The lines of a field with one entry per line, without blanks and empty ones."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _typed_items(items: Sequence[str]) -> str:
    return "\n".join("- " + item.replace("\n", "\n   ") for item in items)


def _block(block: Sequence[str]) -> list[str | dict[str, list[str]]]:
    """A block of lines without a blank one between: a paragraph, then perhaps a list."""
    first = next((place for place, line in enumerate(block) if _MARK.match(line)), len(block))
    paragraph = " ".join(line.strip() for line in block[:first]).strip()
    items = _items(block[first:])
    return [*([paragraph] if paragraph else []), *([{"items": items}] if items else [])]


def _items(block: Sequence[str]) -> list[str]:
    items: list[str] = []
    for line in block:
        mark = _MARK.match(line)
        if mark:
            items.append(line[mark.end() :].strip())
        else:
            items[-1] += "\n" + line.strip()
    return items

"""What is put right after rendering, so that Word never calls a letter damaged: empty tables, sections, picture ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

_EMPTY_ROW = re.compile(
    r"<w:tr(?: [^>]*)?>(?:<w:tblPrEx>(?:(?!<w:tc[ >]).)*?</w:tblPrEx>)?(?:<w:trPr>(?:(?!<w:tc[ >]).)*?</w:trPr>)?\s*</w:tr>",
    re.DOTALL,
)
_ROWLESS_TABLE = re.compile(r"<w:tbl>(?:(?!<w:tr[ >]|</w:tbl>).)*</w:tbl>", re.DOTALL)
_CELL_END = re.compile(r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(\s*)</w:tc>")
_LAST_SECTION = re.compile(
    r"<w:p(?: [^>]*)?><w:pPr>(?:(?!</w:pPr>).)*?(<w:sectPr[ >](?:(?!</w:sectPr>).)*</w:sectPr>)</w:pPr></w:p>\s*"
    r"<w:sectPr[ >](?:(?!</w:sectPr>).)*</w:sectPr>(?=\s*</w:body>)",
    re.DOTALL,
)
_PICTURE_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+(")')


def tidied(texts: Mapping[str, str]) -> dict[str, str]:
    """The rendered parts with empty rows and tables taken out, cells that end with a paragraph, no empty last
    section, and ``docPr`` ids that are unique over body, headers and footers."""
    numbers = count(1)
    return {
        name: _PICTURE_ID.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", _whole(text))
        for name, text in texts.items()
    }


def _whole(text: str) -> str:
    if "<w:tbl>" in text:
        text = _ROWLESS_TABLE.sub("<w:p/>", _EMPTY_ROW.sub("", text))
        text = _CELL_END.sub(r"\1\2<w:p/></w:tc>", text)
    return _promoted(text)


def _promoted(text: str) -> str:
    """When nothing stands in the last section (no annex), the section before it becomes the last one."""
    before_last = text.rfind("<w:sectPr", 0, max(0, text.rfind("<w:sectPr")))
    start = max(text.rfind(opening, 0, max(0, before_last)) for opening in ("<w:p>", "<w:p "))
    if start < 0:
        return text
    return text[:start] + _LAST_SECTION.sub(r"\1", text[start:])

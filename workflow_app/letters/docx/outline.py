"""A docx as a few readable lines: what a person would see, for tests, comparisons and the expected text of a kind."""

from __future__ import annotations

from lxml import etree

from workflow_app.letters.docx.ooxml import body, find, parse, value, w
from workflow_app.letters.docx.package import DOCUMENT, unpack
from workflow_app.letters.typography import unbound


def outline(docx: bytes) -> str:
    """One line a paragraph (``style| text``), one line a row (``row| cell | cell``), ``--`` at the end of a section.

    No-break spaces are shown as spaces, tabs as →, paragraphs without text are left out.
    """
    lines = [line for block in body(unpack(docx)[DOCUMENT]) for line in _block(block)]
    return "\n".join(lines) + "\n"


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph with tabs and line breaks; what stands in a drawing is not part of it."""
    signs = {w("tab"): "\t", w("br"): "\n"}
    pieces = []
    for element in paragraph.iter(w("t"), w("tab"), w("br")):
        owner = next(element.iterancestors(w("r"), w("tabs")), None)
        if (
            owner is None
            or owner.tag == w("tabs")
            or next(owner.iterancestors(w("p")), None) is not paragraph
        ):
            continue
        pieces.append(signs.get(element.tag, element.text or ""))
    return "".join(pieces)


def paragraphs(docx: bytes) -> list[str]:
    """The texts of all paragraphs of the body, cells and drawings included, in document order."""
    return [paragraph_text(each) for each in parse(unpack(docx)[DOCUMENT]).iter(w("p"))]


def style(paragraph: etree._Element) -> str:
    """The style id of a paragraph, "" when it has none."""
    return value(paragraph, "pPr", "pStyle")


def _block(block: etree._Element) -> list[str]:
    if block.tag == w("tbl"):
        return [_row(each) for each in block.iter(w("tr"))]
    if block.tag == w("sectPr"):
        return [_section(block)]
    text = unbound(paragraph_text(block)).replace("\t", " → ").strip()
    lines = [f"{style(block)}| {text}"] if text else []
    inner = find(block, "pPr", "sectPr")
    return lines if inner is None else [*lines, _section(inner)]


def _row(row: etree._Element) -> str:
    cells = (" / ".join(map(paragraph_text, each.iter(w("p")))) for each in row.iter(w("tc")))
    return "row| " + " | ".join(unbound(cell) for cell in cells)


def _section(section: etree._Element) -> str:
    return "-- " + (value(section, "pgSz", attribute="orient") or "portrait")

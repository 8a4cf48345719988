"""Looking into a docx in tests: readable lines, texts, runs, and the order of run properties."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from workflow_app.letters.docx.ooxml import NAMESPACES, RUN_ORDER, parse, w
from workflow_app.letters.docx.outline import outline, paragraph_text, style
from workflow_app.letters.docx.package import unpack
from workflow_app.letters.typography import unbound

__all__ = [
    "blocks",
    "disorder",
    "ids",
    "outline",
    "paragraph_disorder",
    "roots",
    "runs",
    "sections",
    "texts",
    "whole",
]


def roots(docx: bytes) -> dict[str, etree._Element]:
    """Every XML part of the package, parsed."""
    return {name: parse(data) for name, data in unpack(docx).items() if name.endswith(".xml")}


def blocks(docx: bytes) -> list[tuple[str, str]]:
    """(style, text) of every paragraph of the body, cells included, plain spaces."""
    body = roots(docx)["word/document.xml"]
    return [(style(each), unbound(paragraph_text(each)).strip(" ")) for each in body.iter(w("p"))]


def texts(docx: bytes, wanted: str = "") -> list[str]:
    """The texts of the paragraphs that have text, of one style when ``wanted`` names it."""
    return [text for name, text in blocks(docx) if text and wanted in ("", name)]


def whole(docx: bytes) -> str:
    """All text of all parts in one string."""
    return "\n".join("".join(root.itertext()) for root in roots(docx).values())


def runs(docx: bytes) -> Iterator[etree._Element]:
    """Every run that holds text, in body and headers."""
    for name, root in roots(docx).items():
        if name.startswith("word/"):
            yield from (run for run in root.iter(w("r")) if run.find(w("t")) is not None)


def disorder(docx: bytes) -> list[list[str]]:
    """The children of each ``w:rPr`` that do not stand in the order of the schema."""
    wrong = []
    for root in roots(docx).values():
        for properties in root.iter(w("rPr")):
            names = [etree.QName(child).localname for child in properties]
            if names != sorted(names, key=RUN_ORDER.index):
                wrong.append(names)
    return wrong


#: The parts of ``w:pPr`` that are used here, in the order of the schema.
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "rPr",
    "sectPr",
]


def paragraph_disorder(docx: bytes) -> list[list[str]]:
    """The children of each ``w:pPr`` that do not stand in the order of the schema."""
    wrong = []
    for root in roots(docx).values():
        for properties in root.iter(w("pPr")):
            names = [etree.QName(child).localname for child in properties]
            if names != sorted(names, key=PARAGRAPH_ORDER.index):
                wrong.append(names)
    return wrong


def ids(docx: bytes) -> list[str]:
    """The ids of all drawings over body, headers and footers."""
    tag = f"{{{NAMESPACES['wp']}}}docPr"
    return [each.get("id", "") for root in roots(docx).values() for each in root.iter(tag)]


def sections(docx: bytes) -> list[str]:
    """The sections in order: "portrait" or "landscape"."""
    return [line.removeprefix("-- ") for line in outline(docx).splitlines() if line.startswith("-- ")]

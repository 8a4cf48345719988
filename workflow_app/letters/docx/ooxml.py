"""Small pieces of WordprocessingML with Thai fonts: runs, paragraphs, tables, page settings, the slim start package.

Thai stands in the complex-script slots, so every run names ascii, hAnsi, eastAsia and cs, sz and szCs, b and bCs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from workflow_app.letters.docx.package import DOCUMENT, damaged

FONT = "TH SarabunPSK"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: EG_RPrBase in the order of the schema; Word ignores or repairs what stands out of order.
RUN_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
]


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, width in twips, and whether its cells are centred."""

    name: str
    width: int
    centred: bool = False


def w(tag: str) -> str:
    """The Clark name of a WordprocessingML tag or attribute: ``w("rPr")``."""
    return f"{{{NAMESPACES['w']}}}{tag}"


def parse(xml: bytes, name: str = DOCUMENT) -> etree._Element:
    """The root of a part; nothing is resolved or fetched. Raises Unreadable naming the part when it is no XML."""
    # A parser keeps state, and several threads come through here.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(name)
    return root


def find(element: etree._Element, *path: str) -> etree._Element | None:
    """The first descendant along ``path`` of WordprocessingML tags, or None."""
    return element.find("/".join(w(tag) for tag in path))


def value(element: etree._Element, *path: str, attribute: str = "val") -> str:
    """An attribute of the first descendant along ``path``, "" when there is none."""
    found = find(element, *path)
    return "" if found is None else found.get(w(attribute), "")


def body(docx_part: bytes) -> etree._Element:
    """The ``w:body`` of a document part; an empty one when the part has none."""
    found = find(parse(docx_part), "body")
    return etree.Element(w("body")) if found is None else found


def serialise(root: etree._Element) -> str:
    """The part as text without declaration."""
    return etree.tostring(root, encoding="unicode")


def part(root: etree._Element) -> bytes:
    """The part as a docx holds it: UTF-8 with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def run_properties(*, font: str = FONT, half_points: int = 32, bold: bool = False, colour: str = "") -> str:
    """``w:rPr`` with all four font slots, both sizes, both weights and the Thai language, in schema order."""
    family = quoteattr(font)
    return (
        f"<w:rPr><w:rFonts w:ascii={family} w:hAnsi={family} w:eastAsia={family} w:cs={family}/>"
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:lang w:bidi="th-TH"/></w:rPr>'
    )


def run(text: str, properties: str) -> str:
    """A run of ``text``; a tab in it becomes ``w:tab``."""
    inner = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )
    return f"<w:r>{properties}{inner}</w:r>"


def paragraph(content: str, *, style: str = "", extra: str = "") -> str:
    """A paragraph of ready runs; ``extra`` is more of ``w:pPr`` in schema order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{content}</w:p>"


def cell(
    lines: Iterable[str],
    width: int,
    properties: str,
    *,
    span: int = 1,
    merge: str = "",
    jc: str = "",
    keeps: bool = False,
) -> str:
    """A cell; one paragraph a line, never none. ``merge`` is "", "restart" or "continue"; ``keeps`` holds its row
    together with the next one (a heading does not stay behind at the page's end).
    """
    details = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    details += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    details += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    aligned = ("<w:keepNext/>" if keeps else "") + (f'<w:jc w:val="{jc}"/>' if jc else "")
    texts = list(lines) or [""]
    inner = "".join(
        paragraph(run(text, properties) if text else "", style="EnclosureCell", extra=aligned)
        for text in texts
    )
    return f"<w:tc><w:tcPr>{details}</w:tcPr>{inner}</w:tc>"


def row(cells: Iterable[str], *, header: bool = False, splits: bool = False) -> str:
    """A row; ``header`` repeats it on each page, ``splits`` lets a tall one go on over the page's end."""
    details = ("" if splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{details}</w:trPr>{''.join(cells)}</w:tr>"


def table(columns: Sequence[Column], rows: Iterable[str]) -> str:
    """A ruled table of fixed widths from ready rows."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(column.width for column in columns)}" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def section(*, landscape: bool = False, restart: bool = False) -> str:
    """``w:sectPr``: A4, left 3 and right 2 cm (landscape 2 and 2), Thai page numbers from the second page on."""
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    left, top = (1134, 1134) if landscape else (1701, 1417)
    start = ' w:start="1"' if restart else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:headerReference w:type="first" r:id="rIdFirst"/>'
        f'<w:pgSz {size}/><w:pgMar w:top="{top}" w:right="1134" w:bottom="1134" w:left="{left}" '
        f'w:header="{709 if landscape else 1400}" w:footer="567" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="thaiNumbers"{start}/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def page_number(font: str = FONT) -> str:
    """The runs of ``- ๒ -``: the number is a field, its run marked Thai."""
    marked = run_properties(font=font).replace("<w:lang ", '<w:lang w:val="th-TH" ')
    field = "".join(
        f"<w:r>{marked}{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>๒</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return run("- ", marked) + field + run(" -", marked)

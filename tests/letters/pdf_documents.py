"""Small docx documents for the tests of PDFs, built with python-docx and set in TH SarabunPSK throughout."""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

POINTS_PER_CENTIMETRE = 72 / 2.54


def letter(
    paragraphs: Sequence[str],
    *,
    font: str = "TH SarabunPSK",
    page_format: str = "thaiNumbers",
    page_field: str = " PAGE ",
    width: float = 16.0,
) -> bytes:
    """A4 with the margins of an official letter, ``- page -`` in the header from page 2; ``width`` of text in cm."""
    document = Document()
    _page(document, page_format, width)
    _set_font(document, font)
    _header(document, page_field)
    for text in paragraphs:
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document: DocumentType, page_format: str, width: float) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(18 - width)
    section.different_first_page_header_footer = True
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:fmt="{page_format}"/>'))


def _set_font(document: DocumentType, font: str) -> None:
    properties = document.styles["Normal"].element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    slots = " ".join(f'w:{slot}="{font}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    for child in (f"w:rFonts {slots}", 'w:sz w:val="32"', 'w:szCs w:val="32"'):
        name, _, rest = child.partition(" ")
        properties.append(parse_xml(f"<{name} {nsdecls('w')} {rest}/>"))


def _header(document: DocumentType, page_field: str) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("- ")
    for kind in ("begin", "separate", "end"):
        paragraph.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        if kind == "begin":
            instruction = f'<w:instrText {nsdecls("w")} xml:space="preserve">{page_field}</w:instrText>'
            paragraph.add_run()._r.append(parse_xml(instruction))
        if kind == "separate":
            paragraph.add_run("๒")
    paragraph.add_run(" -")


def members(docx: bytes) -> dict[str, bytes]:
    """Name to bytes of the members of a docx."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(docx: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The docx with some members replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members(docx) | changes).items():
            archive.writestr(name, content)
    return target.getvalue()


def with_link(
    docx: bytes, kind: str, address: str, body: str, *, mode: str = 'TargetMode="External"'
) -> bytes:
    """The docx with one more relationship of its body, ``rIdOut``, and ``body`` as its first paragraph."""
    parts = members(docx)
    name = "word/_rels/document.xml.rels"
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    link = f'<Relationship Id="rIdOut" Type="{kind}" Target="{address}" {mode}/></Relationships>'
    document = parts["word/document.xml"].decode().replace("<w:body>", f"<w:body>{body}", 1)
    return changed(
        docx,
        {
            name: parts[name].decode().replace("</Relationships>", link).encode(),
            "word/document.xml": document.encode(),
        },
    )


@dataclass(frozen=True)
class Word:
    """A word as poppler finds it: page from 1, edges in points from the left and the top, text."""

    page: int
    left: float
    top: float
    right: float
    text: str


def words(pdf: bytes, folder: Path) -> list[Word]:
    """The words of a PDF with their places."""
    file = folder / "measured.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    found, page = [], 0
    for line in listed.splitlines():
        page += "<page " in line
        match = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*)</word>', line)
        if match:
            found.append(Word(page, *(float(match[group]) for group in (1, 2, 3)), match[4]))
    return found


def processes_naming(text: str) -> list[int]:
    """Ids of the living processes whose command line contains ``text``; a dead one that waits has no command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            command = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if text.encode() in command:
            found.append(int(folder.name))
    return found

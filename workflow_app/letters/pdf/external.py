"""What a docx may not bring along: links that a converter would follow, and anything that runs.

LibreOffice fetches a picture linked from outside while it loads a file (OPTIONS, HEAD and GET were seen), so a
file that we did not make loses its links before LibreOffice sees it. Denied unless listed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from workflow_app.letters.docx.ooxml import NAMESPACES, parse, part, w
from workflow_app.letters.docx.package import pack_parts, unpack

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LINK = f"{{{NAMESPACES['r']}}}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"

_ALLOWED_TYPES = (
    "officeDocument core-properties extended-properties custom-properties thumbnail styles stylesWithEffects settings "
    "webSettings fontTable theme numbering header footer footnotes endnotes comments commentsExtended commentsIds "
    "commentsExtensible people customXml customXmlProps glossaryDocument image chart chartColorStyle chartStyle "
    "diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing hyperlink"
)
_ALLOWED_FIELDS = (
    "PAGE NUMPAGES SECTIONPAGES SECTION PAGEREF REF NOTEREF STYLEREF TOC TC HYPERLINK SEQ SYMBOL QUOTE IF = "
    "MERGEFIELD FORMTEXT FORMCHECKBOX FORMDROPDOWN LISTNUM AUTONUM DATE TIME TITLE SUBJECT AUTHOR DOCPROPERTY"
)
ALLOWED_TYPES = frozenset(_ALLOWED_TYPES.split())
ALLOWED_FIELDS = frozenset(_ALLOWED_FIELDS.split())
PICTURE_STARTS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\x01\0\0\0",
    b"\xd7\xcd\xc6\x9a",
)
"""png, jpeg, gif, bmp, tiff, emf, wmf. Not SVG: it can link further."""

ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def without_external(docx: bytes) -> bytes:
    """The same docx without links to outside, embedded objects, macros, and fields that load something.

    Hyperlinks stay: nobody follows them unless a reader clicks. A docx with nothing of the kind comes back as
    the same bytes. Raises Unreadable for a damaged file.
    """
    parts = unpack(docx)
    clean = without_external_parts(parts)
    return docx if clean == parts else pack_parts(clean)


def without_external_parts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """`without_external` for members that were read already; members without a finding keep their bytes."""
    clean = dict(parts)
    for name in parts:
        if name.endswith(".rels"):
            _clean_relationships(clean, name)
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            _clean_content(clean, name)
    return clean


def _clean_relationships(parts: dict[str, bytes], name: str) -> None:
    root = parse(parts[name], name)
    source = _source_of(name)
    refused = [link for link in root.iter(RELATIONSHIP) if not _allowed(link, source, parts)]
    if not refused:
        return
    for link in refused:
        root.remove(link)
    parts[name] = part(root)
    if source in parts and source.endswith(".xml"):
        content = parse(parts[source], source)
        _drop_references(content, {link.get("Id", "") for link in refused})
        parts[source] = part(content)


def _source_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _allowed(link: etree._Element, source: str, parts: dict[str, bytes]) -> bool:
    kind = link.get("Type", "").rsplit("/", 1)[-1]
    target = link.get("Target", "")
    if kind not in ALLOWED_TYPES:
        return False
    if kind == "hyperlink":
        return True
    if link.get("TargetMode", "").lower() == "external" or ADDRESS.match(target):
        return False
    if kind == "image":
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
        return parts.get(path, b"").startswith(PICTURE_STARTS)
    return True


def _drop_references(content: etree._Element, refused: set[str]) -> None:
    """A picture without its link stays as an empty frame, so that the page keeps its shape; the rest goes."""
    for element in list(content.iter(etree.Element)):
        names = [
            name for name, value in element.attrib.items() if str(name).startswith(LINK) and value in refused
        ]
        if not names:
            continue
        for name in names:
            del element.attrib[name]
        parent = element.getparent()
        if etree.QName(element).localname not in ("blip", "imagedata", "docPr") and parent is not None:
            parent.remove(element)


def _clean_content(parts: dict[str, bytes], name: str) -> None:
    root = parse(parts[name], name)
    changed = [*_blank_fields(root), *_drop_picture_addresses(root)]
    if changed:
        parts[name] = part(root)


def _drop_picture_addresses(root: etree._Element) -> Iterator[etree._Element]:
    """The older kind of picture (VML) may carry its address in itself."""
    for element in root.iter(
        "{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:vml}fill"
    ):
        for attribute in ("src", f"{OFFICE}href", f"{OFFICE}althref"):
            if attribute in element.attrib:
                del element.attrib[attribute]
                yield element


def _blank_fields(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(w("fldSimple")):
        if not _known_field(element.get(w("instr"), "")):
            element.set(w("instr"), "")
            yield element
    for instructions in _complex_fields(root):
        if not _known_field("".join(piece.text or "" for piece in instructions)):
            for piece in instructions:
                piece.text = ""
                yield piece


def _known_field(instruction: str) -> bool:
    words = instruction.replace("=", "= ").split()
    return not words or words[0].upper() in ALLOWED_FIELDS


def _complex_fields(root: etree._Element) -> list[list[etree._Element]]:
    """The pieces of instruction of each field; Word cuts an instruction into runs as it likes, and fields nest."""
    fields: list[list[etree._Element]] = []
    open_fields: list[list[etree._Element]] = []
    for element in root.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            open_fields.append([])
            fields.append(open_fields[-1])
        elif kind == "end" and open_fields:
            open_fields.pop()
        elif kind is None and open_fields:
            open_fields[-1].append(element)
        elif kind is None:
            fields.append([element])
    return fields

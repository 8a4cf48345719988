"""A docx as its members: read with limits, written again with the same bytes for the same members."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from workflow_app.errors import TooLarge, Unreadable

MAX_UNPACKED = 200 * 1024 * 1024
MAX_MEMBERS = 4000
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
TYPES = "[Content_Types].xml"
BODY = "word/document.xml"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

DAMAGED = "ไฟล์ docx เสียหายหรือไม่ใช่ไฟล์ docx ({detail}) ให้สร้างหรือแนบไฟล์ใหม่แล้วลองอีกครั้ง"


def read(docx: bytes) -> dict[str, bytes]:
    """Name to bytes of every member, in the order of the file.

    Raises Unreadable for what is no docx or is damaged, TooLarge for one that unpacks to more than 200 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise TooLarge("ไฟล์ docx มีขนาดเมื่อคลายแล้วเกิน 200 MB จึงทำ PDF ไม่ได้ ให้ลดขนาดภาพในไฟล์")
            parts = {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Unreadable(DAMAGED.format(detail="เปิดไม่ได้")) from error
    if TYPES not in parts or BODY not in parts:
        raise Unreadable(DAMAGED.format(detail="ไม่มีเนื้อหาเอกสาร"))
    if parse(parts[BODY], BODY).find(f"{W}body") is None:
        raise Unreadable(DAMAGED.format(detail="ไม่มีเนื้อหาเอกสาร"))
    return parts


def write(parts: Mapping[str, bytes]) -> bytes:
    """The members as a docx: the list of types first, every member at one fixed time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sorted(parts, key=lambda name: name != TYPES):
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), parts[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def parse(content: bytes, name: str) -> etree._Element:
    """The root of one XML member; entities and document types are refused. Raises Unreadable naming the member."""
    # A parser keeps state, and several threads come through here.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED.format(detail=name)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(DAMAGED.format(detail=name))
    return root


def serialise(root: etree._Element) -> bytes:
    """The member's bytes again."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

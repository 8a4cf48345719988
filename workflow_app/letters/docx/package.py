"""A docx is a zip: reading one with care, and writing one so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app import packages
from workflow_app.errors import Unreadable

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
#: 1 January 1980, the earliest moment a zip can name: a fixed time for every part.
DOS_TIME, DOS_DATE = 0, (1 << 5) | 1
UTF8_NAMES, DEFLATED, VERSION = 0x800, 8, 20


@dataclass(frozen=True)
class Member:
    """One part, already deflated, to be written raw as often as needed."""

    name: str
    crc: int
    size: int
    packed: bytes


def member(name: str, data: bytes) -> Member:
    """``data`` deflated under ``name``."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(name, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def pack(members: Iterable[Member]) -> bytes:
    """A zip of ``members``, ``[Content_Types].xml`` first, all at the fixed time: equal members, equal bytes."""
    ordered = sorted(members, key=lambda each: each.name != CONTENT_TYPES)
    body, directory = io.BytesIO(), io.BytesIO()
    for each in ordered:
        name = each.name.encode()
        common = struct.pack(
            "<HHHHHIIIHH",
            VERSION,
            UTF8_NAMES,
            DEFLATED,
            DOS_TIME,
            DOS_DATE,
            each.crc,
            len(each.packed),
            each.size,
            len(name),
            0,
        )
        directory.write(b"PK\x01\x02" + struct.pack("<H", VERSION) + common)
        directory.write(struct.pack("<HHHII", 0, 0, 0, 0, body.tell()) + name)
        body.write(b"PK\x03\x04" + common + name + each.packed)
    end = struct.pack("<HHHHIIH", 0, 0, len(ordered), len(ordered), len(directory.getvalue()), body.tell(), 0)
    return body.getvalue() + directory.getvalue() + b"PK\x05\x06" + end


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """A docx of ``parts`` (name -> bytes)."""
    return pack(member(name, data) for name, data in parts.items())


def unpack(docx: bytes) -> dict[str, bytes]:
    """The parts of a docx, name -> bytes, in their order.

    Raises Unreadable when the file is damaged, no docx or declares entities, TooLarge when it unpacks too large.
    """
    try:
        parts = packages.parts(docx)
    except Unreadable as error:
        raise damaged("เปิดไม่ได้") from error
    if DOCUMENT not in parts or CONTENT_TYPES not in parts:
        raise damaged("ไม่มีเนื้อหาเอกสาร")
    if any(b"<!DOCTYPE" in data for name, data in parts.items() if name.endswith((".xml", ".rels"))):
        raise damaged("มีการประกาศ DOCTYPE")
    return parts


def damaged(detail: str) -> Unreadable:
    """The error for a docx that cannot be used; ``detail`` (Thai, or the name of a part) says what is wrong in it."""
    return Unreadable(f"ไฟล์ docx เสียหายหรือไม่ใช่ไฟล์ docx ({detail}) ให้สร้างหรือแนบไฟล์ใหม่แล้วลองอีกครั้ง")


def raw_members(docx: bytes) -> list[Member]:
    """The members of a docx that ``pack`` wrote, still deflated: what is not changed need not be packed again."""
    members = []
    with zipfile.ZipFile(io.BytesIO(docx)) as opened:
        for info in opened.infolist():
            start = info.header_offset
            name_length, extra_length = struct.unpack("<HH", docx[start + 26 : start + 30])
            data = start + 30 + name_length + extra_length
            members.append(
                Member(info.filename, info.CRC, info.file_size, docx[data : data + info.compress_size])
            )
    return members

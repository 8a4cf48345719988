"""Office documents as they arrive: told apart, measured and looked through before any parser sees them.

A docx or xlsx is a zip of XML parts. Sizes are read from its directory first (a small file may claim gigabytes),
then each part is unpacked once, in pieces, and held against its checksum, so that a directory that lies is found
as damage. Nothing here keeps more than one small part in memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as safe_xml

from workflow_app.errors import TooLarge, Unreadable

#: The part that makes a zip this kind of document; Office sometimes numbers it.
_MAIN_PARTS = ((re.compile(r"word/document\d*\.xml"), "docx"), (re.compile(r"xl/workbook\d*\.xml"), "xlsx"))
_DAMAGED = "แฟ้มเสียหายหรือไม่ใช่เอกสาร Office ให้เปิดด้วย Word หรือ Excel บันทึกใหม่ แล้วส่งอีกครั้ง"
_TOO_LARGE = "ขยายออกแล้วใหญ่เกินกำหนด ({} เมกะไบต์) ให้แบ่งเป็นหลายแฟ้ม"
_ENTITIES = "ไฟล์ไม่ถูกต้อง: มีคำสั่ง DOCTYPE หรือรหัสอักขระที่ไม่อนุญาตใน {} ให้บันทึกใหม่ด้วย Word หรือ Excel"
_LINKED = "มีการเชื่อมโยงไปภายนอก ({}) ให้ฝังภาพหรือข้อมูลไว้ในเอกสาร หรือลบการเชื่อมโยง แล้วส่งใหม่"
_MACROS = "มีแมโครหรือคำสั่งที่ทำงานเอง ให้บันทึกเป็น .docx หรือ .xlsx ที่ไม่มีแมโคร แล้วส่งใหม่"

MEGABYTE = 1024 * 1024
#: All parts together, and one part of text, unpacked, in bytes.
LARGEST_WHOLE = 60 * MEGABYTE
LARGEST_TEXT = 40 * MEGABYTE
#: Lists of links and of content types are small; they alone are read whole.
LARGEST_LIST = MEGABYTE
MOST_PARTS = 3000
#: The directory of the zip, in bytes: it is read whole, and made into objects ten times its size.
LARGEST_DIRECTORY = MEGABYTE
_PIECE = 64 * 1024

_END, _END_64, _END_LENGTH = b"PK\x05\x06", b"PK\x06\x07", 22
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_RUNNING_TYPE = re.compile(rb"macroenabled|vbaproject|ms-excel\.macrosheet|activex", re.IGNORECASE)
_RUNNING = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/", re.IGNORECASE)
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,40})["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
_DOCTYPE = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: Links that nobody follows unless a reader clicks.
_CLICKED = frozenset({"hyperlink"})
#: Links that Office writes for its own sake; harmless as long as they stay on the writer's machine.
_LOCAL = frozenset({"attachedTemplate", "externalLinkPath", "xlPathMissing", "xlStartup", "xlLibrary"})
_NETWORK = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+:(?!///?[a-z]:)|//|\\\\|file:////)", re.IGNORECASE)

#: What reading a damaged zip may raise; zipfile has no one name for it.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def kind(content: bytes) -> str | None:
    """What the bytes are: "docx" or "xlsx" by their main part, "zip" for any other or damaged one, else None."""
    with suppress(*BROKEN), _opened(content) as package:
        names = package.namelist()
        return next((found for main, found in _MAIN_PARTS if any(map(main.fullmatch, names))), "zip")
    return "zip" if content.startswith(b"PK\x03\x04") else None


def fault(content: bytes) -> str:
    """What stands against an Office document, as a Thai sentence; empty when nothing does.

    Refused: damage, sizes above the limits, a DOCTYPE (files of the server could be read by it, or its memory
    filled), links that a programme would follow without asking, and macros. The bytes are not changed.
    """
    try:
        with _opened(content) as package:
            parts = package.infolist()
            return _directory_fault(parts) or next(filter(None, _part_faults(package, parts)), "")
    except BROKEN:
        return _DAMAGED


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of an Office document, name to bytes, in the order of the file.

    Raises Unreadable for damage, TooLarge for one that would unpack to more than ``LARGEST_WHOLE``.
    """
    try:
        with _opened(content) as package:
            members = [member for member in package.infolist() if not member.is_dir()]
            if _is_too_large(members):
                raise TooLarge(f"เอกสาร{_TOO_LARGE.format(LARGEST_WHOLE // MEGABYTE)}")
            return {member.filename: package.read(member) for member in members}
    except BROKEN as error:
        raise Unreadable(_DAMAGED) from error


def _opened(content: bytes) -> zipfile.ZipFile:
    if not content.startswith(b"PK\x03\x04"):  # something else may stand before a zip, and be taken for it
        raise zipfile.BadZipFile
    if _directory_size(content) > LARGEST_DIRECTORY:
        raise zipfile.BadZipFile
    return zipfile.ZipFile(io.BytesIO(content))


def _directory_size(content: bytes) -> int:
    """Bytes of the directory by the record at the end, found as zipfile finds it; that of a 64-bit zip is refused."""
    end = len(content) - _END_LENGTH
    if content[end : end + 4] != _END or content[-2:] != b"\0\0":
        end = content.rfind(_END, max(0, len(content) - _END_LENGTH - 0xFFFF))
    if end < 0 or len(content) - end < _END_LENGTH or _END_64 in content[max(0, end - 20) : end]:
        raise zipfile.BadZipFile
    return int.from_bytes(content[end + 12 : end + 16], "little")


def _directory_fault(parts: list[zipfile.ZipInfo]) -> str:
    names = [part.filename.lower() for part in parts]
    strange = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    if strange or len(set(names)) < len(names) or "[content_types].xml" not in names:
        return _DAMAGED
    if any(part.flag_bits & _ENCRYPTED or part.compress_type not in _METHODS for part in parts):
        return _DAMAGED
    if _is_too_large(parts):
        return _TOO_LARGE.format(LARGEST_WHOLE // MEGABYTE)
    return _MACROS if any(_RUNNING.search(name) for name in names) else ""


def _is_too_large(parts: list[zipfile.ZipInfo]) -> bool:
    return len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE


def _part_faults(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    for part in parts:
        yield _part_fault(package, part)


def _part_fault(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    with package.open(part) as stream:
        start = stream.read(_PIECE)
        text = _text_start(start, part.filename)
        if text is None:
            _read_to_the_end(stream)
            return ""
        if part.file_size > LARGEST_TEXT:
            return _TOO_LARGE.format(LARGEST_TEXT // MEGABYTE)
        if _unknown_encoding(text) or _has_doctype(start, stream):
            return _ENTITIES.format(part.filename)
    return _LOOKS.get(_ending(part), _no_look)(package, part)


def _ending(part: zipfile.ZipInfo) -> str:
    return part.filename.lower().rpartition(".")[2] if "[" not in part.filename else part.filename.lower()


def _no_look(_package: zipfile.ZipFile, _part: zipfile.ZipInfo) -> str:
    return ""


def _types_fault(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """Macros may stand under any name; the list of content types has to own up to them."""
    if part.file_size > LARGEST_LIST:
        return _DAMAGED
    return _MACROS if _RUNNING_TYPE.search(package.read(part)) else ""


def _text_start(start: bytes, name: str) -> bytes | None:
    """The first bytes of a part that a parser would take for XML, whatever its name; None for any other."""
    text = start.removeprefix(b"\xef\xbb\xbf")
    is_wide = start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:4] and b"<" in start[:4]
    named = name.lower().endswith((".xml", ".rels", ".vml"))
    return text if named or is_wide or text.lstrip()[:1] == b"<" else None


def _unknown_encoding(text: bytes) -> bool:
    """Office writes UTF-8; in another encoding a DOCTYPE could not be seen by its letters."""
    declared = _DECLARED.match(text.lstrip())
    wide = b"\0" in text[:4] or text[:2] in (b"\xff\xfe", b"\xfe\xff")
    return wide or (declared is not None and declared[1].lower() not in _ENCODINGS)


def _has_doctype(start: bytes, stream: IO[bytes]) -> bool:
    piece = start
    while piece:
        if _DOCTYPE.search(piece):
            return True
        following = stream.read(_PIECE)
        piece = piece[-16:] + following if following else b""  # one may stand across two pieces
    return False


def _read_to_the_end(stream: IO[bytes]) -> None:
    while stream.read(_PIECE):
        pass  # the checksum is compared at the end


def _links_fault(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    if part.file_size > LARGEST_LIST:
        return _DAMAGED
    try:
        links = safe_xml.fromstring(package.read(part)).iter(_RELATIONSHIP)
    except (ParseError, DefusedXmlException):
        return _DAMAGED
    refused = next((link for link in links if _is_refused(dict(link.attrib))), None)
    return "" if refused is None else _LINKED.format(refused.get("Type", "").rsplit("/", 1)[-1][:40])


def _is_refused(link: dict[str, str]) -> bool:
    if link.get("TargetMode", "").lower() != "external":
        return False
    what = link.get("Type", "").rsplit("/", 1)[-1]
    if what in _CLICKED:
        return False
    return what not in _LOCAL or bool(_NETWORK.match(link.get("Target", "")))


#: The parts that are looked into, by their ending or whole name.
_LOOKS = {"rels": _links_fault, "[content_types].xml": _types_fault}

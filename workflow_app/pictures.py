"""Pictures as they arrive: whole, and of a size that can be drawn. Headers only; nothing is decoded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

#: Width times height; a sheet of A4 scanned at 600 dots has 35 million.
MOST_PIXELS = 100_000_000
_DAMAGED = "ภาพเสียหายหรือส่งมาไม่ครบ ให้บันทึกใหม่แล้วส่งอีกครั้ง"
_TOO_LARGE = "ภาพมีจุดมากเกินไป ({} x {}) ให้ลดขนาดภาพแล้วส่งใหม่"
_PNG_START = 8
#: JPEG markers without a length, and those that open a frame and so tell width and height.
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA


def png_fault(content: bytes) -> str:
    """What stands against a PNG, as a Thai sentence; empty when it is whole: all chunks, each with its checksum."""
    chunks = dict(_png_chunks(content))
    header = chunks.get(b"IHDR", b"")
    if len(header) != 13 or not {b"IDAT", b"IEND"} <= set(chunks):
        return _DAMAGED
    width, height = struct.unpack(">II", header[:8])
    return _size_fault(width, height)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and beginnings of the chunks, up to the first that is cut or spoilt."""
    place = _PNG_START
    while place + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 8 + length
        if end + 4 > len(content) or zlib.crc32(content[place + 4 : end]) != _number(content, end):
            return
        yield name, content[place + 8 : min(end, place + 72)]
        place = end + 4


def _number(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 4], "big")


def jpeg_fault(content: bytes) -> str:
    """What stands against a JPEG, as a Thai sentence; empty when it has a size and an end."""
    size = next(_jpeg_sizes(content), None)
    if size is None or b"\xff\xd9" not in content[-4096:]:
        return _DAMAGED
    return _size_fault(*size)


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    """Width and height of each frame before the picture's own data begin."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == _SCAN:
            return
        if marker == 0xFF or marker in _ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES and place + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, place + 5)
            yield width, height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")


def _size_fault(width: int, height: int) -> str:
    if not width or not height:
        return _DAMAGED
    return _TOO_LARGE.format(width, height) if width * height > MOST_PIXELS else ""

"""What somebody sends us: its kind by its content, its size before and after unpacking, a name that is safe.

Pure: bytes in, a checked file or a Thai sentence out. Documents (docx, xlsx) are looked into in packages.py,
pictures in pictures.py; nothing here parses a whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import puremagic

from workflow_app import packages, pictures
from workflow_app.errors import Invalid, TooLarge
from workflow_app.text import clean

DOCUMENTS = frozenset({"docx", "xlsx", "pdf"})
PICTURES = frozenset({"png", "jpg"})
#: Everything that may be evidence.
ALL_KINDS = DOCUMENTS | PICTURES

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
}
#: Longest name without its extension, in characters; 80 Thai letters fill the 255 bytes that a file system takes.
LONGEST_NAME = 80

_STARTS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
)
#: Endings that are replaced by the one that the content asks for; any other may be part of the name.
_ENDINGS = re.compile(r"\.(docx?|docm|xlsx?|xlsm|pdf|png|jpe?g|jfif|zip)$", re.IGNORECASE)
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
#: Names that Windows keeps for devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored: its safe name with the right ending, its media type by content, its bytes."""

    name: str
    media_type: str
    content: bytes


def check(
    name: str, content: bytes, allowed: frozenset[str], limit: int, *, field: str = "file"
) -> CheckedFile:
    """The file as it may be stored.

    ``name`` is what the browser said, ``allowed`` holds endings of ``MEDIA_TYPES``, ``limit`` is in bytes.
    Raises TooLarge, or Invalid for ``field``: empty, of a kind that is not allowed (whatever its name says),
    damaged, too large when unpacked, with a DOCTYPE, links that load something, or macros.
    """
    shown = shown_name(name)
    if not content:
        raise Invalid({field: f"แฟ้ม {shown} ว่างเปล่า ให้เลือกแฟ้มใหม่"})
    if len(content) > limit:
        raise TooLarge(f"แฟ้ม {shown} ใหญ่เกิน {_megabytes(limit)} เมกะไบต์ ให้ลดขนาดแล้วส่งใหม่")
    kind = _kind(content)
    if kind not in allowed:
        raise Invalid({field: _refusal(shown, content, kind, allowed)})
    fault = _FAULTS[kind](content)
    if fault:
        raise Invalid({field: f"แฟ้ม {shown} ใช้ไม่ได้: {fault}"})
    return CheckedFile(safe_name(name, kind), MEDIA_TYPES[kind], content)


def safe_name(name: str, kind: str) -> str:
    """A name for every file system, Thai letters kept: no folders, no control signs, the ending of ``kind``."""
    stem = plain_name(_ENDINGS.sub("", clean(re.split(r"[\\/]", name)[-1]).strip()))
    return f"{stem[:LONGEST_NAME].rstrip(' .') or 'แฟ้ม'}.{kind}"


def plain_name(name: str) -> str:
    """The text as one part of a path: what file systems refuse becomes a space or ``-``, at most 200 characters."""
    text = clean(name.replace("/", "-").replace("\\", "-"))
    text = _UNSAFE.sub(" ", text).strip(" .")[:200]
    return f"_{text}" if _DEVICES.fullmatch(text) else text


def shown_name(name: str) -> str:
    """The name for a sentence to the user: without folders, short."""
    last = plain_name(re.split(r"[\\/]", name)[-1])
    return last if len(last) <= 60 else f"{last[:60]}…"


def _kind(content: bytes) -> str | None:
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    return packages.kind(content)


def _refusal(shown: str, content: bytes, kind: str | None, allowed: frozenset[str]) -> str:
    wanted = ", ".join(sorted(ending.upper() for ending in allowed))
    found = (kind or _guess(content)).upper()
    seen = f" (ตรวจแล้วเป็น {found})" if found else ""
    return f"แฟ้ม {shown} เป็นชนิดที่รับไม่ได้{seen} รับเฉพาะ {wanted}"


def _guess(content: bytes) -> str:
    """The kind's usual ending for the sentence of refusal, empty when nobody knows; decides nothing."""
    try:
        return puremagic.from_string(content[:4096]).lstrip(".")
    except (puremagic.PureError, ValueError):
        return ""


def _pdf_fault(content: bytes) -> str:
    if b"startxref" not in content[-4096:]:
        return "PDF ไม่ครบ อาจส่งไม่เสร็จหรือแฟ้มเสียหาย ให้บันทึกใหม่แล้วส่งอีกครั้ง"
    return ""


_FAULTS: dict[str | None, Callable[[bytes], str]] = {
    "pdf": _pdf_fault,
    "png": pictures.png_fault,
    "jpg": pictures.jpeg_fault,
    "docx": packages.fault,
    "xlsx": packages.fault,
}


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.2f}".rstrip("0").rstrip(".")

"""The parts of an outside letter, in the order in which they are printed: frozen values, nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Number:
    """Parts of ที่: ``letters`` สก, ``owner`` "0019", ``unit`` "5" or "", ``running`` or None before it is given."""

    letters: str
    owner: str
    unit: str = ""
    running: int | None = None


@dataclass(frozen=True)
class Salutation:
    """``level`` is general (เรียน) or high (กราบเรียน); ``to`` the post addressed."""

    level: str
    to: str


@dataclass(frozen=True)
class Reference:
    """A letter that the addressee already holds. ``number`` is "สก 0019/ว 4968" (ที่ may stand before it)."""

    agency: str
    number: str
    date: date
    urgency: str = ""


@dataclass(frozen=True)
class Enclosure:
    """One line of สิ่งที่ส่งมาด้วย; ``file`` names the attached file when it is not the annex of the letter."""

    name: str
    quantity: int = 1
    unit: str = "ฉบับ"
    file: str = ""


@dataclass(frozen=True)
class Items:
    """A list in the body, numbered from ๑ by the printing."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signs. ``principal`` is the post signed for; ``order`` the order giving that power (kept, never printed)."""

    name: str
    position: str
    capacity: str = "self"
    principal: str = ""
    order: str = ""


@dataclass(frozen=True)
class Owner:
    """The unit in charge, printed at the foot."""

    office: str
    unit: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True)
class AnnexRow:
    """``kind`` is heading (one cell over all columns), row, or continuation (empty cells belong to the row above)."""

    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """The enclosed table: a title, further heading lines, column names, rows, remarks numbered from ๑."""

    title: str
    heading: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[AnnexRow, ...]
    remarks: tuple[str, ...] = ()

"""What an outside letter says: frozen values, read from and written to the JSON contract.

Figures are Arabic and dates are ``datetime.date`` here; Thai digits and พ.ศ. come when the letter is printed.
Source of the fields: the parts of หนังสือภายนอก in their printed order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow_app.errors import Invalid
from workflow_app.letters.content_parts import (
    Annex,
    AnnexRow,
    Enclosure,
    Items,
    Number,
    Owner,
    Reference,
    Salutation,
    Signature,
)
from workflow_app.letters.reading import Fields

__all__ = [
    "Annex",
    "AnnexRow",
    "Enclosure",
    "Items",
    "LetterContent",
    "Number",
    "Owner",
    "Reference",
    "Salutation",
    "Signature",
    "from_json",
    "texts",
    "to_json",
]

URGENCIES = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")
SECRECIES = ("ลับ", "ลับมาก", "ลับที่สุด")
NO_SECRETS = "ระบบไม่จัดทำหนังสือที่มีชั้นความลับ ให้ดำเนินการผ่านนายทะเบียนข้อมูลข่าวสารลับ"
LEVELS = ("general", "high")
CAPACITIES = ("self", "act_for", "acting", "acting_in_post")
ROW_KINDS = ("heading", "row", "continuation")


@dataclass(frozen=True)
class LetterContent:
    """All that an outside letter says. Two equal contents print the same bytes."""

    number: Number
    place: tuple[str, ...]
    subject: str
    salutation: Salutation
    body: tuple[str | Items, ...]
    closing_line: str
    signature: Signature
    owner: Owner
    urgency: str = ""
    circular: bool = False
    date: date | None = None
    references: tuple[Reference, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    copies: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annex: Annex | None = None


def from_json(data: object) -> LetterContent:
    """The content that the JSON object ``data`` describes.

    Raises ``Invalid`` with one Thai sentence for each field that is unknown, missing or of the wrong form;
    the keys of its ``fields`` are paths such as ``signature.name`` or ``annex.rows.3.cells``.
    """
    problems: dict[str, str] = {}
    fields = Fields(data, problems)
    content = _letter(fields)
    fields.close()
    if problems:
        raise Invalid(problems, "ข้อมูลของหนังสือยังไม่ถูกต้อง")
    return content


def to_json(content: LetterContent) -> dict[str, Any]:
    """The JSON object of ``content``; ``from_json(to_json(c)) == c``."""
    data: dict[str, Any] = _plain(content)
    data["body"] = [part if isinstance(part, str) else _plain(part) for part in content.body]
    return data


def texts(content: LetterContent) -> list[tuple[str, str]]:
    """Every text a person typed, with the path of its field, in the order of the contract."""
    return list(_texts(to_json(content), ""))


def _texts(value: object, path: str) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, Mapping):
        pairs = [(f"{path}.{key}".lstrip("."), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{path}.{index}", inner) for index, inner in enumerate(value, 1)]
    else:
        return []
    return [found for inner_path, inner in pairs for found in _texts(inner, inner_path)]


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _letter(fields: Fields) -> LetterContent:
    fields.refuse("secrecy", NO_SECRETS)
    return LetterContent(
        urgency=_urgency(fields),
        circular=fields.truth("circular"),
        number=_number(fields.inner("number")),
        place=fields.lines("place"),
        date=fields.day("date"),
        subject=fields.line("subject"),
        salutation=_salutation(fields.inner("salutation")),
        references=tuple(_reference(inner) for inner in fields.inners("references")),
        enclosures=tuple(_enclosure(inner) for inner in fields.inners("enclosures")),
        body=_body(fields),
        closing_line=fields.line("closing_line"),
        signature=_signature(fields.inner("signature")),
        owner=_owner(fields.inner("owner")),
        copies=fields.lines("copies", needed=False),
        recipients=fields.lines("recipients", needed=False),
        annex=_annex(fields.optional("annex")),
    )


def _urgency(fields: Fields) -> str:
    urgency = fields.line("urgency", needed=False)
    if urgency in SECRECIES:
        fields.problem("urgency", NO_SECRETS)
        return ""
    return fields.one_of("urgency", URGENCIES, "")


def _number(fields: Fields) -> Number:
    number = Number(
        letters=fields.line("letters"),
        owner=fields.figures("owner"),
        unit=fields.figures("unit", needed=False).removeprefix("."),
        running=fields.whole("running"),
    )
    fields.close()
    return number


def _salutation(fields: Fields) -> Salutation:
    hint = "ระบบออกหนังสือถึงผู้รับระดับทั่วไป (general) และระดับสูง (high) เท่านั้น หนังสือถึงพระสงฆ์และพระราชวงศ์ต้องจัดทำเอง"
    salutation = Salutation(level=fields.one_of("level", LEVELS, "general", hint), to=fields.line("to"))
    fields.close()
    return salutation


def _reference(fields: Fields) -> Reference:
    reference = Reference(
        agency=fields.line("agency"),
        urgency=fields.one_of("urgency", URGENCIES, ""),
        number=fields.line("number"),
        date=fields.day("date", needed=True) or date.min,
    )
    fields.close()
    return reference


def _enclosure(fields: Fields) -> Enclosure:
    enclosure = Enclosure(
        name=fields.line("name"),
        quantity=fields.whole("quantity", needed=True) or 1,
        unit=fields.line("unit"),
        file=fields.line("file", needed=False),
    )
    fields.close()
    return enclosure


def _body(fields: Fields) -> tuple[str | Items, ...]:
    parts: list[str | Items] = []
    for part in fields.parts("body"):
        if isinstance(part, Fields):
            parts.append(Items(part.lines("items", several=True)))
            part.close()
        else:
            parts.append(part)
    return tuple(parts)


def _signature(fields: Fields) -> Signature:
    signature = Signature(
        name=fields.line("name"),
        position=fields.line("position"),
        capacity=fields.one_of("capacity", CAPACITIES, "self"),
        principal=fields.line("principal", needed=False),
        order=fields.line("order", needed=False),
    )
    fields.close()
    return signature


def _owner(fields: Fields) -> Owner:
    owner = Owner(
        office=fields.line("office"),
        unit=fields.line("unit", needed=False),
        phones=fields.lines("phones", needed=False),
        email=fields.line("email", needed=False),
    )
    fields.close()
    return owner


def _annex(fields: Fields | None) -> Annex | None:
    if fields is None:
        return None
    annex = Annex(
        title=fields.line("title"),
        heading=fields.lines("heading", needed=False),
        columns=fields.lines("columns"),
        rows=tuple(_row(inner) for inner in fields.inners("rows")),
        remarks=fields.lines("remarks", needed=False),
    )
    fields.close()
    for index, row in enumerate(annex.rows, 1):
        wanted = 1 if row.kind == "heading" else len(annex.columns)
        if len(row.cells) != wanted:
            fields.problem(f"rows.{index}.cells", f"แถวที่ {index} มี {len(row.cells)} ช่อง ต้องมี {wanted} ช่อง")
    return annex


def _row(fields: Fields) -> AnnexRow:
    row = AnnexRow(kind=fields.one_of("kind", ROW_KINDS, "row"), cells=fields.cells("cells"))
    fields.close()
    return row

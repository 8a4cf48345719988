"""A whole sheet from JSON: settings, components, indicators with criteria and results (docs/scoring.md).

Everything wrong is reported at once under its place, for example ``components.1.indicators.2.criterion.levels``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from workflow_app.errors import Invalid, Refused
from workflow_app.scoring import formula
from workflow_app.scoring.criterion import Criterion, from_json
from workflow_app.scoring.display import Places, figure_out
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.penalty import with_penalty
from workflow_app.scoring.result import Result, result_from_json
from workflow_app.scoring.score import TOP, score
from workflow_app.scoring.sheet import EQUAL, EXCLUDE, FAIL, FRACTION, PERCENT, ZERO, Component, Node, Sheet

Read = TypeVar("Read")
DEEPEST = 7
NO_DATA_WORDS = {EXCLUDE: "ไม่นำมารวม", ZERO: "นับเป็น 0 คะแนน", FAIL: "ไม่ผ่าน นับเป็น 0 คะแนน"}


@dataclass(frozen=True)
class Settings:
    """What holds for the whole sheet."""

    top: Decimal
    weights: str
    no_data: str
    penalty: Decimal
    places: Places
    bands: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One indicator as read: its node for the sums, its result as shown, its explanation, its children."""

    node: Node
    result: str | None
    explanation: tuple[str, ...]
    children: tuple[Row, ...]


@dataclass(frozen=True)
class SheetInput:
    """A sheet that was read and whose leaves are scored."""

    settings: Settings
    sheet: Sheet
    rows: tuple[tuple[Row, ...], ...]


class Reading:
    """The settings of a sheet being read; mistakes by their places, and refusals by the indicator's number."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.fields: dict[str, str] = {}
        self.reasons: list[str] = []

    def add(self, place: str, error: Invalid) -> None:
        """Notes every field of ``error`` under ``place``."""
        self.fields.update(
            {f"{place}.{name}".strip("."): sentence for name, sentence in error.fields.items()}
        )

    def finish(self) -> None:
        """Raises ``Invalid`` for mistakes, else ``Refused`` for scores that cannot be given."""
        if self.fields:
            raise Invalid(self.fields, "แบบคะแนนยังไม่ถูกต้อง")
        if self.reasons:
            raise Refused(self.reasons, "ยังให้คะแนนไม่ได้ครบทุกตัวชี้วัด")


def read_sheet(data: object) -> SheetInput:
    """The sheet with its leaves scored. Raises ``Invalid`` with all mistakes, or ``Refused`` naming the indicators."""
    fields = Fields(_object(data))
    settings = _settings(fields)
    reading = Reading(settings)
    members = fields.members("components", most=50)
    _finish(fields, reading, "")
    read = [_component(member, reading, f"components.{place}") for place, member in enumerate(members, 1)]
    reading.finish()
    components = tuple(component for component, _ in read)
    sheet = Sheet(components, settings.top, settings.weights, settings.no_data)
    return SheetInput(settings, sheet, tuple(rows for _, rows in read))


def _object(data: object) -> Mapping[str, object]:
    if isinstance(data, Mapping):
        return data
    raise Invalid({"sheet": "ต้องเป็นวัตถุ JSON ({…})"})


def _finish(fields: Fields, reading: Reading, place: str) -> None:
    try:
        fields.finish()
    except Invalid as error:
        reading.add(place, error)


def _settings(fields: Fields) -> Settings:
    weights = fields.choice("weights", (PERCENT, FRACTION, EQUAL), "")
    if not weights:
        fields.problem("weights", f"ต้องระบุเป็น {PERCENT}, {FRACTION} หรือ {EQUAL}")
    top = TOP if fields.raw("top") is None else fields.figure("top")
    if top is None or top <= 0:
        fields.problem("top", "ต้องเป็นตัวเลขมากกว่า 0")
        top = TOP
    penalty = fields.figure("penalty_per_missed_report") or Decimal(0)
    if penalty < 0:
        fields.problem("penalty_per_missed_report", "ต้องไม่ติดลบ")
        penalty = Decimal(0)
    bands = fields.raw("bands") or []
    if not isinstance(bands, list) or not all(isinstance(band, Mapping) for band in bands):
        fields.problem("bands", "ต้องเป็นรายการของ from กับ name")
        bands = []
    no_data = fields.choice("no_data", tuple(NO_DATA_WORDS), EXCLUDE)
    return Settings(top, weights, no_data, penalty, _places(fields), tuple(bands))


def _places(fields: Fields) -> Places:
    given = fields.raw("decimals") or {}
    usual = {"result": 2, "score": 4, "total": 3}
    if not isinstance(given, Mapping) or set(given) - set(usual):
        fields.problem("decimals", f"มีได้เฉพาะ {', '.join(usual)}")
        return Places()
    chosen = {**usual, **given}
    if not all(type(count) is int and 0 <= count <= 10 for count in chosen.values()):
        fields.problem("decimals", "ต้องเป็นจำนวนเต็ม 0 ถึง 10")
        return Places()
    return Places(**chosen)


def _component(data: object, reading: Reading, place: str) -> tuple[Component, tuple[Row, ...]]:
    fields = Fields(data if isinstance(data, Mapping) else {})
    name, weight = fields.text("name") or place, fields.figure("weight")
    members = fields.members("indicators", most=500)
    _finish(fields, reading, place)
    rows = tuple(
        _row(member, reading, f"{place}.indicators.{number}", 1) for number, member in enumerate(members, 1)
    )
    return Component(name, tuple(row.node for row in rows), weight), rows


def _row(data: object, reading: Reading, place: str, depth: int) -> Row:
    fields = Fields(data if isinstance(data, Mapping) else {})
    no, name, weight = _number(fields), fields.text("name"), fields.figure("weight")
    below = fields.members("children", least=0, most=500) if fields.raw("children") else []
    criterion, result, missed = fields.raw("criterion"), fields.raw("result"), _missed(fields)
    if below and not (criterion is None and result is None):
        fields.problem("criterion", "และผลต้องไม่มีเมื่อมีตัวชี้วัดย่อย")
    if below and depth == DEEPEST:
        fields.problem("children", f"ซ้อนกันได้ไม่เกิน {DEEPEST} ชั้น")
        below = []
    _finish(fields, reading, place)
    node = Node(no, weight, name=name)
    if below:
        return _parent(node, below, reading, place, depth)
    return _leaf(node, criterion, result, missed, reading, place)


def _number(fields: Fields) -> str:
    value = fields.raw("no")
    if value is None or isinstance(value, list | Mapping) or not str(value).strip():
        fields.problems["no"] = "เลขที่ตัวชี้วัด (no) ต้องกรอก"
        return ""
    return str(value).strip()


def _missed(fields: Fields) -> int:
    missed = fields.figure("missed_reports") or Decimal(0)
    if missed < 0 or missed != int(missed):
        fields.problem("missed_reports", "ต้องเป็นจำนวนเต็มตั้งแต่ 0")
        return 0
    return int(missed)


def _parent(node: Node, below: list[object], reading: Reading, place: str, depth: int) -> Row:
    rows = tuple(
        _row(member, reading, f"{place}.children.{number}", depth + 1)
        for number, member in enumerate(below, 1)
    )
    children = tuple(row.node for row in rows)
    return Row(Node(node.no, node.weight, children=children, name=node.name), None, (), rows)


def _leaf(
    node: Node,
    criterion: object,
    result: object,
    missed: int,
    reading: Reading,
    place: str,
) -> Row:
    rule = _read(from_json, criterion, reading, f"{place}.criterion")
    entered = _read(result_from_json, result, reading, f"{place}.result")
    if rule is None or entered is None:
        return Row(node, None, (), ())
    scored = _scored(rule, entered, reading, place, node.no)
    if scored is None:
        return Row(node, None, (f"ไม่มีผลการดำเนินงาน {NO_DATA_WORDS[reading.settings.no_data]}",), ())
    scored = with_penalty(scored, missed, reading.settings.penalty)
    known = Node(node.no, node.weight, scored.score, name=node.name)
    return Row(known, _result_out(rule, entered, reading.settings.places), scored.explanation, ())


def _read(read: Callable[[object], Read], data: object, reading: Reading, place: str) -> Read | None:
    """What ``read`` makes of the data; None where it was refused, which is noted."""
    try:
        return read(data)
    except Invalid as error:
        reading.add(place, error)
        return None


def _scored(criterion: Criterion, result: Result, reading: Reading, place: str, no: str) -> Scored | None:
    """The score; None without data, or where the reason was noted."""
    try:
        return score(criterion, result, top=reading.settings.top)
    except NeedsResult:
        return None
    except Refused as refusal:
        reading.reasons.extend(f"ตัวชี้วัดที่ {no} ({place}): {reason}" for reason in refusal.reasons)
    except Invalid as error:
        reading.add(place, error)
    return None


def _result_out(criterion: Criterion, result: Result, places: Places) -> str | None:
    if isinstance(criterion, formula.Formula):
        return figure_out(formula.worked_out(criterion, result)[0], places.result)
    if result.yes is not None:
        return "yes" if result.yes else "no"
    if result.done is not None:
        return str(len(result.done))
    return None if result.value is None else figure_out(Fraction(result.value), places.result)

"""``bands``: ranges of the result, each worth one score, without interpolation, gap or overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, OutsideBands, Scored
from workflow_app.scoring.result import Result, needed_value
from workflow_app.scoring.threshold import OPERATORS_OF, Threshold, threshold_json


@dataclass(frozen=True)
class Band:
    """From ``low`` to ``high`` (None: without end). A shared edge belongs to exactly one of two neighbours."""

    low: Threshold | None
    high: Threshold | None
    score: Decimal

    def holds(self, value: Decimal | Fraction) -> bool:
        """Whether the result lies in the band."""
        return all(edge is None or edge.reached(value) for edge in (self.low, self.high))


@dataclass(frozen=True)
class Bands:
    """The bands from the lowest range to the highest."""

    bands: tuple[Band, ...]


def read(fields: Fields) -> Bands:
    """Reads and checks. A bare ``from`` belongs to its band; a bare ``to`` to the band that starts there, if any."""
    members = [
        _object(fields, place, member) for place, member in enumerate(fields.members("bands", most=50), 1)
    ]
    lows = [_low(fields, place, member) for place, member in enumerate(members, 1)]
    starts = {low.value for low in lows if low is not None and not low.strict}
    found = [
        _band(fields, place, member, low, starts)
        for place, (member, low) in enumerate(zip(members, lows, strict=True), 1)
    ]
    bands = sorted((band for band in found if band is not None), key=_start)
    _check_edges(fields, bands)
    return Bands(tuple(bands))


def _start(band: Band) -> Fraction | float:
    return float("-inf") if band.low is None else Fraction(band.low.value)


def _object(fields: Fields, place: int, member: object) -> dict[str, object]:
    if isinstance(member, dict) and not set(member) - {"from", "to", "score"}:
        return member
    fields.problem(f"bands.{place}", "ต้องมีค่าเริ่ม (from) ค่าสิ้นสุด (to) และคะแนน (score)")
    return {}


def _low(fields: Fields, place: int, member: dict[str, object]) -> Threshold | None:
    allowed = OPERATORS_OF["higher"]
    return fields.threshold(f"bands.{place}", member.get("from"), default=">=", allowed=allowed)


def _band(
    fields: Fields, place: int, member: dict[str, object], low: Threshold | None, starts: set[Decimal]
) -> Band | None:
    name = f"bands.{place}"
    high = fields.threshold(name, member.get("to"), default="<=", allowed=OPERATORS_OF["lower"])
    if high is not None and high.value in starts and not isinstance(member.get("to"), dict):
        high = Threshold("<", high.value)
    score = fields.figure_of(name, member.get("score"))
    if score is None or score < 0:
        fields.problem(name, "ต้องมีคะแนนที่ไม่ติดลบ")
        return None
    if low is not None and high is not None and low.value > high.value:
        fields.problem(name, f"มีค่าเริ่ม {shown(low.value)} มากกว่าค่าสิ้นสุด {shown(high.value)}")
    return Band(low, high, score)


def _check_edges(fields: Fields, bands: Sequence[Band]) -> None:
    for first, second in zip(bands, bands[1:], strict=False):
        if first.high is None or second.low is None:
            fields.problem("bands", "มีช่วงที่ซ้อนกัน: ช่วงที่ไม่จำกัดด้านบนหรือด้านล่างต้องมีด้านละหนึ่งช่วง")
        elif first.high.value < second.low.value or (
            first.high.value == second.low.value and first.high.strict and second.low.strict
        ):
            fields.problem("bands", f"มีช่องว่างระหว่าง {shown(first.high.value)} กับ {shown(second.low.value)}")
        elif first.high.value > second.low.value or not (first.high.strict or second.low.strict):
            fields.problem("bands", f"มีช่วงที่ซ้อนกันที่ {shown(second.low.value)}")


def write(criterion: Bands) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion; operators are always named."""
    return {
        "bands": [
            {
                "from": threshold_json(band.low, ""),
                "to": threshold_json(band.high, ""),
                "score": plain(band.score),
            }
            for band in criterion.bands
        ]
    }


def score(criterion: Bands, result: Result, top: Decimal) -> Scored:
    """The score of the band that holds the unrounded result. Raises ``NeedsResult``, ``OutsideBands``."""
    value = needed_value(result)
    if value is None:
        raise NeedsResult()
    band = next((band for band in criterion.bands if band.holds(value)), None)
    if band is None:
        raise OutsideBands(shown(value))
    return Scored(Fraction(band.score), (f"ผล {shown(value)} อยู่ในช่วง {_words(band)} ได้ {shown(band.score)}",))


def _words(band: Band, unit: str = "") -> str:
    edges = [edge.words(unit) for edge in (band.low, band.high) if edge is not None]
    return " และ".join(edges) or "ทุกค่า"


def rule(criterion: Bands, top: Decimal) -> str:
    """The rule as read: every band with its score."""
    bands = "; ".join(f"{_words(band)} = {shown(band.score)}" for band in criterion.bands)
    return f"ช่วงคะแนน ไม่เทียบบัญญัติไตรยางศ์: {bands}"


def top_words(criterion: Bands, unit: str) -> str:
    """The range worth the highest score."""
    return _words(max(criterion.bands, key=lambda band: band.score), unit)

"""``checklist``: so many things to do, in any order; what some of them are worth is a stored choice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, count_done
from workflow_app.scoring.steps import MOST_STEPS, read_scores, table_words, worth_of

PARTIALS = ("none", "proportional")


@dataclass(frozen=True)
class Checklist:
    """``partial``: ``none`` (all or 0), ``proportional``, or ``table`` with ``scores`` for 0..items done."""

    items: int
    partial: str = "none"
    scores: tuple[Decimal, ...] = ()


def read(fields: Fields) -> Checklist:
    """Reads and checks: a whole number of items, and a partial credit that was named or tabled."""
    items = fields.count("items", most=MOST_STEPS)
    if isinstance(fields.raw("partial"), list | tuple):
        return Checklist(items, "table", read_scores(fields, "partial", items))
    return Checklist(items, fields.choice("partial", PARTIALS, "none"))


def write(criterion: Checklist) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    table = [plain(score) for score in criterion.scores]
    return {"items": criterion.items, "partial": table or criterion.partial}


def score(criterion: Checklist, result: Result, top: Decimal) -> Scored:
    """The score of the number of items done, whichever they are. Raises ``NeedsResult``, ``Invalid``."""
    done = count_done(result, criterion.items, "รายการ")
    if done is None:
        raise NeedsResult("จำนวนรายการที่ทำแล้ว")
    worth = _worth(criterion, top)[len(done)]
    return Scored(worth, (f"ทำแล้ว {len(done)} จาก {criterion.items} รายการ ได้ {shown(worth)}",))


def _worth(criterion: Checklist, top: Decimal) -> tuple[Fraction, ...]:
    if criterion.partial == "none":
        return (*(Fraction(0) for _ in range(criterion.items)), Fraction(top))
    return worth_of(criterion.scores, criterion.items, top)


def rule(criterion: Checklist, top: Decimal) -> str:
    """The rule as read, partial credit included."""
    if criterion.partial == "none":
        return f"{criterion.items} รายการ ทำครบได้ {shown(top)} คะแนน ไม่ครบได้ 0 คะแนน"
    return f"{criterion.items} รายการ ทำได้บางรายการได้คะแนนตามจำนวน: {table_words(_worth(criterion, top), 'รายการ')}"


def top_words(criterion: Checklist, unit: str) -> str:
    """What is worth the top score."""
    return f"ดำเนินการครบ {criterion.items} รายการ"

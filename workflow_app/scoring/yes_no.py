"""``yes_no``: done or not (document 003: "ส่งจังหวัด = ๕ คะแนน ไม่ส่ง = ๐ คะแนน")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.errors import Invalid
from workflow_app.figures import plain
from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result


@dataclass(frozen=True)
class YesNo:
    """The scores of yes and no; None for yes means the top score."""

    yes: Decimal | None = None
    no: Decimal = Decimal(0)


def read(fields: Fields) -> YesNo:
    """Reads and checks: neither score negative, yes worth more than no."""
    yes, no = fields.figure("yes"), fields.figure("no") or Decimal(0)
    if no < 0:
        fields.problem("no", "ต้องไม่ติดลบ")
    if yes is not None and yes <= no:
        fields.problem("yes", "ต้องมากกว่าคะแนนเมื่อไม่ดำเนินการ")
    return YesNo(yes, no)


def write(criterion: YesNo) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    yes = {} if criterion.yes is None else {"yes": plain(criterion.yes)}
    return {**yes, "no": plain(criterion.no)}


def score(criterion: YesNo, result: Result, top: Decimal) -> Scored:
    """The score of the answer; a figure of 1 or 0 counts as yes or no. Raises ``NeedsResult``, ``Invalid``."""
    answer = _answer(result)
    worth = Fraction(_yes_worth(criterion, top) if answer else criterion.no)
    return Scored(worth, (f"{'ดำเนินการแล้ว' if answer else 'ไม่ดำเนินการ'} ได้ {shown(worth)}",))


def _answer(result: Result) -> bool:
    if result.yes is not None:
        return result.yes
    if result.value is None:
        raise NeedsResult("คำตอบว่าดำเนินการแล้วหรือไม่")
    if result.value not in (0, 1):
        raise Invalid({"value": "เกณฑ์นี้ต้องตอบว่าดำเนินการแล้วหรือไม่ (ใช่ หรือ ไม่ใช่)"})
    return result.value == 1


def _yes_worth(criterion: YesNo, top: Decimal) -> Decimal:
    return top if criterion.yes is None else criterion.yes


def rule(criterion: YesNo, top: Decimal) -> str:
    """The rule as read."""
    return f"ดำเนินการ = {shown(_yes_worth(criterion, top))} คะแนน ไม่ดำเนินการ = {shown(criterion.no)} คะแนน"


def top_words(criterion: YesNo, unit: str) -> str:
    """What is worth the top score."""
    return "ดำเนินการแล้วเสร็จ"

"""All kinds of criteria in one table: how each is read, written, scored and put into words.

The JSON of a criterion is an object with ``kind`` and the fields of that kind, figures as text (docs/scoring.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from workflow_app.errors import Invalid
from workflow_app.scoring import (
    bands,
    checklist,
    formula,
    given,
    growth,
    levels,
    proportional,
    steps,
    three_step,
    top_only,
    two_sided,
    yes_no,
)
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import Scored
from workflow_app.scoring.result import Result

Criterion = (
    levels.Levels
    | growth.Growth
    | steps.Steps
    | yes_no.YesNo
    | top_only.TopOnly
    | checklist.Checklist
    | bands.Bands
    | three_step.ThreeStep
    | two_sided.TwoSided
    | proportional.Proportional
    | formula.Formula
    | given.Given
)


class Kind(NamedTuple):
    """What can be done with one kind of criterion. ``asks``: the parts of ``Result`` that a form has to offer."""

    label: str
    values: type
    asks: tuple[str, ...]
    read: Callable[[Fields], Any]
    write: Callable[[Any], dict[str, object]]
    score: Callable[[Any, Result, Decimal], Scored]
    rule: Callable[[Any, Decimal], str]
    top_words: Callable[[Any, str], str]


def _of(label: str, values: type, asks: tuple[str, ...], module: Any) -> Kind:
    return Kind(label, values, asks, module.read, module.write, module.score, module.rule, module.top_words)


def from_json(data: object) -> Criterion:
    """A criterion from its JSON object. Raises ``Invalid`` with every problem under its field's name."""
    if not isinstance(data, Mapping):
        raise Invalid({"kind": "เกณฑ์การให้คะแนนต้องระบุชนิดของเกณฑ์ (kind)"})
    kind = KINDS.get(str(data.get("kind")))
    if kind is None:
        raise Invalid({"kind": f"ไม่รู้จักชนิดของเกณฑ์ {data.get('kind')} ให้ใช้ {', '.join(KINDS)}"})
    fields = Fields(data)
    criterion: Criterion = kind.read(fields)
    fields.finish()
    return criterion


def to_json(criterion: Criterion) -> dict[str, object]:
    """The JSON object that ``from_json`` reads back as the same criterion."""
    name = kind_of(criterion)
    return {"kind": name, **KINDS[name].write(criterion)}


def kind_of(criterion: Criterion) -> str:
    """The name of the criterion's kind, a key of ``KINDS``."""
    return NAMES[type(criterion)]


def rule(criterion: Criterion, top: Decimal = Decimal(5)) -> str:
    """The rule read from the criterion in one line of Thai (Arabic digits), every setting named."""
    return KINDS[kind_of(criterion)].rule(criterion, top)


def score_by_rule(criterion: Criterion, result: Result, top: Decimal) -> Scored:
    """The score with the arithmetic alone; ``score.score`` puts sentence, rule and total line around it.

    Raises ``Invalid`` for an assigned score where the criterion gives scores by rule.
    """
    kind = KINDS[kind_of(criterion)]
    if result.assigned is not None and "assigned" not in kind.asks:
        raise Invalid({"assigned": f"เกณฑ์ชนิด{kind.label} ให้คะแนนจากผลเสมอ จึงกำหนดคะแนนเองไม่ได้"})
    return kind.score(criterion, result, top)


FORMULA = Kind(
    "สูตรคำนวณ",
    formula.Formula,
    ("variables", "assigned", "reason"),
    lambda fields: formula.read(fields, from_json),
    lambda criterion: formula.write(criterion, to_json),
    lambda criterion, result, top: formula.score(criterion, result, top, score_by_rule),
    lambda criterion, top: formula.rule(criterion, top, rule),
    lambda criterion, unit: KINDS[kind_of(criterion.then)].top_words(criterion.then, unit),
)

KINDS: dict[str, Kind] = {
    "levels": _of("ระดับคะแนนตามค่าผลงาน", levels.Levels, ("value",), levels),
    "growth": _of("อัตราการเปลี่ยนแปลงจากปีฐาน", growth.Growth, ("value",), growth),
    "steps": _of("ระดับความสำเร็จตามขั้นตอน", steps.Steps, ("done",), steps),
    "yes_no": _of("ดำเนินการหรือไม่ดำเนินการ", yes_no.YesNo, ("yes",), yes_no),
    "top_only": _of("กำหนดเฉพาะค่าที่ได้คะแนนสูงสุด", top_only.TopOnly, ("value", "assigned", "reason"), top_only),
    "checklist": _of("รายการสิ่งที่ต้องทำ", checklist.Checklist, ("done",), checklist),
    "bands": _of("ช่วงคะแนน", bands.Bands, ("value",), bands),
    "three_step": _of("สามขั้น (ขั้นต้น มาตรฐาน ขั้นสูง)", three_step.ThreeStep, ("value",), three_step),
    "two_sided": _of("เบี่ยงเบนจากค่ามาตรฐาน", two_sided.TwoSided, ("value",), two_sided),
    "proportional": _of("สัดส่วนต่อเป้าหมาย", proportional.Proportional, ("value",), proportional),
    "formula": FORMULA,
    "given": _of("ผู้ประเมินกำหนดคะแนน", given.Given, ("value",), given),
}

NAMES: dict[type, str] = {kind.values: name for name, kind in KINDS.items()}

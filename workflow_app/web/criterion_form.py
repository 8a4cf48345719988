"""The form of a criterion, one for each kind that this release lets people enter; figures stay text until they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField

from workflow_app.errors import Invalid
from workflow_app.indicators.models import Indicator
from workflow_app.thai import arabic, digits
from workflow_app.web.forms import Form, Line, options

KIND_LABELS = {
    "levels": "ค่าระดับ ๑ ถึง ๕",
    "growth": "เทียบกับช่วงฐาน",
    "steps": "ขั้นตอน",
    "yes_no": "ดำเนินการหรือไม่",
    "top_only": "กำหนดเฉพาะคะแนนสูงสุด",
}
LEVELS = 5
DIRECTIONS = (("higher", "ยิ่งมากยิ่งดี"), ("lower", "ยิ่งน้อยยิ่งดี"))
FLOORS = (("0", "ได้ ๐ คะแนน"), ("1", "ได้ ๑ คะแนน"), ("extrapolate", "คิดต่อตามอัตราเดิม"))
OPERATORS = ((">=", "ไม่น้อยกว่า"), (">", "มากกว่า"), ("<=", "ไม่เกิน"), ("<", "น้อยกว่า"))
#: Fields of the JSON that stand in the form under another name.
FIELD_OF = {"at": "at_value", "or.1": "or_value", "or": "or_value"}


def kind_asked(asked: str, stored: Mapping[str, Any] | None) -> str:
    """The kind whose form is shown: asked for, or the stored one, or the usual one."""
    for kind in (asked, str((stored or {}).get("kind"))):
        if kind in KIND_LABELS:
            return kind
    return "levels"


def criterion_form(kind: str, row: Indicator) -> Any:
    """The form of a kind, filled from the stored criterion where that is of the same kind."""
    stored = row.criterion if row.criterion and row.criterion.get("kind") == kind else {}
    fields = {"version": HiddenField(default=str(row.version)), **FIELDS[kind]()}
    form_class = type("CriterionForm", (Form,), fields)
    return form_class(data={**SHOWN[kind](stored), "version": str(row.version)})


def criterion_of(kind: str, form: Any) -> dict[str, Any]:
    """The criterion (JSON of scoring/criterion.py) that the form describes.

    :raises Invalid: a figure is missing where one is needed, by the form's own field.
    """
    return READ[kind](form)


def named_in_form(invalid: Invalid) -> Invalid:
    """The same problems under the names that the form uses ("levels.2" is "levels_2")."""
    fields = {FIELD_OF.get(name, name.replace(".", "_")): said for name, said in invalid.fields.items()}
    return Invalid(fields, invalid.message)


def _levels_fields() -> dict[str, Any]:
    return {**_ladder("levels", "ค่าระดับ"), **_ladder_settings()}


def _growth_fields() -> dict[str, Any]:
    return {
        "base": Line("ค่าฐาน (ผลของช่วงที่ใช้เทียบ)", most=40),
        "base_period": Line("ช่วงเวลาของค่าฐาน", most=200),
        **_ladder("levels", "ร้อยละที่เพิ่มของระดับ"),
        **_ladder("or_amount", "หรือจำนวนของระดับ"),
        **_ladder_settings(),
    }


def _steps_fields() -> dict[str, Any]:
    return {
        "steps": Line("จำนวนขั้นตอน", most=3),
        "scores": Line("คะแนนของแต่ละขั้น คั่นด้วยจุลภาค (เว้นว่าง = แบ่งเท่ากัน)", most=200),
    }


def _yes_no_fields() -> dict[str, Any]:
    return {"yes": Line("คะแนนเมื่อดำเนินการ", most=10), "no": Line("คะแนนเมื่อไม่ดำเนินการ", most=10)}


def _top_only_fields() -> dict[str, Any]:
    return {
        "at_op": SelectField("ได้คะแนนสูงสุดเมื่อผล", choices=options(OPERATORS)),
        "at_value": Line("ค่า", most=40),
        "or_op": SelectField("หรือเมื่อผล", choices=options(OPERATORS)),
        "or_value": Line("ค่าทางเลือก (ถ้ามี)", most=40),
    }


def _ladder(name: str, label: str) -> dict[str, Any]:
    return {f"{name}_{place}": Line(digits(f"{label} {place}"), most=40) for place in range(1, LEVELS + 1)}


def _ladder_settings() -> dict[str, Any]:
    return {
        "direction": SelectField("ทิศทาง", choices=options(DIRECTIONS)),
        "interpolate": BooleanField("เทียบบัญญัติไตรยางศ์ระหว่างระดับ"),
        "floor": SelectField("เมื่อผลต่ำกว่าระดับแรก", choices=options(FLOORS)),
    }


FIELDS: dict[str, Callable[[], dict[str, Any]]] = {
    "levels": _levels_fields,
    "growth": _growth_fields,
    "steps": _steps_fields,
    "yes_no": _yes_no_fields,
    "top_only": _top_only_fields,
}


def _show_ladder(stored: Mapping[str, Any], *names: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "direction": stored.get("direction", "higher"),
        "interpolate": stored.get("interpolate", True),
        "floor": stored.get("floor", "0"),
    }
    for name in names:
        for place, level in enumerate(stored.get(name) or (), 1):
            shown[f"{name}_{place}"] = _figure(level)
    return shown


def _figure(level: Any) -> str:
    """A level as it is typed: the figure, in front of it the words where it is a strict one ("มากกว่า 30")."""
    if not isinstance(level, Mapping):
        return str(level or "")
    return f"{dict(OPERATORS).get(level.get('op', ''), '')} {level.get('value')}".strip()


def _show_growth(stored: Mapping[str, Any]) -> dict[str, Any]:
    own = {"base": stored.get("base") or "", "base_period": stored.get("base_period", "")}
    return {**own, **_show_ladder(stored, "levels", "or_amount")}


def _show_steps(stored: Mapping[str, Any]) -> dict[str, Any]:
    steps, scores = stored.get("steps", ""), list(stored.get("scores") or ())
    if len(scores) == (steps or 0) + 1 and scores[0] == "0":
        scores = scores[1:]  # nothing done is worth 0 without being said
    return {"steps": str(steps), "scores": ", ".join(scores)}


def _show_top_only(stored: Mapping[str, Any]) -> dict[str, Any]:
    at, others = stored.get("at") or {}, stored.get("or") or [{}]
    return {
        "at_op": at.get("op", ">="),
        "at_value": at.get("value", ""),
        "or_op": others[0].get("op", ">="),
        "or_value": others[0].get("value", ""),
    }


SHOWN: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "levels": lambda stored: _show_ladder(stored, "levels"),
    "growth": _show_growth,
    "steps": _show_steps,
    "yes_no": lambda stored: {"yes": stored.get("yes", "5"), "no": stored.get("no", "0")},
    "top_only": _show_top_only,
}


def _rungs(form: Any, name: str) -> list[Any]:
    return [_level(form[f"{name}_{place}"].data or "") for place in range(1, LEVELS + 1)]


def _level(typed: str) -> Any:
    for operator, words in OPERATORS:
        if typed.startswith(words):
            return {"op": operator, "value": typed[len(words) :].strip()}
    return typed or None


def _settings(form: Any) -> dict[str, Any]:
    return {"direction": form.direction.data, "interpolate": form.interpolate.data, "floor": form.floor.data}


def _read_levels(form: Any) -> dict[str, Any]:
    return {"kind": "levels", "levels": _rungs(form, "levels"), **_settings(form)}


def _read_growth(form: Any) -> dict[str, Any]:
    amounts = _rungs(form, "or_amount")
    given = {"or_amount": amounts} if any(amounts) else {}
    own = {"kind": "growth", "base": form.base.data or None, "base_period": form.base_period.data or ""}
    return {**own, "levels": _rungs(form, "levels"), **given, **_settings(form)}


def _read_steps(form: Any) -> dict[str, Any]:
    scores = [part.strip() for part in (form.scores.data or "").split(",") if part.strip()]
    return {"kind": "steps", "steps": _whole(form), **({"scores": scores} if scores else {})}


def _whole(form: Any) -> int:
    text = arabic(form.steps.data or "")
    if not (text.isascii() and text.isdigit()):
        raise Invalid({"steps": "จำนวนขั้นตอนต้องเป็นจำนวนเต็ม เช่น ๔"})
    return int(text)


def _read_yes_no(form: Any) -> dict[str, Any]:
    if not form.yes.data:
        raise Invalid({"yes": "ต้องกรอกคะแนนเมื่อดำเนินการ"})
    return {"kind": "yes_no", "yes": form.yes.data, "no": form.no.data or "0"}


def _read_top_only(form: Any) -> dict[str, Any]:
    if not form.at_value.data:
        raise Invalid({"at_value": "ต้องกรอกค่าที่ได้คะแนนสูงสุด"})
    at = {"op": form.at_op.data, "value": form.at_value.data}
    other = {"op": form.or_op.data, "value": form.or_value.data}
    return {"kind": "top_only", "at": at, **({"or": [other]} if form.or_value.data else {})}


READ: dict[str, Callable[[Any], dict[str, Any]]] = {
    "levels": _read_levels,
    "growth": _read_growth,
    "steps": _read_steps,
    "yes_no": _read_yes_no,
    "top_only": _read_top_only,
}

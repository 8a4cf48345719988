"""The form of a result, fitted to what the criterion asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from workflow_app.errors import Invalid
from workflow_app.figures import number_out
from workflow_app.indicators.models import Indicator
from workflow_app.reports.models import Report
from workflow_app.scoring.criterion import KINDS, from_json
from workflow_app.scoring.expression import names, parse
from workflow_app.scoring.formula import Formula
from workflow_app.scoring.result import Result, result_from_json
from workflow_app.thai import digits
from workflow_app.web.forms import Figure, Form, Text, options

#: In letters; a result may tell of every district and activity.
LONGEST_NARRATIVE = 120_000
#: A tick that says so: without it, no tick at all means that nothing was entered.
NONE_DONE = ("0", "ยังไม่ได้ดำเนินการข้อใดเลย")
YES_NO = (("", "– ยังไม่กรอก –"), ("yes", "ดำเนินการแล้ว"), ("no", "ไม่ได้ดำเนินการ"))


class Ticks(SelectMultipleField):
    """Check boxes, one a step or item."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def result_form(leaf: Indicator, report: Report, *, fresh: bool = False) -> Any:
    """The form, filled from the report; ``fresh``: not from what the request carries."""
    stored = _stored(report)
    shown = {
        "version": str(report.version),
        "narrative": report.narrative,
        "value": stored.value,
        "yes": {True: "yes", False: "no"}.get(stored.yes, "") if stored.yes is not None else "",
        **_shown_variables(leaf, stored),
        "done": [str(place) for place in stored.done or ()] or _first(stored, leaf),
    }
    form_class = type("ResultForm", (Form,), _fields(leaf))
    return form_class(formdata=None, data=shown) if fresh else form_class(data=shown)


def _shown_variables(leaf: Indicator, stored: Result) -> dict[str, Any]:
    if shape_of(leaf) != "variables":
        return {}
    figures = dict(stored.variables)
    return {_variable(place): figures.get(name) for place, name in enumerate(asked_variables(leaf), 1)}


def result_of(leaf: Indicator, form: Any) -> Any:
    """The result as JSON of scoring/result.py; None where nothing was entered.

    :raises Invalid: field ``done``: steps are ticked and "none" too.
    """
    shape = shape_of(leaf)
    if shape == "yes":
        return form.yes.data or None
    if shape == "done":
        return _done(form.done.data or ())
    if shape == "variables":
        return _variables(leaf, form)
    return None if form.value.data is None else _typed(form.value.data)


def _done(ticked: Sequence[str]) -> Any:
    if NONE_DONE[0] not in ticked:
        return {"done": [int(place) for place in ticked]} if ticked else None
    if len(ticked) > 1:
        raise Invalid({"done": f"เลือก “{NONE_DONE[1]}” พร้อมกับข้ออื่นไม่ได้"})
    return {"value": "0"}


def _variables(leaf: Indicator, form: Any) -> Any:
    figures = {name: form[_variable(place)].data for place, name in enumerate(asked_variables(leaf), 1)}
    entered = {name: _typed(figure) for name, figure in figures.items() if figure is not None}
    return {"variables": entered} if entered else None


def _typed(figure: Any) -> str:
    return number_out(figure).replace(",", "")


def shape_of(leaf: Indicator) -> str:
    """What the criterion asks for: "yes", "done" (steps or items), "variables" (of a formula), or "value"."""
    kind = KINDS.get(str((leaf.criterion or {}).get("kind")))
    return kind.asks[0] if kind else "value"


def asked_variables(leaf: Indicator) -> list[str]:
    """The names in a formula that the criterion itself gives no figure for, in the order of the formula."""
    criterion = from_json(leaf.criterion)
    if not isinstance(criterion, Formula):
        return []
    wanted = names(parse(criterion.expression)) - set(dict(criterion.variables))
    return sorted(wanted, key=lambda name: (criterion.expression.find(name), name))


def _fields(leaf: Indicator) -> dict[str, Any]:
    fields: dict[str, Any] = {"version": HiddenField()}
    shape = shape_of(leaf)
    if shape == "yes":
        fields["yes"] = SelectField("ผล", choices=options(YES_NO))
    elif shape == "done":
        fields["done"] = Ticks("ทำแล้ว", choices=options([*_steps(leaf), NONE_DONE]), validate_choice=True)
    elif shape == "variables":
        for place, name in enumerate(asked_variables(leaf), 1):
            fields[_variable(place)] = Figure(digits(name), render_kw={"inputmode": "decimal"})
    else:
        fields["value"] = Figure(f"ผล ({leaf.unit})", render_kw={"inputmode": "decimal"})
    fields["narrative"] = Text(
        "ผลการดำเนินงาน",
        most=LONGEST_NARRATIVE,
        description="ข้อความนี้พิมพ์ในช่องผลการดำเนินงานของ e-SAR",
        render_kw={"rows": 5},
    )
    return fields


def _variable(place: int) -> str:
    # Names of a formula are Thai words at times, which no field of a form can have.
    return f"variable_{place}"


def _steps(leaf: Indicator) -> list[tuple[str, str]]:
    """The steps by number, in the target's own words where it lists as many lines."""
    criterion = leaf.criterion or {}
    count = int(criterion.get("steps") or criterion.get("items") or 0)
    lines = [line for line in leaf.target_text.split("\n") if line.strip()]
    words = lines if len(lines) == count else [f"ขั้นตอนที่ {place}" for place in range(1, count + 1)]
    return [(str(place), digits(line)) for place, line in enumerate(words, 1)]


def _first(stored: Result, leaf: Indicator) -> list[str]:
    """A count of steps that was stored as a figure, as ticks."""
    if stored.value is None or shape_of(leaf) != "done":
        return []
    known = [place for place, _words in _steps(leaf)]
    return known[: int(stored.value)] if stored.value >= 1 else [NONE_DONE[0]]


def _stored(report: Report) -> Result:
    return result_from_json(report.result["result"]) if report.result else Result()

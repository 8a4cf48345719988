"""The form of a step, made from what the step asks for (states/asks.py), and its answers as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField

from workflow_app.errors import Invalid
from workflow_app.letters.docx.values import CAPACITIES
from workflow_app.states.asks import Ask, AskKind
from workflow_app.web.forms import Day, Figure, Line, Moment, Text
from workflow_app.web.step_page import StepPage
from workflow_app.web.step_scores import given_scores, reason_field, score_field
from workflow_app.web.uploaded import uploaded

#: Asks whose answer is the comment of the history row.
WORDS = ("reason", "note")
NOTHING = {"": "– เลือก –"}
#: What may be sent for an ask; anything else: pictures and PDF.
FILES = {"scan": frozenset({"pdf"})}
PICTURES = frozenset({"pdf", "png", "jpg"})
EMPTY = {
    AskKind.INCOMING: "ยังไม่มีหนังสือรับที่มีไฟล์สแกน ให้นายทะเบียนลงทะเบียนหนังสือรับก่อน",
    AskKind.RESOLUTION: "ยังไม่มีมติของการประชุมที่ประชุมแล้ว ให้บันทึกมติในหน้าการประชุมก่อน",
    AskKind.PRIMARY: "ยังไม่มีตัวหลักให้เลือก",
}


def step_form(page: StepPage) -> Any:
    """The form of a step's page, filled with what was typed where there is a request that sent it."""
    fields: dict[str, Any] = {ask.name: _field(ask, page) for ask in page.asks if ask.kind in FIELDS}
    for leaf in page.leaves:
        fields[score_field(leaf)] = Figure(
            f"คะแนนที่กำหนด {leaf.no or leaf.name}", render_kw={"inputmode": "decimal", "size": 8}
        )
        fields[reason_field(leaf)] = Line(f"เหตุผล {leaf.no or leaf.name}", most=1000)
    form = type("StepForm", (FlaskForm,), fields)()
    for ask in page.asks:
        if ask.required and ask.name in form:
            form[ask.name].flags.required = True  # the mark beside the label; the step itself refuses
    return form


def answers(form: Any, page: StepPage) -> tuple[str, dict[str, Any]]:
    """The comment and the values of a form that was read. :raises Invalid: by field."""
    comment = next(
        (form[ask.name].data for ask in page.asks if ask.name in WORDS and form[ask.name].data), ""
    )
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for ask in page.asks:
        if ask.name in WORDS:
            continue
        try:
            values[ask.name] = _value(ask, form, page)
        except Invalid as invalid:
            problems.update(invalid.fields or {ask.name: invalid.message})
    if problems:
        raise Invalid(problems)
    return comment, values


def _field(ask: Ask, page: StepPage) -> Any:
    return FIELDS[ask.kind](ask, page)


def _select(ask: Ask, page: StepPage) -> Any:
    # Which of them is right is decided where the step is taken, in Thai.
    offered = {**NOTHING, **dict(page.choices[ask.name])}
    said = _help(ask, len(offered) > 1)
    return SelectField(ask.label, choices=offered, description=said, coerce=str, validate_choice=False)


def _capacity(ask: Ask, page: StepPage) -> Any:
    offered = {"self": "ในตำแหน่งของตนเอง", **CAPACITIES}
    return SelectField(ask.label, choices=offered, description=ask.help, coerce=str, validate_choice=False)


def _help(ask: Ask, some: bool) -> str:
    return ask.help if some else EMPTY[ask.kind]


FIELDS: Mapping[AskKind, Callable[[Ask, StepPage], Any]] = {
    AskKind.TEXT: lambda ask, page: Line(ask.label, most=300, description=ask.help),
    AskKind.PARAGRAPH: lambda ask, page: Text(
        ask.label, most=5000, description=ask.help, render_kw={"rows": 4}
    ),
    AskKind.DAY: lambda ask, page: Day(ask.label, description=ask.help or "เช่น ๒๔ เม.ย. ๒๕๖๗ หรือ 24/4/2567"),
    AskKind.MOMENT: lambda ask, page: Moment(ask.label, description=ask.help or "เช่น ๒๗ ต.ค. ๒๕๖๓ ๐๙.๐๐ น."),
    AskKind.WHOLE: lambda ask, page: Figure(
        ask.label, description=ask.help, render_kw={"inputmode": "numeric"}
    ),
    AskKind.FILE: lambda ask, page: FileField(ask.label, description=ask.help),
    AskKind.INCOMING: _select,
    AskKind.RESOLUTION: _select,
    AskKind.PRIMARY: _select,
    AskKind.CAPACITY: _capacity,
}


def _value(ask: Ask, form: Any, page: StepPage) -> Any:
    if ask.kind is AskKind.SCORES:
        return given_scores(form, page.leaves)
    if ask.kind is AskKind.FILE:
        return uploaded(form[ask.name].data, FILES.get(ask.name, PICTURES), ask.name)
    return READ.get(ask.kind, _as_it_is)(form[ask.name].data)


def _as_it_is(data: Any) -> Any:
    return None if data == "" else data


def _chosen(data: Any) -> int | None:
    if not data:
        return None
    if not (data.isascii() and data.isdigit() and len(data) < 10):
        raise Invalid({}, "ไม่มีตัวเลือกนี้")
    return int(data)


def _whole(data: Any) -> int | None:
    if data is None:
        return None
    if data != data.to_integral_value():
        raise Invalid({}, "ต้องเป็นจำนวนเต็มบวก")
    return int(data)


READ: Mapping[AskKind, Callable[[Any], Any]] = {
    AskKind.INCOMING: _chosen,
    AskKind.RESOLUTION: _chosen,
    AskKind.PRIMARY: _chosen,
    AskKind.WHOLE: _whole,
}

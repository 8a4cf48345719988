"""Writing an indicator's sheet: details, number and weight, past years, children, criterion."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField

from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.indicators import operations, queries
from workflow_app.indicators.models import Indicator
from workflow_app.people.rules import Role
from workflow_app.thai import arabic
from workflow_app.web.baselines import baseline_rows, read_baselines
from workflow_app.web.criterion_form import (
    KIND_LABELS,
    criterion_form,
    criterion_of,
    kind_asked,
    named_in_form,
)
from workflow_app.web.forms import Figure, Form, Line, Text, form_errors, options, version_seen
from workflow_app.web.old_form import explained
from workflow_app.web.request import access, actor, reading, say, see_other, writing
from workflow_app.years import queries as years

bp = Blueprint("indicator_sheet", __name__, url_prefix="/indicators/<int:indicator_id>")

WRITERS = frozenset(operations.WRITING_ROLES)
OFFICE = frozenset({Role.OFFICE_OFFICER, Role.OFFICE_HEAD})


class SheetForm(Form):
    """What the responsible office writes."""

    version = HiddenField()
    name = Text("ชื่อตัวชี้วัด", most=1000, needed=True, render_kw={"rows": 2})
    unit = Line("หน่วยวัด", most=80)
    definition = Text("คำอธิบาย", render_kw={"rows": 4})
    formula = Text("สูตรคำนวณ", render_kw={"rows": 2})
    target_text = Text("รายละเอียดค่าเป้าหมาย", render_kw={"rows": 6})
    data_source = Text("แหล่งข้อมูล", render_kw={"rows": 2})
    evidence_demanded = Text("หลักฐานที่ใช้", render_kw={"rows": 3})
    remarks = Text("หมายเหตุ", render_kw={"rows": 2})
    ability = Text("การประเมินความสามารถในการดำเนินการ", render_kw={"rows": 3})


class OwnerForm(Form):
    """What the process owner sets."""

    version = HiddenField()
    no = Line("ลำดับที่", most=20)
    weight = Figure("น้ำหนัก (ร้อยละของทั้งหมด)", render_kw={"inputmode": "decimal"})
    responsible_office_id = SelectField("หน่วยงานที่รับผิดชอบ", coerce=int)


class PastForm(Form):
    """Past years are rows of their own; the form only knows the version that was seen."""

    version = HiddenField()


class ChildForm(Form):
    """A sub-indicator."""

    name = Text("ชื่อตัวชี้วัดย่อย", most=1000, needed=True, render_kw={"rows": 2})
    unit = Line("หน่วยวัด", most=80)
    office = SelectField("หน่วยงานที่รับผิดชอบ", coerce=int)


@bp.route("/edit", methods=["GET", "POST"])
@access(WRITERS)
def edit(indicator_id: int) -> ResponseReturnValue:
    """The details that the person's role writes."""
    with reading() as session:
        row = _writable(session, indicator_id)
        form = _owner_form(session, row) if actor().role is Role.PROCESS_OWNER else SheetForm(obj=row)

    def save(session: Session) -> None:
        changes = {name: form[name].data for name in _fields(form)}
        if "no" in changes:
            changes["no"] = _number(changes["no"])
        operations.edit(session, actor(), indicator_id, seen=version_seen(form), **changes)

    return _form_page("indicators/edit.html", row, form, save, "บันทึกรายละเอียดแล้ว")


@bp.route("/past", methods=["GET", "POST"])
@access(OFFICE)
def past(indicator_id: int) -> ResponseReturnValue:
    """Results of three to five past years."""
    with reading() as session:
        row = _writable(session, indicator_id)
        stored = queries.baselines_of(session, row)
        fiscal_year = years.seen_cycle(session, actor(), row.cycle_id).fiscal_year
    form = PastForm(obj=row)

    def save(session: Session) -> None:
        years_typed = read_baselines(request.form)
        operations.set_baselines(session, actor(), indicator_id, years_typed, seen=version_seen(form))

    rows = baseline_rows(request.form, stored, fiscal_year)
    return _form_page("indicators/past.html", row, form, save, "บันทึกผลย้อนหลังแล้ว", rows=rows)


@bp.route("/children/new", methods=["GET", "POST"])
@access(OFFICE)
def child(indicator_id: int) -> ResponseReturnValue:
    """Add a sub-indicator, which may be another office's."""
    with reading() as session:
        row = _writable(session, indicator_id)
        form = ChildForm(office=row.responsible_office_id)
        form.office.choices = _offices(session)

    def save(session: Session) -> None:
        operations.add_child(
            session,
            actor(),
            indicator_id,
            name=form.name.data or "",
            unit=form.unit.data or "",
            office_id=form.office.data,
        )

    return _form_page("indicators/child.html", row, form, save, "เพิ่มตัวชี้วัดย่อยแล้ว")


@bp.route("/criterion", methods=["GET", "POST"])
@access(OFFICE)
def criterion(indicator_id: int) -> ResponseReturnValue:
    """The rule that scores the indicator; levels that nobody knows yet may stay empty."""
    with reading() as session:
        row = _writable(session, indicator_id)
    kind = kind_asked(request.values.get("kind", ""), row.criterion)
    form = criterion_form(kind, row)

    def save(session: Session) -> None:
        try:
            operations.set_criterion(
                session, actor(), indicator_id, criterion_of(kind, form), seen=version_seen(form)
            )
        except Invalid as invalid:
            raise named_in_form(invalid) from invalid

    shown = {"kind": kind, "kinds": KIND_LABELS}
    return _form_page("indicators/criterion.html", row, form, save, "บันทึกเกณฑ์แล้ว", **shown)


def _form_page(
    template: str, row: Indicator, form: Any, save: Any, done: str, **shown: Any
) -> ResponseReturnValue:
    """The form; on POST ``save`` in one transaction, then back to the indicator. What was typed stays on errors."""
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                with writing() as session:
                    save(session)
            except (Invalid, Refused, Stale) as error:
                form_errors(form, explained(form, "indicator", row, error))
                status = error.status
            else:
                say(done)
                return see_other("indicators.show", indicator_id=row.id)
    return render_template(template, row=row, form=form, **shown), status


def _writable(session: Session, indicator_id: int) -> Indicator:
    """The indicator. :raises NotFound: not the person's to see. :raises Refused: not to be written now.

    What was sent is refused by the operation instead, and stays in the form.
    """
    row = queries.seen_indicator(session, actor(), indicator_id)
    reason = operations.why_not_edit(row, queries.top_of(session, row), actor())
    if reason is not None and request.method == "GET":
        raise Refused([reason])
    return row


def _owner_form(session: Session, row: Indicator) -> OwnerForm:
    form = OwnerForm(obj=row)
    form.responsible_office_id.choices = _offices(session)
    return form


def _offices(session: Session) -> Any:
    province_id = actor().province_id
    if province_id is None:
        raise NotFound
    found = years.offices_of_province(session, province_id)
    return options((str(office_id), name) for office_id, name in found)


def _fields(form: Any) -> list[str]:
    return [name for name in form._fields if name not in ("csrf_token", "version")]


def _number(text: str) -> str:
    """The printed number with Arabic digits. :raises Invalid: it is not of the form 2 or 2.1."""
    from_thai = arabic(text or "")
    parts = from_thai.split(".")
    if from_thai and not all(
        part.isascii() and part.isdigit() and not part.startswith("0") for part in parts
    ):
        raise Invalid({"no": "ลำดับที่ต้องเป็นตัวเลข เช่น ๒ หรือ ๒.๑"})
    return from_thai

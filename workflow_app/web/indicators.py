"""One indicator: its page, and proposing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import SelectField

from workflow_app.errors import Invalid, Refused
from workflow_app.history.queries import told
from workflow_app.indicators import operations, queries
from workflow_app.indicators.models import Indicator
from workflow_app.offices.models import Office
from workflow_app.people.rules import Role
from workflow_app.scoring.words import criterion_words
from workflow_app.states.picture import pictures
from workflow_app.states.run import begin
from workflow_app.states.visible import told_states
from workflow_app.states.vocabulary import IndicatorState
from workflow_app.web.baselines import baseline_rows, read_baselines
from workflow_app.web.forms import Form, Line, Text, form_errors, options
from workflow_app.web.navigation import YEAR_READERS
from workflow_app.web.request import access, actor, database, reading, say, see_other, writing
from workflow_app.web.steps import buttons
from workflow_app.years import queries as years
from workflow_app.years.models import Cycle

bp = Blueprint("indicators", __name__, url_prefix="/indicators")

PROPOSERS = frozenset({Role.OFFICE_OFFICER, Role.OFFICE_HEAD})


class ProposalForm(Form):
    """What is proposed: component, family, name, unit, ability. Past years are rows of their own."""

    component_no = SelectField("องค์ประกอบ", coerce=str)
    family = SelectField("ตัวชี้วัดกลางของปี", coerce=str)
    name = Text("ชื่อตัวชี้วัด", most=1000, needed=True, render_kw={"rows": 2})
    unit = Line("หน่วยวัด", most=80, needed=True)
    ability = Text("การประเมินความสามารถในการดำเนินการ", most=4000, render_kw={"rows": 3})


@bp.route("/new", methods=["GET", "POST"])
@access(PROPOSERS)
def new() -> ResponseReturnValue:
    """Propose an indicator of the own office in a year (``cycle_id``)."""
    cycle_id = _cycle_id()
    with reading() as session:
        cycle = years.seen_cycle(session, actor(), cycle_id)
        form = _proposal_form(session, cycle)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                return see_other("indicators.show", indicator_id=_propose(form, cycle_id))
            except (Invalid, Refused) as error:
                form_errors(form, error)
                status = error.status
    rows = baseline_rows(request.form, [], cycle.fiscal_year)
    return render_template("indicators/new.html", form=form, cycle=cycle, rows=rows), status


@bp.get("/<int:indicator_id>")
@access(YEAR_READERS | {Role.HOST_AGENCY})
def show(indicator_id: int) -> ResponseReturnValue:
    """Everything about one indicator or child that the person sees."""
    with reading() as session:
        row = queries.seen_indicator(session, actor(), indicator_id)
        top = queries.top_of(session, row)
        children = queries.children_of(session, actor(), row)
        parent = queries.has_children(session, row)
        leaves = children if parent else [row]
        return render_template(
            "indicators/show.html",
            row=row,
            top=top,
            children=children,
            parent=parent,
            cycle=session.get_one(Cycle, row.cycle_id),
            office=session.get_one(Office, row.responsible_office_id),
            host=session.get(Office, row.host_office_id) if row.host_office_id else None,
            baselines=queries.baselines_of(session, row),
            criterion=criterion_words(row.criterion, row.unit),
            versions=queries.versions_of(session, row),
            related=queries.related(session, actor(), row),
            letters=queries.letters_about(session, actor(), top),
            reports=queries.reports_about(session, actor(), leaves),
            scores=queries.scores_about(session, leaves),
            names={leaf.id: f"{leaf.no} {leaf.name}".strip() for leaf in leaves},
            buttons=buttons(session, "indicator", row, actor()) if row.parent_id is None else [],
            why_not=operations.why_not_edit(row, top, actor()),
            picture=Markup(pictures("indicator", top.state)),
            history=told(session, "indicator", [row.id], IndicatorState, told_states(actor())),
        )


def _propose(form: ProposalForm, cycle_id: int) -> int:
    """The id of the new indicator: proposed, or kept as a draft of the office when that was asked."""
    if "keep" in request.form:
        with writing() as session:
            row_id = _make(session, form, cycle_id).id
        say("บันทึกไว้แล้ว ยังไม่ได้เสนอ")
        return row_id
    row_id = begin(
        database(),
        "indicator",
        "propose",
        actor=actor(),
        make=lambda session: _make(session, form, cycle_id),
    )
    say("เสนอตัวชี้วัดแล้ว")
    return row_id


def _make(session: Session, form: ProposalForm, cycle_id: int) -> Indicator:
    row = operations.new_indicator(
        session,
        actor(),
        cycle_id=cycle_id,
        component_no=int(form.component_no.data),
        name=form.name.data or "",
        unit=form.unit.data or "",
        family_id=int(form.family.data) if form.family.data else None,
    )
    past = read_baselines(request.form)
    if past:
        operations.set_baselines(session, actor(), row.id, past)
    operations.edit(session, actor(), row.id, seen=None, ability=form.ability.data or "")
    return row


def _proposal_form(session: Session, cycle: Any) -> ProposalForm:
    form = ProposalForm()
    framework = years.framework_of(session, cycle)
    form.component_no.choices = options(
        (str(one["no"]), f"องค์ประกอบที่ {one['no']} {one['name']}") for one in framework.components
    )
    families = [(str(one.id), one.name) for one in years.families_of(session, cycle)]
    form.family.choices = options([("", "– ไม่ใช่ตัวชี้วัดกลาง –"), *families])
    return form


def _cycle_id() -> int:
    text = request.values.get("cycle_id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

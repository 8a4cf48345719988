"""Meetings: planned, held, with their resolutions and what was decided on them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import SelectField

from workflow_app.errors import Invalid, Refused
from workflow_app.history.queries import told
from workflow_app.meetings import operations, queries
from workflow_app.meetings.models import About, Meeting, MeetingKind
from workflow_app.people.rules import Role
from workflow_app.states.engine import options as steps_of
from workflow_app.states.perform import facts_of
from workflow_app.states.run import MAY_DRAFT, begin
from workflow_app.states.vocabulary import CycleState, MeetingState
from workflow_app.web.forms import Form, Line, Moment, Text, form_errors, options
from workflow_app.web.navigation import MEETING_READERS
from workflow_app.web.request import access, actor, database, reading, say, see_other, writing
from workflow_app.web.result_form import Ticks
from workflow_app.web.steps import buttons
from workflow_app.years import queries as years

bp = Blueprint("meetings", __name__, url_prefix="/meetings")

SECRETARY = frozenset({Role.COMMITTEE_SECRETARY})


class MeetingForm(Form):
    """A meeting to be planned."""

    cycle = SelectField("ปีงบประมาณ", coerce=int)
    kind = SelectField("ชนิดการประชุม", choices=options((str(kind), kind.label) for kind in MeetingKind))
    title = Line("ชื่อการประชุม", most=300, needed=True)
    starts_at = Moment("วันและเวลา", needed=True)
    place = Line("สถานที่", most=300, needed=True)


class ResolutionForm(Form):
    """A resolution of a held meeting."""

    text = Text("ข้อความของมติ", most=5000, needed=True, render_kw={"rows": 4})
    about = SelectField(
        "เกี่ยวกับ", choices=options((str(about), about.label) for about in About), default="all"
    )
    indicator_id = SelectField("ตัวชี้วัด", coerce=str)
    office_ids = Ticks("ส่วนราชการ")


@bp.get("")
@access(MEETING_READERS)
def index() -> ResponseReturnValue:
    """The meetings that the person sees, the newest first."""
    with reading() as session:
        found = queries.meetings_of(session, actor())
    return render_template("meetings/index.html", found=found, may_plan=actor().role in SECRETARY)


@bp.route("/new", methods=["GET", "POST"])
@access(SECRETARY)
def new() -> ResponseReturnValue:
    """Plan a meeting of one of the own province's open years."""
    with reading() as session:
        cycles = [line.cycle for line in years.cycles_of(session, actor())]
    open_years = [cycle for cycle in cycles if cycle.state is CycleState.OPEN]
    form = MeetingForm()
    form.cycle.choices = options((str(cycle.id), f"พ.ศ. {cycle.fiscal_year}") for cycle in open_years)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                return see_other("meetings.show", meeting_id=_plan(form))
            except (Invalid, Refused) as error:
                form_errors(form, error)
                status = error.status
    return render_template("meetings/new.html", form=form, any_year=bool(open_years)), status


@bp.get("/<int:meeting_id>")
@access(MEETING_READERS)
def show(meeting_id: int) -> ResponseReturnValue:
    """One meeting: its resolutions, the decisions on them, and what the secretary may do with it."""
    return _page(meeting_id, status=200)


@bp.post("/<int:meeting_id>/resolutions")
@access(SECRETARY)
def resolve(meeting_id: int) -> ResponseReturnValue:
    """Write down the next resolution."""
    with reading() as session:
        form = _resolution_form(session, queries.seen_meeting(session, actor(), meeting_id))
    status = 422
    if form.validate():
        try:
            with writing() as session:
                operations.add_resolution(
                    session, actor(), meeting_id, text=form.text.data or "", **_about(form)
                )
            say("บันทึกมติแล้ว")
            return see_other("meetings.show", meeting_id=meeting_id)
        except (Invalid, Refused) as error:
            form_errors(form, error)
            status = error.status
    return _page(meeting_id, status=status, form=form)


def _plan(form: MeetingForm) -> int:
    def make(session: Session) -> Meeting:
        return operations.new_meeting(
            session,
            actor(),
            cycle_id=form.cycle.data,
            kind=MeetingKind(form.kind.data),
            title=form.title.data or "",
            starts_at=form.starts_at.data,
            place=form.place.data or "",
        )

    meeting_id = begin(database(), "meeting", "plan", actor=actor(), make=make)
    say("กำหนดการประชุมแล้ว")
    return meeting_id


def _about(form: ResolutionForm) -> dict[str, Any]:
    """What the resolution is about; a choice that belongs to another kind is left aside."""
    about = About(form.about.data)
    indicator = int(form.indicator_id.data) if form.indicator_id.data and about is About.INDICATOR else None
    offices = [int(office) for office in form.office_ids.data or ()] if about is About.OFFICES else []
    return {"about": about, "indicator_id": indicator, "office_ids": offices}


def _resolution_form(session: Session, meeting: Meeting, *, fresh: bool = False) -> ResolutionForm:
    form = ResolutionForm(formdata=None) if fresh else ResolutionForm()
    rows = queries.decided_by(session, actor(), meeting)
    named = ((str(row.id), f"{row.no} {row.name}".strip()) for row in rows)
    form.indicator_id.choices = options([("", "– เลือก –"), *named])
    offices = years.offices_of_province(session, meeting.province_id)
    form.office_ids.choices = options((str(office_id), name) for office_id, name in offices)
    return form


def _page(meeting_id: int, *, status: int, form: ResolutionForm | None = None) -> ResponseReturnValue:
    with reading() as session:
        meeting = queries.seen_meeting(session, actor(), meeting_id)
        rows = queries.decided_by(session, actor(), meeting)
        is_secretary = actor().role in SECRETARY
        page = render_template(
            "meetings/show.html",
            meeting=meeting,
            cycle=years.seen_cycle(session, actor(), meeting.cycle_id),
            resolutions=queries.resolutions_of(session, actor(), meeting),
            decisions=queries.decisions_of(session, actor(), meeting),
            rows=rows,
            together=_together(session, rows) if is_secretary else [],
            form=form or _resolution_form(session, meeting, fresh=True),
            buttons=buttons(session, "meeting", meeting, actor()),
            is_secretary=is_secretary,
            may_resolve=is_secretary and meeting.state is MeetingState.HELD,
            may_draft=actor().role in MAY_DRAFT
            and meeting.state in (MeetingState.HELD, MeetingState.MINUTED),
            history=told(session, "meeting", [meeting.id], MeetingState),
        )
    return page, status


def _together(session: Session, rows: Any) -> list[tuple[str, str]]:
    """Decisions that at least one of the year's indicators can take now."""
    facts = facts_of(session, "indicator", rows, actor())
    found: dict[str, str] = {}
    for row in rows:
        for option in steps_of("indicator", facts[row.id]):
            if option.mine and option.step.action in queries.DECISIONS:
                found.setdefault(option.step.action, option.step.label)
    return [(action, found[action]) for action in queries.DECISIONS if action in found]

"""Meetings: planned, held, with their resolutions and what was decided on them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid, Refused
from workflow_app.history.queries import told
from workflow_app.meetings import operations, queries
from workflow_app.meetings.models import Meeting, MeetingKind
from workflow_app.people.rules import Role
from workflow_app.states.run import MAY_DRAFT, begin
from workflow_app.states.vocabulary import CycleState, MeetingState
from workflow_app.web.forms import form_errors, options
from workflow_app.web.meeting_decisions import together
from workflow_app.web.meeting_forms import MeetingForm, ResolutionForm, about, resolution_form
from workflow_app.web.navigation import MEETING_READERS
from workflow_app.web.request import access, actor, database, reading, say, see_other, writing
from workflow_app.web.steps import buttons
from workflow_app.years import queries as years

bp = Blueprint("meetings", __name__, url_prefix="/meetings")

SECRETARY = frozenset({Role.COMMITTEE_SECRETARY})


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
        form = resolution_form(session, queries.seen_meeting(session, actor(), meeting_id), actor())
    status = 422
    if form.validate():
        try:
            with writing() as session:
                operations.add_resolution(
                    session, actor(), meeting_id, text=form.text.data or "", **about(form)
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


def _page(meeting_id: int, *, status: int, form: ResolutionForm | None = None) -> ResponseReturnValue:
    with reading() as session:
        meeting = queries.seen_meeting(session, actor(), meeting_id)
        rows = queries.decided_by(session, actor(), meeting)
        is_secretary = actor().role in SECRETARY
        cycle = years.seen_cycle(session, actor(), meeting.cycle_id)
        page = render_template(
            "meetings/show.html",
            meeting=meeting,
            cycle=cycle,
            closed=years.why_closed(cycle),
            resolutions=queries.resolutions_of(session, actor(), meeting),
            decisions=queries.decisions_of(session, actor(), meeting),
            rows=rows,
            together=together(session, rows, actor()) if is_secretary else [],
            form=form or resolution_form(session, meeting, actor(), fresh=True),
            buttons=buttons(session, "meeting", meeting, actor()),
            is_secretary=is_secretary,
            may_resolve=is_secretary and meeting.state is MeetingState.HELD and not years.why_closed(cycle),
            may_draft=actor().role in MAY_DRAFT
            and meeting.state in (MeetingState.HELD, MeetingState.MINUTED),
            history=told(session, "meeting", [meeting.id], MeetingState),
        )
    return page, status

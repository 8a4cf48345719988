"""The forms of meetings: to plan one, to write down a resolution."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from wtforms import SelectField

from workflow_app.meetings import queries
from workflow_app.meetings.models import About, Meeting, MeetingKind
from workflow_app.people.rules import Actor
from workflow_app.web.forms import Form, Line, Moment, Text, options
from workflow_app.web.result_form import Ticks
from workflow_app.years import queries as years


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


def about(form: ResolutionForm) -> dict[str, Any]:
    """What the resolution is about; a choice that belongs to another kind is left aside."""
    chosen = About(form.about.data)
    indicator = int(form.indicator_id.data) if form.indicator_id.data and chosen is About.INDICATOR else None
    offices = [int(office) for office in form.office_ids.data or ()] if chosen is About.OFFICES else []
    return {"about": chosen, "indicator_id": indicator, "office_ids": offices}


def resolution_form(
    session: Session, meeting: Meeting, actor: Actor, *, fresh: bool = False
) -> ResolutionForm:
    """The form with the year's indicators and the province's offices; ``fresh``: not from what the request carries."""
    form = ResolutionForm(formdata=None) if fresh else ResolutionForm()
    rows = queries.decided_by(session, actor, meeting)
    named = ((str(row.id), f"{row.no} {row.name}".strip()) for row in rows)
    form.indicator_id.choices = options([("", "– เลือก –"), *named])
    offices = years.offices_of_province(session, meeting.province_id)
    form.office_ids.choices = options((str(office_id), name) for office_id, name in offices)
    return form

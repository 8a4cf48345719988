"""The clock of a demo: its banner's form, by which the process owner moves it on."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from workflow_app.calendar.operations import jump_to
from workflow_app.errors import Invalid, NotFound
from workflow_app.people.rules import Role
from workflow_app.web.forms import Day, Form, form_errors
from workflow_app.web.request import access, actor, say, see_other, writing

bp = Blueprint("demo_clock", __name__)


class JumpForm(Form):
    """The day to go to."""

    day = Day("ข้ามไปวันที่", needed=True)


@bp.route("/clock", methods=["GET", "POST"])
@access({Role.PROCESS_OWNER})
def jump() -> ResponseReturnValue:
    """Move the demo's clock on. An installation with a real clock has no such page."""
    if not current_app.extensions["settings"].clock_shift:
        raise NotFound
    form = JumpForm()
    if request.method == "GET":
        return render_template("demo_clock.html", form=form)
    if form.validate():
        try:
            with writing() as session:
                jump_to(session, actor(), form.day.data)
            say("ข้ามวันแล้ว")
            return see_other("home.index")
        except Invalid as error:
            form_errors(form, error)
    return render_template("demo_clock.html", form=form), 422

"""Pages on which a draft is written: its text and its route."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField

from workflow_app.errors import DomainError, Invalid, Refused, Stale
from workflow_app.letters import operations, queries
from workflow_app.letters.models import Letter
from workflow_app.states.stale import said
from workflow_app.web.forms import Form, form_errors, options
from workflow_app.web.letter_form import at_fields, changes, draft_form, reference_rows, rows_for
from workflow_app.web.letters import DRAFTING, whole
from workflow_app.web.request import access, actor, reading, say, see_other, writing

bp = Blueprint("letter_drafts", __name__, url_prefix="/letters/<int:letter_id>")

CHECKERS = ("checker_1", "checker_2", "checker_3", "checker_4")
NOBODY = ("", "– ไม่มี –")


class RouteForm(Form):
    """Who checks the draft, in order, and who signs it."""

    version = HiddenField()
    checker_1 = SelectField("ผู้ตรวจคนที่ ๑", coerce=str)
    checker_2 = SelectField("ผู้ตรวจคนที่ ๒", coerce=str)
    checker_3 = SelectField("ผู้ตรวจคนที่ ๓", coerce=str)
    checker_4 = SelectField("ผู้ตรวจคนที่ ๔", coerce=str)
    signer = SelectField("ผู้ลงนาม", coerce=str)


@bp.route("/edit", methods=["GET", "POST"])
@access(DRAFTING)
def edit(letter_id: int) -> ResponseReturnValue:
    """The text of a draft."""
    with reading() as session:
        letter = draft(session, letter_id)
        form = draft_form(letter.content, letter.version, rows_for(letter.content, request.form))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            with writing() as session:
                operations.edit(session, actor(), letter_id, seen=version(form), changes=changes(form))
        except (Invalid, Refused, Stale) as error:
            status = error.status
            form_errors(form, explained(form, letter, error))
        else:
            say("บันทึกร่างแล้ว")
            return see_other("letters.show", letter_id=letter_id)
    return render_template("letters/edit.html", form=form, letter=letter, rows=reference_rows(form)), status


@bp.route("/route", methods=["GET", "POST"])
@access(DRAFTING)
def route(letter_id: int) -> ResponseReturnValue:
    """Who checks the draft, in order, and who signs."""
    with reading() as session:
        letter = draft(session, letter_id)
        form = _route_form(session, letter)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            _change_route(letter_id, form)
        except (Invalid, Refused, Stale) as error:
            status = error.status
            form_errors(form, explained(form, letter, error))
        else:
            say("บันทึกผู้ตรวจและผู้ลงนามแล้ว")
            return see_other("letters.show", letter_id=letter_id)
    return render_template("letters/route.html", form=form, letter=letter, checkers=CHECKERS), status


def draft(session: Session, letter_id: int) -> Letter:
    """The letter to be written on. :raises NotFound: not theirs. :raises Refused: not a draft of their office."""
    letter = queries.made_letter(session, actor(), letter_id)
    reason = operations.why_not_edit(letter, actor())
    if reason:
        raise Refused([reason])
    return letter


def _route_form(session: Session, letter: Letter) -> RouteForm:
    present = queries.route_of(session, letter.id)
    shown = {name: str(person) for name, person in zip(CHECKERS, present, strict=False)}
    shown |= {"version": str(letter.version), "signer": str(letter.signer_person_id or "")}
    form = RouteForm(data=shown)
    found = queries.choices_of_route(session, letter)
    for name in (*CHECKERS, "signer"):
        offered = found["signer" if name == "signer" else "route"]
        form[name].choices = options([NOBODY, *((str(person), words) for person, words in offered.items())])
    return form


def _change_route(letter_id: int, form: RouteForm) -> None:
    chosen = [int(form[name].data) for name in CHECKERS if form[name].data]
    if not form.signer.data:
        raise Invalid({"signer": "ต้องเลือกผู้ลงนาม"})
    with writing() as session:
        operations.change_route(
            session,
            actor(),
            letter_id,
            seen=version(form),
            person_ids=chosen,
            signer_id=int(form.signer.data),
        )


def explained(form: Any, letter: Letter, error: DomainError) -> DomainError:
    """The error at the form's own fields. An old form is told who was first and may be sent again after reading."""
    if isinstance(error, Stale):
        with reading() as session:
            form.version.data = str(session.get_one(Letter, letter.id).version)
            return Stale(f"{said(session, 'letter', letter.id)} ข้อความที่ท่านพิมพ์ยังอยู่ หากบันทึกอีกครั้งจะเขียนทับ")
    return at_fields(form, error) if isinstance(error, Invalid) else error


def version(form: Any) -> int:
    """The version that a form showed; 0 for anything that is none."""
    return whole(str(form.version.data or ""))

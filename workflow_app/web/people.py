"""The administrator's pages of people: list, account, postings, one-time codes."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, SelectField

from workflow_app import clock
from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.imports.operations import Slip
from workflow_app.offices.models import Office
from workflow_app.offices.queries import chain_of, seen_office, staffed_offices
from workflow_app.people import operations, queries
from workflow_app.people.postings import roles_in
from workflow_app.people.queries import Seat
from workflow_app.people.rules import Role
from workflow_app.text import search_key
from workflow_app.web.forms import NEEDED, Day, Form, Line, form_errors, options, version_seen
from workflow_app.web.request import access, actor, argument, reading, say, see_other, writing

bp = Blueprint("people", __name__, url_prefix="/people")

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
CHOOSE = ("", "เลือก…")


class PersonForm(Form):
    """A new person with a first posting."""

    name = Line("ชื่อ-สกุล (พร้อมคำนำหน้า)", needed=True)
    username = Line(
        "ชื่อผู้ใช้", most=80, needed=True, render_kw={"autocapitalize": "none", "autocomplete": "off"}
    )
    email = Line("อีเมล")
    office = SelectField("หน่วยงาน", coerce=str)
    role = SelectField("บทบาท", coerce=str)
    position = Line("ตำแหน่ง (ตามที่พิมพ์ในหนังสือ)")


class EditForm(Form):
    """An account."""

    version = HiddenField()
    name = Line("ชื่อ-สกุล (พร้อมคำนำหน้า)", needed=True)
    email = Line("อีเมล")
    active = BooleanField("ใช้บัญชีนี้ได้")


class PostingForm(Form):
    """A posting."""

    office = SelectField("หน่วยงาน", coerce=str)
    role = SelectField("บทบาท", coerce=str)
    position = Line("ตำแหน่ง (ตามที่พิมพ์ในหนังสือ)")
    starts = Day("ตั้งแต่วันที่", needed=True)
    ends = Day("ถึงวันที่ (ว่างไว้ถ้ายังไม่กำหนด)")


class EndForm(Form):
    """The last day of a posting."""

    last_day = Day("วันสุดท้ายที่ปฏิบัติหน้าที่", needed=True)


@bp.get("")
@access(ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The people of the province, in dictionary order; ``q`` finds names, user names and offices."""
    wanted = argument("q")
    with reading() as session:
        people = [one for one in queries.people_of(session, actor()) if _found(wanted, one)]
    return render_template("people/index.html", people=people, wanted=wanted, today=clock.today())


@bp.route("/new", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Add one person; the answer is the slip with the first password, shown this once."""
    form = PersonForm()
    with reading() as session:
        _offer_seats(session, form)
    if form.validate_on_submit():
        try:
            return _slip_of_new(form)
        except Invalid as invalid:
            form_errors(form, invalid)
    return render_template("people/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:person_id>")
@access(ADMINISTRATOR)
def show(person_id: int) -> ResponseReturnValue:
    """One person with all postings in the province."""
    with reading() as session:
        listed = queries.kept_person(session, actor(), person_id)
    return render_template("people/show.html", person=listed.person, seats=listed.seats, today=clock.today())


@bp.route("/<int:person_id>/edit", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def edit(person_id: int) -> ResponseReturnValue:
    """Name, e-mail, and whether the account may be used."""
    with reading() as session:
        person = queries.kept_person(session, actor(), person_id).person
    form = EditForm(obj=person)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            with writing() as session:
                operations.edit_person(
                    session,
                    actor(),
                    person_id,
                    name=form.name.data,
                    email=form.email.data,
                    active=form.active.data,
                    seen=version_seen(form),
                )
        except (Invalid, Stale, Refused) as error:
            status = error.status
            form_errors(form, error)
        else:
            say("บันทึกแล้ว")
            return see_other("people.show", person_id=person_id)
    return render_template("people/edit.html", form=form, person=person), status


@bp.route("/<int:person_id>/postings/new", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def new_posting(person_id: int) -> ResponseReturnValue:
    """Give a posting."""
    form = PostingForm(starts=clock.today())
    with reading() as session:
        person = queries.kept_person(session, actor(), person_id).person
        _offer_seats(session, form)
    if form.validate_on_submit():
        try:
            _give(person_id, form)
        except Invalid as invalid:
            form_errors(form, invalid)
        else:
            say("มอบหน้าที่แล้ว")
            return see_other("people.show", person_id=person_id)
    return render_template(
        "people/posting.html", form=form, person=person
    ), 422 if form.is_submitted() else 200


@bp.route("/<int:person_id>/postings/<int:posting_id>/end", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def end_posting(person_id: int, posting_id: int) -> ResponseReturnValue:
    """End a posting after a day."""
    with reading() as session:
        listed = queries.kept_person(session, actor(), person_id)
    seat = _seat_among(listed.seats, posting_id)
    form = EndForm(last_day=clock.today())
    if form.validate_on_submit():
        try:
            with writing() as session:
                operations.end_posting(session, actor(), posting_id, last_day=form.last_day.data)
        except Invalid as invalid:
            form_errors(form, invalid)
        else:
            say("บันทึกวันสิ้นสุดหน้าที่แล้ว")
            return see_other("people.show", person_id=person_id)
    body = render_template("people/end.html", form=form, person=listed.person, seat=seat)
    return body, 422 if form.is_submitted() else 200


@bp.post("/<int:person_id>/code")
@access(ADMINISTRATOR)
def give_code(person_id: int) -> ResponseReturnValue:
    """A one-time code for a forgotten password, on a slip that is shown this once."""
    with writing() as session:
        code = operations.give_code(session, actor(), person_id)
        person = queries.kept_person(session, actor(), person_id).person
    slip = Slip(person.name, person.username, code, ())
    until = clock.now() + operations.CODE_LIFE
    return render_template("people/code.html", slips=[slip], person=person, until=until)


def _found(wanted: str, listed: queries.Listed) -> bool:
    names = [listed.person.name, listed.person.username, *(seat.office_name for seat in listed.seats)]
    return search_key(wanted) in search_key(" ".join(names))


def _offer_seats(session: Session, form: Form) -> None:
    working = staffed_offices(session, actor())
    held = roles_in({office.kind for office in working})
    form["office"].choices = options([CHOOSE, *((str(office.id), office.name) for office in working)])
    form["role"].choices = options([CHOOSE, *((str(role), role.label) for role in held)])


def _slip_of_new(form: PersonForm) -> ResponseReturnValue:
    with writing() as session:
        office, role = _office_and_role(session, form)
        person, secret = operations.create_person(
            session,
            actor(),
            username=form.username.data,
            name=form.name.data,
            email=form.email.data,
            chain_id=chain_of(office),
        )
        operations.give_posting(
            session, actor(), person, office=office, role=role, position=form.position.data
        )
    seats = (f"{role.label} {office.name}",)
    slip = Slip(person.name, person.username, secret, seats)
    return render_template("people/slips.html", slips=[slip])


def _give(person_id: int, form: PostingForm) -> None:
    with writing() as session:
        office, role = _office_and_role(session, form)
        person = queries.kept_person(session, actor(), person_id).person
        operations.give_posting(
            session,
            actor(),
            person,
            office=office,
            role=role,
            position=form.position.data,
            starts=form.starts.data,
            ends=form.ends.data,
        )


def _office_and_role(session: Session, form: PersonForm | PostingForm) -> tuple[Office, Role]:
    missing = {name: NEEDED for name in ("office", "role") if not form[name].data}
    if missing:
        raise Invalid(missing)
    return seen_office(session, actor(), int(form.office.data)), Role(form.role.data)


def _seat_among(seats: tuple[Seat, ...], posting_id: int) -> Seat:
    for seat in seats:
        if seat.posting_id == posting_id:
            return seat
    raise NotFound

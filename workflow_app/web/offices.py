"""The administrator's pages of offices: the tree, one office with its letter settings, opening a province."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, SelectField

from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.offices import operations, queries
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.offices.operations import ADDED_BELOW, LETTER_FONTS, OfficeDetails
from workflow_app.offices.provinces import PROVINCES
from workflow_app.people.queries import seats_in
from workflow_app.people.rules import Role
from workflow_app.web.forms import Form, Line, Text, form_errors, options, version_seen
from workflow_app.web.request import access, actor, reading, say, see_other, writing

bp = Blueprint("offices", __name__, url_prefix="/offices")

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
OWN_BOOK = ("", "ทะเบียนของหน่วยงานเอง")
NO_PARENT = ("", "ไม่อยู่ใต้หน่วยงานใด")


class OfficeForm(Form):
    """What stands in an office's letters, and whether it works in the system."""

    version = HiddenField()
    name = Line("ชื่อหน่วยงาน", needed=True)
    head_position = Line("ตำแหน่งหัวหน้าหน่วยงาน (คำที่ใช้หลัง “เรียน”)")
    uses_system = BooleanField("หน่วยงานนี้ใช้ระบบ (มีผู้ใช้งาน ลงรับและรับทราบหนังสือเอง)")
    letter_letters = Line("อักษรย่อ", most=4)
    letter_owner = Line("รหัส ๔ หลัก", most=4)
    letter_unit = Line("หน่วยย่อยหลังจุด", most=20)
    book_office_id = SelectField("ออกเลขจากทะเบียนของ", coerce=str)
    place = Text("ที่อยู่บนหัวหนังสือ", most=600, render_kw={"rows": 3})
    phones = Line("โทรศัพท์ โทรสาร")
    email = Line("อีเมลสารบรรณ")
    letter_font = SelectField("แบบอักษรในหนังสือ", choices=LETTER_FONTS)
    preprinted_paper = BooleanField("พิมพ์บนกระดาษที่มีตราครุฑอยู่แล้ว")


class NewOfficeForm(OfficeForm):
    """A new office under another one."""

    kind = SelectField("ประเภท", choices=options((str(kind), kind.label) for kind in ADDED_BELOW))
    parent = SelectField("อยู่ใต้", coerce=str)


class ProvinceForm(Form):
    """A province to open."""

    code = SelectField(
        "จังหวัด", choices=options((one.code2, f"{one.name_th} ({one.code2})") for one in PROVINCES)
    )


@bp.get("")
@access(ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The tree of offices."""
    with reading() as session:
        branches = queries.tree(queries.offices_of(session, actor()))
    return render_template("offices/index.html", branches=branches, central=actor().province_id is None)


@bp.get("/<int:office_id>")
@access(ADMINISTRATOR)
def show(office_id: int) -> ResponseReturnValue:
    """One office: letter settings, emblem, and who serves there."""
    with reading() as session:
        office = queries.seen_office(session, actor(), office_id)
        values = {
            "office": office,
            "editable": queries.may_edit(session, actor(), office),
            "keeper": session.get(Office, office.book_office_id) if office.book_office_id else None,
            "seats": seats_in(session, office_id),
        }
    return render_template("offices/show.html", **values)


@bp.route("/<int:office_id>/edit", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def edit(office_id: int) -> ResponseReturnValue:
    """Change an office; a form that is older than the record comes back with who was first, and what was typed."""
    with reading() as session:
        office = queries.seen_office(session, actor(), office_id)
        form = _with_books(session, OfficeForm(data=_shown(office)), office.province_id)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            with writing() as session:
                operations.edit_office(session, actor(), office_id, _details(form), seen=version_seen(form))
        except (Invalid, Stale, Refused) as error:
            status = error.status
            form_errors(form, error)
        else:
            say("บันทึกข้อมูลหน่วยงานแล้ว")
            return see_other("offices.show", office_id=office_id)
    return render_template("offices/edit.html", form=form, office=office), status


@bp.route("/new", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Add an office of the province, of a district, or a central agency."""
    with reading() as session:
        form = _with_books(session, NewOfficeForm(uses_system=True), actor().province_id)
        offices = queries.offices_of(session, actor())
    above = [office for office in offices if office.kind in ADDED_BELOW.values()]
    form.parent.choices = options([NO_PARENT, *((str(one.id), one.name) for one in above)])
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            office_id = _add(form)
        except (Invalid, Refused) as error:
            status = error.status
            form_errors(form, error)
        else:
            say("เพิ่มหน่วยงานแล้ว")
            return see_other("offices.show", office_id=office_id)
    return render_template("offices/new.html", form=form), status


@bp.route("/provinces", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def open_province() -> ResponseReturnValue:
    """Open a province with all its districts; for the administrator of ก.พ.ร."""
    if actor().province_id is not None:
        raise NotFound
    form = ProvinceForm()
    if form.validate_on_submit():
        with writing() as session:
            province_id = operations.open_province(session, form.code.data, actor()).id
        say("เปิดจังหวัดแล้ว")
        return see_other("offices.show", office_id=province_id)
    return render_template("offices/province.html", form=form), 422 if form.is_submitted() else 200


def _add(form: Any) -> int:
    with writing() as session:
        office = operations.add_office(
            session,
            actor(),
            kind=OfficeKind(form.kind.data),
            parent_id=int(form.parent.data) if form.parent.data else None,
            details=_details(form),
        )
        return office.id


def _with_books(session: Session, form: Any, province_id: int | None) -> Any:
    offices = queries.offices_of(session, actor())
    same = [office for office in offices if office.province_id == province_id]
    form.book_office_id.choices = options([OWN_BOOK, *((str(office.id), office.name) for office in same)])
    return form


def _shown(office: Office) -> dict[str, Any]:
    details = operations.details_of(office)
    values = {name: getattr(details, name) for name in OfficeDetails.__dataclass_fields__}
    values["place"] = "\n".join(details.place)
    values["book_office_id"] = str(details.book_office_id or "")
    values["version"] = str(office.version)
    return values


def _details(form: Any) -> OfficeDetails:
    values = {name: form[name].data for name in OfficeDetails.__dataclass_fields__}
    values["place"] = tuple(line.strip() for line in form.place.data.split("\n"))
    values["book_office_id"] = int(form.book_office_id.data) if form.book_office_id.data else None
    return OfficeDetails(**values)

"""People from a spreadsheet: upload, preview of every row, confirm, print the slips."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from workflow_app import uploads
from workflow_app.errors import DomainError, Invalid
from workflow_app.imports import operations
from workflow_app.imports.operations import HEADINGS, OPTIONAL, PersonRow
from workflow_app.imports.people_template import people_template
from workflow_app.imports.sheets import MOST_ROWS, read_rows
from workflow_app.offices.queries import staffed_offices
from workflow_app.people.postings import fits, roles_in
from workflow_app.people.rules import Role
from workflow_app.web.downloads import download
from workflow_app.web.forms import Form, form_errors, one_line
from workflow_app.web.people import ADMINISTRATOR
from workflow_app.web.request import access, actor, reading, writing

bp = Blueprint("people_import", __name__, url_prefix="/people/import")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE = ("นางสาวตัวอย่าง ใจดี", "tuayang.j", "", "เจ้าหน้าที่ส่วนราชการ", "นักวิเคราะห์นโยบายและแผนชำนาญการ", "")


class UploadForm(Form):
    """The filled spreadsheet."""

    file = FileField("แฟ้ม Excel (.xlsx)", validators=[FileRequired("โปรดเลือกแฟ้ม")])


class ConfirmForm(Form):
    """The rows that were previewed; they are checked again when they come back."""

    rows = HiddenField()


@bp.route("", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def upload() -> ResponseReturnValue:
    """Take the file and show what each row would do; nothing is kept yet."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return _preview(_rows_of(form))
        except DomainError as error:
            form_errors(form, error if isinstance(error, Invalid) else Invalid({"file": error.message}))
    return render_template("people/import.html", form=form), 422 if form.is_submitted() else 200


@bp.post("/confirm")
@access(ADMINISTRATOR)
def confirm() -> ResponseReturnValue:
    """Make all accounts and postings, or none; the answer is the slips to print, shown this once."""
    form = ConfirmForm()
    if not form.validate():
        raise Invalid({"rows": "โปรดเลือกแฟ้มใหม่"})
    rows = _rows_from(form.rows.data or "")
    try:
        with writing() as session:
            slips = operations.import_people(session, actor(), rows)
    except Invalid:
        # Somebody took a user name or closed an office since the preview: show every row again.
        return _preview(rows)
    return render_template("people/slips.html", slips=slips)


@bp.get("/template.xlsx")
@access(ADMINISTRATOR)
def template() -> ResponseReturnValue:
    """The spreadsheet to fill in, with this province's offices to choose from."""
    with reading() as session:
        offices = staffed_offices(session, actor())
    fitting = [office.name for office in offices if fits(Role.OFFICE_OFFICER, office.kind)]
    example = (*EXAMPLE[:2], fitting[0] if fitting else "", *EXAMPLE[3:])
    names, roles = (
        [office.name for office in offices],
        [role.label for role in roles_in({office.kind for office in offices})],
    )
    content = people_template((*HEADINGS, *OPTIONAL), example, names, roles)
    return download(content, XLSX, "แบบนำเข้าผู้ใช้งาน.xlsx")


def _rows_of(form: UploadForm) -> list[PersonRow]:
    limit = current_app.extensions["settings"].max_upload_mb * 1024 * 1024
    sent = form.file.data
    checked = uploads.check(sent.filename or "", sent.read(), frozenset({"xlsx"}), limit)
    return operations.rows_from_sheet(read_rows(checked.content, HEADINGS, OPTIONAL))


def _preview(rows: list[PersonRow]) -> ResponseReturnValue:
    with reading() as session:
        plans, problems = operations.check_people(session, actor(), rows)
    form = ConfirmForm(formdata=None, rows=json.dumps([list(asdict(row).values()) for row in rows]))
    body = render_template("people/preview.html", form=form, rows=rows, plans=plans, problems=problems)
    return body, 422 if problems else 200


def _rows_from(text: str) -> list[PersonRow]:
    """The rows of the hidden field. :raises Invalid: it is not what the preview wrote."""
    try:
        rows = [
            PersonRow(int(number), *(one_line(str(cell)) for cell in texts))
            for number, *texts in json.loads(text)
        ]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Invalid({"rows": "โปรดเลือกแฟ้มใหม่"}) from error
    if not 0 < len(rows) <= MOST_ROWS:
        raise Invalid({"rows": "โปรดเลือกแฟ้มใหม่"})
    return rows

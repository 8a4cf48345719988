"""Letters that came in on paper or by e-mail: entered in the incoming book, with their scan, now or later."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from workflow_app import files
from workflow_app.errors import Invalid, NotFound, Refused
from workflow_app.files import store
from workflow_app.registers import operations, queries
from workflow_app.web.downloads import download
from workflow_app.web.forms import Day, Form, Line, form_errors
from workflow_app.web.letters import page_number
from workflow_app.web.registers import READERS, REGISTRAR
from workflow_app.web.request import access, actor, reading, say, see_other, writing
from workflow_app.web.uploaded import uploaded

bp = Blueprint("incoming", __name__, url_prefix="/incoming")

SCAN_KINDS = frozenset({"pdf"})


class IncomingForm(Form):
    """What the incoming book says of a letter."""

    number = Line("เลขที่หนังสือ (ที่)", most=80, needed=True)
    dated = Day("ลงวันที่", needed=True)
    sender = Line("จาก", most=300, needed=True)
    addressee = Line("ถึง", most=300)
    subject = Line("เรื่อง", most=1000, needed=True)
    scan = FileField("ไฟล์สแกน (PDF)")


class ScanForm(Form):
    """The scan of a letter that was entered without one."""

    scan = FileField("ไฟล์สแกน (PDF)")


@bp.get("")
@access(READERS)
def index() -> ResponseReturnValue:
    """Letters that came in, the newest first; those without a scan are marked."""
    page = page_number()
    with reading() as session:
        found = queries.incoming_letters(session, actor(), page)
    return render_template("registers/incoming.html", found=found, page=page)


@bp.route("/new", methods=["GET", "POST"])
@access(REGISTRAR)
def new() -> ResponseReturnValue:
    """Enter a letter that came in; it gets the next number of the book."""
    form = IncomingForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            entry_id = _enter(form)
        except (Invalid, Refused) as error:
            form_errors(form, error)
            status = error.status
        else:
            say("ลงทะเบียนรับแล้ว")
            return see_other("incoming.show", entry_id=entry_id)
    return render_template("registers/incoming_new.html", form=form), status


@bp.get("/<int:entry_id>")
@access(READERS)
def show(entry_id: int) -> ResponseReturnValue:
    """One letter that came in."""
    return _shown(entry_id, ScanForm())


@bp.post("/<int:entry_id>/scan")
@access(REGISTRAR)
def add_scan(entry_id: int) -> ResponseReturnValue:
    """Add the scan to a row that has none."""
    form = ScanForm()
    try:
        scan = uploaded(form.scan.data, SCAN_KINDS, "scan")
        if scan is None:
            raise Invalid({"scan": "โปรดเลือกไฟล์ PDF"})
        with writing() as session:
            operations.add_scan(session, actor(), entry_id, scan.content, scan.media_type)
    except (Invalid, Refused) as error:
        form_errors(form, error)
        return _shown(entry_id, form, error.status)
    say("แนบไฟล์สแกนแล้ว")
    return see_other("incoming.show", entry_id=entry_id)


@bp.get("/<int:entry_id>/scan.pdf")
@access(READERS)
def scan_file(entry_id: int) -> ResponseReturnValue:
    """The scan."""
    with reading() as session:
        entry, _book, _office = queries.incoming_letter(session, actor(), entry_id)
        if entry.scan_file_id is None:
            raise NotFound
        content, media_type = files.read(session, entry.scan_file_id)
    return download(content, media_type, f"หนังสือรับ {entry.number}.pdf", inline=True)


def _enter(form: Any) -> int:
    scan = uploaded(form.scan.data, SCAN_KINDS, "scan")
    with writing() as session:
        entry = operations.register_incoming(
            session,
            actor(),
            number=form.number.data,
            dated=form.dated.data,
            sender=form.sender.data,
            subject=form.subject.data,
            addressee=form.addressee.data,
            scan_file_id=store(session, scan.content, scan.media_type).id if scan else None,
        )
        return entry.id


def _shown(entry_id: int, form: Any, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        entry, book, office = queries.incoming_letter(session, actor(), entry_id)
    may_add = actor().office_id == book.office_id and actor().role in REGISTRAR
    body = render_template(
        "registers/incoming_show.html", entry=entry, book=book, office=office, form=form, may_add=may_add
    )
    return body, status

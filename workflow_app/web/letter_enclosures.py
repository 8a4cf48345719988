"""Files enclosed with a letter: attached to its draft, taken off, downloaded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import HiddenField

from workflow_app import files
from workflow_app.errors import Invalid, Refused, Stale
from workflow_app.letters import attachments, queries
from workflow_app.letters.models import Enclosure, Letter
from workflow_app.uploads import ALL_KINDS
from workflow_app.web.downloads import download
from workflow_app.web.forms import Figure, Form, Line, form_errors
from workflow_app.web.letter_drafts import draft, explained, version
from workflow_app.web.letters import DRAFTING, whole
from workflow_app.web.navigation import WORKING
from workflow_app.web.request import access, actor, reading, say, see_other, writing
from workflow_app.web.uploaded import uploaded

bp = Blueprint("letter_enclosures", __name__, url_prefix="/letters/<int:letter_id>/enclosures")


class EnclosureForm(Form):
    """A file to be enclosed, and how the letter names it."""

    version = HiddenField()
    name = Line("ชื่อที่พิมพ์ในหนังสือ", most=300, needed=True)
    quantity = Figure("จำนวน", needed=True, render_kw={"inputmode": "numeric"})
    unit = Line("หน่วย", most=40, needed=True)
    file = FileField("แฟ้ม (PDF, Word, Excel, ภาพ)")


@bp.route("", methods=["GET", "POST"])
@access(DRAFTING)
def enclose(letter_id: int) -> ResponseReturnValue:
    """Attach a file as สิ่งที่ส่งมาด้วย."""
    with reading() as session:
        letter = draft(session, letter_id)
    form = EnclosureForm(version=str(letter.version), quantity=Decimal(1), unit="ฉบับ")
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            _attach(letter_id, form)
        except (Invalid, Refused, Stale) as error:
            status = error.status
            form_errors(form, explained(form, letter, error))
        else:
            say("แนบแฟ้มแล้ว")
            return see_other("letters.show", letter_id=letter_id)
    return render_template("letters/enclose.html", form=form, letter=letter), status


@bp.post("/<int:enclosure_id>/remove")
@access(DRAFTING)
def remove(letter_id: int, enclosure_id: int) -> ResponseReturnValue:
    """Take an attached file off the draft."""
    with writing() as session:
        queries.made_letter(session, actor(), letter_id)
        seen = whole(request.form.get("version", ""))
        attachments.detach(session, actor(), letter_id, enclosure_id, seen=seen)
    say("นำแฟ้มแนบออกแล้ว")
    return see_other("letters.show", letter_id=letter_id)


@bp.get("/<int:enclosure_id>")
@access(WORKING)
def show(letter_id: int, enclosure_id: int) -> ResponseReturnValue:
    """An enclosed file, for the side that makes the letter."""
    with reading() as session:
        letter = queries.made_letter(session, actor(), letter_id)
        enclosure = queries.enclosure_of(session, letter.id, enclosure_id)
        content, media_type = files.read(session, enclosure.file_id)
    return download(content, media_type, file_name(letter, enclosure))


def file_name(letter: Letter, enclosure: Enclosure) -> str:
    """The name under which an enclosed file was sent; its printed name where the letter does not say."""
    named = {each["name"]: each.get("file", "") for each in letter.content["enclosures"]}
    return named.get(enclosure.name) or enclosure.name


def _attach(letter_id: int, form: Any) -> None:
    file = uploaded(form.file.data, ALL_KINDS, "file")
    if file is None:
        raise Invalid({"file": "โปรดเลือกแฟ้ม"})
    quantity = form.quantity.data
    if quantity != quantity.to_integral_value() or not 1 <= quantity <= 9999:
        raise Invalid({"quantity": "ต้องเป็นจำนวนเต็มตั้งแต่ ๑ ขึ้นไป"})
    with writing() as session:
        attachments.attach(
            session,
            actor(),
            letter_id,
            seen=version(form),
            name=form.name.data,
            quantity=int(quantity),
            unit=form.unit.data,
            file=file,
        )

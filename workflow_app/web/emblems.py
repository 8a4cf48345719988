"""The picture at the head of an office's letters."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired

from workflow_app import files, uploads
from workflow_app.errors import Invalid, NotFound
from workflow_app.offices import operations, queries
from workflow_app.web.downloads import download
from workflow_app.web.forms import Form
from workflow_app.web.offices import ADMINISTRATOR
from workflow_app.web.request import access, actor, reading, say, see_other, writing

bp = Blueprint("emblems", __name__, url_prefix="/offices/<int:office_id>/emblem")

CHOOSE = "โปรดเลือกแฟ้มภาพ .png หรือ .jpg"


class EmblemForm(Form):
    """The picture."""

    file = FileField("ภาพตราครุฑ (.png หรือ .jpg)", validators=[FileRequired(CHOOSE)])


@bp.get("")
@access(ADMINISTRATOR)
def show(office_id: int) -> ResponseReturnValue:
    """The emblem of an office."""
    with reading() as session:
        office = queries.seen_office(session, actor(), office_id)
        if office.emblem_file_id is None:
            raise NotFound
        content, media_type = files.read(session, office.emblem_file_id)
    return download(content, media_type, "emblem", inline=True)


@bp.post("")
@access(ADMINISTRATOR)
def change(office_id: int) -> ResponseReturnValue:
    """Keep an uploaded picture as the emblem."""
    with reading() as session:
        queries.seen_office(session, actor(), office_id)
    form = EmblemForm()
    if not form.validate():
        raise Invalid({"file": CHOOSE})
    sent = form.file.data
    limit = current_app.extensions["settings"].max_upload_mb * 1024 * 1024
    checked = uploads.check(sent.filename or "", sent.read(), frozenset({"png", "jpg"}), limit)
    with writing() as session:
        operations.set_emblem(session, actor(), office_id, checked.content, checked.media_type)
    say("เปลี่ยนตราครุฑแล้ว")
    return see_other("offices.show", office_id=office_id)

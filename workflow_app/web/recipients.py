"""Letters that came to the own office, first of all on a district chief's phone: read, received, acknowledged."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from workflow_app import files
from workflow_app.errors import NotFound
from workflow_app.letters.operations import note_opened
from workflow_app.letters.queries import enclosure_of, enclosures_of, sent_in
from workflow_app.registers import queries
from workflow_app.registers.queries import ReceivedLetter
from workflow_app.states.vocabulary import RecipientState
from workflow_app.web.downloads import download
from workflow_app.web.letter_enclosures import file_name
from workflow_app.web.letters import page_number
from workflow_app.web.navigation import WORKING
from workflow_app.web.request import access, actor, reading, see_other, writing
from workflow_app.web.steps import buttons

bp = Blueprint("recipients", __name__, url_prefix="/recipients")

#: The next thing that a recipient is expected to do, in words.
NEXT = {RecipientState.SENT: "รอลงรับ", RecipientState.RECEIVED: "รอรับทราบ"}


@bp.get("")
@access(WORKING)
def index() -> ResponseReturnValue:
    """The letters that came to the office, those to be received first."""
    page = page_number()
    with reading() as session:
        found = queries.received(session, actor(), page)
    return render_template("recipients/index.html", found=found, page=page, next_words=NEXT)


@bp.get("/<int:recipient_id>")
@access(WORKING)
def show(recipient_id: int) -> ResponseReturnValue:
    """One letter as it came, with the buttons of the recipient; its sender is led to the letter's own page."""
    with reading() as session:
        try:
            came = queries.received_letter(session, actor(), recipient_id)
        except NotFound:
            letter_id = sent_in(session, actor(), recipient_id)
            return see_other("letters.show", letter_id=letter_id, _anchor="recipients")
        return render_template(
            "recipients/show.html",
            came=came,
            enclosures=enclosures_of(session, came.letter.id),
            buttons=buttons(session, "recipient", came.recipient, actor()),
        )


@bp.post("/<int:recipient_id>/open")
@access(WORKING)
def open_letter(recipient_id: int) -> ResponseReturnValue:
    """Keep that the letter was opened, then go on to the official copy."""
    with writing() as session:
        came = _with_copy(session, recipient_id)
        note_opened(session, came.recipient.id)
    return see_other("recipients.letter", recipient_id=recipient_id)


@bp.get("/<int:recipient_id>/letter.pdf")
@access(WORKING)
def letter(recipient_id: int) -> ResponseReturnValue:
    """The official copy: the signed scan where there is one, else the PDF."""
    with reading() as session:
        came = _with_copy(session, recipient_id)
        content, media_type = files.read(session, came.copy_file_id or 0)
    return download(content, media_type, f"หนังสือ {came.number}.pdf", inline=True)


@bp.get("/<int:recipient_id>/enclosures/<int:enclosure_id>")
@access(WORKING)
def enclosure(recipient_id: int, enclosure_id: int) -> ResponseReturnValue:
    """A file enclosed with the letter."""
    with reading() as session:
        came = queries.received_letter(session, actor(), recipient_id)
        enclosed = enclosure_of(session, came.letter.id, enclosure_id)
        content, media_type = files.read(session, enclosed.file_id)
    return download(content, media_type, file_name(came.letter, enclosed))


def _with_copy(session: Session, recipient_id: int) -> ReceivedLetter:
    """The letter that came. :raises NotFound: none, or its PDF is not made yet."""
    came = queries.received_letter(session, actor(), recipient_id)
    if came.copy_file_id is None:
        raise NotFound
    return came

"""Pages of letters for the side that makes them: list, one letter, opening a draft."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from workflow_app.errors import Invalid, NotFound, Refused
from workflow_app.letters import operations, queries
from workflow_app.letters.draft_checks import findings_of
from workflow_app.letters.kinds import KINDS
from workflow_app.letters.models import PdfState
from workflow_app.registers.queries import received_as
from workflow_app.states.run import open_letter
from workflow_app.states.vocabulary import LABELS, LetterState, RecipientState
from workflow_app.web.letter_view import letter_view, place_name
from workflow_app.web.navigation import RECEIVING, WORKING
from workflow_app.web.request import (
    LARGEST_ID,
    access,
    actor,
    argument,
    database,
    reading,
    say,
    see_other,
    writing,
)
from workflow_app.web.steps import buttons, buttons_of

bp = Blueprint("letters", __name__, url_prefix="/letters")

DRAFTING = frozenset(queries.DRAFTING)
VIEWS = {"made": queries.made_by, "waiting": queries.waiting_for}
STATES = [(str(state), state.label) for state in LetterState if state is not LetterState.NEW]
#: States in which the text may still change, and so is checked anew each time it is shown.
UNFROZEN = (LetterState.NEW, LetterState.DRAFT, LetterState.CHECKING)
NO_PDF = (PdfState.NONE, PdfState.FAILED)
#: Sent by the pages of other subjects: ids of the records that the letter shall speak of.
SUBJECT_FIELDS = (("indicator", "ids"), ("indicator", "indicator"), ("meeting", "meeting"))


@bp.get("")
@access(WORKING)
def index() -> ResponseReturnValue:
    """Letters of the own office, or those that wait for the person (``view``); by kind and state."""
    if actor().role in RECEIVING:
        return see_other("recipients.index")
    view = argument("view") if argument("view") in VIEWS else "made"
    kind = argument("kind") if argument("kind") in KINDS else ""
    state = argument("state") if argument("state") in dict(STATES) else ""
    page = page_number()
    with reading() as session:
        found = queries.letters(session, VIEWS[view](actor()), kind=kind, state=state, page=page)
    chosen = {name: value for name, value in (("view", view), ("kind", kind), ("state", state)) if value}
    return render_template(
        "letters/index.html", found=found, page=page, chosen=chosen, kinds=KINDS, states=STATES
    )


@bp.post("/open")
@access(DRAFTING)
def open_draft() -> ResponseReturnValue:
    """Open a draft of ``kind`` in a year (``cycle``) about indicators (``ids``) and a ``meeting``."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        raise Invalid({"kind": "โปรดเลือกชนิดของหนังสือ"})
    subjects = [(name, one) for name, field in SUBJECT_FIELDS for one in _ids(field)]
    if kind == "resolutions" and len(_ids("meeting")) != 1:
        raise Refused(["หนังสือแจ้งมติต้องร่างจากหน้าการประชุมหนึ่งครั้ง"])
    cycle = next(iter(_ids("cycle")), 0)
    letter_id = open_letter(
        database(), kind, cycle_id=cycle, actor=actor(), subjects=list(dict.fromkeys(subjects))
    )
    say("เปิดร่างหนังสือจากข้อมูลในระบบแล้ว ตรวจข้อความก่อนเสนอ")
    return see_other("letters.show", letter_id=letter_id)


@bp.get("/<int:letter_id>")
@access(WORKING)
def show(letter_id: int) -> ResponseReturnValue:
    """One letter; who only received it is led to what came."""
    with reading() as session:
        if not queries.is_made_by(session, actor(), letter_id):
            recipient_id = received_as(session, actor(), letter_id)
            return see_other("recipients.show", recipient_id=recipient_id)
        page = queries.letter_page(session, actor(), letter_id)
        letter = page.letter
        rows = [recipient for recipient, _inside in page.recipients]
        outside = [recipient for recipient, inside in page.recipients if not inside]
        return render_template(
            "letters/show.html",
            page=page,
            letter=letter,
            kind=KINDS[letter.kind],
            view=letter_view(letter),
            findings=findings_of(session, letter) if letter.state in UNFROZEN else [],
            place_name=place_name,
            buttons=buttons(session, "letter", letter, actor()),
            entered=buttons_of(session, "recipient", outside, actor()) if outside else {},
            counts=_counts(rows),
            writable=actor().role in DRAFTING and operations.why_not_edit(letter, actor()) is None,
            can_ask_pdf=letter.docx_file_id is not None and letter.pdf_state in NO_PDF,
            state_names=LABELS[LetterState],
        )


@bp.post("/<int:letter_id>/compose")
@access(DRAFTING)
def compose(letter_id: int) -> ResponseReturnValue:
    """Write the draft anew from the records."""
    with writing() as session:
        queries.made_letter(session, actor(), letter_id)
        operations.recompose(session, actor(), letter_id, seen=whole(request.form.get("version", "")))
    say("จัดทำข้อความใหม่จากข้อมูลในระบบแล้ว")
    return see_other("letters.show", letter_id=letter_id)


def page_number() -> int:
    """The page of a list that the address asks for; 1 for anything that is no number."""
    return whole(argument("page")) or 1


def whole(text: str) -> int:
    """A number from a form or an address; 0 for anything else."""
    found = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
    return found if found <= LARGEST_ID else 0


def _ids(field: str) -> list[int]:
    """The ids that a field names. :raises NotFound: one is no number."""
    found = [whole(text) for text in request.form.getlist(field)]
    if not all(found):
        raise NotFound
    return found


def _counts(rows: list[Any]) -> dict[str, int]:
    """How many recipients have it, received it and acknowledged it."""
    received = [row for row in rows if row.state not in (RecipientState.WAITING, RecipientState.SENT)]
    acknowledged = [row for row in received if row.state is not RecipientState.RECEIVED]
    return {"all": len(rows), "received": len(received), "acknowledged": len(acknowledged)}

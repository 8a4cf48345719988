"""Files of a letter for the side that makes it: to print, final, as PDF, signed scan; and asking for the PDF again."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from workflow_app import files
from workflow_app.errors import NotFound, Refused
from workflow_app.jobs import outbox
from workflow_app.letters import prepare, queries
from workflow_app.letters.models import Letter
from workflow_app.people.rules import Role
from workflow_app.registers.models import RegisterEntry
from workflow_app.web.downloads import download
from workflow_app.web.letters import DRAFTING
from workflow_app.web.navigation import WORKING
from workflow_app.web.request import access, actor, reading, say, see_other, writing

bp = Blueprint("letter_files", __name__, url_prefix="/letters/<int:letter_id>")

PDF = "application/pdf"


@bp.get("/print.docx")
@access(WORKING)
def print_file(letter_id: int) -> ResponseReturnValue:
    """The letter as it stands, to be printed: a draft, the frozen text with room for the number, or the final one."""
    with reading() as session:
        letter = queries.made_letter(session, actor(), letter_id)
        content, name = prepare.print_file(session, letter), name_of(session, letter, "docx")
    return download(content, prepare.DOCX, name)


@bp.get("/letter.docx")
@access(WORKING)
def docx(letter_id: int) -> ResponseReturnValue:
    """The final docx with number and date."""
    return _stored(letter_id, "docx_file_id")


@bp.get("/letter.pdf")
@access(WORKING)
def pdf(letter_id: int) -> ResponseReturnValue:
    """The PDF made from the final docx."""
    return _stored(letter_id, "pdf_file_id")


@bp.get("/scan.pdf")
@access(WORKING)
def scan(letter_id: int) -> ResponseReturnValue:
    """The scan of the letter as it was signed and numbered on paper."""
    return _stored(letter_id, "scan_file_id")


@bp.post("/pdf")
@access(DRAFTING | {Role.REGISTRAR})
def make_pdf(letter_id: int) -> ResponseReturnValue:
    """Ask for the PDF (again): a job makes it."""
    with writing() as session:
        letter = queries.made_letter(session, actor(), letter_id)
        if letter.docx_file_id is None:
            raise Refused(["ทำ PDF ได้เมื่อออกเลขและวันที่แล้ว"])
        if letter.pdf_file_id is None:
            outbox.letter_pdf(session, letter)
    say("สั่งทำ PDF แล้ว โหลดหน้านี้ใหม่ในอีกสักครู่")
    return see_other("letters.show", letter_id=letter_id)


def name_of(session: Session, letter: Letter, ending: str) -> str:
    """The Thai name of a letter's file: its number, or before it has one its subject."""
    entry = session.get(RegisterEntry, letter.register_entry_id) if letter.register_entry_id else None
    return f"หนังสือ {entry.number}.{ending}" if entry else f"ร่าง {letter.subject}.{ending}"


def _stored(letter_id: int, column: str) -> ResponseReturnValue:
    with reading() as session:
        letter = queries.made_letter(session, actor(), letter_id)
        file_id: int | None = getattr(letter, column)
        if file_id is None:
            raise NotFound
        content, media_type = files.read(session, file_id)
        name = name_of(session, letter, "pdf" if media_type == PDF else "docx")
    return download(content, media_type, name, inline=media_type == PDF)

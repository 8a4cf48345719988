"""Rendering that is done before a transaction takes its locks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflow_app import files
from workflow_app.letters.content import from_json
from workflow_app.letters.docx import render, templates
from workflow_app.letters.docx.templates import Face
from workflow_app.letters.models import Letter
from workflow_app.offices.models import Office
from workflow_app.registers.rules import LetterNumber

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Prepared:
    """The docx with marked places for number and date, and of what it was made."""

    letter_id: int
    content_digest: str
    template_digest: str
    docx: bytes


def prepare(session: Session, letter: Letter) -> Prepared:
    """The letter's text as it would be frozen now. :raises Invalid: template or content is not right."""
    template = templates.load(letter.kind)
    docx = render.prepare(template, from_json(letter.content), face_of(session, letter))
    return Prepared(letter.id, content_digest(letter.content), template.digest, docx)


def print_file(session: Session, letter: Letter) -> bytes:
    """The docx as it stands: a draft with room for number and date, the frozen text, or the final letter."""
    if letter.docx_file_id is not None:
        return files.read(session, letter.docx_file_id)[0]
    frozen = letter.prepared_file_id
    docx = files.read(session, frozen)[0] if frozen is not None else prepare(session, letter).docx
    return render.fill(docx, number=printed_number(letter, None), date="")


def printed_number(letter: Letter, running: int | None) -> str:
    """The number line "ที่ …"; without a running number it ends in "/" or "/ว"."""
    number = letter.content["number"]
    owner = f"{number['owner']}.{number['unit']}" if number["unit"] else number["owner"]
    return LetterNumber(number["letters"], owner, letter.circular, running).printed()


def face_of(session: Session, letter: Letter) -> Face:
    """Font, emblem and paper of the office whose letterhead it is."""
    office = session.get_one(Office, letter.issuer_office_id)
    emblem = files.read(session, office.emblem_file_id)[0] if office.emblem_file_id else None
    return Face(office.letter_font, emblem, office.preprinted_paper)


def content_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a letter's content."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

"""Files that are enclosed with a letter: attached to its draft and taken off again, by name in the letter's text."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow_app import files
from workflow_app.errors import Invalid, NotFound
from workflow_app.letters.models import Enclosure, Letter
from workflow_app.letters.operations import edit, editable
from workflow_app.people.rules import Actor
from workflow_app.uploads import CheckedFile


def attach(
    session: Session,
    actor: Actor,
    letter_id: int,
    *,
    seen: int,
    name: str,
    quantity: int,
    unit: str,
    file: CheckedFile,
) -> Enclosure:
    """A file as the last สิ่งที่ส่งมาด้วย of the draft; ``name``, ``quantity`` and ``unit`` as the letter prints them.

    :raises Invalid: by field, or an enclosure of that name is there. Else what ``letters.operations.edit`` raises.
    """
    letter = editable(session, actor, letter_id, seen=seen)
    listed = letter.content["enclosures"]
    if name in {each["name"] for each in listed}:
        raise Invalid({"name": f"มีสิ่งที่ส่งมาด้วยชื่อ {name} แล้ว"})
    added = {"name": name, "quantity": quantity, "unit": unit, "file": file.name}
    edit(session, actor, letter_id, seen=seen, changes={"enclosures": [*listed, added]})
    enclosure = Enclosure(
        letter_id=letter.id,
        position=_last_position(session, letter) + 1,
        name=name,
        file_id=files.store(session, file.content, file.media_type).id,
    )
    session.add(enclosure)
    session.flush()  # the page that follows shows it
    return enclosure


def detach(session: Session, actor: Actor, letter_id: int, enclosure_id: int, *, seen: int) -> None:
    """Take an attached file off the draft and out of its text.

    :raises NotFound: not a file of this letter. Else what ``letters.operations.edit`` raises.
    """
    letter = editable(session, actor, letter_id, seen=seen)
    query = select(Enclosure).where(Enclosure.id == enclosure_id, Enclosure.letter_id == letter.id)
    enclosure = session.scalar(query)
    if enclosure is None:
        raise NotFound
    kept = [
        each for each in letter.content["enclosures"] if each["name"] != enclosure.name or not each["file"]
    ]
    edit(session, actor, letter_id, seen=seen, changes={"enclosures": kept})
    session.delete(enclosure)


def _last_position(session: Session, letter: Letter) -> int:
    highest = select(func.max(Enclosure.position)).where(Enclosure.letter_id == letter.id)
    return session.scalar(highest) or 0

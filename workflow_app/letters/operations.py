"""Drafting a letter: opened from records, composed, edited, routed. Its steps are taken by states/perform.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from workflow_app import clock
from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.history.record import record
from workflow_app.letters.compose import COMPOSERS, Source
from workflow_app.letters.content import from_json, to_json
from workflow_app.letters.kinds import kind as kind_of
from workflow_app.letters.models import Letter, LetterCheck, LetterSubject, Recipient
from workflow_app.letters.routing import (
    default_recipients,
    default_route,
    default_signer,
    issuer_of,
    postings_of_province,
)
from workflow_app.offices.models import Office
from workflow_app.people.models import Person, Posting
from workflow_app.people.rules import Actor, Role
from workflow_app.states.step import Follow
from workflow_app.states.visible import letters as visible
from workflow_app.states.vocabulary import LetterState
from workflow_app.years.models import Cycle, Framework

#: What the dispatch of a kind carries out on the indicators that the letter names.
SENDS = {"drafts_submission": ("indicator", "submit")}
#: The parts of a content that a person may write; the rest comes from the records.
WRITABLE = (
    "urgency",
    "subject",
    "salutation",
    "references",
    "enclosures",
    "body",
    "closing_line",
    "signature",
    "copies",
)


def open_draft(
    session: Session, kind: str, *, cycle: Cycle, actor: Actor, subjects: Sequence[tuple[str, int]]
) -> list[Follow]:
    """A new letter of ``kind`` about ``subjects``, composed from what the records say, with its usual recipients,
    route and signer; returned are the steps that bring letter and recipients to life.
    """
    sends_kind, sends_action = SENDS.get(kind, ("", ""))
    _refuse_doubles(session, sends_action, subjects)
    drafter = session.get_one(Office, actor.office_id)
    issuer = issuer_of(session, drafter)
    signer = default_signer(session, cycle.province_id)
    letter = Letter(
        kind=kind,
        sends_kind=sends_kind,
        sends_action=sends_action,
        cycle_id=cycle.id,
        province_id=cycle.province_id,
        drafter_office_id=drafter.id,
        issuer_office_id=issuer.id,
        register_office_id=issuer.book_office_id or issuer.id,
        drafted_by_id=actor.person_id,
        signer_person_id=signer[0].id if signer else None,
        subject=kind_of(kind).label,
        circular=kind_of(kind).circular,
        content={},
    )
    session.add(letter)
    session.flush()  # subjects, route and recipients point at it
    session.add_all(
        LetterSubject(letter_id=letter.id, kind=name, record_id=record_id) for name, record_id in subjects
    )
    recipients = default_recipients(session, kind, letter, subjects)
    session.add_all(recipients)
    set_route(session, letter, default_route(session, drafter, cycle.province_id, actor))
    session.flush()  # composing reads what was just added
    compose_again(session, letter.id)
    return [
        Follow("letter", (letter.id,), "open"),
        Follow("recipient", tuple(recipient.id for recipient in recipients), "list"),
    ]


def compose_again(session: Session, letter_id: int) -> Letter:
    """The letter with its content made anew from the records (an edit by hand before is lost, attached files stay)."""
    letter = session.get_one(Letter, letter_id)
    data = COMPOSERS[letter.kind](session, source_of(session, letter))
    attached = [each for each in letter.content.get("enclosures", ()) if each["file"]]
    _put(letter, to_json(from_json({**data, "enclosures": [*data["enclosures"], *attached]})))
    return letter


def recompose(session: Session, actor: Actor, letter_id: int, *, seen: int) -> Letter:
    """``compose_again`` for a person who wants the draft to say what the records say now.

    Raises what ``editable`` raises.
    """
    editable(session, actor, letter_id, seen=seen)
    letter = compose_again(session, letter_id)
    _note(session, actor, letter, "compose_again", "ดึงข้อมูลจากระบบใหม่", {})
    session.flush()  # the version that the next page shows
    return letter


def edit(session: Session, actor: Actor, letter_id: int, *, seen: int, changes: Mapping[str, Any]) -> Letter:
    """The draft with the given parts of its content changed (see WRITABLE).

    :raises Invalid: a part is not right, by field. :raises Stale: changed after the page was made.
    """
    letter = editable(session, actor, letter_id, seen=seen)
    foreign = sorted(set(changes) - set(WRITABLE))
    if foreign:
        raise Refused([f"ส่วนนี้มาจากข้อมูลในระบบ แก้ไขในหนังสือไม่ได้: {', '.join(foreign)}"])
    _put(letter, to_json(from_json({**letter.content, **changes})))
    _note(session, actor, letter, "edit", "แก้ไขร่าง", {"parts": sorted(changes)})
    session.flush()  # the version that the next page shows
    return letter


def change_route(
    session: Session, actor: Actor, letter_id: int, *, seen: int, person_ids: Sequence[int], signer_id: int
) -> Letter:
    """The draft with another checking route (1–4 persons, in order) and signer, all of the province."""
    letter = editable(session, actor, letter_id, seen=seen)
    if not 1 <= len(person_ids) <= 4 or len(set(person_ids)) != len(person_ids):
        raise Invalid({"route": "ต้องกำหนดผู้ตรวจร่าง ๑ ถึง ๔ คน ไม่ซ้ำกัน"})
    if letter.drafted_by_id in person_ids:
        raise Invalid({"route": "ผู้ร่างตรวจร่างของตนเองไม่ได้"})
    known = _people_of_province(session, letter.province_id, person_ids)
    if known != set(person_ids):
        raise Invalid({"route": "ผู้ตรวจต้องเป็นบุคลากรของจังหวัด"})
    signer = _posting_of(session, letter.province_id, signer_id, Role.SIGNER)
    if signer is None:
        raise Invalid({"signer": "ผู้ลงนามต้องมีตำแหน่งผู้ลงนามของจังหวัด"})
    set_route(session, letter, person_ids)
    letter.signer_person_id = signer_id
    session.flush()  # composing the signature reads the signer
    fresh = COMPOSERS[letter.kind](session, source_of(session, letter))
    _put(letter, {**letter.content, "signature": fresh["signature"]})
    flag_modified(letter, "content")  # a form that is open somewhere must become stale by another route too
    _note(
        session,
        actor,
        letter,
        "change_route",
        "กำหนดผู้ตรวจและผู้ลงนาม",
        {"route": list(person_ids), "signer": signer_id},
    )
    session.flush()  # the version that the next page shows
    return letter


def set_route(session: Session, letter: Letter, person_ids: Sequence[int]) -> None:
    """Put these persons, in order, in place of the route that stood before."""
    session.execute(delete(LetterCheck).where(LetterCheck.letter_id == letter.id))
    session.add_all(
        LetterCheck(letter_id=letter.id, position=place, person_id=person)
        for place, person in enumerate(person_ids, 1)
    )


def editable(session: Session, actor: Actor, letter_id: int, *, seen: int | None = None) -> Letter:
    """The letter, locked for writing. :raises NotFound: not yours. :raises Refused: not a draft of your office."""
    query = select(Letter).where(Letter.id == letter_id, visible(actor)).with_for_update()
    letter = session.scalar(query.execution_options(populate_existing=True))
    if letter is None:
        raise NotFound
    reason = why_not_edit(letter, actor)
    if reason:
        raise Refused([reason])
    if seen is not None and letter.version != seen:
        raise Stale("มีผู้แก้ไขร่างนี้หลังจากที่เปิดหน้านี้ โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง")
    return letter


def note_opened(session: Session, recipient_id: int) -> None:
    """Keep the moment at which a recipient opened the letter first; later openings change nothing."""
    first = update(Recipient).where(Recipient.id == recipient_id, Recipient.first_opened_at.is_(None))
    # Past the version counter: reading must not make stale what the same person presses next.
    session.execute(first.values(first_opened_at=clock.now()))


def why_not_edit(letter: Letter, actor: Actor) -> str | None:
    """None, or the Thai sentence why this person cannot write the letter now."""
    if letter.drafter_office_id != actor.office_id:
        return "แก้ไขร่างได้เฉพาะหน่วยงานเจ้าของเรื่อง"
    if letter.state is not LetterState.DRAFT:
        return f"แก้ไขไม่ได้เมื่ออยู่ในสถานะ “{letter.state.label}”"
    return None


def source_of(session: Session, letter: Letter) -> Source:
    """The rows that a composer reads for this letter."""
    cycle = session.get_one(Cycle, letter.cycle_id)
    subjects = session.execute(
        select(LetterSubject.kind, LetterSubject.record_id).where(LetterSubject.letter_id == letter.id)
    )
    names = session.scalars(
        select(Recipient.name)
        .where(Recipient.letter_id == letter.id)
        .order_by(Recipient.position, Recipient.id)
    )
    return Source(
        cycle=cycle,
        framework=session.get_one(Framework, cycle.framework_id),
        province=session.get_one(Office, letter.province_id),
        drafter=session.get_one(Office, letter.drafter_office_id),
        issuer=session.get_one(Office, letter.issuer_office_id),
        signer=_signer(session, letter),
        subjects=list(subjects),
        recipients=list(names),
    )


def _signer(session: Session, letter: Letter) -> tuple[Person, Posting] | None:
    if letter.signer_person_id is None:
        return None
    posting = _posting_of(session, letter.province_id, letter.signer_person_id, Role.SIGNER)
    return None if posting is None else (session.get_one(Person, letter.signer_person_id), posting)


def _posting_of(session: Session, province_id: int, person_id: int, role: Role) -> Posting | None:
    query = postings_of_province(province_id, role).where(Posting.person_id == person_id)
    return session.scalar(query.limit(1))


def _people_of_province(session: Session, province_id: int, person_ids: Sequence[int]) -> set[int]:
    query = postings_of_province(province_id).where(Posting.person_id.in_(person_ids))
    return {posting.person_id for posting in session.scalars(query)}


def _refuse_doubles(session: Session, sends_action: str, subjects: Sequence[tuple[str, int]]) -> None:
    """A record that a live letter of the same sending step names already cannot be named by a second one."""
    if not sends_action:
        return
    ended = (LetterState.DISPATCHED, LetterState.COMPLETED, LetterState.VOIDED)
    query = (
        select(Letter.subject)
        .join(LetterSubject, LetterSubject.letter_id == Letter.id)
        .where(
            Letter.sends_action == sends_action,
            Letter.state.not_in(ended),
            LetterSubject.record_id.in_([record_id for _kind, record_id in subjects]),
        )
    )
    taken = sorted(set(session.scalars(query)))
    if taken:
        raise Refused([f"อยู่ในหนังสือ “{subject}” แล้ว" for subject in taken])


def _put(letter: Letter, content: dict[str, Any]) -> None:
    letter.content, letter.subject, letter.circular = content, content["subject"], content["circular"]


def _note(
    session: Session, actor: Actor, letter: Letter, action: str, label: str, details: Mapping[str, Any]
) -> None:
    record(
        session,
        chain_id=letter.province_id,
        actor=actor,
        kind="letter",
        record_id=letter.id,
        record_name=letter.subject,
        action=action,
        label=label,
        details=details,
    )

"""What pages, letters and imports ask about offices; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from workflow_app import clock, words
from workflow_app.errors import NotFound
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.models import Posting
from workflow_app.people.rules import Actor
from workflow_app.text import search_key

#: The order in which kinds of office are listed under one parent.
KIND_ORDER = {kind: place for place, kind in enumerate(OfficeKind)}


@dataclass(frozen=True)
class Branch:
    """An office with the offices below it, for the page of the tree."""

    office: Office
    below: tuple[Branch, ...]


def chain_of(office: Office) -> int:
    """The office in whose history a change of ``office`` is told: its province, or itself."""
    return office.province_id or office.id


def offices_of(session: Session, actor: Actor) -> list[Office]:
    """The offices that an administrator sees: of the own province, and those that belong to no province."""
    return sorted(session.scalars(select(Office).where(_seen_by(actor))), key=_place)


def staffed_offices(session: Session, actor: Actor) -> list[Office]:
    """The offices in which an administrator may give postings: of the own province, using the system.

    ก.พ.ร. and the central agencies are seen by every province, but staffed by the administrator of ก.พ.ร. alone.
    """
    return [
        office for office in offices_of(session, actor) if office.uses_system and may_staff(actor, office)
    ]


def may_staff(actor: Actor, office: Office) -> bool:
    """True when the administrator may give and end postings in that office."""
    return actor.province_id in (None, office.province_id)


def seen_office(session: Session, actor: Actor, office_id: int) -> Office:
    """One office that the administrator sees. :raises NotFound: not there, or of another province."""
    office = session.scalar(select(Office).where(Office.id == office_id, _seen_by(actor)))
    if office is None:
        raise NotFound
    return office


def may_edit(session: Session, actor: Actor, office: Office) -> bool:
    """True when the administrator keeps this office.

    An office of no province (ก.พ.ร., a central agency) that has no accounts is kept by the province, as long
    as there is one province only: its name and address stand in that province's letters.
    """
    if actor.province_id is None or office.province_id == actor.province_id:
        return True
    return office.province_id is None and not office.uses_system and _provinces(session) == 1


def tree(offices: list[Office]) -> list[Branch]:
    """The offices as a tree; one whose parent is not among them stands at the top."""
    known = {office.id for office in offices}
    children: dict[int | None, list[Office]] = {}
    for office in offices:
        parent = office.parent_id if office.parent_id in known else None
        children.setdefault(parent, []).append(office)
    return _branches(children, None)


def provincial_center(session: Session, province_id: int) -> Office | None:
    """สำนักงานจังหวัด of a province: the first provincial office; None when there is none."""
    offices = select(Office).where(
        Office.province_id == province_id, Office.kind == OfficeKind.PROVINCIAL_OFFICE
    )
    return session.scalar(offices.order_by(Office.sort_order, Office.id).limit(1))


def office_named(session: Session, words_typed: str) -> Office:
    """The office of that name or letter code (``สก`` = the province, ``สก 0019`` = an office of it).

    :raises NotFound: none, or several, are called so; the message says which.
    """
    wanted = search_key(words_typed)
    found = [office for office in session.scalars(select(Office)) if wanted and wanted in _names(office)]
    if len(found) != 1:
        problem = "ไม่พบหน่วยงาน" if not found else f"มี {len(found)} หน่วยงานชื่อ"
        raise NotFound(f"{problem} “{words_typed}” ระบุชื่อเต็มหรือรหัสหนังสือ")
    return found[0]


def people_count(session: Session, office_id: int) -> int:
    """How many postings, now or to come, there are in an office."""
    lasting = or_(Posting.ends.is_(None), Posting.ends >= clock.today())
    counted = select(func.count()).select_from(Posting).where(Posting.office_id == office_id, lasting)
    return session.scalar(counted) or 0


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    if actor.province_id is None:
        return Office.id.is_not(None)
    return or_(Office.province_id == actor.province_id, Office.province_id.is_(None))


def _provinces(session: Session) -> int:
    counted = select(func.count()).select_from(Office).where(Office.kind == OfficeKind.PROVINCE)
    return session.scalar(counted) or 0


def _place(office: Office) -> tuple[int, int, object]:
    return (KIND_ORDER[office.kind], office.sort_order, words.sort_key(office.name))


def _branches(children: dict[int | None, list[Office]], parent: int | None) -> list[Branch]:
    return [Branch(office, tuple(_branches(children, office.id))) for office in children.get(parent, [])]


def _names(office: Office) -> set[str]:
    # The bare letters are shared by every office of a province; they mean the province itself.
    if office.kind is OfficeKind.PROVINCE:
        return {search_key(office.name), search_key(office.letter_letters)}
    if not office.letter_owner:
        return {search_key(office.name)}
    unit = f".{office.letter_unit}" if office.letter_unit else ""
    return {search_key(office.name), search_key(f"{office.letter_letters}{office.letter_owner}{unit}")}

"""Changes to people: accounts, postings, passwords and one-time codes. Each leaves its row in the history."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.errors import Invalid, NotFound, Refused
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.offices.queries import chain_of, may_staff, office_named
from workflow_app.people import passwords, queries, sessions
from workflow_app.people.models import Person, Posting, ResetCode
from workflow_app.people.postings import fits, role_named
from workflow_app.people.record import note
from workflow_app.people.rules import Actor, Role
from workflow_app.people.usernames import check_username
from workflow_app.states.stale import compare

#: How long a one-time code is good.
CODE_LIFE = timedelta(hours=24)


def create_person(
    session: Session,
    actor: Actor | None,
    *,
    username: str,
    name: str,
    email: str = "",
    password: str | None = None,
    chain_id: int,
) -> tuple[Person, str]:
    """A new account and its first password, which must be changed at the first sign-in.

    ``password`` given = that one, to be kept (demo accounts). ``chain_id`` is the office whose history tells
    it. :raises Invalid: ``username`` or ``name`` is wrong, or the user name is taken.
    """
    username = check_username(username)
    if not name.strip():
        raise Invalid({"name": "โปรดกรอกชื่อและนามสกุล"})
    if queries.person_named(session, username):
        raise Invalid({"username": f"มีผู้ใช้ชื่อ {username} แล้ว เลือกชื่ออื่น"})
    secret = password or passwords.printed_secret()
    person = Person(
        username=username,
        name=name.strip(),
        email=email.strip(),
        password_hash=passwords.hash_chosen(secret) if password else passwords.hash_printed(secret),
        must_change_password=password is None,
    )
    session.add(person)
    session.flush()
    note(session, actor, person, "create", "เพิ่มผู้ใช้งาน", chain_id=chain_id)
    return person, secret


def add_person(
    session: Session, *, username: str, name: str, office: str, role: str, position: str = ""
) -> str:
    """A new account with its first posting, made from the command line; returns the first password.

    ``office`` is its name or its letter code, ``role`` its code or Thai name.
    :raises Invalid: the user name, role or their combination is wrong. :raises NotFound: no such office.
    """
    chosen = role_named(role)
    if chosen is None:
        raise Invalid({"role": f"ไม่มีบทบาท {role}"}, f"ไม่มีบทบาท {role}")
    found = office_named(session, office)
    person, secret = create_person(session, None, username=username, name=name, chain_id=chain_of(found))
    give_posting(session, None, person, office=found, role=chosen, position=position)
    return secret


def give_posting(
    session: Session,
    actor: Actor | None,
    person: Person,
    *,
    office: Office,
    role: Role,
    position: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> Posting:
    """A posting of a person from a day (today when not said) to a day (both included; None = until ended).

    :raises Invalid: the role does not exist in such an office, the office does not use the system, the days
        are the wrong way round, or the same posting is already there in those days.
    :raises NotFound: the office is not the administrator's to staff.
    """
    if actor is not None and not may_staff(actor, office):
        raise NotFound
    starts = starts or clock.today()
    _check_posting(session, person, office, role, starts, ends)
    posting = Posting(
        person_id=person.id,
        office_id=office.id,
        role=role,
        position=position.strip(),
        starts=starts,
        ends=ends,
    )
    session.add(posting)
    session.flush()
    details = {"role": str(role), "office": office.name, "starts": starts.isoformat()}
    note(
        session,
        actor,
        person,
        "give_posting",
        f"มอบหน้าที่ {role.label} {office.name}",
        chain_id=chain_of(office),
        details=details,
    )
    return posting


def end_posting(session: Session, actor: Actor, posting_id: int, *, last_day: date) -> Posting:
    """End a posting after ``last_day``; it counts on that day still. Whoever acts under it is asked to choose anew.

    :raises NotFound: no such posting among those this administrator keeps.
    :raises Invalid: the day is before the first one, or the posting has ended.
    """
    posting = session.get(Posting, posting_id)
    office = session.get(Office, posting.office_id) if posting else None
    if posting is None or office is None or not may_staff(actor, office):
        raise NotFound
    if last_day < posting.starts:
        raise Invalid({"last_day": "วันสุดท้ายต้องไม่ก่อนวันเริ่ม"})
    if posting.ends is not None and posting.ends < clock.today():
        raise Invalid({"last_day": "หน้าที่นี้สิ้นสุดไปแล้ว"})
    posting.ends = last_day
    person = session.get_one(Person, posting.person_id)
    label = f"สิ้นสุดหน้าที่ {posting.role.label} {office.name}"
    note(
        session,
        actor,
        person,
        "end_posting",
        label,
        chain_id=chain_of(office),
        details={"ends": last_day.isoformat()},
    )
    return posting


def edit_person(
    session: Session, actor: Actor, person_id: int, *, name: str, email: str, active: bool, seen: int
) -> Person:
    """Change name, e-mail and whether the account may be used; an account put to rest is signed out everywhere.

    ``seen`` is the version that the form showed. :raises NotFound: not one of theirs. :raises Stale: somebody
    saved in between. :raises Invalid: no name. :raises Refused: the person serves outside the province too, or
    it is the administrator's own account that would be put to rest.
    """
    person = _kept(session, actor, person_id)
    compare(session, "person", [person], {person_id: seen})
    if not name.strip():
        raise Invalid({"name": "โปรดกรอกชื่อและนามสกุล"})
    if person_id == actor.person_id and not active:
        raise Refused(["ปิดบัญชีของตนเองไม่ได้ ให้ผู้ดูแลระบบอีกคนดำเนินการ"])
    new = {"name": name.strip(), "email": email.strip(), "active": active}
    changed = {
        field: [getattr(person, field), value]
        for field, value in new.items()
        if getattr(person, field) != value
    }
    for field, value in new.items():
        setattr(person, field, value)
    if not active:
        sessions.end_all(session, person_id)
    if changed:
        note(session, actor, person, "edit", "แก้ไขข้อมูลผู้ใช้งาน", details=changed)
    return person


def give_code(session: Session, actor: Actor, person_id: int) -> str:
    """A one-time code with which the person sets a new password within 24 hours; earlier codes die.

    :raises NotFound: not one of theirs. :raises Refused: the person serves outside the province too, or the
        account is not in use.
    """
    person = _kept(session, actor, person_id)
    if not person.active:
        raise Refused(["บัญชีนี้ปิดอยู่ เปิดใช้บัญชีก่อนออกรหัส"])
    code = passwords.printed_secret()
    _end_codes(session, person_id)
    session.add(
        ResetCode(
            person_id=person_id,
            code_digest=passwords.code_digest(code),
            expires=clock.now() + CODE_LIFE,
            given_by=actor.person_id,
        )
    )
    note(session, actor, person, "give_code", "ออกรหัสครั้งเดียวสำหรับตั้งรหัสผ่านใหม่")
    return code


def _kept(session: Session, actor: Actor, person_id: int) -> Person:
    """A person whom this administrator may change: theirs, and with no posting outside."""
    person = queries.kept_person(session, actor, person_id).person
    # Who holds the password could act in the other province too.
    if queries.serves_elsewhere(session, actor, person_id):
        raise Refused(["ผู้นี้มีหน้าที่นอกจังหวัดด้วย ให้ผู้ดูแลระบบของสำนักงาน ก.พ.ร. ดำเนินการ"])
    return person


def _check_posting(
    session: Session, person: Person, office: Office, role: Role, starts: date, ends: date | None
) -> None:
    if not fits(role, office.kind):
        raise Invalid({"role": f"{OfficeKind(office.kind).label} ไม่มีหน้าที่ {role.label}"})
    if not office.uses_system:
        raise Invalid({"office": f"{office.name} ยังไม่ใช้ระบบ เปิดให้หน่วยงานใช้ระบบก่อน"})
    if ends is not None and ends < starts:
        raise Invalid({"ends": "วันสุดท้ายต้องไม่ก่อนวันเริ่ม"})
    same = select(Posting).where(
        Posting.person_id == person.id, Posting.office_id == office.id, Posting.role == role
    )
    if any(_overlap(posting, starts, ends) for posting in session.scalars(same)):
        raise Invalid({"role": f"{person.name} มีหน้าที่ {role.label} ที่ {office.name} ในช่วงนี้แล้ว"})


def _overlap(posting: Posting, starts: date, ends: date | None) -> bool:
    return (ends is None or posting.starts <= ends) and (posting.ends is None or posting.ends >= starts)


def _end_codes(session: Session, person_id: int) -> None:
    open_codes = update(ResetCode).where(ResetCode.person_id == person_id, ResetCode.used.is_(None))
    session.execute(open_codes.values(used=clock.now()))

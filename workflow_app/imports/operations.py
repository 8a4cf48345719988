"""People from a spreadsheet: every row is checked first, and either all of them come in or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid
from workflow_app.imports.sheets import SheetRow
from workflow_app.offices.models import Office
from workflow_app.offices.queries import chain_of, may_staff, offices_of
from workflow_app.people.models import Person
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.postings import fits, role_named
from workflow_app.people.rules import Actor, Role
from workflow_app.people.usernames import check_username
from workflow_app.text import search_key

NAME, USERNAME, OFFICE, ROLE, POSITION, EMAIL = (
    "ชื่อ-สกุล", "ชื่อผู้ใช้", "หน่วยงาน", "บทบาท", "ตำแหน่ง", "อีเมล",
)  # fmt: skip
HEADINGS = (NAME, USERNAME, OFFICE, ROLE)
OPTIONAL = (POSITION, EMAIL)


@dataclass(frozen=True)
class PersonRow:
    """A row of the sheet as typed; ``number`` is its number there."""

    number: int
    name: str
    username: str
    office: str
    role: str
    position: str = ""
    email: str = ""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with a row: its number, the column, and what to do."""

    number: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Plan:
    """A row that may come in."""

    row: PersonRow
    username: str
    office: Office
    role: Role


@dataclass(frozen=True)
class Slip:
    """What is printed and handed to one person, once: the first password and what the account is for."""

    name: str
    username: str
    secret: str
    seats: tuple[str, ...]


def rows_from_sheet(rows: Sequence[SheetRow]) -> list[PersonRow]:
    """The rows of a sheet that was read under HEADINGS and OPTIONAL."""
    return [
        PersonRow(
            number=row.number,
            name=row.text(NAME),
            username=row.text(USERNAME),
            office=row.text(OFFICE),
            role=row.text(ROLE),
            position=row.text(POSITION),
            email=row.text(EMAIL),
        )
        for row in rows
    ]


def check_people(
    session: Session, actor: Actor, rows: Sequence[PersonRow]
) -> tuple[list[Plan], list[RowProblem]]:
    """What each row would do, and everything that is wrong, in the order of the rows.

    Offices are those that the administrator staffs. A user name may stand in several rows of the same person:
    each is a posting. One that has an account already is a problem.
    """
    offices = _by_name([office for office in offices_of(session, actor) if may_staff(actor, office)])
    taken = _taken(session, rows)
    plans, problems, names = [], [], dict[str, str]()
    for row in rows:
        found = _problems_of(row, offices, taken, names)
        problems.extend(found)
        if not found:
            plans.append(_plan(row, offices))
    return plans, problems + _doubles(plans)


def import_people(session: Session, actor: Actor, rows: Sequence[PersonRow]) -> list[Slip]:
    """Make the accounts and postings of all rows; one slip per person, in the order of the rows.

    :raises Invalid: a row is not right (any more); nothing was made then.
    """
    plans, problems = check_people(session, actor, rows)
    if problems:
        raise Invalid({f"แถว {one.number}": one.sentence for one in problems}, "มีแถวที่ยังไม่ถูกต้อง")
    people: dict[str, tuple[Person, str, list[str]]] = {}
    for plan in plans:
        person, _, seats = _person_of(session, actor, plan, people)
        give_posting(session, actor, person, office=plan.office, role=plan.role, position=plan.row.position)
        seats.append(f"{plan.role.label} {plan.office.name}")
    return [
        Slip(person.name, person.username, secret, tuple(seats)) for person, secret, seats in people.values()
    ]


def _person_of(
    session: Session, actor: Actor, plan: Plan, people: dict[str, tuple[Person, str, list[str]]]
) -> tuple[Person, str, list[str]]:
    if plan.username not in people:
        person, secret = create_person(
            session,
            actor,
            username=plan.username,
            name=plan.row.name,
            email=plan.row.email,
            chain_id=chain_of(plan.office),
        )
        people[plan.username] = (person, secret, [])
    return people[plan.username]


def _problems_of(
    row: PersonRow, offices: dict[str, list[Office]], taken: set[str], names: dict[str, str]
) -> list[RowProblem]:
    found = [RowProblem(row.number, NAME, "ยังไม่ได้กรอก")] if not row.name else []
    found += _username_problems(row, taken, names)
    found += _seat_problems(row, offices)
    lengths = ((NAME, row.name), (POSITION, row.position), (EMAIL, row.email))
    found += [
        RowProblem(row.number, column, "ยาวเกิน 200 ตัวอักษร") for column, text in lengths if len(text) > 200
    ]
    if row.email and "@" not in row.email:
        found.append(RowProblem(row.number, EMAIL, f"“{row.email}” ไม่ใช่ที่อยู่อีเมล"))
    return found


def _username_problems(row: PersonRow, taken: set[str], names: dict[str, str]) -> list[RowProblem]:
    try:
        username = check_username(row.username)
    except Invalid as invalid:
        return [RowProblem(row.number, USERNAME, f"“{row.username}” ใช้ไม่ได้: {invalid.fields['username']}")]
    if username in taken:
        return [RowProblem(row.number, USERNAME, f"มีผู้ใช้ชื่อ {username} แล้ว เพิ่มหน้าที่ที่หน้าของผู้ใช้นั้น")]
    if names.setdefault(username, row.name) != row.name:
        return [RowProblem(row.number, USERNAME, f"{username} เป็นของ {names[username]} ในแถวก่อนหน้า")]
    return []


def _seat_problems(row: PersonRow, offices: dict[str, list[Office]]) -> list[RowProblem]:
    role = role_named(row.role)
    found = []
    if role is None:
        found.append(RowProblem(row.number, ROLE, f"ไม่มีบทบาท “{row.role}” ดูรายชื่อในแฟ้มตัวอย่าง"))
    named = offices.get(search_key(row.office), [])
    if len(named) != 1:
        said = f"มีหน่วยงานชื่อ “{row.office}” มากกว่าหนึ่ง" if named else f"ไม่มีหน่วยงาน “{row.office}” ในจังหวัด"
        return [*found, RowProblem(row.number, OFFICE, said)]
    if not named[0].uses_system:
        found.append(RowProblem(row.number, OFFICE, f"{named[0].name} ยังไม่ใช้ระบบ เปิดให้หน่วยงานใช้ระบบก่อน"))
    if role is not None and not fits(role, named[0].kind):
        found.append(RowProblem(row.number, ROLE, f"{named[0].kind.label}ไม่มีบทบาท {role.label}"))
    return found


def _plan(row: PersonRow, offices: dict[str, list[Office]]) -> Plan:
    role = role_named(row.role)
    assert role is not None
    return Plan(row, check_username(row.username), offices[search_key(row.office)][0], role)


def _doubles(plans: Sequence[Plan]) -> list[RowProblem]:
    """Rows that give one person the same posting again."""
    seen: dict[tuple[str, int, Role], int] = {}
    found = []
    for plan in plans:
        key = (plan.username, plan.office.id, plan.role)
        if key in seen:
            found.append(RowProblem(plan.row.number, ROLE, f"ซ้ำกับแถว {seen[key]}"))
        seen.setdefault(key, plan.row.number)
    return found


def _taken(session: Session, rows: Sequence[PersonRow]) -> set[str]:
    wanted = {row.username.strip().lower() for row in rows}
    return {name for name in session.scalars(select(Person.username)) if name in wanted}


def _by_name(offices: Sequence[Office]) -> dict[str, list[Office]]:
    found: dict[str, list[Office]] = {}
    for office in offices:
        found.setdefault(search_key(office.name), []).append(office)
    return found

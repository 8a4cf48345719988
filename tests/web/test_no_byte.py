"""What somebody may not see stands in no byte that they get: every page, file, export and step form is read raw.

Marks are planted in records whose readers are written down here by hand; then everybody opens every address with
every record's id, and each answer (headers too, documents unpacked) is searched for the marks of others.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.year import Year, after, year_scenes
from workflow_app import clock
from workflow_app.demo import cast
from workflow_app.history.record import record
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, LetterCheck, Recipient
from workflow_app.meetings.models import Meeting
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.models import Person
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.rules import Role
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.reports.models import Evidence, EvidenceKind, Report
from workflow_app.states.registry import KINDS
from workflow_app.states.tables import CURRENT, TABLES
from workflow_app.states.vocabulary import IndicatorState, LetterState, RecipientState, ReportState

__all__ = ["after", "year_scenes"]

ARGUMENT = re.compile("<(?:[a-z]+:)?([a-z_]+)>")
#: Addresses that are the same for everybody, or that end the session.
SAME_FOR_ALL = ("static", "bootstrap.static", "home.font", "steps.take")
READERS = (
    "owner", "secretary", "registrar", "checker", "governor", "administrator", "center.officer",
    "health.officer", "health.head", "tourism.officer", "district.mueang", "district.naklang", "opdc.officer",
    "sk.owner", "sk.registrar", "sk.tourism.officer",
)  # fmt: skip
PROVINCE = frozenset({"owner", "secretary"})
HEALTH = frozenset({"health.officer", "health.head"})
TOURISM = frozenset({"tourism.officer"})
MAKERS = frozenset({"owner", "secretary", "registrar", "checker", "center.officer"})
#: Each mark with those who may read it. The rest must never meet it.
MAY_READ = {
    "MarkSheetOfHealth": PROVINCE | HEALTH | {"opdc.officer"},
    "MarkSheetOfTourism": PROVINCE | TOURISM | {"opdc.officer"},
    "MarkNameOfHealth": PROVINCE | HEALTH | {"opdc.officer"},
    "MarkDraftOfTourism": PROVINCE | TOURISM,
    "MarkJustSent": PROVINCE | TOURISM | {"opdc.officer"},
    "MarkReturnInTheProvince": PROVINCE | HEALTH,
    "MarkResultOfHealth": PROVINCE | HEALTH,
    "MarkEvidenceOfHealth": PROVINCE | HEALTH,
    "MarkReportReturned": PROVINCE | HEALTH,
    "MarkLetterNotSent": MAKERS,
    "MarkNoteOnUnsent": MAKERS,
    "MarkNoteOfChecker": MAKERS | {"governor"},
    "MarkNoteInHistory": MAKERS | {"governor"},
    "MarkOfNaklang": MAKERS | {"governor", "district.naklang"},
    "MarkCameIn": frozenset({"owner", "registrar"}),
    "MarkOfTheOtherProvince": frozenset({"sk.owner", "sk.registrar"}),
}
#: More indicators of the tourism office, on their way.
UNDER_WAY = (("MarkDraftOfTourism", IndicatorState.PROPOSED), ("MarkJustSent", IndicatorState.SUBMITTED))


@pytest.fixture
def planted(after: Callable[[str], Year]) -> Year:
    """The year with its reports open and a letter in the making, a mark in each text of ``MAY_READ``."""
    year = after("targets_letter")
    with year.database.transaction() as session:
        _add_opdc_officer(session)
        _plant_year(session, year.ids)
        _plant_letters(session, year.ids)
        _plant_books(session)
    return year


@pytest.mark.requirement("R20")
@pytest.mark.requirement("R22")
@pytest.mark.case("B60")
def test_nobody_reads_a_byte_of_what_is_not_theirs(planted: Year) -> None:
    addresses = list(_addresses(planted))
    found: dict[str, set[str]] = {mark: set() for mark in MAY_READ}
    leaks = []
    for reader in READERS:
        browser = planted.browser(reader)
        for address in addresses:
            answer = browser.open(address)
            assert answer.status_code < 500, (reader, address)
            raw = _raw(answer)
            for mark in (mark for mark in MAY_READ if mark in raw):
                found[mark].add(reader)
                if reader not in MAY_READ[mark]:
                    leaks.append(f"{reader} reads {mark} at {address}")
    assert leaks == []
    assert [mark for mark, readers in found.items() if not readers] == []  # each is shown to somebody


@pytest.mark.requirement("R22")
def test_a_second_posting_shows_nothing_of_what_passes_by_under_the_first(planted: Year) -> None:
    with planted.database.transaction() as session:
        person = session.get_one(Person, planted.ids["person.checker"])
        district = session.get_one(Office, planted.ids["office.อำเภอเมืองหนองบัวลำภู"])
        second = give_posting(session, None, person, office=district, role=Role.DISTRICT_OFFICER).id
        letters = _letters(session, planted.ids)
    browser = planted.browser("checker")
    marks = ("MarkLetterNotSent", "MarkNoteOnUnsent", "MarkNoteOfChecker", "MarkNoteInHistory")
    pages = [f"/letters/{one}{file}" for one in letters for file in ("", "/print.docx", "/letter.docx")]
    for posting, read in ((planted.stage.postings["checker"], set(marks)), (second, set())):
        assert browser.send("/postings", {"posting": str(posting)}).status_code == 303
        raw = "".join(_raw(browser.open(page)) for page in ("/inbox", "/letters", *pages))
        assert {mark for mark in marks if mark in raw} == read


def _raw(answer: Any) -> str:
    """Headers and body as text; what is packed in a document is unpacked."""
    body = answer.get_data()
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    return unquote(str(answer.headers)) + body.decode("utf-8", "replace")


def _addresses(year: Year) -> Iterator[str]:
    """Every address that is opened by GET, with the ids of what was planted and of its neighbours."""
    with year.database.reading() as session:
        ids = _ids(session, year.ids)
    for rule in year.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in SAME_FOR_ALL:
            continue
        names = ARGUMENT.findall(rule.rule)
        for values in product(*(ids[name] for name in names)):
            chosen = dict(zip(names, values, strict=True))
            yield ARGUMENT.sub(lambda match, chosen=chosen: str(chosen[match.group(1)]), rule.rule)
    yield from (
        "/letters?view=waiting",
        "/letters?view=made&state=draft",
        "/people?q=Mark",
        "/jobs?status=done",
    )
    with year.database.reading() as session:
        yield from _step_forms(session, ids)


def _step_forms(session: Session, ids: dict[str, list[int]]) -> Iterator[str]:
    """The form of every step that starts in the present state of a record."""
    for kind, steps in TABLES[CURRENT].items():
        model = KINDS[kind].model
        for row in session.scalars(select(model).where(model.id.in_(ids[f"{kind}_id"]))):
            actions = dict.fromkeys(step.action for step in steps if step.source == row.state)
            yield from (f"/steps/{kind}/{action}?ids={row.id}" for action in actions)


def _ids(session: Session, named: dict[str, int]) -> dict[str, list[int]]:
    """By the names that addresses have for them: the planted ones and some that are near."""
    unsent, sent = _letters(session, named)
    under_way = session.scalars(
        select(Indicator.id).where(Indicator.name.in_([name for name, _ in UNDER_WAY]))
    )
    report = _report_of(session, named["births"])
    near = select(Recipient.id).where(
        Recipient.letter_id.in_([unsent, sent]),
        Recipient.name.in_(["นายอำเภอนากลาง", "นายอำเภอเมืองหนองบัวลำภู"]),
    )
    came = select(RegisterEntry.id).where(RegisterEntry.subject.startswith("Mark"))
    return {
        "indicator_id": [named["births"], named["tourism"], *under_way],
        "report_id": [report.id],
        "evidence_id": list(session.scalars(select(Evidence.id).where(Evidence.report_id == report.id))),
        "letter_id": [unsent, sent],
        "recipient_id": list(session.scalars(near)),
        "enclosure_id": [1],
        "meeting_id": list(session.scalars(select(Meeting.id))),
        "cycle_id": [named["cycle"]],
        "book_id": list(session.scalars(select(Book.id).where(Book.year == 2565))),
        "entry_id": list(session.scalars(came)),
        "office_id": [named["office.health"]],
        "person_id": [named["person.health.officer"]],
        "posting_id": [1],
        "job_id": [1],
    }


def _letters(session: Session, named: dict[str, int]) -> list[int]:
    """The letter in the making and the one that was sent."""
    unsent = session.scalars(select(Letter.id).where(Letter.subject == "MarkLetterNotSent")).one()
    return [unsent, named["letter.targets"]]


def _add_opdc_officer(session: Session) -> None:
    office = session.scalars(select(Office).where(Office.kind == OfficeKind.OPDC)).one()
    office.uses_system = True
    person, _ = create_person(
        session,
        None,
        username="opdc.officer",
        name="นายวิเคราะห์ ตรวจงาน",
        password=cast.PASSWORD,
        chain_id=office.id,
    )
    give_posting(session, None, person, office=office, role=Role.OPDC_OFFICER)


def _plant_year(session: Session, ids: dict[str, int]) -> None:
    births, tourism = (session.get_one(Indicator, ids[key]) for key in ("births", "tourism"))
    births.name = "MarkNameOfHealth"
    births.definition, tourism.definition = "MarkSheetOfHealth", "MarkSheetOfTourism"
    for no, (name, state) in enumerate(UNDER_WAY, 8):
        session.add(
            Indicator(
                cycle_id=births.cycle_id, province_id=births.province_id, component_no=1, no=str(no), name=name,
                unit="ร้อยละ", responsible_office_id=tourism.responsible_office_id, state=state,
            )
        )  # fmt: skip
    _note(
        session,
        births.province_id,
        "indicator",
        births.id,
        "MarkReturnInTheProvince",
        "province_review",
        "drafting",
    )
    report = _report_of(session, births.id)
    report.narrative, report.state = "MarkResultOfHealth", ReportState.RETURNED
    session.add(
        Evidence(
            report_id=report.id,
            kind=EvidenceKind.SYSTEM,
            name="MarkEvidenceOfHealth",
            what="HDC",
            seen_on=clock.today(),
        )
    )
    _note(session, births.province_id, "report", report.id, "MarkReportReturned", "entered", "returned")


def _plant_letters(session: Session, ids: dict[str, int]) -> None:
    sent = session.get_one(Letter, ids["letter.targets"])
    _checks(session, sent.id)[0].note = "MarkNoteOfChecker"
    _note(session, sent.province_id, "letter", sent.id, "MarkNoteInHistory", "checking", "checking")
    received = session.scalars(select(Recipient).where(Recipient.letter_id == sent.id)).all()
    next(one for one in received if one.name == "นายอำเภอนากลาง").own_number = "MarkOfNaklang"
    unsent = Letter(
        kind="targets", province_id=sent.province_id, drafter_office_id=sent.drafter_office_id,
        issuer_office_id=sent.issuer_office_id, register_office_id=sent.register_office_id,
        drafted_by_id=sent.drafted_by_id, subject="MarkLetterNotSent", state=LetterState.CHECKING,
        content={**sent.content, "subject": "MarkLetterNotSent"}, circular=True, cycle_id=sent.cycle_id,
        waiting_person_id=ids["person.checker"],
    )  # fmt: skip
    session.add(unsent)
    session.flush()
    session.add(
        LetterCheck(letter_id=unsent.id, position=1, person_id=ids["person.checker"], note="MarkNoteOnUnsent")
    )
    for one in received:
        session.add(
            Recipient(
                letter_id=unsent.id, office_id=one.office_id, sender_office_id=one.sender_office_id,
                province_id=one.province_id, name=one.name, state=RecipientState.WAITING,
            )
        )  # fmt: skip


def _plant_books(session: Session) -> None:
    offices = dict(session.execute(select(Office.name, Office.id)).all())
    for name, mark in ((cast.PLAYED.center, "MarkCameIn"), (cast.PRACTICE.center, "MarkOfTheOtherProvince")):
        query = select(Book).where(
            Book.office_id == offices[name], Book.kind == "incoming", Book.year == 2565
        )
        book = session.scalars(query).one()
        with_scan = session.scalars(
            select(RegisterEntry.scan_file_id).where(RegisterEntry.scan_file_id.is_not(None))
        )
        session.add(
            RegisterEntry(
                book_id=book.id, running=900, number="นร 1202/900", dated=clock.today(), subject=mark, sender="ผู้ส่ง",
                scan_file_id=with_scan.first(), registered_at=clock.now(), registered_by="นายทะเบียน",
            )
        )  # fmt: skip


def _report_of(session: Session, indicator_id: int) -> Report:
    return session.scalars(select(Report).where(Report.indicator_id == indicator_id)).one()


def _checks(session: Session, letter_id: int) -> list[LetterCheck]:
    query = select(LetterCheck).where(LetterCheck.letter_id == letter_id).order_by(LetterCheck.position)
    return list(session.scalars(query))


def _note(
    session: Session, chain_id: int, kind: str, record_id: int, comment: str, came: str, went: str
) -> None:
    record(
        session, chain_id=chain_id, actor=None, kind=kind, record_id=record_id, record_name="", action="return",
        label="ส่งคืน", comment=comment, from_state=came, to_state=went,
    )  # fmt: skip

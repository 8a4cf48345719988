"""Rows of recipients, meetings, reports and cycles into facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.db import pairs
from workflow_app.history.models import Event
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, Recipient
from workflow_app.meetings.models import Meeting
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Scope
from workflow_app.reports.models import Evidence, Report
from workflow_app.states.facts.cycle import CycleFacts
from workflow_app.states.facts.meeting import MeetingFacts
from workflow_app.states.facts.recipient import RecipientFacts
from workflow_app.states.facts.report import ReportFacts
from workflow_app.states.gather.common import Queries, gathered, of_row, scopes
from workflow_app.states.vocabulary import END_STATES, STANDING_BY, IndicatorState, LetterState, ReportState
from workflow_app.years.models import Cycle

LETTER_ENDS = (LetterState.COMPLETED, LetterState.VOIDED)


def gather_recipients(
    session: Session, rows: Sequence[Recipient], actor: Actor, wanted: Collection[str] | None = None
) -> dict[int, RecipientFacts]:
    """Facts of recipients, by id."""
    found = gathered(OF_RECIPIENTS, session, rows, actor, wanted)
    registers = _register_offices(session, {row.letter_id for row in rows})
    now = clock.now()
    return {
        row.id: RecipientFacts(
            row.id,
            row.name,
            row.state,
            row.version,
            actor,
            scopes(actor, {**recipient_columns(row), Scope.REGISTER: registers.get(row.letter_id)}),
            now,
            **of_row(found, row.id),
        )
        for row in rows
    }


def recipient_columns(row: Recipient) -> dict[Scope, int | None]:
    """The columns that say whose a recipient's row is."""
    return {
        Scope.RECIPIENT: row.office_id,
        Scope.DRAFTER: row.sender_office_id,
        Scope.PROVINCE: row.province_id,
    }


def gather_meetings(
    session: Session, rows: Sequence[Meeting], actor: Actor, wanted: Collection[str] | None = None
) -> dict[int, MeetingFacts]:
    """Facts of meetings, by id: the row itself says all of them."""
    now = clock.now()
    return {
        row.id: MeetingFacts(
            row.id,
            row.title,
            row.state,
            row.version,
            actor,
            scopes(actor, province_column(row)),
            now,
            starts_at=row.starts_at,
        )
        for row in rows
    }


def province_column(row: Meeting | Cycle) -> dict[Scope, int | None]:
    """Meetings and cycles belong to a province and to nothing smaller."""
    return {Scope.PROVINCE: row.province_id}


def gather_reports(
    session: Session, rows: Sequence[Report], actor: Actor, wanted: Collection[str] | None = None
) -> dict[int, ReportFacts]:
    """Facts of reports, by id."""
    found = gathered(OF_REPORTS, session, rows, actor, wanted)
    names = pairs(session, _names({row.indicator_id for row in rows}))
    now = clock.now()
    return {
        row.id: ReportFacts(
            row.id,
            f"{names[row.indicator_id]} รอบ {row.months} เดือน",
            row.state,
            row.version,
            actor,
            scopes(actor, report_columns(row)),
            now,
            months=row.months,
            has_result=row.result is not None,
            has_narrative=bool(row.narrative.strip()),
            **of_row(found, row.id),
        )
        for row in rows
    }


def report_columns(row: Report) -> dict[Scope, int | None]:
    """The columns that say whose a report is."""
    return {Scope.RESPONSIBLE: row.responsible_office_id, Scope.PROVINCE: row.province_id}


def gather_cycles(
    session: Session, rows: Sequence[Cycle], actor: Actor, wanted: Collection[str] | None = None
) -> dict[int, CycleFacts]:
    """Facts of cycles, by id."""
    found = gathered(OF_CYCLES, session, rows, actor, wanted)
    names = pairs(session, _province_names({row.province_id for row in rows}))
    now = clock.now()
    return {
        row.id: CycleFacts(
            row.id,
            f"{names[row.province_id]} ปีงบประมาณ พ.ศ. {row.fiscal_year}",
            row.state,
            row.version,
            actor,
            scopes(actor, province_column(row)),
            now,
            **of_row(found, row.id),
        )
        for row in rows
    }


def _inside(session: Session, rows: Sequence[Recipient], _actor: Actor) -> dict[int, bool]:
    """Whether each recipient's office has accounts here."""
    offices = {row.office_id for row in rows if row.office_id is not None}
    inside = set(session.scalars(select(Office.id).where(Office.id.in_(offices), Office.uses_system)))
    return {row.id: row.office_id in inside for row in rows}


def _register_offices(session: Session, letters: set[int]) -> dict[int, int]:
    query = select(Letter.id, Letter.register_office_id).where(Letter.id.in_(letters))
    return pairs(session, query)


def _evidence(session: Session, rows: Sequence[Report], _actor: Actor) -> dict[int, int]:
    query = select(Evidence.report_id, func.count()).where(Evidence.report_id.in_([row.id for row in rows]))
    counts = pairs(session, query.group_by(Evidence.report_id))
    return {row.id: counts.get(row.id, 0) for row in rows}


def _names(ids: set[int]) -> Select[int, str]:
    return select(Indicator.id, Indicator.name).where(Indicator.id.in_(ids))


def _earlier_open(session: Session, rows: Sequence[Report], _actor: Actor) -> dict[int, tuple[int, ...]]:
    query = select(Report.indicator_id, Report.months).where(
        Report.indicator_id.in_({row.indicator_id for row in rows}), Report.state != ReportState.ACCEPTED
    )
    found: dict[int, list[int]] = defaultdict(list)
    for leaf, months in session.execute(query.order_by(Report.months)):
        found[leaf].append(months)
    return {
        row.id: tuple(months for months in found[row.indicator_id] if months < row.months) for row in rows
    }


def _entered_by_actor(session: Session, rows: Sequence[Report], actor: Actor) -> dict[int, bool]:
    """Whether the person sent each report to be checked last: nobody checks what they entered themselves."""
    query = select(Event.record_id, Event.person_id).where(
        Event.kind == "report", Event.record_id.in_([row.id for row in rows]), Event.action == "enter"
    )
    writers = pairs(session, query.order_by(Event.id))
    return {row.id: writers.get(row.id) == actor.person_id for row in rows}


def _province_names(ids: set[int]) -> Select[int, str]:
    return select(Office.id, Office.name).where(Office.id.in_(ids))


def _still_open(session: Session, rows: Sequence[Cycle], _actor: Actor) -> dict[int, tuple[str, ...]]:
    return _open_indicators(session, rows)


def _open_primaries(session: Session, rows: Sequence[Cycle], _actor: Actor) -> dict[int, tuple[str, ...]]:
    return _open_indicators(session, rows, Indicator.state.not_in(STANDING_BY))


def _open_indicators(
    session: Session, rows: Sequence[Cycle], *conditions: ColumnElement[bool]
) -> dict[int, tuple[str, ...]]:
    query = select(Indicator).where(
        Indicator.cycle_id.in_([row.id for row in rows]),
        Indicator.parent_id.is_(None),
        Indicator.state.not_in((*END_STATES, IndicatorState.NEW)),  # what nobody proposed holds up no year
        *conditions,
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(query.order_by(Indicator.component_no, Indicator.no)):
        found[row.cycle_id].append(f"{row.name} ({row.state.label})")
    return {row.id: tuple(found[row.id]) for row in rows}


def _open_letters(session: Session, rows: Sequence[Cycle], _actor: Actor) -> dict[int, tuple[str, ...]]:
    query = select(Letter.cycle_id, Letter.subject, Letter.state).where(
        Letter.cycle_id.in_([row.id for row in rows]),
        Letter.state.not_in((*LETTER_ENDS, LetterState.DISPATCHED)),
    )
    found: dict[int, list[str]] = defaultdict(list)
    for cycle, subject, state in session.execute(query):
        found[cycle or 0].append(f"{subject} ({state.label})")
    return {row.id: tuple(found[row.id]) for row in rows}


#: The query behind each gathered fact.
OF_RECIPIENTS: Queries[Recipient] = {"office_uses_system": _inside}
OF_REPORTS: Queries[Report] = {
    "evidence_count": _evidence,
    "earlier_open": _earlier_open,
    "entered_by_actor": _entered_by_actor,
}
OF_CYCLES: Queries[Cycle] = {
    "still_open": _still_open,
    "still_open_primaries": _open_primaries,
    "open_letters": _open_letters,
}

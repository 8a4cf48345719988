"""Rows of recipients, meetings, reports and cycles into facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.db import pairs
from workflow_app.history.models import Event
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, Recipient
from workflow_app.meetings.models import Meeting, Resolution
from workflow_app.offices.models import Office
from workflow_app.people.rules import Actor, Scope
from workflow_app.reports.models import Evidence, Report
from workflow_app.states.facts.cycle import CycleFacts
from workflow_app.states.facts.meeting import MeetingFacts
from workflow_app.states.facts.recipient import RecipientFacts
from workflow_app.states.facts.report import ReportFacts
from workflow_app.states.gather.common import scopes
from workflow_app.states.vocabulary import END_STATES, STANDING_BY, LetterState, ReportState
from workflow_app.years.models import Cycle

LETTER_ENDS = (LetterState.COMPLETED, LetterState.VOIDED)


def gather_recipients(session: Session, rows: Sequence[Recipient], actor: Actor) -> dict[int, RecipientFacts]:
    """Facts of recipients, by id."""
    offices = {row.office_id for row in rows if row.office_id is not None}
    inside = set(session.scalars(select(Office.id).where(Office.id.in_(offices), Office.uses_system)))
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
            office_uses_system=row.office_id in inside,
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


def gather_meetings(session: Session, rows: Sequence[Meeting], actor: Actor) -> dict[int, MeetingFacts]:
    """Facts of meetings, by id."""
    counts = _counts(session, Resolution.meeting_id, [row.id for row in rows])
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
            resolutions=counts.get(row.id, 0),
        )
        for row in rows
    }


def province_column(row: Meeting | Cycle) -> dict[Scope, int | None]:
    """Meetings and cycles belong to a province and to nothing smaller."""
    return {Scope.PROVINCE: row.province_id}


def gather_reports(session: Session, rows: Sequence[Report], actor: Actor) -> dict[int, ReportFacts]:
    """Facts of reports, by id."""
    ids = [row.id for row in rows]
    leaves = {row.indicator_id for row in rows}
    evidence = _counts(session, Evidence.report_id, ids)
    names = pairs(session, _names(leaves))
    earlier = _unaccepted(session, leaves)
    writers = _last_writers(session, ids)
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
            evidence_count=evidence.get(row.id, 0),
            earlier_open=tuple(months for months in earlier[row.indicator_id] if months < row.months),
            entered_by_actor=writers.get(row.id) == actor.person_id,
        )
        for row in rows
    }


def report_columns(row: Report) -> dict[Scope, int | None]:
    """The columns that say whose a report is."""
    return {Scope.RESPONSIBLE: row.responsible_office_id, Scope.PROVINCE: row.province_id}


def gather_cycles(session: Session, rows: Sequence[Cycle], actor: Actor) -> dict[int, CycleFacts]:
    """Facts of cycles, by id."""
    ids = [row.id for row in rows]
    names = _province_names(session, {row.province_id for row in rows})
    open_rows = _open_indicators(session, ids)
    letters = _open_letters(session, ids)
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
            still_open=tuple(_described(item) for item in open_rows[row.id]),
            still_open_primaries=tuple(
                _described(i) for i in open_rows[row.id] if i.state not in STANDING_BY
            ),
            open_letters=tuple(letters[row.id]),
        )
        for row in rows
    }


def _described(row: Indicator) -> str:
    return f"{row.name} ({row.state.label})"


def _register_offices(session: Session, letters: set[int]) -> dict[int, int]:
    query = select(Letter.id, Letter.register_office_id).where(Letter.id.in_(letters))
    return pairs(session, query)


def _counts(session: Session, column: object, ids: Sequence[int]) -> dict[int, int]:
    query = select(column, func.count()).where(column.in_(ids)).group_by(column)  # type: ignore[attr-defined,call-overload]
    return pairs(session, query)


def _names(ids: set[int]) -> Select[int, str]:
    return select(Indicator.id, Indicator.name).where(Indicator.id.in_(ids))


def _unaccepted(session: Session, leaves: set[int]) -> dict[int, list[int]]:
    query = select(Report.indicator_id, Report.months).where(
        Report.indicator_id.in_(leaves), Report.state != ReportState.ACCEPTED
    )
    found: dict[int, list[int]] = defaultdict(list)
    for leaf, months in session.execute(query.order_by(Report.months)):
        found[leaf].append(months)
    return found


def _last_writers(session: Session, ids: Sequence[int]) -> dict[int, int | None]:
    """Who sent each report to be checked last: nobody checks what they entered themselves."""
    query = select(Event.record_id, Event.person_id).where(
        Event.kind == "report", Event.record_id.in_(ids), Event.action == "enter"
    )
    return pairs(session, query.order_by(Event.id))


def _province_names(session: Session, ids: set[int]) -> dict[int, str]:
    return pairs(session, select(Office.id, Office.name).where(Office.id.in_(ids)))


def _open_indicators(session: Session, cycles: Sequence[int]) -> dict[int, list[Indicator]]:
    query = select(Indicator).where(
        Indicator.cycle_id.in_(cycles), Indicator.parent_id.is_(None), Indicator.state.not_in(END_STATES)
    )
    found: dict[int, list[Indicator]] = defaultdict(list)
    for row in session.scalars(query.order_by(Indicator.component_no, Indicator.no)):
        found[row.cycle_id].append(row)
    return found


def _open_letters(session: Session, cycles: Sequence[int]) -> dict[int, list[str]]:
    query = select(Letter.cycle_id, Letter.subject, Letter.state).where(
        Letter.cycle_id.in_(cycles), Letter.state.not_in((*LETTER_ENDS, LetterState.DISPATCHED))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for cycle, subject, state in session.execute(query):
        found[cycle or 0].append(f"{subject} ({state.label})")
    return found

"""Consequences of an indicator's steps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from workflow_app import clock
from workflow_app.indicators.models import Indicator, IndicatorVersion
from workflow_app.indicators.snapshot import details_of
from workflow_app.letters import operations as letters
from workflow_app.letters.models import Letter, LetterSubject
from workflow_app.reports.models import Report
from workflow_app.states.context import Context
from workflow_app.states.gather.indicator import leaves_of
from workflow_app.states.step import Follow
from workflow_app.states.vocabulary import LetterState
from workflow_app.years.models import Cycle, Framework


def become_primary(context: Context) -> list[Follow]:
    """A decision for 'selected' ends its standing by for another."""
    for row in context.rows:
        row.fallback_of_id = None
    return []


def become_fallback(context: Context) -> list[Follow]:
    """A fallback has no number and no weight until it takes over."""
    primary: Indicator = context.values["primary"]
    for row in context.rows:
        row.fallback_of_id, row.no, row.weight = primary.id, "", None
    return []


def give_up_number(context: Context) -> list[Follow]:
    """What is not selected frees its printed number."""
    for row in context.rows:
        row.no = ""
    return []


def leave_letters(context: Context) -> list[Follow]:
    """Out of every draft that would send it; the draft goes back to its writer, an empty one is voided."""
    session = context.session
    ids = [row.id for row in context.rows]
    query = (
        select(LetterSubject)
        .join(Letter, Letter.id == LetterSubject.letter_id)
        .where(
            LetterSubject.kind == context.kind,
            LetterSubject.record_id.in_(ids),
            Letter.state.in_((LetterState.DRAFT, LetterState.CHECKING)),
            Letter.sends_action != "",
        )
    )
    subjects = list(session.scalars(query))
    touched = sorted({subject.letter_id for subject in subjects})
    for subject in subjects:
        session.delete(subject)
    session.flush()  # the counts below must not see the rows that just left
    return [_after_leaving(context, letter_id) for letter_id in touched]


def _after_leaving(context: Context, letter_id: int) -> Follow:
    left = context.session.scalar(
        select(func.count()).select_from(LetterSubject).where(LetterSubject.letter_id == letter_id)
    )
    names = ", ".join(row.name for row in context.rows)
    if not left:
        return Follow("letter", (letter_id,), "void_empty", f"ไม่มีเรื่องเหลือ: {names}")
    letters.compose_again(context.session, letter_id)
    return Follow("letter", (letter_id,), "reopen", f"นำออกจากหนังสือ: {names}")


def open_drafts_submission(context: Context) -> list[Follow]:
    """One letter that will send all rows of this decision to ก.พ.ร."""
    cycle = context.session.get_one(Cycle, context.rows[0].cycle_id)
    return letters.open_draft(
        context.session,
        "drafts_submission",
        cycle=cycle,
        actor=context.actor,
        subjects=[("indicator", row.id) for row in context.rows],
    )


def enter_into_force(context: Context) -> list[Follow]:
    """The details as approved become a version that holds from today (or from ก.พ.ร.'s letter)."""
    entry = context.values.get("incoming")
    day = entry.dated if entry is not None else clock.today()
    leaves = leaves_of(context.session, context.rows)
    for row in context.rows:
        context.session.add(
            IndicatorVersion(
                indicator_id=row.id,
                number=_next_version(context, row),
                details=details_of(row, leaves[row.id]),
                effective_from=day,
                reason=context.comment or context.step.label,
                made_at=clock.now(),
            )
        )
    return []


def _next_version(context: Context, row: Any) -> int:
    query = select(func.coalesce(func.max(IndicatorVersion.number), 0)).where(
        IndicatorVersion.indicator_id == row.id
    )
    return int(context.session.scalar(query) or 0) + 1


def open_reports(context: Context) -> list[Follow]:
    """A report for each leaf and reporting round of the year; those that exist already stay."""
    session = context.session
    leaves = [leaf for group in leaves_of(session, context.rows).values() for leaf in group]
    rounds = session.get_one(
        Framework, session.get_one(Cycle, context.rows[0].cycle_id).framework_id
    ).reporting_rounds
    known = set(
        session.execute(
            select(Report.indicator_id, Report.months).where(
                Report.indicator_id.in_([leaf.id for leaf in leaves])
            )
        )
    )
    fresh = [
        Report(
            indicator_id=leaf.id,
            province_id=leaf.province_id,
            responsible_office_id=leaf.responsible_office_id,
            months=months,
        )
        for leaf in leaves
        for months in rounds
        if (leaf.id, months) not in known
    ]
    session.add_all(fresh)
    session.flush()  # the consequence names them by id
    return [Follow("report", tuple(report.id for report in fresh), "open")] if fresh else []

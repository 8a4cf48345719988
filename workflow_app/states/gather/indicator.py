"""Rows of indicators into facts: a constant number of queries for any number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.db import pairs
from workflow_app.indicators import rules
from workflow_app.indicators.models import Baseline, Indicator
from workflow_app.letters.models import Letter, LetterSubject
from workflow_app.meetings.models import Meeting
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.rules import Actor, Scope
from workflow_app.reports.models import Report
from workflow_app.scoring.models import Score, ScoredBy
from workflow_app.scoring.weights import weight_findings
from workflow_app.states.facts.indicator import IndicatorFacts, SheetFacts
from workflow_app.states.gather.common import Queries, gathered, of_row, scopes
from workflow_app.states.vocabulary import STANDING_BY, CycleState, LetterState, MeetingState, ReportState
from workflow_app.years.models import Cycle, Framework
from workflow_app.years.sheet import components

LOCKING = (LetterState.FOR_SIGNATURE, LetterState.SIGNED, LetterState.NUMBERED)


def gather(
    session: Session, rows: Sequence[Indicator], actor: Actor, wanted: Collection[str] | None = None
) -> dict[int, IndicatorFacts]:
    """Facts of each row, by id, as ``actor`` meets them now; ``wanted``: gathered facts by name, None = all."""
    found = gathered(QUERIES, session, rows, actor, wanted)
    now = clock.now()
    return {
        row.id: IndicatorFacts(
            id=row.id,
            name=row.name,
            state=row.state,
            version=row.version,
            actor=actor,
            scopes=scopes(actor, columns(row)),
            now=now,
            has_ability=bool(row.ability.strip()),
            has_name_and_unit=bool(row.name.strip() and row.unit.strip()),
            top_level=row.parent_id is None,
            is_fallback=row.fallback_of_id is not None,
            compulsory=row.compulsory,
            **of_row(found, row.id),
        )
        for row in rows
    }


def columns(row: Indicator) -> dict[Scope, int | None]:
    """The columns that say whose an indicator is."""
    return {
        Scope.RESPONSIBLE: row.responsible_office_id,
        Scope.PROVINCE: row.province_id,
        Scope.HOST: row.host_office_id,
    }


def leaves_of(session: Session, rows: Iterable[Indicator]) -> dict[int, list[Indicator]]:
    """The children of each row in printed order, or the row itself where it has none."""
    rows = list(rows)
    found: dict[int, list[Indicator]] = defaultdict(list)
    query = (
        select(Indicator)
        .where(Indicator.parent_id.in_([row.id for row in rows]))
        .order_by(Indicator.no, Indicator.id)
    )
    for child in session.scalars(query):
        if child.parent_id is not None:
            found[child.parent_id].append(child)
    return {row.id: found.get(row.id) or [row] for row in rows}


def opdc_uses_system(session: Session) -> bool:
    """True where ก.พ.ร. has accounts here; False in the usual installation of one province."""
    return bool(session.scalar(select(Office.uses_system).where(Office.kind == OfficeKind.OPDC).limit(1)))


def _sheets(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, tuple[SheetFacts, ...]]:
    leaves = leaves_of(session, rows)
    return {row.id: tuple(_sheet(row, leaf) for leaf in leaves[row.id]) for row in rows}


def _sheet(row: Indicator, leaf: Indicator) -> SheetFacts:
    details = {name: getattr(leaf, name) for name in rules.SHEET_FIELDS}
    return SheetFacts(_called(leaf), rules.missing(details, fallback=row.state in STANDING_BY))


def _called(leaf: Indicator) -> str:
    return " ".join(part for part in (leaf.no, leaf.name) if part)


def _unreported(
    session: Session, rows: Sequence[Indicator], _actor: Actor
) -> dict[int, tuple[tuple[str, int], ...]]:
    leaves = leaves_of(session, rows)
    query = select(Report.indicator_id, Report.months).where(
        Report.indicator_id.in_(_ids_of(leaves)), Report.state == ReportState.ACCEPTED
    )
    accepted = {(leaf, months) for leaf, months in session.execute(query)}
    frameworks = _frameworks(session, rows)
    return {
        row.id: tuple(
            (_called(leaf), months)
            for leaf in leaves[row.id]
            for months in frameworks[row.cycle_id].reporting_rounds
            if (leaf.id, months) not in accepted
        )
        for row in rows
    }


def _unscored(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, tuple[str, ...]]:
    leaves = leaves_of(session, rows)
    query = select(Score.indicator_id).where(
        Score.indicator_id.in_(_ids_of(leaves)), Score.scored_by == ScoredBy.EVALUATOR
    )
    scored = set(session.scalars(query))
    return {row.id: tuple(_called(leaf) for leaf in leaves[row.id] if leaf.id not in scored) for row in rows}


def _ids_of(leaves: Mapping[int, Sequence[Indicator]]) -> list[int]:
    return [leaf.id for group in leaves.values() for leaf in group]


def _baseline_years(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, int]:
    query = (
        select(Baseline.indicator_id, func.count())
        .where(Baseline.indicator_id.in_([row.id for row in rows]))
        .group_by(Baseline.indicator_id)
    )
    counts = pairs(session, query)
    return {row.id: counts.get(row.id, 0) for row in rows}


def _weight_findings(
    session: Session, rows: Sequence[Indicator], _actor: Actor
) -> dict[int, tuple[str, ...]]:
    """What is wrong with the active weights of each row's cycle."""
    frameworks = _frameworks(session, rows)
    findings = {
        cycle: weight_findings(components(session, cycle, framework))
        for cycle, framework in frameworks.items()
    }
    return {row.id: findings[row.cycle_id] for row in rows}


def _renormalises(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, bool]:
    frameworks = _frameworks(session, rows)
    return {row.id: frameworks[row.cycle_id].renormalises for row in rows}


def _frameworks(session: Session, rows: Sequence[Indicator]) -> dict[int, Framework]:
    """The framework of each cycle of the rows."""
    query = (
        select(Cycle.id, Framework)
        .join(Framework, Cycle.framework_id == Framework.id)
        .where(Cycle.id.in_({row.cycle_id for row in rows}))
    )
    return pairs(session, query)


def _locked(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, str | None]:
    """The letter on its way to signature and dispatch that names each row."""
    query = (
        select(LetterSubject.record_id, Letter.subject)
        .join(Letter, Letter.id == LetterSubject.letter_id)
        .where(
            LetterSubject.kind == "indicator",
            LetterSubject.record_id.in_([row.id for row in rows]),
            Letter.state.in_(LOCKING),
            Letter.sends_action != "",
        )
    )
    locking = pairs(session, query)
    return {row.id: locking.get(row.id) for row in rows}


def _meeting_held(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, bool]:
    query = select(Meeting.cycle_id).where(
        Meeting.cycle_id.in_({row.cycle_id for row in rows}),
        Meeting.state.in_((MeetingState.HELD, MeetingState.MINUTED)),
    )
    held = set(session.scalars(query))
    return {row.id: row.cycle_id in held for row in rows}


def _year_open(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, bool]:
    # A cycle takes its compulsory families in by the very step that opens it: its state is "open" by then.
    query = select(Cycle.id).where(
        Cycle.id.in_({row.cycle_id for row in rows}), Cycle.state == CycleState.OPEN
    )
    taking = set(session.scalars(query))
    return {row.id: row.cycle_id in taking for row in rows}


def _opdc_uses_system(session: Session, rows: Sequence[Indicator], _actor: Actor) -> dict[int, bool]:
    inside = opdc_uses_system(session)
    return {row.id: inside for row in rows}


#: The query behind each gathered fact.
QUERIES: Queries[Indicator] = {
    "sheets": _sheets,
    "unreported": _unreported,
    "unscored": _unscored,
    "baseline_years": _baseline_years,
    "weight_findings": _weight_findings,
    "renormalises": _renormalises,
    "meeting_held": _meeting_held,
    "year_open": _year_open,
    "opdc_uses_system": _opdc_uses_system,
    "locked_by_letter": _locked,
}

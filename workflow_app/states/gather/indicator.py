"""Rows of indicators into facts: a constant number of queries for any number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

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
from workflow_app.states.facts.indicator import IndicatorFacts, LeafFacts
from workflow_app.states.gather.common import scopes
from workflow_app.states.vocabulary import STANDING_BY, LetterState, MeetingState, ReportState
from workflow_app.years.models import Cycle, Framework
from workflow_app.years.sheet import components

LOCKING = (LetterState.FOR_SIGNATURE, LetterState.SIGNED, LetterState.NUMBERED)


def gather(session: Session, rows: Sequence[Indicator], actor: Actor) -> dict[int, IndicatorFacts]:
    """Facts of each row, by id, as ``actor`` meets them now."""
    ids = [row.id for row in rows]
    cycles = {row.cycle_id for row in rows}
    leaves = leaves_of(session, rows)
    leaf_ids = [leaf.id for group in leaves.values() for leaf in group]
    frameworks = _frameworks(session, cycles)
    findings = {cycle: _findings(session, cycle, frameworks[cycle]) for cycle in cycles}
    accepted = _accepted(session, leaf_ids)
    scored = _scored(session, leaf_ids)
    years = _baseline_years(session, ids)
    locked = _locked(session, ids)
    held = _cycles_with_held_meeting(session, cycles)
    opdc_inside = opdc_uses_system(session)
    now = clock.now()

    def leaf_facts(row: Indicator, leaf: Indicator) -> LeafFacts:
        details = {name: getattr(leaf, name) for name in rules.SHEET_FIELDS}
        return LeafFacts(
            name=" ".join(part for part in (leaf.no, leaf.name) if part),
            missing=rules.missing(details, fallback=row.state in STANDING_BY),
            rounds=tuple(frameworks[row.cycle_id].reporting_rounds),
            accepted_rounds=accepted.get(leaf.id, ()),
            has_evaluator_score=leaf.id in scored,
        )

    return {
        row.id: IndicatorFacts(
            id=row.id,
            name=row.name,
            state=row.state,
            version=row.version,
            actor=actor,
            scopes=scopes(actor, columns(row)),
            now=now,
            leaves=tuple(leaf_facts(row, leaf) for leaf in leaves[row.id]),
            baseline_years=years.get(row.id, 0),
            has_ability=bool(row.ability.strip()),
            has_name_and_unit=bool(row.name.strip() and row.unit.strip()),
            top_level=row.parent_id is None,
            is_fallback=row.fallback_of_id is not None,
            compulsory=row.compulsory,
            weight_findings=findings[row.cycle_id],
            renormalises=frameworks[row.cycle_id].renormalises,
            meeting_held=row.cycle_id in held,
            opdc_uses_system=opdc_inside,
            locked_by_letter=locked.get(row.id),
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


def _frameworks(session: Session, cycles: Iterable[int]) -> dict[int, Framework]:
    query = (
        select(Cycle.id, Framework)
        .join(Framework, Cycle.framework_id == Framework.id)
        .where(Cycle.id.in_(cycles))
    )
    return pairs(session, query)


def _findings(session: Session, cycle_id: int, framework: Framework) -> tuple[str, ...]:
    """What is wrong with the active weights of a cycle."""
    return weight_findings(components(session, cycle_id, framework))


def _accepted(session: Session, leaf_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    query = select(Report.indicator_id, Report.months).where(
        Report.indicator_id.in_(leaf_ids), Report.state == ReportState.ACCEPTED
    )
    found: dict[int, list[int]] = defaultdict(list)
    for leaf, months in session.execute(query):
        found[leaf].append(months)
    return {leaf: tuple(sorted(months)) for leaf, months in found.items()}


def _scored(session: Session, leaf_ids: Sequence[int]) -> set[int]:
    query = select(Score.indicator_id).where(
        Score.indicator_id.in_(leaf_ids), Score.scored_by == ScoredBy.EVALUATOR
    )
    return set(session.scalars(query))


def _baseline_years(session: Session, ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(Baseline.indicator_id, func.count())
        .where(Baseline.indicator_id.in_(ids))
        .group_by(Baseline.indicator_id)
    )
    return pairs(session, query)


def _locked(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The letter on its way to signature and dispatch that names each row."""
    query = (
        select(LetterSubject.record_id, Letter.subject)
        .join(Letter, Letter.id == LetterSubject.letter_id)
        .where(
            LetterSubject.kind == "indicator",
            LetterSubject.record_id.in_(ids),
            Letter.state.in_(LOCKING),
            Letter.sends_action != "",
        )
    )
    return pairs(session, query)


def _cycles_with_held_meeting(session: Session, cycles: Iterable[int]) -> set[int]:
    query = select(Meeting.cycle_id).where(
        Meeting.cycle_id.in_(cycles), Meeting.state.in_((MeetingState.HELD, MeetingState.MINUTED))
    )
    return set(session.scalars(query))

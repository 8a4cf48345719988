"""Stored scores and accepted results of a year; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.reports.models import Report
from workflow_app.scoring.models import Score, ScoredBy
from workflow_app.states.vocabulary import INACTIVE, ReportState
from workflow_app.years.models import Cycle
from workflow_app.years.sheet import rows_of


def scores_of(session: Session, leaf_ids: Sequence[int]) -> dict[tuple[int, ScoredBy], Score]:
    """Scores by leaf and side."""
    query = select(Score).where(Score.indicator_id.in_(leaf_ids))
    return {(score.indicator_id, score.scored_by): score for score in session.scalars(query)}


def accepted_reports(session: Session, cycle_id: int) -> dict[int, Report]:
    """The last accepted report of each leaf of a year, by the leaf's id."""
    query = (
        select(Report)
        .join(Indicator, Indicator.id == Report.indicator_id)
        .where(Indicator.cycle_id == cycle_id, Report.state == ReportState.ACCEPTED)
        .order_by(Report.months)
    )
    return {report.indicator_id: report for report in session.scalars(query)}


@dataclass(frozen=True)
class LeafScores:
    """A leaf with the stored scores of both sides."""

    leaf: Indicator
    scores: dict[ScoredBy, Score]


def leaves_scored(session: Session, cycle: Cycle) -> list[LeafScores]:
    """Every active leaf of a year in printed order, with its scores."""
    rows = rows_of(session, cycle.id)
    parents = {row.parent_id for row in rows}
    ended = {row.id for row in rows if row.parent_id is None and row.state in INACTIVE}
    leaves = [row for row in rows if row.id not in parents and not {row.id, row.parent_id} & ended]
    found = scores_of(session, [leaf.id for leaf in leaves])
    return [
        LeafScores(leaf, {by: found[leaf.id, by] for by in ScoredBy if (leaf.id, by) in found})
        for leaf in leaves
    ]

"""Consequences of the close-out: self scores, evaluator scores, freezing."""

from __future__ import annotations

from sqlalchemy import select

from workflow_app import clock
from workflow_app.scoring.models import Score, ScoredBy
from workflow_app.scoring.operations import score_leaves
from workflow_app.states.context import Context
from workflow_app.states.gather.indicator import leaves_of
from workflow_app.states.step import Follow
from workflow_app.years.models import Cycle, Framework


def store_self_scores(context: Context) -> list[Follow]:
    """The province's own scores, from each leaf's last accepted report."""
    return _store(context, ScoredBy.SELF)


def store_evaluator_scores(context: Context) -> list[Follow]:
    """The evaluator's scores: by the rule, or as ก.พ.ร.'s letter says, with the reason."""
    return _store(context, ScoredBy.EVALUATOR)


def freeze_scores(context: Context) -> list[Follow]:
    """After close-out no score of these leaves changes any more."""
    leaves = [leaf.id for group in leaves_of(context.session, context.rows).values() for leaf in group]
    now = clock.now()
    for row in context.session.scalars(select(Score).where(Score.indicator_id.in_(leaves))):
        row.frozen_at = now
    return []


def _store(context: Context, by: ScoredBy) -> list[Follow]:
    session = context.session
    cycle = session.get_one(Cycle, context.rows[0].cycle_id)
    framework = session.get_one(Framework, cycle.framework_id)
    leaves = [leaf for group in leaves_of(session, context.rows).values() for leaf in group]
    score_leaves(session, framework, leaves, context.values.get("scores") or {}, by)
    return []

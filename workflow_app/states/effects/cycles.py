"""Consequences of opening and closing a province's year."""

from __future__ import annotations

from sqlalchemy import select

from workflow_app.indicators.models import Indicator
from workflow_app.states.context import Context
from workflow_app.states.step import Follow
from workflow_app.states.vocabulary import STANDING_BY
from workflow_app.years.models import Cycle, IndicatorFamily
from workflow_app.years.operations import compulsory_indicator


def include_compulsory_families(context: Context) -> list[Follow]:
    """Each compulsory family of the framework enters the cycle as selected, visibly marked."""
    return [follow for row in context.rows for follow in _include(context, row)]


def _include(context: Context, cycle: Cycle) -> list[Follow]:
    query = select(IndicatorFamily).where(
        IndicatorFamily.framework_id == cycle.framework_id, IndicatorFamily.compulsory
    )
    families = context.session.scalars(query.order_by(IndicatorFamily.component_no, IndicatorFamily.id)).all()
    rows = [compulsory_indicator(context.session, cycle, family) for family in families]
    context.session.add_all(rows)
    context.session.flush()  # the consequence names them by id
    return [Follow("indicator", tuple(row.id for row in rows), "include_compulsory")] if rows else []


def release_fallbacks(context: Context) -> list[Follow]:
    """What stood by and was never needed is let go when the year closes."""
    query = select(Indicator.id).where(
        Indicator.cycle_id.in_([row.id for row in context.rows]), Indicator.state.in_(STANDING_BY)
    )
    ids = tuple(context.session.scalars(query.order_by(Indicator.id)))
    return [Follow("indicator", ids, "release")] if ids else []

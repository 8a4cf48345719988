"""A cycle's indicators as the sheet that scoring adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.scoring.models import Score, ScoredBy
from workflow_app.scoring.sheet import Component, Node, Sheet
from workflow_app.states.vocabulary import INACTIVE
from workflow_app.years.models import Cycle, Framework


def components(
    session: Session, cycle_id: int, framework: Framework, scores: Mapping[int, Fraction] | None = None
) -> tuple[Component, ...]:
    """The framework's components with the cycle's active indicators and their children, in printed order."""
    rows = rows_of(session, cycle_id)
    children: dict[int, list[Indicator]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            children[row.parent_id].append(row)
    tops = [row for row in rows if row.parent_id is None and row.state not in INACTIVE]
    return tuple(
        Component(
            name=f"องค์ประกอบที่ {component['no']}",
            weight=Decimal(component["weight"]),
            members=tuple(
                _node(row, children[row.id], scores or {})
                for row in tops
                if row.component_no == component["no"]
            ),
        )
        for component in framework.components
    )


def sheet(session: Session, cycle: Cycle, by: ScoredBy) -> Sheet:
    """The whole sheet of a cycle with the scores of one side."""
    framework = session.get_one(Framework, cycle.framework_id)
    query = (
        select(Score.indicator_id, Score.exact)
        .join(Indicator, Indicator.id == Score.indicator_id)
        .where(Indicator.cycle_id == cycle.id, Score.scored_by == by)
    )
    scores = {leaf: Fraction(exact) for leaf, exact in session.execute(query)}
    return Sheet(components(session, cycle.id, framework, scores), top=framework.top_score)


def rows_of(session: Session, cycle_id: int) -> list[Indicator]:
    """All indicators of a cycle, children included, by component and printed number."""
    rows = session.scalars(select(Indicator).where(Indicator.cycle_id == cycle_id)).all()
    return sorted(rows, key=lambda row: (row.component_no, number_key(row.no), row.id))


def number_key(no: str) -> tuple[int, tuple[int, ...], str]:
    """Sorts "2", "2.1", "10" as they are counted; what has no number comes last."""
    parts = no.split(".")
    if not no or not all(part.isdecimal() for part in parts):
        return (1, (), no)
    return (0, tuple(int(part) for part in parts), no)


def _node(row: Indicator, children: Sequence[Indicator], scores: Mapping[int, Fraction]) -> Node:
    return Node(
        no=row.no or f"({_short(row.name)})",
        name=row.name,
        weight=row.weight,
        score=None if children else scores.get(row.id),
        children=tuple(_node(child, (), scores) for child in children),
    )


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:30]}…"

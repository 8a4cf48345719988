"""The figures of summary.json; every one of them is a string."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter
from workflow_app.registers.export import BookSheet
from workflow_app.scoring.display import Places, figure_out, total_figures, weight_out
from workflow_app.scoring.esar_content import cycle_totals, weighted
from workflow_app.scoring.models import ScoredBy
from workflow_app.scoring.sheet import NodeTotals
from workflow_app.thai import digits
from workflow_app.years.models import Cycle, Framework
from workflow_app.years.sheet import rows_of


def indicators(session: Session, cycle: Cycle) -> list[dict[str, Any]]:
    """Every indicator and child of the cycle by component and number; a child has its parent's state."""
    places = Places(**session.get_one(Framework, cycle.framework_id).decimals)
    rows = rows_of(session, cycle.id)
    by_id = {row.id: row for row in rows}
    nodes = _nodes(session, cycle)
    return [_indicator(row, by_id, nodes.get((row.component_no, row.no)), places) for row in rows]


def register(sheet: BookSheet) -> list[dict[str, Any]]:
    """The rows of a book; ``year`` is the calendar year in พ.ศ."""
    return [
        {
            "office": sheet.office,
            "book": sheet.book.kind,
            "mode": str(sheet.book.mode),
            "year": str(sheet.book.year),
            "running": str(entry.running),
            "number": entry.number,
            "subject": entry.subject,
            "voided": entry.voided,
        }
        for entry in sheet.entries
    ]


def total(session: Session, cycle: Cycle) -> dict[str, Any]:
    """Score (0–5), points and percent of the whole year."""
    places = Places(**session.get_one(Framework, cycle.framework_id).decimals)
    figures = total_figures(cycle_totals(session, cycle, ScoredBy.EVALUATOR), places)
    return {name: figures[name] for name in ("score", "points", "percent")}


def printed_subject(letter: Letter) -> str:
    """The subject with the digits that are on the paper."""
    return digits(letter.subject)


def _nodes(session: Session, cycle: Cycle) -> dict[tuple[int, str], NodeTotals]:
    """The sums by component and printed number, children included."""
    framework = session.get_one(Framework, cycle.framework_id)
    groups = cycle_totals(session, cycle, ScoredBy.EVALUATOR).components
    found: dict[tuple[int, str], NodeTotals] = {}
    for component, group in zip(framework.components, groups, strict=True):
        for node in group.members:
            found.update({(component["no"], one.no): one for one in (node, *node.children)})
    return found


def _indicator(
    row: Indicator, by_id: dict[int, Indicator], node: NodeTotals | None, places: Places
) -> dict[str, Any]:
    top = by_id[row.parent_id] if row.parent_id else row
    replaced_by = by_id[top.replaced_by_id].no if top.replaced_by_id else None
    return {
        "component": str(row.component_no),
        "no": row.no,
        "name": row.name,
        "weight": weight_out(node.weight) if node else None,
        "state": str(top.state),
        "score": figure_out(node.score, places.score) if node else None,
        "weighted": figure_out(weighted(node), places.score) if node else None,
        "replaced_by": replaced_by,
    }

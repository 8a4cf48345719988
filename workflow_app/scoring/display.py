"""Exact figures as printed: rounded half up, once, from the unrounded value. "-" where not evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import PLACES, half_up, plain
from workflow_app.scoring.sheet import GroupTotals, NodeTotals, SheetTotals

NOT_EVALUATED = "-"


@dataclass(frozen=True)
class Places:
    """Decimals of results, of scores and weighted scores, and of the figures of components and total."""

    result: int = 2
    score: int = 4
    total: int = 3


def figure_out(value: Fraction | Decimal | None, places: int) -> str | None:
    """The figure as text with exactly so many decimals (Arabic digits, no commas); None stays None."""
    return None if value is None else format(half_up(value, places), "f")


def paper_out(value: Fraction | Decimal | None, places: int) -> str:
    """As ``figure_out``, "-" where there is no figure."""
    return figure_out(value, places) or NOT_EVALUATED


def weight_out(weight: Fraction | None) -> str | None:
    """A weight as it was entered, without trailing zeros: "20", "33.3", "0.125"."""
    return None if weight is None else plain(half_up(weight, PLACES))


def node_figures(node: NodeTotals, places: Places) -> dict[str, object]:
    """One indicator with its children, ready for JSON: no, name, weight, score, weighted, children."""
    return {
        "no": node.no,
        "name": node.name,
        "weight": weight_out(node.weight),
        "score": figure_out(node.score, places.score),
        "weighted": figure_out(node.weighted, places.score),
        "children": [node_figures(child, places) for child in node.children],
    }


def group_figures(group: GroupTotals, places: Places) -> dict[str, object]:
    """A component, ready for JSON: name, weight, score, weighted, points."""
    return {
        "name": group.name,
        "weight": weight_out(group.weight),
        "score": figure_out(group.score, places.total),
        "weighted": figure_out(group.weighted, places.total),
        "points": figure_out(group.points, places.total),
    }


def total_figures(totals: SheetTotals, places: Places) -> dict[str, object]:
    """The whole sheet, ready for JSON: score, weighted, points (out of 100), percent."""
    whole = group_figures(totals.total, places)
    return {
        "score": whole["score"],
        "weighted": whole["weighted"],
        "points": whole["points"],
        "percent": figure_out(totals.percent, places.total),
    }

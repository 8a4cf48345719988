"""The report on a sheet: every figure as text rounded for display, explanations, warnings (docs/scoring.md)."""

from __future__ import annotations

from decimal import Decimal

from workflow_app.scoring.display import Places, group_figures, node_figures, total_figures
from workflow_app.scoring.grades import grade_of
from workflow_app.scoring.sheet import EQUAL, FRACTION, NodeTotals, SheetTotals, totals
from workflow_app.scoring.sheet_input import NO_DATA_WORDS, Row, SheetInput, read_sheet
from workflow_app.scoring.sheet_words import mean_words
from workflow_app.scoring.weights import HUNDRED, weight_findings
from workflow_app.thai import digits


def score_sheet(data: object) -> dict[str, object]:
    """Scores a sheet given as JSON: ``{"indicators", "components", "total", "warnings"}``, figures as text.

    Raises ``Invalid`` for mistakes in the input and ``Refused`` where a score hangs on what is not known.
    """
    sheet = read_sheet(data)
    found = totals(sheet.sheet)
    places = sheet.settings.places
    return {
        "indicators": [
            {"component": component.name, **_indicator(row, node, places)}
            for component, rows in zip(found.components, sheet.rows, strict=True)
            for row, node in zip(rows, component.members, strict=True)
        ],
        "components": [group_figures(component, places) for component in found.components],
        "total": {
            **total_figures(found, places),
            "band": grade_of(found, sheet.settings.bands, places.total),
        },
        "warnings": _warnings(sheet, found),
    }


def _indicator(row: Row, node: NodeTotals, places: Places) -> dict[str, object]:
    figures = node_figures(node, places)
    return {
        "no": node.no,
        "name": node.name,
        "weight": figures["weight"],
        "result": row.result,
        "score": figures["score"],
        "weighted": figures["weighted"],
        "explanation": list(mean_words(node.children) if node.children else row.explanation),
        "children": [
            _indicator(child, below, places) for child, below in zip(row.children, node.children, strict=True)
        ],
    }


def _warnings(sheet: SheetInput, found: SheetTotals) -> list[str]:
    scheme, no_data = sheet.settings.weights, sheet.settings.no_data
    total = Decimal(1) if scheme == FRACTION else HUNDRED
    weights = () if scheme == EQUAL else weight_findings(sheet.sheet.components, total=total)
    empty = [
        digits(f"ตัวชี้วัดที่ {no} ใน{name} ไม่มีผลการดำเนินงาน {NO_DATA_WORDS[no_data]}")
        for name, no in found.unscored
    ]
    return [*weights, *empty]

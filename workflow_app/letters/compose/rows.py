"""Indicators as rows of an enclosed table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.db import pairs
from workflow_app.figures import plain
from workflow_app.indicators.models import Indicator
from workflow_app.letters.compose.source import Source, component_heading
from workflow_app.offices.models import Office
from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.sentence import top_sentence
from workflow_app.years.sheet import number_key

Cells = Callable[[Indicator, str], list[str]]


def annex_rows(session: Session, source: Source, cells: Cells) -> list[dict[str, Any]]:
    """Component headings, and under each its indicators of this letter with their children, as printed."""
    indicators = subjects_of(session, source, "indicator")
    children = children_of(session, [row.id for row in indicators])
    offices = office_names(session, [*indicators, *(child for group in children.values() for child in group)])
    rows: list[dict[str, Any]] = []
    for component in source.framework.components:
        members = [row for row in indicators if row.component_no == component["no"]]
        if members:
            rows.append({"kind": "heading", "cells": [component_heading(component)]})
        for row in members:
            family = [row, *children.get(row.id, [])]
            rows += [
                {"kind": "row", "cells": cells(one, offices[one.responsible_office_id])} for one in family
            ]
    return rows


def subjects_of(session: Session, source: Source, kind: str) -> list[Indicator]:
    """The letter's indicators by component and number."""
    ids = [record for name, record in source.subjects if name == kind]
    rows = session.scalars(select(Indicator).where(Indicator.id.in_(ids))).all()
    return sorted(rows, key=lambda row: (row.component_no, number_key(row.no), row.id))


def office_names(session: Session, rows: Sequence[Indicator]) -> dict[int, str]:
    """Names of the offices that answer for the rows."""
    ids = {row.responsible_office_id for row in rows}
    return pairs(session, select(Office.id, Office.name).where(Office.id.in_(ids)))


def weight_text(row: Indicator) -> str:
    """The weight as entered, Arabic digits; "" where none is set."""
    return "" if row.weight is None else plain(row.weight)


def top_text(row: Indicator) -> str:
    """What is worth the top score: the criterion's sentence, or the target's own words where no rule says it."""
    if row.criterion is None:
        return row.target_text
    return top_sentence(from_json(row.criterion), unit=row.unit) or row.target_text


def children_of(session: Session, ids: Sequence[int]) -> dict[int, list[Indicator]]:
    """The children of indicators by their parent's id, in printed order."""
    found: dict[int, list[Indicator]] = {}
    for child in session.scalars(select(Indicator).where(Indicator.parent_id.in_(ids))):
        found.setdefault(child.parent_id or 0, []).append(child)
    return {parent: sorted(group, key=lambda row: number_key(row.no)) for parent, group in found.items()}

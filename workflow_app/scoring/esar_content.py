"""A cycle as the e-SAR prints it: each leaf's last accepted result, its score, and the sums."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.db import pairs
from workflow_app.indicators.models import Indicator
from workflow_app.letters.docx.esar import EsarComponent, EsarContent, EsarRow
from workflow_app.offices.models import Office
from workflow_app.reports.models import Report
from workflow_app.scoring.display import Places, paper_out, weight_out
from workflow_app.scoring.models import ScoredBy
from workflow_app.scoring.sheet import GroupTotals, NodeTotals, SheetTotals, totals
from workflow_app.states.vocabulary import INACTIVE, ReportState
from workflow_app.years.models import Cycle, Framework
from workflow_app.years.sheet import number_key, rows_of, sheet


def cycle_totals(session: Session, cycle: Cycle, by: ScoredBy) -> SheetTotals:
    """All sums of a cycle with one side's scores. :raises Invalid: an active indicator has no usable weight."""
    return totals(sheet(session, cycle, by))


def esar_content(session: Session, cycle: Cycle, by: ScoredBy, note: str = "") -> EsarContent:
    """The e-SAR of a cycle with one side's scores, every figure a ready string."""
    framework = session.get_one(Framework, cycle.framework_id)
    places = Places(**framework.decimals)
    sums = cycle_totals(session, cycle, by)
    texts = _narratives(session, cycle)
    rows = _rows_by_component(session, cycle)
    components = tuple(
        _component(component, group, rows.get(component["no"], []), texts, places)
        for component, group in zip(framework.components, sums.components, strict=True)
    )
    return EsarContent(
        province=session.get_one(Office, cycle.province_id).name,
        fiscal_year=str(cycle.fiscal_year),
        components=components,
        total_weight=weight_out(sums.total.weight) or "",
        total_weighted=paper_out(sums.total.weighted, places.total),
        note=note,
    )


def _component(
    component: Mapping[str, object],
    group: GroupTotals,
    rows: list[tuple[Indicator, list[Indicator]]],
    texts: Mapping[int, str],
    places: Places,
) -> EsarComponent:
    heading = f"องค์ประกอบที่ {component['no']} : {component['name']} ({component['english']}) : น้ำหนักร้อยละ {component['weight']}"
    printed: list[EsarRow] = []
    for (top, children), node in zip(rows, group.members, strict=True):
        printed.append(_row(top, node, texts, places))
        printed += [
            _row(child, leaf, texts, places) for child, leaf in zip(children, node.children, strict=True)
        ]
    return EsarComponent(
        heading=heading,
        rows=tuple(printed),
        weight=weight_out(group.weight) or "",
        weighted=paper_out(group.weighted, places.total),
    )


def _row(row: Indicator, node: NodeTotals, texts: Mapping[int, str], places: Places) -> EsarRow:
    return EsarRow(
        no=row.no,
        name=row.name,
        weight=weight_out(node.weight) or "",
        target=row.target_text,
        result=texts.get(row.id, ""),
        score=paper_out(node.score, places.score),
        weighted=paper_out(weighted(node), places.score),
    )


def weighted(node: NodeTotals) -> Fraction | None:
    """weight · score ÷ 100 of a node, exact."""
    if node.score is None or node.weight is None:
        return None
    return node.weight * node.score / Fraction(Decimal(100))


def _rows_by_component(session: Session, cycle: Cycle) -> dict[int, list[tuple[Indicator, list[Indicator]]]]:
    """Active indicators with their children, in the order in which the sheet adds them up."""
    rows = rows_of(session, cycle.id)
    found: dict[int, list[tuple[Indicator, list[Indicator]]]] = {}
    for top in rows:
        if top.parent_id is None and top.state not in INACTIVE:
            children = sorted(
                (row for row in rows if row.parent_id == top.id), key=lambda row: number_key(row.no)
            )
            found.setdefault(top.component_no, []).append((top, children))
    return found


def _narratives(session: Session, cycle: Cycle) -> dict[int, str]:
    """ผลการดำเนินงาน of each leaf's last accepted report."""
    query = (
        select(Report.indicator_id, Report.narrative)
        .join(Indicator, Indicator.id == Report.indicator_id)
        .where(Indicator.cycle_id == cycle.id, Report.state == ReportState.ACCEPTED)
        .order_by(Report.months)
    )
    return pairs(session, query)

"""One report with its leaf and evidence; nothing here writes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.errors import NotFound
from workflow_app.indicators.models import Indicator
from workflow_app.people.rules import Actor
from workflow_app.reports.models import Evidence, Report
from workflow_app.states.visible import VISIBLE
from workflow_app.years.sheet import number_key


def seen_report(session: Session, actor: Actor, report_id: int) -> tuple[Report, Indicator]:
    """A report with its leaf. :raises NotFound: not there, or not the person's to see."""
    query = (
        select(Report, Indicator)
        .join(Indicator, Indicator.id == Report.indicator_id)
        .where(Report.id == report_id, VISIBLE["report"](actor))
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound
    return found[0], found[1]


def evidence_of(session: Session, report: Report) -> list[Evidence]:
    """The evidence behind a report, in the order in which it was given."""
    query = select(Evidence).where(Evidence.report_id == report.id).order_by(Evidence.id)
    return list(session.scalars(query))


def evidence_file(session: Session, actor: Actor, report_id: int, evidence_id: int) -> Evidence:
    """Evidence of a report that is a file. :raises NotFound: not there, not the person's, or no file."""
    report, _leaf = seen_report(session, actor, report_id)
    query = select(Evidence).where(Evidence.id == evidence_id, Evidence.report_id == report.id)
    evidence = session.scalar(query)
    if evidence is None or evidence.file_id is None:
        raise NotFound
    return evidence


def other_rounds(session: Session, actor: Actor, report: Report) -> list[Report]:
    """The reports of the same leaf in all rounds that the person sees."""
    query = select(Report).where(Report.indicator_id == report.indicator_id, VISIBLE["report"](actor))
    return list(session.scalars(query.order_by(Report.months)))


def reports_of_year(session: Session, actor: Actor, cycle_id: int) -> list[tuple[Report, Indicator]]:
    """The reports of a year that the person sees, with their leaves, by component and printed number."""
    query = (
        select(Report, Indicator)
        .join(Indicator, Indicator.id == Report.indicator_id)
        .where(Indicator.cycle_id == cycle_id, VISIBLE["report"](actor))
    )
    found = [(report, leaf) for report, leaf in session.execute(query)]
    return sorted(found, key=lambda one: (one[1].component_no, number_key(one[1].no), one[0].months))

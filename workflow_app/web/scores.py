"""The scores of a year: leaf by leaf with explanation, component sums, total; the e-SAR as a document."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from workflow_app.errors import DomainError, NotFound
from workflow_app.letters.esar import esar_document
from workflow_app.letters.prepare import DOCX
from workflow_app.letters.templates import Face
from workflow_app.offices.models import Office
from workflow_app.scoring.display import Places, total_figures
from workflow_app.scoring.esar_content import EsarContent, cycle_totals, esar_content
from workflow_app.scoring.grades import grade_of
from workflow_app.scoring.models import ScoredBy
from workflow_app.scoring.queries import leaves_scored
from workflow_app.web.downloads import download
from workflow_app.web.navigation import YEAR_READERS
from workflow_app.web.request import access, actor, reading
from workflow_app.years import queries as years
from workflow_app.years.models import Cycle

bp = Blueprint("scores", __name__, url_prefix="/cycles/<int:cycle_id>")


@bp.get("/scores")
@access(YEAR_READERS)
def show(cycle_id: int) -> ResponseReturnValue:
    """Self and evaluator scores side by side, each with every line that leads to it."""
    with reading() as session:
        cycle = _seen(session, cycle_id)
        framework = years.framework_of(session, cycle)
        sides = {by: _side(session, cycle, by) for by in ScoredBy}
        return render_template(
            "scores/show.html",
            cycle=cycle,
            framework=framework,
            sides=sides,
            leaves=leaves_scored(session, cycle),
            by=ScoredBy,
        )


@bp.get("/e-sar.docx")
@access(YEAR_READERS)
def esar(cycle_id: int) -> ResponseReturnValue:
    """The e-SAR with the evaluator's scores where they are, else with the province's own."""
    with reading() as session:
        cycle = _seen(session, cycle_id)
        by = ScoredBy.EVALUATOR if _scored(session, cycle, ScoredBy.EVALUATOR) else ScoredBy.SELF
        content = esar_content(session, cycle, by)
        office = session.get_one(Office, cycle.province_id)
        name = f"e-SAR ปีงบประมาณ {cycle.fiscal_year} {office.name}.docx"
        return download(esar_document(content, Face(office.letter_font)), DOCX, name)


def _seen(session: Session, cycle_id: int) -> Cycle:
    """The year, for those who work on it as a whole. :raises NotFound: a line office sees its own indicators only."""
    cycle = years.seen_cycle(session, actor(), cycle_id)
    if not years.sees_sums(actor()):
        raise NotFound
    return cycle


def _side(session: Session, cycle: Cycle, by: ScoredBy) -> dict[str, Any]:
    """Rows and sums of one side, ready to be shown; the reason where the weights cannot be added up yet."""
    framework = years.framework_of(session, cycle)
    try:
        sums = cycle_totals(session, cycle, by)
        content: EsarContent | None = esar_content(session, cycle, by)
    except DomainError as error:
        return {"problem": "; ".join(getattr(error, "fields", {}).values()) or error.message}
    figures = total_figures(sums, Places(**framework.decimals))
    return {
        "content": content,
        "figures": figures,
        "grade": grade_of(sums, framework.bands) if framework.bands else "",
    }


def _scored(session: Session, cycle: Cycle, by: ScoredBy) -> bool:
    return any(row.scores.get(by) for row in leaves_scored(session, cycle))

"""The scores of a year: both sides beside each other, sums, what led to each score; the e-SAR as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid, NotFound
from workflow_app.letters.docx.esar import EsarComponent, EsarContent, EsarRow, esar_document
from workflow_app.letters.docx.templates import Face
from workflow_app.letters.prepare import DOCX
from workflow_app.offices.models import Office
from workflow_app.scoring.display import Places, total_figures
from workflow_app.scoring.esar_content import cycle_totals, esar_content
from workflow_app.scoring.grades import grade_of
from workflow_app.scoring.models import ScoredBy
from workflow_app.scoring.operations import last_accepted
from workflow_app.scoring.queries import LeafScores, leaves_scored
from workflow_app.web.downloads import download
from workflow_app.web.navigation import YEAR_READERS
from workflow_app.web.request import access, actor, reading
from workflow_app.web.step_scores import LeafScore, rule_score
from workflow_app.years import queries as years
from workflow_app.years.models import Cycle, Framework

bp = Blueprint("scores", __name__, url_prefix="/cycles/<int:cycle_id>")

#: Printed below the e-SAR: whose scores it holds.
WHOSE = {ScoredBy.SELF: "คะแนนตามที่จังหวัดประเมินตนเอง", ScoredBy.EVALUATOR: "คะแนนตามที่ผู้ประเมินให้"}


@dataclass(frozen=True)
class Side:
    """The sums of one side, every figure ready; ``scored`` of ``leaves`` have a score, ``frozen_at`` when all are."""

    figures: Mapping[str, object]
    grade: str | None
    scored: int
    leaves: int
    frozen_at: datetime | None

    @property
    def complete(self) -> bool:
        """Every leaf has a score of this side."""
        return 0 < self.scored == self.leaves


@dataclass(frozen=True)
class Beside:
    """A component with both sides' rows and sums in the order of ``ScoredBy``."""

    heading: str
    rows: tuple[tuple[EsarRow, ...], ...]
    sums: tuple[EsarComponent, ...]


@bp.get("/scores")
@access(YEAR_READERS)
def show(cycle_id: int) -> ResponseReturnValue:
    """Self and evaluator scores side by side, each with every line that leads to it."""
    with reading() as session:
        cycle = _seen(session, cycle_id)
        framework = years.framework_of(session, cycle)
        leaves = leaves_scored(session, cycle)
        problems, sides, components = _sums(session, cycle, framework, leaves)
        return render_template(
            "scores/show.html",
            cycle=cycle,
            framework=framework,
            problems=problems,
            sides=sides,
            components=components,
            leaves=leaves,
            by_rule=_by_rule(session, framework, leaves),
            by=list(ScoredBy),
        )


@bp.get("/e-sar.docx")
@access(YEAR_READERS)
def esar(cycle_id: int) -> ResponseReturnValue:
    """The e-SAR with the scores of the side ``by``; without it the evaluator's once they are complete, else the own."""
    with reading() as session:
        cycle = _seen(session, cycle_id)
        by = _side_asked(leaves_scored(session, cycle))
        content = esar_content(session, cycle, by, note=WHOSE[by])
        office = session.get_one(Office, cycle.province_id)
        name = f"e-SAR ปีงบประมาณ {cycle.fiscal_year} {office.name} ({by.label}).docx"
        return download(esar_document(content, Face(office.letter_font)), DOCX, name)


def _seen(session: Session, cycle_id: int) -> Cycle:
    """The year, for those who see the whole of it. :raises NotFound: for line offices, and for ก.พ.ร. before it was sent."""
    cycle = years.seen_cycle(session, actor(), cycle_id)
    if not years.sees_whole_year(session, actor(), cycle):
        raise NotFound
    return cycle


def _sums(
    session: Session, cycle: Cycle, framework: Framework, leaves: Sequence[LeafScores]
) -> tuple[tuple[str, ...], dict[ScoredBy, Side], list[Beside]]:
    """Both sides' sums and rows; where the weights cannot be added up yet, the reasons and nothing else."""
    try:
        sides = {by: _side(session, cycle, framework, leaves, by) for by in ScoredBy}
        contents = [esar_content(session, cycle, by) for by in ScoredBy]
    except Invalid as invalid:
        return tuple(invalid.fields.values()), {}, []
    return (), sides, _beside(contents)


def _side(
    session: Session, cycle: Cycle, framework: Framework, leaves: Sequence[LeafScores], by: ScoredBy
) -> Side:
    sums, places = cycle_totals(session, cycle, by), Places(**framework.decimals)
    stored = [one.scores[by] for one in leaves if by in one.scores]
    frozen = [score.frozen_at for score in stored if score.frozen_at]
    return Side(
        figures=total_figures(sums, places),
        grade=grade_of(sums, framework.bands, places.total),
        scored=len(stored),
        leaves=len(leaves),
        frozen_at=max(frozen) if leaves and len(frozen) == len(leaves) else None,
    )


def _beside(contents: Sequence[EsarContent]) -> list[Beside]:
    return [
        Beside(parts[0].heading, tuple(zip(*(part.rows for part in parts), strict=True)), parts)
        for parts in zip(*(content.components for content in contents), strict=True)
    ]


def _by_rule(session: Session, framework: Framework, leaves: Sequence[LeafScores]) -> dict[int, LeafScore]:
    """What the rule gives now for each leaf that neither side has scored."""
    open_ones = [one.leaf for one in leaves if not one.scores]
    results = last_accepted(session, [leaf.id for leaf in open_ones])
    return {leaf.id: rule_score(framework, leaf, results.get(leaf.id)) for leaf in open_ones}


def _side_asked(leaves: Sequence[LeafScores]) -> ScoredBy:
    """The side that the address names. :raises NotFound: there is no such side."""
    asked = request.args.get("by")
    if asked is None:
        complete = leaves and all(ScoredBy.EVALUATOR in one.scores for one in leaves)
        return ScoredBy.EVALUATOR if complete else ScoredBy.SELF
    if asked not in list(ScoredBy):
        raise NotFound
    return ScoredBy(asked)

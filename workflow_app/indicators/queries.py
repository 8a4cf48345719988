"""One indicator with all that its page shows; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflow_app.errors import NotFound
from workflow_app.indicators.models import Baseline, Indicator, IndicatorVersion
from workflow_app.letters.models import Letter, LetterSubject
from workflow_app.people.rules import Actor
from workflow_app.reports.models import Report
from workflow_app.scoring.models import Score
from workflow_app.states.visible import VISIBLE
from workflow_app.years.sheet import number_key


def seen_indicator(session: Session, actor: Actor, indicator_id: int) -> Indicator:
    """One indicator or child. :raises NotFound: not there, or not the person's to see."""
    query = select(Indicator).where(Indicator.id == indicator_id)
    row = session.scalar(query)
    if row is None or not _seen(session, actor, row):
        raise NotFound
    return row


def top_of(session: Session, row: Indicator) -> Indicator:
    """The indicator whose state counts: the parent, or the row itself."""
    return row if row.parent_id is None else session.get_one(Indicator, row.parent_id)


def children_of(session: Session, actor: Actor, row: Indicator) -> list[Indicator]:
    """The children that the person sees, in printed order: an office that answers for one leaf sees that leaf."""
    query = select(Indicator).where(Indicator.parent_id == row.id)
    if actor.office_kind != "opdc":  # whoever of ก.พ.ร. sees the parent sees its children
        query = query.where(VISIBLE["indicator"](actor))
    children = session.scalars(query).all()
    return sorted(children, key=lambda child: (number_key(child.no), child.id))


def baselines_of(session: Session, row: Indicator) -> list[Baseline]:
    """Results of past fiscal years, the oldest first."""
    query = select(Baseline).where(Baseline.indicator_id == row.id).order_by(Baseline.fiscal_year)
    return list(session.scalars(query))


def versions_of(session: Session, row: Indicator) -> list[IndicatorVersion]:
    """The approved sets of details, the newest first."""
    query = select(IndicatorVersion).where(IndicatorVersion.indicator_id == row.id)
    return list(session.scalars(query.order_by(IndicatorVersion.number.desc())))


def letters_about(session: Session, actor: Actor, row: Indicator) -> list[Letter]:
    """Letters that name the indicator and that the person sees, the newest first."""
    query = (
        select(Letter)
        .join(LetterSubject, LetterSubject.letter_id == Letter.id)
        .where(LetterSubject.kind == "indicator", LetterSubject.record_id == row.id, VISIBLE["letter"](actor))
    )
    return list(session.scalars(query.order_by(Letter.id.desc())))


def reports_about(session: Session, actor: Actor, leaves: Sequence[Indicator]) -> list[Report]:
    """Reports of these leaves that the person sees, by leaf and reporting round."""
    query = select(Report).where(
        Report.indicator_id.in_([leaf.id for leaf in leaves]), VISIBLE["report"](actor)
    )
    return list(session.scalars(query.order_by(Report.indicator_id, Report.months)))


def scores_about(session: Session, leaves: Sequence[Indicator]) -> list[Score]:
    """Stored scores of these leaves, both sides."""
    query = select(Score).where(Score.indicator_id.in_([leaf.id for leaf in leaves]))
    return list(session.scalars(query.order_by(Score.indicator_id, Score.scored_by.desc())))


def has_children(session: Session, row: Indicator) -> bool:
    """True for a parent, whether or not the person sees its children: it has no criterion of its own."""
    return session.scalar(select(Indicator.id).where(Indicator.parent_id == row.id).limit(1)) is not None


def related(session: Session, actor: Actor, row: Indicator) -> list[tuple[str, Indicator]]:
    """The primary that it stands by for, those that stand by for it, what replaced it; with the Thai word.

    Only those that the person sees.
    """
    named = or_(
        Indicator.id.in_([row.fallback_of_id, row.replaced_by_id]), Indicator.fallback_of_id == row.id
    )
    query = select(Indicator).where(named, VISIBLE["indicator"](actor))
    found = []
    for other in session.scalars(query.order_by(Indicator.id)):
        word = "ตัวสำรอง" if other.fallback_of_id == row.id else "เป็นตัวสำรองของ"
        found.append(("ใช้แทนด้วย" if other.id == row.replaced_by_id else word, other))
    return found


def _seen(session: Session, actor: Actor, row: Indicator) -> bool:
    """A child is seen as its parent is: its own state never moves, so only the parent's tells how far it is."""
    ids = {row.id} if actor.office_kind != "opdc" or row.parent_id is None else {row.parent_id}
    query = select(Indicator.id).where(Indicator.id.in_(ids), VISIBLE["indicator"](actor))
    return session.scalar(query) is not None

"""The whole year of the demo on both databases: it ends closed, with the scores worked out by hand here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from tests.databases import SERVER_URL
from tests.stages import Play, open_database, state_of
from workflow_app.db import Database
from workflow_app.demo import cast
from workflow_app.demo.indicators_2565 import leaves
from workflow_app.demo.stage import Stage
from workflow_app.demo.year import SCENES
from workflow_app.history.record import seal
from workflow_app.history.verify import verify
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter
from workflow_app.reports.models import Report
from workflow_app.scoring.models import Score, ScoredBy
from workflow_app.states import engine
from workflow_app.states.perform import facts_of
from workflow_app.states.registry import KINDS
from workflow_app.states.vocabulary import (
    CycleState,
    IndicatorState,
    LetterState,
    MeetingState,
    RecipientState,
    ReportState,
)

#: States in which nobody has anything to do any more.
AT_REST = {
    CycleState.CLOSED,
    IndicatorState.CLOSED,
    LetterState.COMPLETED,
    MeetingState.MINUTED,
    ReportState.ACCEPTED,
}
#: By key of the story: the evaluator's exact score of each leaf, worked out by hand from result and criterion.
SCORES = {
    "births": Fraction(5),  # 22.18 is below 25, and lower is better
    "products.income": Fraction(5),  # 7.2 percent more than last year; 6 are worth 5
    "products.certificates": Fraction(4),  # step 4 of 5
    "products.online": Fraction(5),  # 17.98 percent more; 15 are worth 5
    "tourism": Fraction(7, 2),  # below the only level that is known: as the evaluator's letter says
    "waste": Fraction(2333, 500),  # 83.33 between 80 (4) and 85 (5)
    "data": Fraction(5),  # all four steps
    "pmqa": Fraction(5),  # yes
}


def test_the_year_ends_closed_with_nothing_left_over(played: Play) -> None:
    stage = played("close_out")
    assert state_of(stage, "cycle", stage.ids["cycle"]) == "closed"
    with stage.database.reading() as session:
        tops = session.scalars(select(Indicator).where(Indicator.parent_id.is_(None))).all()
        assert {str(row.state) for row in tops} == {"closed"}
        assert {str(row.state) for row in session.scalars(select(Report))} == {"accepted"}
        letters = session.scalars(select(Letter).order_by(Letter.id)).all()
        assert [letter.kind for letter in letters] == ["resolutions", "drafts_submission", "targets"]
        assert {str(letter.state) for letter in letters} == {"completed"}
        assert verify(session) == []


def test_every_leaf_has_two_scores_that_are_frozen_and_explained(played: Play) -> None:
    stage = played("close_out")
    with stage.database.reading() as session:
        scores = session.scalars(select(Score)).all()
        assert len(scores) == 2 * len(list(leaves()))
        assert all(score.frozen_at is not None and score.explanation for score in scores)
        set_by_hand = {score.indicator_id for score in scores if score.assigned}
        assert stage.ids["tourism"] in set_by_hand


@pytest.mark.postgres
def test_both_databases_give_the_same_scores(
    request: pytest.FixtureRequest,
) -> None:
    first, second = (_scores_of(request, name) for name in ("sqlite", "postgres"))
    assert first == second and len(first) == 2 * len(list(leaves()))


def _scores_of(request: pytest.FixtureRequest, name: str) -> dict[tuple[str, str], str]:

    place, stage = request.getfixturevalue(f"{name}_scenes")["close_out"]
    url = (
        f"sqlite:///{place}"
        if name == "sqlite"
        else make_url(SERVER_URL).set(database=place).render_as_string(hide_password=False)
    )
    database = open_database(url)
    names = {record: key for key, record in stage.ids.items() if key in {leaf.key for leaf in leaves()}}
    with database.reading() as session:
        found = {
            (names[row.indicator_id], str(row.scored_by)): row.exact for row in session.scalars(select(Score))
        }
    database.dispose()
    return found


def test_the_evaluators_scores_are_those_of_the_criteria(played: Play) -> None:
    stage = played("close_out")
    keys = {stage.ids[leaf.key]: leaf.key for leaf in leaves()}
    with stage.database.reading() as session:
        query = select(Score).where(Score.scored_by == ScoredBy.EVALUATOR)
        found = {keys[row.indicator_id]: Fraction(row.exact) for row in session.scalars(query)}
    assert found == SCORES


@pytest.mark.requirement("R23")
def test_from_every_state_that_the_year_reaches_somebody_can_act(database: Database) -> None:
    database.before_commit = (seal,)
    stage = _Watched(database, lambda said: None)
    for _title, scene in SCENES:
        scene(stage)
    assert len(stage.met) >= 25
    assert stage.stuck == []


class _Watched(Stage):
    """A stage that asks after each step, for every state met for the first time, who could go on."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.met: set[tuple[str, str]] = set()
        self.stuck: list[tuple[str, str]] = []

    def step(
        self, account: str, kind: str, ids: int | Sequence[int], action: str, comment: str = "", **values: Any
    ) -> Any:
        done = super().step(account, kind, ids, action, comment, **values)
        self.look()
        return done

    def first_step(self, *given: Any) -> int:
        record = super().first_step(*given)
        self.look()
        return record

    def look(self) -> None:
        actors = [
            self.actor(account.username) for account in cast.ACCOUNTS if account.username in self.postings
        ]
        with self.database.reading() as session:
            for kind, one in KINDS.items():
                for row in session.scalars(select(one.model)):
                    if (
                        (kind, str(row.state)) in self.met
                        or row.state in AT_REST
                        or _moves_with_another(kind, row)
                    ):
                        continue
                    self.met.add((kind, str(row.state)))
                    if not any(_can_act(session, kind, row, actor) for actor in actors):
                        self.stuck.append((kind, str(row.state)))


def _moves_with_another(kind: str, row: Any) -> bool:
    """A child shows its parent's state; who waits for a letter is sent it by the letter's own way."""
    return (kind == "indicator" and row.parent_id is not None) or row.state == RecipientState.WAITING


def _can_act(session: Any, kind: str, row: Any, actor: Any) -> bool:
    facts = facts_of(session, kind, [row], actor)[row.id]
    return any(option.mine for option in engine.options(kind, facts))

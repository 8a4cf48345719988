"""The years of a province, and one year at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from workflow_app.errors import Invalid
from workflow_app.figures import half_up, plain
from workflow_app.people.rules import Actor, Role
from workflow_app.states.engine import options, who_may
from workflow_app.states.perform import facts_of
from workflow_app.states.run import MAY_DRAFT, begin
from workflow_app.states.shown import applies, waits_for
from workflow_app.states.vocabulary import IndicatorState
from workflow_app.web.letters import whole
from workflow_app.web.navigation import YEAR_READERS
from workflow_app.web.request import access, actor, database, reading, say, see_other
from workflow_app.web.steps import buttons
from workflow_app.years import operations, queries

bp = Blueprint("board", __name__, url_prefix="/cycles")

OWNER = frozenset({Role.PROCESS_OWNER})
PROPOSERS = frozenset({Role.OFFICE_OFFICER, Role.OFFICE_HEAD})
#: Letters that are drafted about ticked indicators, and in which state those must stand.
LETTERS = (
    ("drafts_submission", "ร่างหนังสือส่ง ก.พ.ร.", IndicatorState.READY),
    ("targets", "ร่างหนังสือแจ้งค่าเป้าหมายถึงอำเภอ", IndicatorState.IN_FORCE),
)


@dataclass(frozen=True)
class Next:
    """What follows for an indicator: the steps on the straight way, and who takes them."""

    what: str
    who: str
    mine: bool


@bp.get("")
@access(YEAR_READERS)
def index() -> ResponseReturnValue:
    """The years that the person sees; the process owner opens another one here."""
    with reading() as session:
        lines = queries.cycles_of(session, actor())
        opened = {line.cycle.fiscal_year for line in lines}
    to_open = [year for year in operations.known_frameworks() if year not in opened]
    return render_template("board/index.html", lines=lines, to_open=to_open, may_open=actor().role in OWNER)


@bp.post("/open")
@access(OWNER)
def open_year() -> ResponseReturnValue:
    """Open a fiscal year of the own province."""
    year = whole(request.form.get("fiscal_year", ""))
    if year not in operations.known_frameworks():
        raise Invalid({"fiscal_year": "โปรดเลือกปีงบประมาณที่มีกรอบการประเมิน"})
    cycle_id = begin(
        database(),
        "cycle",
        "open",
        actor=actor(),
        make=lambda session: operations.new_cycle(session, actor(), year),
    )
    say("เปิดปีงบประมาณแล้ว")
    return see_other("board.show", cycle_id=cycle_id)


@bp.get("/<int:cycle_id>")
@access(YEAR_READERS)
def show(cycle_id: int) -> ResponseReturnValue:
    """One year: components with their sums, indicators with their state and who is next, steps for ticked ones."""
    with reading() as session:
        cycle = queries.seen_cycle(session, actor(), cycle_id)
        board = queries.board(session, actor(), cycle)
        following, together = _following(session, board.tops, actor())
        return render_template(
            "board/show.html",
            cycle=cycle,
            board=board,
            following=following,
            together=together,
            letters=_letters(board.tops),
            province=queries.office_names(session, {cycle.province_id})[cycle.province_id],
            buttons=buttons(session, "cycle", cycle, actor()),
            sums=[None if one.total is None else plain(half_up(one.total, 4)) for one in board.components],
            may_propose=actor().role in PROPOSERS,
            sees_sums=queries.sees_whole_year(session, actor(), cycle),
        )


def _following(session: Session, tops: Any, acting: Actor) -> tuple[dict[int, Next], list[tuple[str, str]]]:
    """For each indicator what comes next, and the person's own steps that several rows could take together."""
    facts = facts_of(session, "indicator", tops, acting)
    found: dict[int, Next] = {}
    together: dict[str, str] = {}
    for row in tops:
        straight = [one for one in options("indicator", facts[row.id]) if not one.step.aside]
        straight = [one for one in straight if applies(one, facts[row.id])]
        mine = waits_for(straight, facts[row.id])
        together.update({one.step.action: one.step.label for one in mine if one.step.action not in SINGLE})
        shown = mine or straight
        found[row.id] = Next(
            what=", ".join(dict.fromkeys(one.step.label for one in shown)),
            who=", ".join(dict.fromkeys(who_may(one.step) for one in shown)),
            mine=bool(mine),
        )
    return found, list(together.items())


#: Steps that are about one indicator alone.
SINGLE = ("propose", "include")


def _letters(tops: Any) -> list[tuple[str, str]]:
    if actor().role not in MAY_DRAFT:
        return []
    states = {row.state for row in tops}
    return [(kind, label) for kind, label, state in LETTERS if state in states]

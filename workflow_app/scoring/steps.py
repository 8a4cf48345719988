"""``steps``: level k is reached when steps 1..k are done (ระดับความสำเร็จ of document 000)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.figures import plain
from workflow_app.scoring.explain import shown
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.ladder import even_worth
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, count_done

MOST_STEPS = 100


@dataclass(frozen=True)
class Steps:
    """``scores``: the score for 0, 1, … ``steps`` steps; empty: step k of n is worth k ÷ n of the top."""

    steps: int
    scores: tuple[Decimal, ...] = ()


def read(fields: Fields) -> Steps:
    """Reads and checks: one score per step (a score for no step may stand first), never falling."""
    steps = fields.count("steps", most=MOST_STEPS)
    if fields.raw("scores") is None:
        return Steps(steps)
    return Steps(steps, read_scores(fields, "scores", steps))


def read_scores(fields: Fields, name: str, count: int) -> tuple[Decimal, ...]:
    """Scores for 0..count done, from a list of ``count`` (0 done is worth 0) or ``count + 1`` figures."""
    members = fields.members(name, least=count, most=count + 1)
    figures = [fields.figure_of(f"{name}.{place}", member) for place, member in enumerate(members, 1)]
    scores = tuple(figure for figure in figures if figure is not None)
    if len(scores) < len(figures):
        fields.problem(name, "ต้องกรอกคะแนนให้ครบทุกขั้น")
    if list(scores) != sorted(scores) or any(score < 0 for score in scores):
        fields.problem(name, "ต้องไม่ติดลบและไม่ลดลงเมื่อทำได้มากขึ้น")
    return scores if len(scores) > count else (Decimal(0), *scores)


def write(criterion: Steps) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    if not criterion.scores:
        return {"steps": criterion.steps}
    return {"steps": criterion.steps, "scores": [plain(score) for score in criterion.scores]}


def score(criterion: Steps, result: Result, top: Decimal) -> Scored:
    """The score of the last step that is done together with all steps before it. Raises ``NeedsResult``."""
    done = count_done(result, criterion.steps, "ขั้นตอน")
    if done is None:
        raise NeedsResult("ขั้นตอนที่ทำแล้ว")
    reached = next(
        (place - 1 for place in range(1, criterion.steps + 1) if place not in done), criterion.steps
    )
    worth = worth_of(criterion.scores, criterion.steps, top)[reached]
    lines = [f"ทำครบถึงขั้นที่ {reached} จาก {criterion.steps} ขั้น ได้ {shown(worth)}"]
    later = [place for place in done if place > reached]
    if later:
        listed = ", ".join(str(place) for place in later)
        lines.append(f"ขั้นที่ {listed} ทำแล้วแต่ยังไม่นับ เพราะขั้นที่ {reached + 1} ยังไม่เสร็จ")
    return Scored(worth, tuple(lines))


def worth_of(scores: Sequence[Decimal], count: int, top: Decimal) -> tuple[Fraction, ...]:
    """The score for 0..count done: the table, or equal shares of the top where there is none."""
    if not scores:
        return (Fraction(0), *even_worth(count, top))
    return tuple(Fraction(score) for score in scores)


def table_words(worth: Sequence[Fraction], what: str) -> str:
    """The table of scores in words: "0 ขั้น = 0, 1 ขั้น = 1.25, …"."""
    return ", ".join(f"{count} {what} = {shown(score)}" for count, score in enumerate(worth))


def rule(criterion: Steps, top: Decimal) -> str:
    """The rule as read: the steps in order and what each is worth."""
    worth = worth_of(criterion.scores, criterion.steps, top)
    return f"{criterion.steps} ขั้นตอน นับถึงขั้นที่ทำครบทุกขั้นก่อนหน้า: {table_words(worth, 'ขั้น')}"


def top_words(criterion: Steps, unit: str) -> str:
    """What is worth the top score."""
    return f"ดำเนินการครบ {criterion.steps} ขั้นตอน"

"""``formula``: the result is worked out from named variables and then scored by another criterion, unrounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from workflow_app.errors import Invalid, Unreadable
from workflow_app.figures import plain
from workflow_app.scoring.explain import bracketed, shown
from workflow_app.scoring.expression import Step, evaluate, names, parse
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.outcome import NeedsResult, Scored
from workflow_app.scoring.result import Result, figures_by_name


@dataclass(frozen=True)
class Formula:
    """``variables`` stand with the criterion where they are fixed; those of the result come on top of them."""

    expression: str
    variables: tuple[tuple[str, Decimal], ...]
    then: Any


def read(fields: Fields, read_then: Callable[[object], Any]) -> Formula:
    """Reads and checks: an expression that can be read, and a criterion for its result that is no formula."""
    expression = fields.text("expression")
    variables = figures_by_name(fields, "variables")
    if not expression:
        fields.problem("expression", "ต้องกรอก")
    else:
        _check_expression(fields, expression, variables)
    return Formula(expression, variables, _read_then(fields, read_then))


def _check_expression(fields: Fields, expression: str, variables: tuple[tuple[str, Decimal], ...]) -> None:
    try:
        used = names(parse(expression))
    except Unreadable as error:
        fields.problem("expression", f"อ่านไม่ได้: {error.message}")
        return
    for name, _ in variables:
        if name not in used:
            fields.problem(f"variables.{name}", f"{name} ไม่มีในสูตร")


def _read_then(fields: Fields, read_then: Callable[[object], Any]) -> Any:
    value = fields.raw("then")
    if isinstance(value, Mapping) and value.get("kind") == "formula":
        fields.problem("then", "ต้องไม่เป็นสูตรซ้อนสูตร")
        return None
    try:
        return read_then(value)
    except Invalid as error:
        for name, sentence in error.fields.items():
            fields.problems.setdefault(f"then.{name}", sentence)
        return None


def write(criterion: Formula, write_then: Callable[[Any], dict[str, object]]) -> dict[str, object]:
    """The JSON fields that ``read`` reads back as the same criterion."""
    return {
        "variables": {name: plain(figure) for name, figure in criterion.variables},
        "expression": criterion.expression,
        "then": write_then(criterion.then),
    }


def score(criterion: Formula, result: Result, top: Decimal, score_then: Callable[..., Scored]) -> Scored:
    """The score of the exact result. Raises ``NeedsResult`` naming missing variables, ``NoTargetGroup``, ``Invalid``.

    An assigned score (with its reason) is handed on to a criterion that may need one.
    """
    if result.value is not None:
        raise Invalid({"value": "ผลของตัวชี้วัดนี้คำนวณจากสูตร ให้กรอกตัวแปรแทนการกรอกผล"})
    value, lines = worked_out(criterion, result)
    passed_on = Result(value=value, assigned=result.assigned, reason=result.reason)
    then = score_then(criterion.then, passed_on, top)
    return Scored(then.score, (*lines, *then.explanation), then.assigned)


def worked_out(criterion: Formula, result: Result) -> tuple[Fraction, tuple[str, ...]]:
    """The formula's exact result and the lines that show the figures put in."""
    tree = parse(criterion.expression)
    figures = {**dict(criterion.variables), **dict(result.variables)}
    missing = sorted(names(tree) - set(figures))
    if missing:
        raise NeedsResult(f"ตัวแปร {', '.join(missing)}")
    value = evaluate(tree, {name: Fraction(figure) for name, figure in figures.items()})
    used = ", ".join(f"{name} = {shown(figures[name])}" for name in sorted(names(tree)))
    return value, (
        f"ตัวแปร {used}" if used else "ไม่มีตัวแปร",
        f"{tree.text} = {put_in(tree, figures)} = {shown(value)}",
    )


def put_in(step: Step, figures: Mapping[str, Decimal]) -> str:
    """The expression with the figures in place of the names."""
    if step.sign == "name":
        return bracketed(figures[step.text])
    parts = [put_in(part, figures) for part in step.parts]
    written = {"figure": step.text, "neg": "-{}", "(": "({})"}.get(step.sign, f"{{}} {step.sign} {{}}")
    return written.format(*parts)


def rule(criterion: Formula, top: Decimal, rule_then: Callable[..., str]) -> str:
    """The rule as read: the expression and the rule of its result."""
    return f"ผล = {parse(criterion.expression).text} (ไม่ปัดเศษก่อนให้คะแนน) · {rule_then(criterion.then, top)}"

"""The score of one result by one criterion, with an explanation that an auditor can follow."""

from __future__ import annotations

from decimal import Decimal

from workflow_app.errors import Invalid
from workflow_app.scoring.criterion import Criterion, rule, score_by_rule
from workflow_app.scoring.explain import score_line, shown
from workflow_app.scoring.outcome import Scored
from workflow_app.scoring.result import Result
from workflow_app.thai import digits

TOP = Decimal(5)


def score(criterion: Criterion, result: Result, *, top: Decimal = TOP, sentence: str = "") -> Scored:
    """The exact score between 0 and ``top`` and its lines: sentence, rule, figures and arithmetic, score.

    Raises ``NeedsResult`` (nothing entered), ``NeedsLevel`` (an unknown level decides), ``NeedsAssignment``
    (``top_only`` not reached), ``NoTargetGroup`` (division by zero) – all ``Refused`` – and ``Invalid`` for a
    result that does not fit the criterion.
    """
    found = score_by_rule(criterion, result, top)
    if not 0 <= found.score <= top:
        raise Invalid({"scores": digits(f"เกณฑ์ให้คะแนน {shown(found.score)} ซึ่งอยู่นอกช่วง 0 ถึง {shown(top)}")})
    head = (f"เกณฑ์: {sentence}",) if sentence else ()
    lines = (*head, f"กติกา: {rule(criterion, top)}", *found.explanation, score_line(found.score))
    return Scored(found.score, lines, found.assigned)

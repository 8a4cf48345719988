"""The sentence of the top score, as printed in the target table (ค่าระดับที่จะได้ ๕ คะแนน)."""

from __future__ import annotations

from workflow_app.scoring.criterion import KINDS, Criterion, kind_of
from workflow_app.thai import digits


def top_sentence(criterion: Criterion, *, unit: str = "") -> str:
    """What earns the top score, in Thai digits: "ไม่น้อยกว่าร้อยละ ๖ หรือไม่น้อยกว่า ๑,๐๖๐,๒๙๕,๙๙๗ บาท".

    ``unit`` is the unit of the result as printed; ร้อยละ stands before the figure. Growth prints percent for its
    levels and ``unit`` (or its own amount unit) for amounts.
    """
    return digits(KINDS[kind_of(criterion)].top_words(criterion, unit))

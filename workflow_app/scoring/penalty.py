"""Points off for reports that were not sent (0.2 each in one ministry's scheme; the year sets the figure)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from workflow_app.errors import Invalid
from workflow_app.scoring.explain import score_line, shown
from workflow_app.scoring.outcome import Scored


def with_penalty(scored: Scored, missed_reports: int, per_report: Decimal) -> Scored:
    """The score less ``missed_reports`` × ``per_report``, never below 0; a leaf's own score, not a parent's.

    Raises ``Invalid`` for negative figures.
    """
    if missed_reports < 0 or per_report < 0:
        raise Invalid({"missed_reports": "จำนวนรายงานที่ขาดส่งและคะแนนที่หักต้องไม่ติดลบ"})
    if not missed_reports or not per_report:
        return scored
    left = max(scored.score - missed_reports * Fraction(per_report), Fraction(0))
    line = f"ไม่ส่งรายงาน {missed_reports} ครั้ง หักครั้งละ {shown(per_report)} ไม่ต่ำกว่า 0: เหลือ {shown(left)}"
    return Scored(left, (*scored.explanation, line, score_line(left)), scored.assigned)

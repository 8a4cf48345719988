"""What scoring gives back: a score with its explanation, or the reason why there is none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workflow_app.errors import Refused
from workflow_app.thai import digits


@dataclass(frozen=True)
class Scored:
    """A score on the 0..top scale, exact, and the lines (Thai, Arabic digits) that lead to it.

    ``assigned`` is true where a person set the score with a reason because no rule gives one.
    """

    score: Fraction
    explanation: tuple[str, ...]
    assigned: bool = False


class NeedsResult(Refused):
    """There is no result to score; the message says what has to be entered."""

    def __init__(self, what: str = "ผลการดำเนินงาน") -> None:
        super().__init__([f"ยังไม่มี{what} จึงให้คะแนนไม่ได้ ให้กรอก{what}ก่อน"])


class NeedsLevel(Refused):
    """The score depends on levels nobody has set; ``levels`` are their numbers, counted from 1."""

    def __init__(self, levels: Sequence[int], why: str, name: str = "ค่าระดับที่") -> None:
        self.levels = tuple(levels)
        listed = ", ".join(str(level) for level in self.levels)
        super().__init__(
            [digits(f"ยังไม่กำหนด{name} {listed} ซึ่งต้องใช้เพราะ{why} ให้กำหนด{name} {listed} ในเกณฑ์ก่อน")]
        )


class NeedsBase(NeedsLevel):
    """Growth cannot be worked out as the figure of the base period is unknown."""

    def __init__(self) -> None:
        super().__init__((), "")
        self.reasons = ("ยังไม่มีค่าฐานของช่วงที่ใช้เทียบ จึงคิดร้อยละที่เปลี่ยนแปลงไม่ได้ ให้กรอกค่าฐานในเกณฑ์ก่อน",)


class OutsideBands(NeedsLevel):
    """No band of the criterion covers the result."""

    def __init__(self, result: str) -> None:
        super().__init__((), "")
        self.reasons = (digits(f"ผล {result} ไม่อยู่ในช่วงคะแนนใดของเกณฑ์ ให้เพิ่มช่วงที่ครอบคลุมผลนี้"),)


class NeedsAssignment(Refused):
    """The top is not reached and the criterion says nothing of lower scores: a person has to set one."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            [digits(f"ผลไม่ถึงเกณฑ์คะแนนสูงสุด ({rule}) และเกณฑ์ไม่ได้กำหนดคะแนนที่ต่ำกว่า ให้ผู้มีอำนาจกำหนดคะแนนพร้อมเหตุผล")]
        )


class NoTargetGroup(Refused):
    """A division by zero in a formula: there was nobody or nothing to count."""

    def __init__(self, divisor: str) -> None:
        super().__init__([f"ตัวหาร {divisor} เป็น ๐ (ไม่มีกลุ่มเป้าหมาย) จึงคำนวณผลไม่ได้ ให้ตรวจตัวแปรของสูตร"])

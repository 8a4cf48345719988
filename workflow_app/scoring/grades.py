"""Grade bands of a year (ระดับผลการประเมิน): inclusive at the lower end, judged on the figure that is printed.

The cut points differ by year and could not be verified for all, so they are the Framework's setting, never
constants. The printed percent is judged, so that 89.9996, printed as 90.000, is not found below a band from 90.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from workflow_app.errors import Invalid, Unreadable
from workflow_app.figures import half_up, number
from workflow_app.scoring.sheet import SheetTotals


def grade(percent: Fraction | None, bands: Sequence[Mapping[str, str]], places: int = 3) -> str | None:
    """The name of the highest band whose ``from`` the printed percent reaches; None without percent or bands.

    ``bands``: ``[{"from": "90", "name": "…"}]`` in any order. Raises ``Invalid`` for a band that cannot be read.
    """
    if percent is None:
        return None
    printed = half_up(percent, places)
    reached = [(number_of(band, place), band["name"]) for place, band in enumerate(bands, 1)]
    return max(((start, name) for start, name in reached if printed >= start), default=(None, None))[1]


def number_of(band: Mapping[str, str], place: int) -> Fraction:
    """The lower end of a band. Raises ``Invalid`` naming the band."""
    try:
        if not str(band.get("name", "")).strip():
            raise Unreadable("ยังไม่มีชื่อ")
        return Fraction(number(str(band.get("from", ""))))
    except Unreadable as error:
        raise Invalid({f"bands.{place}": f"ระดับผลการประเมินลำดับที่ {place} อ่านไม่ได้: {error.message}"}) from error


def grade_of(totals: SheetTotals, bands: Sequence[Mapping[str, str]], places: int = 3) -> str | None:
    """The grade of a whole sheet."""
    return grade(totals.percent, bands, places)

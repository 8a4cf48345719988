"""Past years in a form: five rows of fiscal year, result and note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflow_app.errors import Invalid, Unreadable
from workflow_app.figures import number, number_out
from workflow_app.indicators.models import Baseline
from workflow_app.thai import arabic, digits
from workflow_app.web.forms import one_line

ROWS = 5


@dataclass(frozen=True)
class PastYear:
    """One row as it is shown: what was typed, or what is stored."""

    place: int
    year: str
    value: str
    note: str


def baseline_rows(typed: Mapping[str, str], stored: Sequence[Baseline], fiscal_year: int) -> list[PastYear]:
    """The rows of the form: as typed where something was sent, else as stored, else the five years before."""
    if any(name.startswith("past-") for name in typed):
        return [_typed(typed, place) for place in range(ROWS)]
    known = {row.fiscal_year: row for row in stored}
    listed = sorted(known) or list(range(fiscal_year - ROWS, fiscal_year))
    rows = [_stored(place, year, known.get(year)) for place, year in enumerate(listed[:ROWS])]
    return rows + [PastYear(place, "", "", "") for place in range(len(rows), ROWS)]


def read_baselines(typed: Mapping[str, str]) -> list[tuple[int, Decimal | None, str]]:
    """Fiscal year (พ.ศ.), result or None, and note of every row that has a result or a note.

    :raises Invalid: field ``baselines``: names the row that cannot be read.
    """
    found = []
    for place in range(ROWS):
        row = _typed(typed, place)
        if not row.value and not row.note:
            continue
        found.append((_year(row), _value(row), row.note))
    return found


def _typed(typed: Mapping[str, str], place: int) -> PastYear:
    year, value, note = (
        one_line(typed.get(f"past-{name}-{place}", "")) for name in ("year", "value", "note")
    )
    return PastYear(place, year, value, note[:500])


def _stored(place: int, year: int, row: Baseline | None) -> PastYear:
    value = number_out(row.value) if row is not None and row.value is not None else ""
    return PastYear(place, str(year), value, row.note if row is not None else "")


def _year(row: PastYear) -> int:
    year = arabic(row.year)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Invalid({"baselines": digits(f"แถวที่ {row.place + 1}: ปีงบประมาณต้องเป็น พ.ศ. สี่หลัก")})
    return int(year)


def _value(row: PastYear) -> Decimal | None:
    if not row.value:
        return None
    try:
        return number(row.value)
    except Unreadable as error:
        raise Invalid({"baselines": digits(f"แถวที่ {row.place + 1}: {error.message}")}) from error

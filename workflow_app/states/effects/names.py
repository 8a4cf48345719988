"""What a record is called in the history, whatever its kind."""

from __future__ import annotations

from typing import Any


def name_of(row: Any) -> str:
    """The words by which a person knows the record."""
    for attribute in ("subject", "title", "name"):
        found = getattr(row, attribute, None)
        if found:
            return str(found)
    return OTHERS[type(row).__tablename__](row)


OTHERS = {
    "cycle": lambda row: f"ปีงบประมาณ พ.ศ. {row.fiscal_year}",
    "report": lambda row: f"รายงานผลรอบ {row.months} เดือน",
}

"""The government's fiscal year, its evaluation rounds and quarters, and the calendar year of the registers.

Years are numbers of พ.ศ. (2567). Fiscal year N runs from 1 October N-1 to 30 September N; evaluation round 1 is its
first half, round 2 its second (letters.md 3, OCSC นร 1012/ว 20). Letters are numbered by calendar year, not by this.
"""

from __future__ import annotations

import re
from datetime import date

from workflow_app.errors import Unreadable
from workflow_app.text import THAI_OF_ARABIC
from workflow_app.thai import ERA, SHORT_MONTHS, THAI_MONTHS, arabic, date_in, date_out

_ROUND = r"(?:รอบการประเมิน|รอบ)\s*ที่\s*(?P<{}>[๑๒12])"
_FISCAL = r"ปีงบประมาณ\s*(?:พ\.ศ\.\s*)?(?P<year>25[0-9]{2}|๒๕[๐-๙]{2})"
_NAMED = re.compile(
    rf"(?:{_ROUND.format('before')}\s*(?:ประจำ)?)?{_FISCAL}\s*(?:{_ROUND.format('after')}\s*)?\((?P<inside>[^()]+)\)"
)
_MONTH = "|".join(map(re.escape, THAI_MONTHS + SHORT_MONTHS))
_DAY_MONTH = re.compile(rf"[0-9๐-๙]{{1,2}}\s*(?:{_MONTH})\s*")
_RANGE = re.compile(
    r"\s*(?P<first>[0-9๐-๙]{1,2}\D[^–—-]*?)\s*(?:[–—-]|ถึง)\s*(?:วันที่\s*)?(?P<last>[0-9๐-๙]{1,2}\D.*?)\s*"
)


def calendar_year(day: date) -> int:
    """Return the calendar year (พ.ศ.) of ``day``: the year whose register a letter of that day is numbered in."""
    return day.year + ERA


def fiscal_year(day: date) -> int:
    """Return the fiscal year (พ.ศ.) of ``day``: 30 September 2023 is 2566, 1 October 2023 is 2567."""
    return day.year + ERA + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of fiscal ``year`` (พ.ศ.)."""
    return date(year - ERA - 1, 10, 1), date(year - ERA, 9, 30)


def evaluation_round(day: date) -> int:
    """Return 1 for October to March, 2 for April to September."""
    return 2 if 4 <= day.month <= 9 else 1


def round_bounds(year: int, round: int) -> tuple[date, date]:
    """Return the first and the last day of evaluation round 1 or 2 of fiscal ``year``. ``ValueError`` for another."""
    first, last = fiscal_year_bounds(year)
    halves = {1: (first, date(year - ERA, 3, 31)), 2: (date(year - ERA, 4, 1), last)}
    if round not in halves:
        raise ValueError(f"no evaluation round {round}")
    return halves[round]


def quarter(day: date) -> int:
    """Return the quarter of the fiscal year: 1 October-December … 4 July-September."""
    return (day.month + 2) // 3 % 4 + 1


def round_title(year: int, round: int) -> str:
    """Return ``รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ เมษายน – ๓๐ กันยายน ๒๕๖๗)``, both years where they differ."""
    title = f"รอบการประเมินที่ {round} ปีงบประมาณ พ.ศ. {year} ({_span(*round_bounds(year, round))})"
    return title.translate(THAI_OF_ARABIC)


def round_slips(text: str) -> list[str]:
    """Return a Thai sentence for each bracket of dates in ``text`` that disagrees with the round or year before it.

    Looks at ``[รอบการประเมินที่ n] ปีงบประมาณ พ.ศ. N (day month [year] – day month year)``, the round before or after
    the year; a bracket that holds something else is none of its business.
    """
    return [slip for match in _NAMED.finditer(text) if (slip := _slip(match)) is not None]


def _slip(match: re.Match[str]) -> str | None:
    year = int(arabic(match["year"]))
    round = int(arabic(match["before"] or match["after"] or "0"))
    inside = " ".join(match["inside"].split())
    span = _RANGE.fullmatch(inside)
    if span is None or not (_DAY_MONTH.match(span["first"]) and _DAY_MONTH.match(span["last"])):
        return None
    wanted = round_bounds(year, round) if round else fiscal_year_bounds(year)
    try:
        found = _span_in(span["first"], span["last"])
    except Unreadable as unreadable:
        return f"วงเล็บ ({inside}): {unreadable.message}"
    return None if found == wanted else _disagreement(inside, year, round, found)


def _span_in(first: str, last: str) -> tuple[date, date]:
    """Read both ends; ``๑ เมษายน – ๓๐ กันยายน ๒๕๖๗`` gives the year once, for both."""
    end = date_in(last)
    start = f"{first} {end.year + ERA}" if _DAY_MONTH.fullmatch(f"{first} ") else first
    return date_in(start), end


def _disagreement(inside: str, year: int, round: int, found: tuple[date, date]) -> str:
    named = f"รอบการประเมินที่ {round} ปีงบประมาณ พ.ศ. {year}" if round else f"ปีงบประมาณ พ.ศ. {year}"
    wanted = round_bounds(year, round) if round else fiscal_year_bounds(year)
    belongs = fiscal_year(found[0])
    hint = f" วันที่ในวงเล็บเป็นของปีงบประมาณ พ.ศ. {belongs}" if belongs == fiscal_year(found[1]) != year else ""
    sentence = f"วงเล็บ ({inside}) ไม่ตรงกับ{named} ซึ่งคือ {_span(*wanted)}{hint}"
    return sentence.translate(THAI_OF_ARABIC)


def _span(first: date, last: date) -> str:
    start = date_out(first)
    if first.year == last.year:
        start = start.rsplit(" ", 1)[0]
    return f"{start} – {date_out(last)}"

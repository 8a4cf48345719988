"""Filters of the templates: dates, digits, figures and states as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flask import Flask

from workflow_app import thai
from workflow_app.figures import number_out


def init_app(app: Flask) -> None:
    """Make the filters known to the templates."""
    for name, function in FILTERS.items():
        app.add_template_filter(function, name)


def thai_date(day: date | None) -> str:
    """๒๔ เมษายน ๒๕๖๗; empty for None."""
    return thai.date_out(day) if day else ""


def thai_date_short(day: date | None) -> str:
    """๒๔ เม.ย. ๒๕๖๗; empty for None."""
    return thai.date_short(day) if day else ""


def moment(at: datetime | None) -> str:
    """๒๔ เม.ย. ๒๕๖๗ ๐๑.๓๐ น. in Bangkok; empty for None."""
    return thai.moment_out(at) if at else ""


def digits(value: object) -> str:
    """The value as text in Thai digits, but for digits that belong to a Latin name or an address."""
    return "" if value is None else thai.digits(str(value))


def number(value: Decimal | int | None, places: int | None = None) -> str:
    """A figure with commas in Thai digits, half up at ``places`` decimals; empty for None."""
    return "" if value is None else thai.digits(number_out(Decimal(value), places))


def label(value: StrEnum | None) -> str:
    """The Thai word of a state, role or kind that has one."""
    return "" if value is None else str(getattr(value, "label", value))


FILTERS: dict[str, Callable[..., object]] = {
    "thai_date": thai_date,
    "thai_date_short": thai_date_short,
    "moment": moment,
    "digits": digits,
    "number": number,
    "label": label,
}

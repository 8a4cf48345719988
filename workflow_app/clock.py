"""The only reader of the wall clock. Tests and the demo put their own time in its place.

The time in use belongs to the running context (thread or task), so a demo in one thread never moves the clock
of a request in another; a new thread starts on the real clock again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)
_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC; a fixed clock wins over a shifted one."""
    fixed_moment = _fixed.get()
    if fixed_moment is not None:
        return fixed_moment
    return datetime.now(UTC) + _shift.get()


def today() -> date:
    """The present day in Thailand, which from 17:00 UTC on is the day after that of a server in UTC."""
    return now().astimezone(ZoneInfo("Asia/Bangkok")).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[datetime]:
    """Stand the clock still at ``moment`` (aware) inside the block; blocks may be nested.

    Raises ValueError for a moment without a zone: it would be read as UTC or as Thai time by accident.
    """
    if moment.tzinfo is None:
        raise ValueError("a fixed clock needs a moment with a time zone")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _fixed.reset(token)


@contextmanager
def shift(by: timedelta) -> Iterator[None]:
    """Let the clock run ``by`` earlier or later inside the block; nested shifts add up."""
    token = _shift.set(_shift.get() + by)
    try:
        yield
    finally:
        _shift.reset(token)

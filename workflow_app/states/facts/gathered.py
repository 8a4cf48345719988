"""Facts that cost a query are gathered only for the guards that look at them; each guard says at which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar

Asking = TypeVar("Asking", bound=Callable[[Any], Any])


class NotGathered:
    """Stands in a fact that nobody asked for: whoever looks at it all the same is told, not deceived."""

    def _refuse(self, *_: Any) -> NoReturn:
        raise LookupError("a guard looks at a fact that it did not name in looks_at")

    __bool__ = __iter__ = __len__ = __contains__ = __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __str__ = __format__ = __getitem__ = __add__ = _refuse
    __hash__ = object.__hash__


#: The value of every gathered fact until it is gathered.
NOT_GATHERED: Any = NotGathered()


def looks_at(*names: str) -> Callable[[Asking], Asking]:
    """Name the gathered facts that a guard looks at (fields of its kind's facts)."""

    def name_them(guard: Asking) -> Asking:
        guard.__dict__["looks_at"] = names
        return guard

    return name_them


def looked_at(guards: Iterable[Callable[[Any], Any]]) -> frozenset[str]:
    """The gathered facts that these guards look at, all together."""
    return frozenset(name for guard in guards for name in getattr(guard, "looks_at", ()))

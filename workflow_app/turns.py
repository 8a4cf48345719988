"""Nobody waits for ever: SQLite lets writers push each other aside, so they queue here before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic

#: Seconds after which the one who waits longest is served before all others. Handing over each time would cost
#: a switch of threads per turn; letting whoever is awake go first is ten times faster.
PATIENCE = 0.25


@dataclass
class _Waiting:
    since: float
    called: Event = field(default_factory=Event)
    given: bool = False


class Turns:
    """A lock for the threads of one process in which nobody is passed over for longer than ``patience`` seconds."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._guard = Lock()
        self._waiting: deque[_Waiting] = deque()
        self._taken = False

    @contextmanager
    def one(self, seconds: float) -> Iterator[None]:
        """The block runs alone. Raises TimeoutError when the turn has not come within ``seconds``."""
        self._wait(seconds)
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self, seconds: float) -> None:
        mine = _Waiting(monotonic())
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            self._waiting.append(mine)
        while mine.called.wait(max(0.0, mine.since + seconds - monotonic())):
            if self._takes(mine):
                return
        if not self._takes(mine):
            with self._guard:
                if mine.given:  # it came at the last moment
                    return
                self._waiting.remove(mine)
            raise TimeoutError("another writer did not finish")

    def _takes(self, mine: _Waiting) -> bool:
        with self._guard:
            mine.called.clear()
            if mine.given:
                return True
            if self._taken:
                return False
            self._taken = True
            self._waiting.remove(mine)
            return True

    def _pass_on(self) -> None:
        with self._guard:
            first = self._waiting[0] if self._waiting else None
            self._taken = first is not None and monotonic() - first.since >= self._patience
            if first is None:
                return
            if self._taken:
                first.given = True
                self._waiting.popleft()
            first.called.set()

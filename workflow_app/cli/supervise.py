"""Two processes that belong together: the one that matters, and a helper that is started again when it ends."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

#: Seconds between two looks at the processes, and the longest wait before a helper is started again.
_LOOK_EVERY = 0.2
_LONGEST_WAIT = 30.0
#: A helper that lived as long as this (seconds) is started again at once.
_STEADY = 60.0
#: Seconds that a process gets to finish its work after SIGTERM.
_GRACE = 30.0


class _Stop(Exception):
    """A signal asked us to end."""


def run_together(*, essential: Sequence[str], helper: Sequence[str]) -> int:
    """Run both commands until ``essential`` ends or a signal comes; the exit code of ``essential``.

    The helper is started again whenever it ends, later each time while it ends quickly. On SIGTERM or SIGINT
    both are asked to end, and 0 is returned when ``essential`` ended in order; more signals change nothing then.
    """
    previous = {number: signal.signal(number, _ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    running: list[subprocess.Popen[bytes]] = []
    try:
        running.append(subprocess.Popen(essential))
        _watch(running, helper)
        return running[0].returncode
    except _Stop:
        for number in previous:
            signal.signal(number, signal.SIG_IGN)  # Ctrl-C pressed twice
        _end(running)
        return max(running[0].returncode, 0) if running else 0
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        _end(running)


def _ask_to_stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stop


def _watch(running: list[subprocess.Popen[bytes]], helper: Sequence[str]) -> None:
    """Keep the helper alive until the first process of ``running`` has ended."""
    wait, due = 1.0, 0.0
    started = time.monotonic()
    while running[0].poll() is None:
        alive = len(running) > 1 and running[1].poll() is None
        if not alive and len(running) > 1:
            lived = time.monotonic() - started
            wait = 1.0 if lived > _STEADY else min(wait * 2, _LONGEST_WAIT)
            due = time.monotonic() + wait
            running.pop()
        if len(running) == 1 and time.monotonic() >= due:
            started = time.monotonic()
            running.append(subprocess.Popen(helper))
        time.sleep(_LOOK_EVERY)


def _end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every process that still runs to end, wait for it, and end it by force after the grace time."""
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

"""The web server and its worker as one: both end together, and a worker that dies comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SUPERVISOR = """
import sys
from workflow_app.cli.supervise import run_together
essential, helper = ([sys.executable, "-c", code] for code in sys.argv[1:3])
sys.exit(run_together(essential=essential, helper=helper))
"""
WAIT = "import time; time.sleep(60)"


def start(essential: str, helper: str, folder: Path) -> subprocess.Popen[bytes]:
    """A supervisor of two small programs, in ``folder``."""
    return subprocess.Popen([sys.executable, "-c", SUPERVISOR, essential, helper], cwd=folder)


def leave(name: str, then: str) -> str:
    """A program that writes its process number to a file ``name`` and goes on with ``then``."""
    return f"import os; open({name!r}, 'a').write(f'{{os.getpid()}}\\n')\n{then}"


def numbers(path: Path) -> list[int]:
    """The process numbers left in ``path`` so far."""
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def until(true: Callable[[], bool], limit: float = 20.0) -> bool:
    """Wait until ``true()``, for at most ``limit`` seconds."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def gone(number: int) -> bool:
    """No such process any more (a zombie counts as gone)."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_the_exit_code_of_the_server_is_ours_and_the_worker_ends_with_it(tmp_path: Path) -> None:
    server = "import time; time.sleep(1.5); raise SystemExit(7)"
    supervisor = start(server, leave("worker", WAIT), tmp_path)
    assert supervisor.wait(20) == 7
    assert [gone(number) for number in numbers(tmp_path / "worker")] == [True]


def test_a_killed_worker_is_started_again(tmp_path: Path) -> None:
    supervisor = start(WAIT, leave("worker", WAIT), tmp_path)
    assert until(lambda: len(numbers(tmp_path / "worker")) == 1)
    os.kill(numbers(tmp_path / "worker")[0], signal.SIGKILL)
    assert until(lambda: len(numbers(tmp_path / "worker")) == 2)
    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert all(gone(number) for number in numbers(tmp_path / "worker"))


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both(tmp_path: Path, asked: signal.Signals) -> None:
    supervisor = start(leave("server", WAIT), leave("worker", WAIT), tmp_path)
    assert until(lambda: bool(numbers(tmp_path / "server") and numbers(tmp_path / "worker")))
    supervisor.send_signal(asked)
    assert supervisor.wait(20) == 0
    assert gone(numbers(tmp_path / "server")[0])
    assert gone(numbers(tmp_path / "worker")[0])


def test_asking_twice_ends_both_in_order(tmp_path: Path) -> None:
    slow = "import signal, time\nsignal.signal(signal.SIGTERM, lambda *_: (time.sleep(1.5), exit(0)))\n"
    supervisor = start(slow + leave("server", WAIT), leave("worker", WAIT), tmp_path)
    assert until(lambda: bool(numbers(tmp_path / "server") and numbers(tmp_path / "worker")))
    supervisor.terminate()
    time.sleep(0.5)
    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert gone(numbers(tmp_path / "worker")[0])


def test_a_process_ends_when_its_parent_was_killed(tmp_path: Path) -> None:
    bound = f"from workflow_app.cli.serve import end_with; end_with(int(os.environ['OVER']))\n{WAIT}"
    child = leave("child", f"import sys; sys.path.insert(0, {os.getcwd()!r})\n{bound}")
    code = f"import os, subprocess, sys\nos.environ['OVER'] = str(os.getpid())\nsubprocess.run([sys.executable, '-c', {child!r}])"
    over = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path)
    assert until(lambda: bool(numbers(tmp_path / "child")))
    time.sleep(1)
    assert not gone(numbers(tmp_path / "child")[0])
    over.kill()
    over.wait(20)
    assert until(lambda: gone(numbers(tmp_path / "child")[0]))

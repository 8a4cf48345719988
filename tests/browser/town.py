"""A running installation: ``workflow-app serve`` with its worker, on a day of the story."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

#: Seconds a server may take to answer, and to end after it was asked to.
PATIENCE = 60


@dataclass
class Town:
    """One data folder and the server on it. ``day`` is what CLOCK_SHIFT was set to, as "2021-10-11"."""

    data: Path
    port: int = 0
    day: str = ""
    server: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, *words: str) -> str:
        """What ``workflow-app`` prints for these words; it must end well."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def open(self) -> None:
        """Start the server on a free port and wait until it answers."""
        self.port = free_port()
        with (self.data.parent / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [*COMMAND, "serve"], env=self._environment(), stdout=log, stderr=subprocess.STDOUT
            )
        self._wait()

    def close(self) -> None:
        """End the server and its worker as Ctrl-C does."""
        if self.server is not None:
            self.server.terminate()
            self.server.wait(PATIENCE)
            self.server = None

    def said(self) -> str:
        """Everything that the servers printed so far."""
        log = self.data.parent / "server.log"
        return log.read_text("utf-8") if log.exists() else ""

    def _environment(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
        shift = {"CLOCK_SHIFT": self.day} if self.day else {}
        return {**kept, "DATA_DIR": str(self.data), "PORT": str(self.port or 8000), **shift}

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.server is not None and self.server.poll() is None, self.said()
            try:
                with urlopen(f"{self.address}/sign-in", timeout=5):
                    return
            except HTTPError as problem:
                raise AssertionError(self.said()[-4000:]) from problem
            except (URLError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError("the server did not answer\n" + self.said())


COMMAND = (sys.executable, "-m", "workflow_app.cli")


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium_path() -> str:
    """Where Debian's Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"

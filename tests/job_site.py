"""An installation with real worker processes (job_worker.py) on a test's database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.jobs import outbox
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.jobs.queue import Announcer
from workflow_app.offices.models import Office

ROOT = Path(__file__).resolve().parents[1]


class Site:
    """An installation on the test's database, and the worker processes that were started for it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.notes = folder / "notes.txt"
        self.log = folder / "workers.log"
        self.environment = {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "SWEEP_SECONDS": "1",
        }
        self.announcer = Announcer(Settings.from_env(self.environment))

    @contextmanager
    def worker(self, claim: float = 1.0) -> Iterator[subprocess.Popen[bytes]]:
        command = [
            sys.executable,
            "-W",
            "error",
            str(ROOT / "tests/job_worker.py"),
            str(self.notes),
            str(claim),
        ]
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(ROOT)}
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def ask(self, count: int, seconds: float, *, announce: int = 1) -> None:
        with self.database.transaction() as session:
            for number in range(count):
                outbox.enqueue(session, "note", f"note:{number}", {"n": number, "seconds": seconds})
        for _ in range(announce):
            self.announcer.announce(outbox.asked(session))

    def begun(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []

    def results(self) -> Counter[str]:
        with self.database.reading() as session:
            return Counter(session.scalars(select(Office.name)))

    def done(self, count: int) -> bool:
        with self.database.reading() as session:
            done = session.scalars(select(Job.id).where(Job.status == JobStatus.DONE)).all()
        return len(done) == count

    def wait(self, condition: Callable[[], bool], seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)

"""The real worker as a process, with one more kind of job: it notes its beginning and adds an office as its result.

    python tests/job_worker.py NOTES SECONDS_OF_A_CLAIM

Settings come from the environment, as for the command ``worker``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from workflow_app.config import Settings
from workflow_app.jobs import operations, queue
from workflow_app.jobs.handlers import HANDLERS, Handler, Payload, Workshop
from workflow_app.offices.models import Office, OfficeKind


def make_handler(notes: Path) -> Handler:
    def work(_workshop: Workshop, payloads: Sequence[Payload]) -> list[int]:
        for payload in payloads:
            with notes.open("a", encoding="utf-8") as file:
                file.write(f"{os.getpid()} {payload['n']}\n")
            time.sleep(payload["seconds"])
        return [payload["n"] for payload in payloads]

    def keep(session: Session, _payload: Payload, number: int) -> None:
        session.add(Office(kind=OfficeKind.DISTRICT, name=f"ผลของงาน {number}"))

    def fail(_session: Session, _payload: Payload, _reason: str) -> None:
        return None

    return Handler(work, keep, fail)


def main(notes: str, seconds: str) -> None:
    operations.CLAIM = timedelta(seconds=float(seconds))
    operations.MOST_TRIES = 1000  # the tests kill more often than an accident does
    HANDLERS["note"] = make_handler(Path(notes))
    queue.work(Settings.from_env(os.environ))


if __name__ == "__main__":
    main(*sys.argv[1:])

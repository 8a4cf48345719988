"""LibreOffice kept open and driven over UNO by a Python of the system: the usual way."""

from __future__ import annotations

import json
import selectors
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from workflow_app.letters.pdf import office
from workflow_app.letters.pdf.office import Outcome, PdfFailure, Task

WORKER = Path(__file__).with_name("uno_worker.py")


class UnoOffice:
    """One worker process with its soffice, in one slot; started when first asked and again after it was lost."""

    def __init__(
        self, soffice: str, python: str, folder: Path, lock: int, seen: Mapping[str, str], recycle_after: int
    ) -> None:
        # -I keeps this folder and the caller's environment out of the worker's imports.
        self._command = [python, "-I", str(WORKER), soffice, str(office.profile(folder))]
        self._folder = folder
        self._lock = lock
        self._seen = seen
        self._recycle_after = recycle_after
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._closed = False
        self._busy = threading.Lock()

    def convert(self, tasks: Sequence[Task], time_limit: float) -> list[Outcome]:
        """One after the other, each within ``time_limit`` seconds."""
        with self._busy:
            return [self._one(task, time_limit) for task in tasks]

    def close(self) -> None:
        """End the worker and soffice for good; what is in hand comes back as closed."""
        self._closed = True
        process = self._process
        if process is not None:
            office.kill(process)
        with self._busy:
            self._end()

    def _one(self, task: Task, time_limit: float) -> Outcome:
        if self._closed:
            return PdfFailure("closed")
        deadline = time.monotonic() + time_limit
        work = office.fresh_work(self._folder)
        try:
            return self._ask(task, work, deadline)
        except TimeoutError:
            self._end()
            return PdfFailure("late")
        except (EOFError, OSError, ValueError):
            # The worker or soffice went away: a closed pipe, or the end of what it had to say.
            self._end()
            return PdfFailure("closed" if self._closed else "died")
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _ask(self, task: Task, work: Path, deadline: float) -> Outcome:
        source, target = work / "letter.docx", work / "letter.pdf"
        source.write_bytes(task.docx)
        answer = self._say(
            {"source": str(source), "target": str(target), "thai_pages": task.thai_pages},
            self._running(deadline),
            deadline,
        )
        if answer["error"]:
            return PdfFailure("damaged", str(answer["error"]))
        return office.finished(target)

    def _running(self, deadline: float) -> subprocess.Popen[bytes]:
        if self._made >= self._recycle_after:
            self._end()
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = office.start(self._command, folder=self._folder, lock=self._lock, seen=self._seen)
            self._made = 0
            if self._closed:
                raise EOFError
            _answer(self._process.stdout, deadline)
        self._made += 1
        return self._process

    def _say(
        self, request: Mapping[str, object], process: subprocess.Popen[bytes], deadline: float
    ) -> dict[str, object]:
        if process.stdin is None:
            raise EOFError
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        return _answer(process.stdout, deadline)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            office.end(process)


def _answer(stream: IO[bytes] | None, deadline: float) -> dict[str, object]:
    """The next line of the worker, which it writes in one piece. Raises TimeoutError at the deadline, EOFError."""
    if stream is None:
        raise EOFError
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
    line = stream.readline()
    if not line:
        raise EOFError
    answer = json.loads(line)
    return answer if isinstance(answer, dict) else {}

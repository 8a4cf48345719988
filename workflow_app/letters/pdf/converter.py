"""Supervised LibreOffice: a few processes, each with a profile of its own, ended with all their children.

A `Converter` has slots. A slot is a folder under DATA_DIR (profile and work files) held by a file lock, so that
server, worker and command line never share a profile. Each slot keeps one process and starts it when needed.
"""

from __future__ import annotations

import fcntl
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from workflow_app.errors import NotConfigured
from workflow_app.letters.pdf import batch_office, fonts, uno_office
from workflow_app.letters.pdf.office import Outcome, PdfFailure, Task

MAX_SLOTS = 64


@dataclass(frozen=True)
class Programs:
    """Where LibreOffice is, and a Python that has its UNO bridge (None: whole batches by command line instead)."""

    soffice: str
    python: str | None


class Office(Protocol):
    """One way of driving LibreOffice in one slot."""

    def convert(self, tasks: Sequence[Task], time_limit: float) -> list[Outcome]:
        """The PDF of each task, or why not; ``time_limit`` in seconds is for each task."""

    def close(self) -> None:
        """End every process of the slot."""


def find_programs() -> Programs:
    """Look for soffice and for a Python with ``import uno``. Raises NotConfigured when there is no LibreOffice."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise NotConfigured(
            "ไม่พบโปรแกรม LibreOffice (soffice) ในเครื่อง จึงยังทำ PDF ไม่ได้ (ไฟล์ docx ใช้ได้ตามปกติ) "
            "ให้ติดตั้งแพ็กเกจ libreoffice-writer-nogui และ python3-uno"
        )
    beside = str(Path(soffice).resolve().parent / "python")
    return Programs(soffice, next(filter(_has_uno, (beside, "/usr/bin/python3")), None))


def _has_uno(python: str) -> bool:
    if not os.access(python, os.X_OK):
        return False
    command = [python, "-I", "-c", "import uno"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30).returncode == 0


class Converter:
    """A pool of LibreOffice processes; safe to use from several threads, started at the first conversion.

    Use as a context manager, or call `close`. ``processes`` conversions run at once, each at most
    ``time_limit`` seconds (the start of LibreOffice included); after ``recycle_after`` files a process is
    replaced. ``programs`` defaults to what `find_programs` finds.
    """

    def __init__(
        self,
        data_dir: Path,
        processes: int = 2,
        *,
        time_limit: float = 60.0,
        recycle_after: int = 200,
        programs: Programs | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.processes = max(1, processes)
        self.time_limit = time_limit
        self.recycle_after = recycle_after
        self._programs = programs
        self._idle: queue.LifoQueue[Office] = queue.LifoQueue()
        self._starting = threading.Lock()
        self._slots = ExitStack()
        self._face: fonts.FaceReport | None = None
        self._batch = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> fonts.FaceReport:
        """See that fonts and programs are there and take the slots; no LibreOffice is started yet. Idempotent.

        Raises NotConfigured when LibreOffice or the fonts are missing.
        """
        with self._starting:
            if self._face is None:
                programs = self._programs or find_programs()
                face = fonts.require(self.data_dir)
                with ExitStack() as slots:
                    for _ in range(self.processes):
                        self._idle.put(self._take_slot(programs, face, slots))
                    self._slots = slots.pop_all()
                self._batch = 1 if programs.python else batch_office.BATCH
                self._face = face
            return self._face

    def convert(self, tasks: Sequence[Task]) -> list[Outcome]:
        """PDF bytes or `PdfFailure` for each task, in the order given. Raises NotConfigured like `start`."""
        self.start()
        size = max(1, min(self._batch, -(-len(tasks) // self.processes)))
        batches = [tasks[first : first + size] for first in range(0, len(tasks), size)]
        with ThreadPoolExecutor(self.processes, thread_name_prefix="pdf") as threads:
            return [outcome for done in threads.map(self._convert_batch, batches) for outcome in done]

    def close(self) -> None:
        """End all processes and give the slots back. A later conversion starts anew."""
        with self._starting:
            self._slots.close()
            self._idle = queue.LifoQueue()
            self._face = None

    def _convert_batch(self, tasks: Sequence[Task]) -> list[Outcome]:
        idle = self._idle
        office = idle.get()
        try:
            outcomes = office.convert(tasks, self.time_limit)
            lost = [place for place, outcome in enumerate(outcomes) if _died(outcome)]
            # A process may be killed from outside (memory, an operator): what it had in hand gets a second one.
            for place in lost:
                outcomes[place] = office.convert([tasks[place]], self.time_limit)[0]
            return outcomes
        finally:
            idle.put(office)

    def _take_slot(self, programs: Programs, face: fonts.FaceReport, slots: ExitStack) -> Office:
        folder, lock = _free_slot(self.data_dir.resolve() / "office")
        slots.callback(os.close, lock)
        office = _office(programs, folder, lock, environment(folder, face), self.recycle_after)
        slots.callback(office.close)
        return office


def environment(folder: Path, face: fonts.FaceReport) -> dict[str, str]:
    """What LibreOffice sees: our fonts, a home inside its slot, no proxy, no settings of the person who started it."""
    kept: Mapping[str, str] = {
        name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
    }
    return {
        **kept,
        **face.environment,
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Bangkok",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _office(
    programs: Programs, folder: Path, lock: int, seen: Mapping[str, str], recycle_after: int
) -> Office:
    if programs.python is None:
        return batch_office.BatchOffice(programs.soffice, folder, lock, seen)
    return uno_office.UnoOffice(programs.soffice, programs.python, folder, lock, seen, recycle_after)


def _died(outcome: Outcome) -> bool:
    return isinstance(outcome, PdfFailure) and outcome.cause == "died"


def _free_slot(root: Path) -> tuple[Path, int]:
    """The first slot that no process holds, and its lock, which lasts until the last process that inherits it ends."""
    for number in range(1, MAX_SLOTS + 1):
        folder = root / f"slot-{number}"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        return folder, lock
    raise NotConfigured(f"มีโปรแกรม LibreOffice ทำงานอยู่แล้ว {MAX_SLOTS} ชุดใน {root} ให้ปิดโปรแกรมที่ค้างก่อน")

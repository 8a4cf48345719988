"""LibreOffice by its command line, many files a call: the way without python3-uno.

``--convert-to`` cannot set the digits of page numbers, and a text fixed in the header would be right on one page
only. So letters with Thai page numbers go through OpenDocument, where the digits are an attribute.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from workflow_app.letters.pdf import office
from workflow_app.letters.pdf.office import Outcome, PdfFailure, Task

BATCH = 20
"""Files a call: enough to forget the start of LibreOffice, few enough to fit the time limit."""

_PAGE_DIGITS = re.compile(
    rb"(<(?:style:page-layout-properties|text:page-number|text:page-count)\b[^>]*?)(\s*/?>)"
)
_OLD_DIGITS = re.compile(rb'\s(?:style|loext):num-(?:format|letter-sync)="[^"]*"')


class BatchOffice:
    """One soffice at a time in one slot, for up to `BATCH` files."""

    def __init__(self, soffice: str, folder: Path, lock: int, seen: Mapping[str, str]) -> None:
        self._soffice = soffice
        self._folder = folder
        self._lock = lock
        self._seen = seen
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._busy = threading.Lock()

    def convert(self, tasks: Sequence[Task], time_limit: float) -> list[Outcome]:
        """All in as few calls as possible; a file that holds up its call is given up, the others go on in the next."""
        with self._busy:
            return self._convert(tasks, time_limit)

    def close(self) -> None:
        """End the call in hand; later ones are refused."""
        self._closed = True
        process = self._process
        if process is not None:
            office.kill(process)
        with self._busy:
            self._process = None

    def _convert(self, tasks: Sequence[Task], time_limit: float) -> list[Outcome]:
        work = office.fresh_work(self._folder)
        try:
            for number, task in enumerate(tasks):
                (work / f"{number}.docx").write_bytes(task.docx)
            thai = [number for number, task in enumerate(tasks) if task.thai_pages]
            failures = self._round(work, thai, "docx", "odt", time_limit)
            for number in set(thai) - failures.keys():
                _use_thai_digits(work / f"{number}.odt")
            kinds = {number: "odt" if number in thai else "docx" for number in range(len(tasks))}
            for kind in ("docx", "odt"):
                left = [number for number in kinds if kinds[number] == kind and number not in failures]
                failures |= self._round(work, left, kind, "pdf", time_limit)
            return [failures.get(number) or office.finished(work / f"{number}.pdf") for number in kinds]
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _round(
        self, work: Path, numbers: Sequence[int], source: str, target: str, time_limit: float
    ) -> dict[int, PdfFailure]:
        failures: dict[int, PdfFailure] = {}
        left = list(numbers)
        while left:
            cause = self._call(work, left, source, target, time_limit)
            left = [number for number in left if not _whole(work / f"{number}.{target}")]
            if cause is None:
                return failures | {number: PdfFailure("damaged") for number in left}
            if cause == "closed":
                return failures | {number: PdfFailure(cause) for number in left}
            # The files are taken in order: the first without a result is the one that LibreOffice was stuck on.
            for number in left[:1]:
                failures[number] = PdfFailure(cause)
            left = left[1:]
        return failures

    def _call(
        self, work: Path, numbers: Sequence[int], source: str, target: str, time_limit: float
    ) -> str | None:
        if self._closed:
            return "closed"
        files = [str(work / f"{number}.{source}") for number in numbers]
        profile = office.profile(self._folder).as_uri()
        command = [
            self._soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ]
        reading = ["--infilter=MS Word 2007 XML"] if source == "docx" else []
        writing = ["--convert-to", target, "--outdir", str(work)]
        self._process = office.start(
            [*command, *reading, *writing, *files], folder=self._folder, lock=self._lock, seen=self._seen
        )
        try:
            self._process.communicate(timeout=time_limit)
        except subprocess.TimeoutExpired:
            return "late"
        finally:
            office.end(self._process)
        if self._closed:
            return "closed"
        return "died" if self._process.returncode != 0 else None


def _whole(made: Path) -> bool:
    """Whether the file was written to its end; a killed call leaves half a file."""
    if made.suffix == ".odt":
        return zipfile.is_zipfile(made)
    return isinstance(office.finished(made), bytes)


def _use_thai_digits(document: Path) -> None:
    """Give every page and page-number field of an OpenDocument text the digits of its own language."""
    target = io.BytesIO()
    with zipfile.ZipFile(document) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for member in archive.infolist():
            content = archive.read(member)
            if member.filename in ("styles.xml", "content.xml"):
                content = _PAGE_DIGITS.sub(_native, content)
            changed.writestr(member, content)
    document.write_bytes(target.getvalue())


def _native(element: re.Match[bytes]) -> bytes:
    return _OLD_DIGITS.sub(b"", element[1]) + b' style:num-format="Native Numbering"' + element[2]

"""What both ways of driving LibreOffice share: the work to be done, its outcome, and how a process is ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_REASONS = {
    "unreadable": "{detail}",
    "damaged": "โปรแกรม LibreOffice เปิดไฟล์นี้ไม่ได้ ไฟล์อาจเสียหาย ให้สร้างไฟล์ใหม่แล้วลองอีกครั้ง",
    "late": "แปลงเป็น PDF ไม่เสร็จภายในเวลาที่กำหนด ให้กดลองใหม่ หากเป็นซ้ำให้ลดขนาดหรือจำนวนหน้าของเอกสาร",
    "died": "โปรแกรม LibreOffice หยุดทำงานระหว่างแปลงไฟล์ ให้กดลองใหม่",
    "closed": "ระบบกำลังปิดการแปลงไฟล์ ให้กดลองใหม่",
    "fonts": "PDF ที่ได้ใช้แบบอักษรอื่นแทนแบบอักษรสารบรรณ ({detail}) จึงไม่นำมาใช้ ให้ตรวจแบบอักษรในแม่แบบหนังสือ",
    "broken": "โปรแกรม LibreOffice ให้ไฟล์ PDF ที่ไม่สมบูรณ์ ให้กดลองใหม่",
}
_TEMPORARY = frozenset({"late", "died", "closed", "broken"})

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Task:
    """One docx to convert, prepared for LibreOffice; whether its page numbers are to be Thai digits."""

    docx: bytes
    thai_pages: bool = False


@dataclass(frozen=True)
class PdfFailure:
    """Why there is no PDF. ``cause`` is one of unreadable, damaged, late, died, closed, fonts, broken."""

    cause: str
    detail: str = ""

    @property
    def reason(self) -> str:
        """The Thai sentence for the user, with what to do."""
        return "PDF ไม่สำเร็จ: " + _REASONS[self.cause].format(detail=self.detail)

    @property
    def temporary(self) -> bool:
        """Whether trying again without a change may help."""
        return self.cause in _TEMPORARY


Outcome = bytes | PdfFailure


def start(
    command: Sequence[str], *, folder: Path, lock: int, seen: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """A process that leads its own group, in a fresh profile; it and its children inherit the slot's lock."""
    fresh_profile(folder)
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=dict(seen),
        pass_fds=(lock,),
        start_new_session=True,
    )


def profile(folder: Path) -> Path:
    """The user profile of a slot's LibreOffice."""
    return folder / "profile"


def fresh_profile(folder: Path) -> None:
    """An empty profile with our settings: no macro, no link followed. A killed process may leave a spoilt one."""
    shutil.rmtree(profile(folder), ignore_errors=True)
    user = profile(folder) / "user"
    user.mkdir(parents=True, mode=0o700)
    (user / "registrymodifications.xcu").write_text(_SETTINGS)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole group of ``process`` at once; soffice.bin outlives its wrapper otherwise. From any thread."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def end(process: subprocess.Popen[bytes]) -> None:
    """`kill`, reap the leader and close its pipes; only by the thread that reads from them."""
    kill(process)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()
    process.wait()


def fresh_work(folder: Path) -> Path:
    """The slot's empty folder for the files in hand."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    return work


def finished(pdf: Path) -> Outcome:
    """The bytes of a PDF that was written to its end."""
    content = pdf.read_bytes() if pdf.exists() else b""
    if content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF"):
        return content
    return PdfFailure("broken")

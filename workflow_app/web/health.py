"""Whether everything behind the pages works here, for the administrator: database, jobs, converter, fonts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from workflow_app import clock
from workflow_app.config import Settings
from workflow_app.errors import DomainError, NotConfigured
from workflow_app.jobs import queries
from workflow_app.jobs.models import JobStatus
from workflow_app.letters.pdf import fonts
from workflow_app.migrations import current
from workflow_app.people.rules import Role
from workflow_app.thai import digits
from workflow_app.web.request import access, actor, database, reading

#: A job that is due for longer waits for a worker that is not there.
PATIENCE = timedelta(minutes=5)

bp = Blueprint("health", __name__, url_prefix="/health")


@dataclass(frozen=True)
class Finding:
    """One line of the page: what was looked at, whether it works, and what was found or is to be done."""

    name: str
    works: bool
    words: str


@bp.get("")
@access(frozenset({Role.ADMINISTRATOR}))
def index() -> ResponseReturnValue:
    """All checks, each with its result."""
    settings: Settings = current_app.extensions["settings"]
    findings = [_looked_at(name, check, settings) for name, check in CHECKS]
    return render_template("health/index.html", findings=findings)


def _looked_at(name: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, True, check(settings))
    except DomainError as problem:
        return Finding(name, False, problem.message)
    except OperationalError:
        return Finding(name, False, "ฐานข้อมูลไม่ตอบ ให้ผู้ดูแลเครื่องตรวจบริการฐานข้อมูล")


def _database(settings: Settings) -> str:
    kind = "SQLite" if settings.on_sqlite else "PostgreSQL"
    return f"{kind} ตอบตามปกติ โครงสร้างรุ่น {current(database().url)}"


def _queue(_settings: Settings) -> str:
    with reading() as session:
        counts = queries.counts(session, actor().province_id)
        due = queries.listing(session, actor().province_id, (JobStatus.DUE,))
    waiting = counts[JobStatus.DUE] + counts[JobStatus.RUNNING]
    if any(clock.now() - (line.due_at or line.made_at) > PATIENCE for line in due):
        raise NotConfigured(
            digits(f"มีงานรอนานเกิน ๕ นาที ({waiting} งาน) ให้ผู้ดูแลเครื่องตรวจว่าเปิดโปรแกรมทำงานเบื้องหลังแล้ว")
        )
    if counts[JobStatus.FAILED]:
        raise NotConfigured(digits(f"มีงานไม่สำเร็จ {counts[JobStatus.FAILED]} งาน ดูหน้างานเบื้องหลัง"))
    return digits(f"ทำแล้ว {counts[JobStatus.DONE]} งาน รอหรือกำลังทำ {waiting} งาน")


def _converter(_settings: Settings) -> str:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        raise NotConfigured(
            "ไม่พบ LibreOffice จึงทำ PDF ไม่ได้ (ไฟล์ docx ใช้ได้ตามปกติ) ให้ติดตั้ง libreoffice-writer-nogui"
        )
    return "พบ LibreOffice ทำ PDF ได้"


def _fonts(settings: Settings) -> str:
    report = fonts.require(settings.data_dir)
    source = "ติดตั้งไว้ในเครื่อง" if report.source == "installed" else "ทำขึ้นจาก Laksaman"
    return f"{report.family} ({source}) ใช้แทนชื่อ {', '.join(fonts.NAMES)} ได้ครบ"


CHECKS: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("ฐานข้อมูล", _database),
    ("งานเบื้องหลัง", _queue),
    ("ตัวแปลง PDF (LibreOffice)", _converter),
    ("แบบอักษรของหนังสือ", _fonts),
)

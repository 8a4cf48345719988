"""Two uses of the demo's year: documents in a folder, and data to try the system with."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from workflow_app import clock
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.demo import papers
from workflow_app.demo.setting import YEARS, set_up_practice
from workflow_app.demo.stage import Progress, Stage
from workflow_app.demo.year import play
from workflow_app.errors import DomainError, Refused
from workflow_app.fiscal import calendar_year
from workflow_app.jobs.handlers import open_workshop
from workflow_app.jobs.runner import run_due
from workflow_app.letters.pdf import fonts
from workflow_app.offices.models import Office


def produce(database: Database, settings: Settings, out: Path, seed: int, progress: Progress) -> None:
    """Play the year on an empty, migrated database and leave its documents in ``out``.

    Without LibreOffice or the letter font it ends well, without PDFs and with a notice. ``seed`` is kept for
    stories that draw lots; this one draws none. :raises Refused: the database was used before.
    """
    if not _fill(database, progress):
        raise Refused(["ฐานข้อมูลนี้ใช้งานแล้ว ให้ใช้ฐานข้อมูลว่าง (ตั้ง DATA_DIR หรือ DATABASE_URL ใหม่)"])
    progress("ทำ PDF ของหนังสือ")
    make_pdfs(settings, database, progress)
    with database.reading() as session:
        papers.write(session, out)


def seed(database: Database, data_dir: Path, progress: Progress) -> bool:
    """Fill an empty database: the played year, and a second province whose year is to be carried by hand.

    False, and nothing done, when the database is in use already.
    """
    if not _fill(database, progress):
        return False
    progress("ตั้งจังหวัดสระแก้วสำหรับทดลองทำเอง")
    this_year = calendar_year(clock.today())
    set_up_practice(Stage(database, progress), sorted({*YEARS, this_year}))
    return True


def make_pdfs(settings: Settings, database: Database, progress: Progress) -> None:
    """Make the PDFs that are due, here and now."""
    try:
        fonts.build(settings.data_dir)
    except DomainError as problem:
        progress(f"หมายเหตุ: ไม่ได้ทำ PDF: {problem.message}")
        return
    with open_workshop(settings, database) as workshop:
        run_due(workshop)


def _fill(database: Database, progress: Progress) -> bool:
    with database.reading() as session:
        if session.scalar(select(Office.id).limit(1)) is not None:
            return False
    play(Stage(database, progress))
    return True

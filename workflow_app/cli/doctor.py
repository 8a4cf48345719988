"""``doctor``: what works here, what does not, and what to do about it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import click

from workflow_app import paths
from workflow_app.cli.common import refuse_other_schema, settings
from workflow_app.cli.setup import shown_database
from workflow_app.config import Settings, make_data_dir, secret_key
from workflow_app.errors import DomainError, NotConfigured, Refused

#: The distribution's own python, the only one that the UNO bridge is packaged for.
_SYSTEM_PYTHON = "/usr/bin/python3"


@click.command()
def doctor() -> None:
    """ตรวจว่าเครื่องนี้พร้อมใช้: โฟลเดอร์ ฐานข้อมูล แม่แบบ แบบอักษร LibreOffice"""
    chosen = settings()
    failed = [name for name, check in CHECKS if not _told(name, check, chosen)]
    if failed:
        raise Refused(failed, message=f"ยังไม่พร้อม {len(failed)} ข้อ")


def _told(name: str, check: Callable[[Settings], str], chosen: Settings) -> bool:
    try:
        found = check(chosen)
    except DomainError as problem:
        click.echo(f"✗ {name}: {problem.message}")
        return False
    click.echo(f"✓ {name}: {found}")
    return True


def _data_dir(chosen: Settings) -> str:
    return str(make_data_dir(chosen))


def _secret(chosen: Settings) -> str:
    secret_key(chosen)
    return "มีแล้ว"


def _database(chosen: Settings) -> str:
    refuse_other_schema(chosen)
    return shown_database(chosen)


def _templates(_chosen: Settings) -> str:
    return str(paths.folder("templates"))


def _letter_templates(_chosen: Settings) -> str:
    folder = paths.folder("letter_templates")
    kinds = sorted(entry.parent.name for entry in folder.glob("*/letter.docx"))
    if not kinds:
        raise NotConfigured(f"ไม่พบแม่แบบหนังสือใน {folder} ให้ติดตั้งโปรแกรมใหม่")
    return ", ".join(kinds)


def _letter_font(chosen: Settings) -> str:
    from workflow_app.letters.pdf import fonts

    return fonts.require(chosen.data_dir).family


def _office(_chosen: Settings) -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise NotConfigured(
            "ไม่พบ LibreOffice จึงทำ PDF ไม่ได้ (หนังสือ docx ใช้ได้) ให้ติดตั้ง libreoffice-writer-nogui"
        )
    return found


def _uno(_chosen: Settings) -> str:
    try:
        done = subprocess.run(
            [_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NotConfigured(f"เรียก {_SYSTEM_PYTHON} ไม่ได้: {problem}") from problem
    if done.returncode != 0:
        raise NotConfigured("ไม่พบ python3-uno จึงทำ PDF ได้ช้าลง ให้ติดตั้ง python3-uno")
    return "python3-uno"


CHECKS: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("DATA_DIR", _data_dir),
    ("SECRET_KEY", _secret),
    ("ฐานข้อมูล", _database),
    ("แม่แบบหน้าเว็บ", _templates),
    ("แม่แบบหนังสือ", _letter_templates),
    ("แบบอักษรของหนังสือ", _letter_font),
    ("LibreOffice", _office),
    ("UNO", _uno),
)

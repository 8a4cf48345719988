"""``audit verify``, ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

import click

from workflow_app.cli import copies
from workflow_app.cli.common import (
    open_database,
    refuse_missing_database,
    refuse_other_copy,
    settings,
    sqlite_file,
)
from workflow_app.cli.setup import upgrade_database
from workflow_app.errors import Refused

one_file = click.Path(path_type=Path, dir_okay=False)


@click.group()
def audit() -> None:
    """ตรวจประวัติการดำเนินงาน"""


@audit.command()
def verify() -> None:
    """ตรวจว่าประวัติครบ ไม่ถูกแก้ ลบ หรือสลับ และแฟ้มทุกแฟ้มตรงกับที่บันทึก"""
    chosen = settings()
    refuse_missing_database(chosen)
    from workflow_app.history import verify as history

    with open_database(chosen) as database, database.reading() as session:
        findings = history.verify(session)
    if findings:
        raise Refused(findings, message="ประวัติไม่ถูกต้อง")
    click.echo("ประวัติและแฟ้มถูกต้องครบถ้วน")


@click.command()
@click.argument("target", type=one_file)
def backup(*, target: Path) -> None:
    """สำรองฐานข้อมูลทั้งหมดเป็นแฟ้ม TARGET (ทำได้ขณะระบบเปิดอยู่)"""
    chosen = settings()
    path = sqlite_file(chosen)
    refuse_missing_database(chosen)
    if path is None:
        copies.dump_postgresql(chosen.database_url, target)
    else:
        copies.copy_sqlite(path, target)
    click.echo(f"สำรองข้อมูลแล้ว: {target} ({target.stat().st_size} ไบต์)")


@click.command()
@click.argument("source", type=one_file)
def restore(*, source: Path) -> None:
    """นำแฟ้มสำรอง SOURCE มาใส่ฐานข้อมูลที่ยังไม่เคยใช้ แล้วปรับโครงสร้างเป็นรุ่นนี้"""
    chosen = settings()
    path = sqlite_file(chosen)
    if path is None:
        copies.load_postgresql(source, chosen.database_url)
    else:
        if source.is_file():
            refuse_other_copy(source)
        copies.restore_sqlite(source, path)
    upgrade_database(chosen)
    click.echo("นำข้อมูลกลับมาแล้ว ให้เรียก workflow-app audit verify เพื่อตรวจ")

"""``demo``: the whole year of a made-up province, by its steps, into a folder of documents."""

from __future__ import annotations

from pathlib import Path

import click

from workflow_app.cli.common import open_database, settings, sqlite_file
from workflow_app.cli.setup import build_fonts, is_used, shown_database, upgrade_database
from workflow_app.config import Settings, make_data_dir
from workflow_app.errors import DomainError


@click.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="โฟลเดอร์สำหรับเอกสารที่ได้"
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**32 - 1), help="ชุดข้อมูลสาธิต")
def demo(*, out: Path, seed: int) -> None:
    """เดินงานทั้งปีของจังหวัดสาธิตบนฐานข้อมูลว่าง แล้วเก็บหนังสือ ทะเบียน และสรุปไว้ในโฟลเดอร์"""
    chosen = settings()
    make_data_dir(chosen)
    refuse_used_database(chosen)
    upgrade_database(chosen)
    build_fonts(chosen)
    out.mkdir(parents=True, exist_ok=True)
    from workflow_app.demo import produce

    with open_database(chosen) as database:
        produce(database, chosen, out, seed, click.echo)
    click.echo(f"เสร็จแล้ว ดูผลที่ {out / 'summary.json'}")


def refuse_used_database(chosen: Settings) -> None:
    """Raises DomainError when the database is in use, before anything in it is touched."""
    path = sqlite_file(chosen)
    if path is not None and not path.exists():
        return
    from sqlalchemy import inspect

    with open_database(chosen) as database:
        used = bool(inspect(database.engine).get_table_names()) and is_used(database)
    if used:
        raise DomainError(f"ฐานข้อมูล {shown_database(chosen)} มีข้อมูลแล้ว ให้ตั้ง DATABASE_URL เป็นฐานข้อมูลใหม่")

"""``init`` and ``db upgrade``: from nothing to a database that can be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from workflow_app.cli.common import database_errors, open_database, refuse_foreign_file, settings, sqlite_file
from workflow_app.config import Settings, make_data_dir, secret_key
from workflow_app.errors import DomainError, Refused

if TYPE_CHECKING:
    from workflow_app.db import Database
    from workflow_app.demo.cast import Account


@click.command()
@click.option(
    "--province", "provinces", multiple=True, help="อักษรย่อจังหวัดที่จะเปิดใช้ เช่น สก ระบุซ้ำได้; all = ทุกจังหวัด"
)
@click.option("--demo", is_flag=True, help="ใส่ข้อมูลสาธิตถ้าฐานข้อมูลยังว่าง และพิมพ์บัญชีสาธิต")
def init(*, provinces: Sequence[str], demo: bool) -> None:
    """เตรียม DATA_DIR ฐานข้อมูล และแบบอักษร เรียกซ้ำได้"""
    chosen = settings()
    make_data_dir(chosen)
    if chosen.local or chosen.secret_key:
        secret_key(chosen)
    upgrade_database(chosen)
    click.echo(f"ฐานข้อมูลพร้อมใช้: {shown_database(chosen)}")
    build_fonts(chosen)
    open_provinces(chosen, provinces)
    if demo:
        fill_with_demo(chosen)


@click.group()
def db() -> None:
    """ดูแลโครงสร้างฐานข้อมูล"""


@db.command()
def upgrade() -> None:
    """ปรับโครงสร้างฐานข้อมูลให้ตรงกับโปรแกรมรุ่นนี้"""
    chosen = settings()
    upgrade_database(chosen)
    click.echo(f"โครงสร้างฐานข้อมูลเป็นรุ่นล่าสุด: {shown_database(chosen)}")


def upgrade_database(chosen: Settings) -> None:
    """Bring the tables to this release's state, making the file of an embedded database when there is none.

    Raises NotConfigured when the database cannot be reached or the file's folder cannot be made, DomainError when
    the file is another programme's.
    """
    path = sqlite_file(chosen)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            refuse_foreign_file(path)
    from workflow_app import migrations

    with database_errors():
        migrations.upgrade(chosen.database_url)


def open_provinces(chosen: Settings, codes: Sequence[str]) -> None:
    """Open the provinces of these letters with their offices and districts; one that is open stays as it is.

    "all" stands for the 76 provinces. Raises NotFound for letters that no province has.
    """
    if not codes:
        return
    from workflow_app.offices.operations import open_province
    from workflow_app.offices.provinces import PROVINCES

    wanted = [province.code2 for province in PROVINCES] if "all" in codes else codes
    with open_database(chosen) as database:
        for code in wanted:
            try:
                with database.transaction() as session:
                    name = open_province(session, code).name
                click.echo(f"เปิด{name}แล้ว")
            except Refused as already:
                click.echo("; ".join(already.reasons))


def build_fonts(chosen: Settings) -> None:
    """Build the letter font into DATA_DIR; without it the system works, and only PDF making is refused."""
    from workflow_app.letters.pdf import fonts

    try:
        fonts.build(chosen.data_dir)
    except DomainError as problem:
        click.echo(f"หมายเหตุ: ยังทำ PDF ไม่ได้: {problem.message}", err=True)


def fill_with_demo(chosen: Settings) -> None:
    """Put the demo year into an empty database and print its accounts; a used database is left as it is."""
    from workflow_app.demo import ACCOUNTS, seed

    with open_database(chosen) as database:
        if not is_used(database):
            seed(database, chosen.data_dir, click.echo)
            click.echo("ใส่ข้อมูลสาธิตแล้ว")
    show_accounts(ACCOUNTS)


def is_used(database: Database) -> bool:
    """True when there is an office already: such a database is never filled with a demo."""
    from sqlalchemy import select

    from workflow_app.offices.models import Office

    with database.reading() as session:
        return session.scalar(select(Office.id).limit(1)) is not None


def show_accounts(accounts: Iterable[Account]) -> None:
    """Print one account (role, username, password) for each role, the first that has it."""
    first = {account.role: account for account in reversed(list(accounts))}
    click.echo("บัญชีสาธิต (บทบาท, ชื่อผู้ใช้, รหัสผ่าน):")
    for role, account in reversed(first.items()):
        click.echo(f"  {role.label}\t{account.username}\t{account.password}")


def shown_database(chosen: Settings) -> str:
    """Where the database is, without the password of the address."""
    from sqlalchemy.engine import make_url

    return make_url(chosen.database_url).render_as_string(hide_password=True)

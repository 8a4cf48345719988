"""``user add``: the first account of an installation, and any later one."""

from __future__ import annotations

import click

from workflow_app.cli.common import open_database, settings


@click.group()
def user() -> None:
    """จัดการบัญชีผู้ใช้"""


@user.command()
@click.argument("username")
@click.option("--name", required=True, help="ชื่อและนามสกุล")
@click.option("--office", required=True, help="ชื่อสำนักงานหรือรหัสหนังสือ เช่น สก หรือ สก 0019")
@click.option("--role", required=True, help="บทบาท เช่น administrator, process_owner, office_officer")
@click.option("--position", default="", help="ตำแหน่งตามที่พิมพ์ในหนังสือ")
def add(*, username: str, name: str, office: str, role: str, position: str) -> None:
    """เพิ่มบัญชี USERNAME และพิมพ์รหัสผ่านชั่วคราวซึ่งต้องเปลี่ยนเมื่อเข้าใช้ครั้งแรก"""
    chosen = settings()
    from workflow_app.people.operations import add_person

    with open_database(chosen) as database, database.transaction() as session:
        password = add_person(
            session, username=username, name=name, office=office, role=role, position=position
        )
    click.echo(f"เพิ่มบัญชี {username} แล้ว รหัสผ่านชั่วคราว: {password}")

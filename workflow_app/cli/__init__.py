"""The command ``workflow-app``: one module per group of commands, errors turned into one line in one place."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from workflow_app.cli import demo, doctor, people, serve, setup, upkeep
from workflow_app.cli.errors import EXPECTED, line_of

#: What a command ends with when it could not do what was asked; 0 is done.
FAILED = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="workflow-app", message="%(version)s")
def commands() -> None:
    """ระบบติดตามตัวชี้วัดและหนังสือราชการของจังหวัด

    ค่าที่ตั้งได้อ่านจากตัวแปรสภาพแวดล้อม เช่น DATA_DIR, DATABASE_URL, SECRET_KEY, PORT (ดู docs/settings.md)
    """


for command in (
    setup.init, serve.serve, serve.worker, demo.demo, people.user, setup.db, upkeep.audit, upkeep.backup,
    upkeep.restore, doctor.doctor,
):  # fmt: skip
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave the process: 0 done, 2 with one Thai line on stderr.

    ``arguments`` are those after the programme's name; those of the process when not given. A defect of the
    programme itself is not caught: it shows its traceback, because nobody can act on it without.
    """
    try:
        status = commands.main(args=arguments, prog_name="workflow-app", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as bare:
        click.echo(bare.format_message())
        sys.exit(0)
    except EXPECTED as problem:
        click.echo(line_of(problem), err=True)
        sys.exit(FAILED)
    sys.exit(status if isinstance(status, int) else 0)

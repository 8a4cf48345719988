"""Every error that a command may meet, as one Thai line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from workflow_app.errors import DomainError, Invalid, Refused


def _domain(problem: DomainError) -> str:
    details: tuple[str, ...] = ()
    if isinstance(problem, Invalid):
        details = tuple(f"{field}: {sentence}" for field, sentence in problem.fields.items())
    if isinstance(problem, Refused):
        details = problem.reasons
    return problem.message if not details else f"{problem.message}: {'; '.join(details)}"


def _no_command(problem: click.NoSuchCommand) -> str:
    return f"ไม่มีคำสั่ง {problem.command_name}{_help_of(problem)}"


def _no_option(problem: click.NoSuchOption) -> str:
    return f"ไม่มีตัวเลือก {problem.option_name}{_help_of(problem)}"


def _missing(problem: click.MissingParameter) -> str:
    return f"ต้องระบุ {_name_of(problem)}{_help_of(problem)}"


def _wrong_value(problem: click.BadParameter) -> str:
    return f"ค่าของ {_name_of(problem)} ไม่ถูกต้อง: {problem.message}{_help_of(problem)}"


def _usage(problem: click.UsageError) -> str:
    return f"เรียกคำสั่งไม่ถูกต้อง: {problem.format_message()}{_help_of(problem)}"


def _name_of(problem: click.BadParameter) -> str:
    if problem.param is None or problem.ctx is None:
        return "ตัวเลือก"
    return problem.param.get_error_hint(problem.ctx).replace("'", "")


def _help_of(problem: click.UsageError) -> str:
    return f" (ดู {problem.ctx.command_path if problem.ctx else 'workflow-app'} --help)"


def _system(problem: OSError) -> str:
    where = f" {problem.filename}" if problem.filename else ""
    return f"ทำต่อไม่ได้{where}: {problem.strerror or problem}"


def _interrupted(_problem: BaseException) -> str:
    return "หยุดตามคำสั่งผู้ใช้"


# In order: the first kind that fits speaks.
_LINES: tuple[tuple[type[BaseException], Callable[[Any], str]], ...] = (
    (DomainError, _domain),
    (click.NoSuchCommand, _no_command),
    (click.NoSuchOption, _no_option),
    (click.MissingParameter, _missing),
    (click.BadParameter, _wrong_value),
    (click.UsageError, _usage),
    (click.ClickException, lambda problem: problem.format_message()),
    (OSError, _system),
    (click.Abort, _interrupted),
    (KeyboardInterrupt, _interrupted),
)

#: The kinds of error that are told in one line; anything else is a defect.
EXPECTED = tuple(kind for kind, _ in _LINES)


def line_of(problem: BaseException) -> str:
    """One line without a line end for ``problem``, which must be of one of the kinds in ``EXPECTED``."""
    speak = next(speak for kind, speak in _LINES if isinstance(problem, kind))
    return " ".join(speak(problem).split())

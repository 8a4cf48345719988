"""The business's own exceptions. Edges turn them into pages, statuses and exit codes in one place each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """Anything a user did or met that has a name. ``message`` is the Thai sentence shown."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unreadable(DomainError):
    """A typed value (date, figure, letter number) that cannot be read; says what form is wanted."""

    status = 422


class Invalid(DomainError):
    """Wrong input. ``fields`` maps the name of a field to the Thai sentence about it."""

    status = 422

    def __init__(self, fields: Mapping[str, str], message: str = "ข้อมูลที่กรอกยังไม่ถูกต้อง") -> None:
        super().__init__(message)
        self.fields = dict(fields)


class Refused(DomainError):
    """Seen, but not to be done now. ``reasons`` are all the Thai sentences that stand against it."""

    status = 409

    def __init__(self, reasons: Sequence[str], message: str = "ยังดำเนินการขั้นตอนนี้ไม่ได้") -> None:
        super().__init__(message)
        self.reasons = tuple(reasons)


class Stale(DomainError):
    """The record moved on after the page was made. ``message`` says who moved it, when and how."""

    status = 409


class NotFound(DomainError):
    """Does not exist, or is not yours: the same answer for both."""

    status = 404

    def __init__(self, message: str = "ไม่พบหน้าหรือข้อมูลที่ต้องการ") -> None:
        super().__init__(message)


class TooLarge(DomainError):
    """More bytes than the limit; the message names the limit."""

    status = 413


class NotConfigured(DomainError):
    """A setting or a program that is missing; ends a command with exit code 2."""

    status = 503

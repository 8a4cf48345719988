"""The form of a user name."""

from __future__ import annotations

import re

from workflow_app.errors import Invalid

_FORM = re.compile("[a-z0-9][a-z0-9._@-]{2,79}")


def check_username(typed: str) -> str:
    """The user name in small letters. :raises Invalid: field ``username``, with the form that is wanted."""
    username = typed.strip().lower()
    if not _FORM.fullmatch(username):
        raise Invalid({"username": "ชื่อผู้ใช้ใช้ a-z 0-9 . _ @ - ยาว 3 ถึง 80 ตัว ขึ้นต้นด้วยตัวอักษรหรือตัวเลข"})
    return username

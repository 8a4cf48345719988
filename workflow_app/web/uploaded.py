"""A file that a form sent, checked by its content."""

from __future__ import annotations

from typing import Any

from flask import current_app

from workflow_app import uploads
from workflow_app.errors import DomainError, Invalid


def uploaded(sent: Any, kinds: frozenset[str], field: str) -> Any:
    """The checked file (its ``content`` and ``media_type``); None where none was chosen.

    :raises Invalid: at ``field``, says what is wrong with the file.
    """
    if sent is None or not getattr(sent, "filename", ""):
        return None
    limit = current_app.extensions["settings"].max_upload_mb * 1024 * 1024
    try:
        return uploads.check(sent.filename, sent.read(), kinds, limit, field=field)
    except DomainError as error:
        raise Invalid({field: _said(error)}) from error


def _said(error: DomainError) -> str:
    fields = error.fields if isinstance(error, Invalid) else {}
    return "; ".join(fields.values()) or error.message

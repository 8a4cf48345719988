"""A form that was open while somebody else changed its record."""

from __future__ import annotations

from typing import Any

from workflow_app.errors import DomainError, Stale
from workflow_app.states.stale import said
from workflow_app.web.request import reading

KEPT = "ข้อความที่ท่านพิมพ์ยังอยู่ หากบันทึกอีกครั้งจะเขียนทับ"


def explained(form: Any, kind: str, row: Any, error: DomainError) -> DomainError:
    """The error to be shown: an old form is told who was first and when, and may be sent again after reading.

    ``row``: the record as the page read it; any other error than Stale is given back as it is.
    """
    if not isinstance(error, Stale):
        return error
    with reading() as session:
        form.version.data = str(session.get_one(type(row), row.id).version)
        return Stale(f"{said(session, kind, row.id)} {KEPT}")

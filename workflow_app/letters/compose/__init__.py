"""Letters from records: one function per kind turns rows into the plain content of a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from workflow_app.letters.compose import drafts_submission, resolutions, targets
from workflow_app.letters.compose.source import Source

COMPOSERS: dict[str, Callable[[Session, Source], dict[str, Any]]] = {
    "resolutions": resolutions.compose,
    "drafts_submission": drafts_submission.compose,
    "targets": targets.compose,
}

__all__ = ["COMPOSERS", "Source"]

"""Facts of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow_app.states.facts.common import Facts


@dataclass(frozen=True)
class MeetingFacts(Facts):
    starts_at: datetime

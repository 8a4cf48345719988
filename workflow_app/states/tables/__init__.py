"""All tables of steps by version and kind: a year keeps the version it started with."""

from __future__ import annotations

from workflow_app.states.step import Step
from workflow_app.states.tables import cycle, indicator, letter, meeting, recipient, report

#: The next issues add: change_request, opinion, target_sheet, district_sheet, assignment.
TABLES: dict[str, dict[str, list[Step]]] = {
    "1": {
        "cycle": cycle.STEPS,
        "meeting": meeting.STEPS,
        "indicator": indicator.STEPS,
        "report": report.STEPS,
        "letter": letter.STEPS,
        "recipient": recipient.STEPS,
    }
}

CURRENT = "1"

KIND_LABELS = {
    "cycle": "ปีของจังหวัด",
    "meeting": "การประชุม",
    "indicator": "ตัวชี้วัด",
    "report": "รายงานผล",
    "letter": "หนังสือ",
    "recipient": "ผู้รับหนังสือ",
}


def table(kind: str, version: str = CURRENT) -> list[Step]:
    """The steps of a kind, in the order of the year."""
    return TABLES[version][kind]

"""Every kind of stateful record, in the one order in which rows are locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, Recipient
from workflow_app.meetings.models import Meeting
from workflow_app.people.rules import Scope
from workflow_app.reports.models import Report
from workflow_app.states.gather import indicator, letter, others
from workflow_app.states.gather.common import Gather
from workflow_app.years.models import Cycle


@dataclass(frozen=True)
class Kind:
    """A stateful table: its model, how its facts are gathered, and the column behind each scope."""

    name: str
    model: Any
    gather: Gather
    #: The indexed column that an inbox compares with the person's office, province or id.
    scope_columns: Mapping[Scope, Any]


#: Locked in this order, then by id; so two transactions never wait for each other in a ring.
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("cycle", Cycle, others.gather_cycles, {Scope.PROVINCE: Cycle.province_id}),
        Kind("meeting", Meeting, others.gather_meetings, {Scope.PROVINCE: Meeting.province_id}),
        Kind(
            "indicator",
            Indicator,
            indicator.gather,
            {
                Scope.RESPONSIBLE: Indicator.responsible_office_id,
                Scope.PROVINCE: Indicator.province_id,
                Scope.HOST: Indicator.host_office_id,
            },
        ),
        Kind(
            "report",
            Report,
            others.gather_reports,
            {Scope.RESPONSIBLE: Report.responsible_office_id, Scope.PROVINCE: Report.province_id},
        ),
        Kind(
            "letter",
            Letter,
            letter.gather,
            {
                Scope.DRAFTER: Letter.drafter_office_id,
                Scope.REGISTER: Letter.register_office_id,
                Scope.PERSON: Letter.waiting_person_id,
            },
        ),
        Kind(
            "recipient",
            Recipient,
            others.gather_recipients,
            {Scope.RECIPIENT: Recipient.office_id, Scope.DRAFTER: Recipient.sender_office_id},
        ),
    )
}

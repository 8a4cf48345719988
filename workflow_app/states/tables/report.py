"""A report of a leaf in a reporting round, line by line: two approvals, as in the ministries' own systems."""

from __future__ import annotations

from workflow_app.people.rules import Role, Scope
from workflow_app.states.guards.others import (
    earlier_rounds_accepted,
    evidence_is_given,
    not_ones_own_report,
    result_is_entered,
)
from workflow_app.states.step import BY_FOLLOW, Step, each, from_each
from workflow_app.states.vocabulary import ReportState as S

OFFICER = ((Role.OFFICE_OFFICER, Scope.RESPONSIBLE),)
HEAD = ((Role.OFFICE_HEAD, Scope.RESPONSIBLE),)
OWNER = ((Role.PROCESS_OWNER, Scope.PROVINCE),)

# A line is a step: what it is called, from where, to where, by whom, on which conditions, with which questions.
# fmt: off
STEPS: list[Step] = [
    each("open", "เปิดรอบรายงาน", S.NEW, S.OPEN, by=BY_FOLLOW),
    *from_each((S.OPEN, S.RETURNED), "enter", "ส่งผลให้หัวหน้าตรวจ", S.ENTERED, by=OFFICER, guards=(result_is_entered, evidence_is_given, earlier_rounds_accepted)),
    each("check", "ตรวจแล้ว ส่งจังหวัด", S.ENTERED, S.CHECKED, by=HEAD, guards=(not_ones_own_report,)),
    each("return_report", "ส่งคืนแก้ไข", S.ENTERED, S.RETURNED, by=HEAD, asks=("reason",), aside=True),
    each("accept", "รับรองผล", S.CHECKED, S.ACCEPTED, by=OWNER, guards=(earlier_rounds_accepted,)),
    each("return_report", "ส่งคืนแก้ไข", S.CHECKED, S.RETURNED, by=OWNER, asks=("reason",), aside=True),
]
# fmt: on

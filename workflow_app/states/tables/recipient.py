"""One recipient of a letter, line by line."""

from __future__ import annotations

from workflow_app.people.rules import Role, Scope
from workflow_app.states.guards.others import recipient_is_outside
from workflow_app.states.step import BY_FOLLOW, Step, each
from workflow_app.states.vocabulary import RecipientState as S

RECEIVERS = tuple(
    (role, Scope.RECIPIENT)
    for role in (
        Role.DISTRICT_CHIEF,
        Role.DISTRICT_OFFICER,
        Role.OFFICE_OFFICER,
        Role.OFFICE_HEAD,
        Role.PROCESS_OWNER,
        Role.OPDC_OFFICER,
        Role.HOST_AGENCY,
    )
)
ACKNOWLEDGERS = tuple(
    (role, Scope.RECIPIENT)
    for role in (
        Role.DISTRICT_CHIEF,
        Role.OFFICE_HEAD,
        Role.PROCESS_OWNER,
        Role.OPDC_OFFICER,
        Role.HOST_AGENCY,
    )
)
#: Entered for a recipient that has no account, by the office that sent the letter.
SENDER = (
    (Role.PROCESS_OWNER, Scope.DRAFTER),
    (Role.OFFICE_OFFICER, Scope.DRAFTER),
    (Role.REGISTRAR, Scope.REGISTER),
)
OUTSIDE = (recipient_is_outside,)

# A line is a step: what it is called, from where, to where, by whom, on which conditions, with which questions.
# fmt: off
STEPS: list[Step] = [
    each("list", "ใส่ในบัญชีผู้รับ", S.NEW, S.WAITING, by=BY_FOLLOW),
    each("send", "ส่งถึงผู้รับ", S.WAITING, S.SENT, by=BY_FOLLOW),
    each("receive", "ลงรับ", S.SENT, S.RECEIVED, by=RECEIVERS, asks=("own_number", "received_on"), effects=("note_receipt",)),
    each("acknowledge", "รับทราบ", S.RECEIVED, S.ACKNOWLEDGED, by=ACKNOWLEDGERS, effects=("complete_when_all_acknowledged",)),
    each("assign", "มอบหมาย", S.ACKNOWLEDGED, S.ASSIGNED, by=ACKNOWLEDGERS, asks=("assigned_to", "note"), effects=("note_assignment",), aside=True),
    each("answer", "ตอบ", S.ACKNOWLEDGED, S.ANSWERED, by=RECEIVERS, asks=("reason",), aside=True),
    each("answer", "ตอบ", S.ASSIGNED, S.ANSWERED, by=RECEIVERS, asks=("reason",), aside=True),
    each("receive_for", "บันทึกการรับแทนผู้รับนอกระบบ", S.SENT, S.RECEIVED, by=SENDER, guards=OUTSIDE, asks=("received_on", "how"), effects=("note_receipt",)),
    each("acknowledge_for", "บันทึกการรับทราบแทนผู้รับนอกระบบ", S.RECEIVED, S.ACKNOWLEDGED, by=SENDER, guards=OUTSIDE, asks=("how",), effects=("note_receipt", "complete_when_all_acknowledged")),
]
# fmt: on

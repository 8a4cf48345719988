"""A meeting, line by line. ``invited`` by the dispatch of an invitation comes with the meeting letters."""

from __future__ import annotations

from workflow_app.people.rules import Role, Scope
from workflow_app.states.guards.others import meeting_time_came
from workflow_app.states.step import BY_FOLLOW, Step, each, from_each
from workflow_app.states.vocabulary import MeetingState as S

SECRETARY = ((Role.COMMITTEE_SECRETARY, Scope.PROVINCE),)

# A line is a step: what it is called, from where, to where, by whom, on which conditions, with which questions.
# fmt: off
STEPS: list[Step] = [
    each("plan", "กำหนดการประชุม", S.NEW, S.PLANNED, by=SECRETARY),
    each("invite", "เชิญประชุม", S.PLANNED, S.INVITED, by=BY_FOLLOW),
    *from_each((S.PLANNED, S.INVITED), "hold", "บันทึกว่าประชุมแล้ว", S.HELD, by=SECRETARY, guards=(meeting_time_came,)),
    each("minute", "รับรองรายงานการประชุม", S.HELD, S.MINUTED, by=SECRETARY, aside=True),
    *from_each((S.PLANNED, S.INVITED), "postpone", "เลื่อนการประชุม", S.POSTPONED, by=SECRETARY, asks=("reason",), aside=True),
    each("plan_again", "กำหนดวันใหม่", S.POSTPONED, S.PLANNED, by=SECRETARY, asks=("starts_at",), effects=("move_meeting",)),
    *from_each((S.PLANNED, S.INVITED, S.POSTPONED), "cancel", "ยกเลิกการประชุม", S.CANCELLED, by=SECRETARY, asks=("reason",), aside=True),
]
# fmt: on

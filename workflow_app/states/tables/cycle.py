"""A province's year, line by line."""

from __future__ import annotations

from workflow_app.people.rules import Role, Scope
from workflow_app.states.guards.others import all_ended, letters_ended, primaries_ended
from workflow_app.states.step import Step, each
from workflow_app.states.vocabulary import CycleState as S

OWNER = ((Role.PROCESS_OWNER, Scope.PROVINCE),)

# A line is a step: what it is called, from where, to where, by whom, on which conditions, with which questions.
# fmt: off
STEPS: list[Step] = [each("open", "เปิดปี", S.NEW, S.OPEN, by=OWNER, effects=("include_compulsory_families",)), each("begin_closing", "เริ่มปิดปี", S.OPEN, S.CLOSING, by=OWNER, guards=(primaries_ended,), effects=("release_fallbacks",)), each("close", "ปิดปี", S.CLOSING, S.CLOSED, by=OWNER, guards=(all_ended, letters_ended))]
# fmt: on

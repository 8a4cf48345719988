"""From draft to dispatch, line by line (design: states of a letter)."""

from __future__ import annotations

from workflow_app.people.rules import Role, Scope
from workflow_app.states.facts.gathered import looks_at
from workflow_app.states.facts.letter import LetterFacts
from workflow_app.states.guards.letters import (
    all_acknowledged,
    code_is_set,
    consequences_stand,
    has_recipients,
    no_errors,
    not_ones_own_draft,
    route_is_set,
    signer_is_set,
)
from workflow_app.states.step import BY_FOLLOW, Step, each, from_each
from workflow_app.states.vocabulary import LetterState as S

DRAFTER = (
    (Role.PROCESS_OWNER, Scope.DRAFTER),
    (Role.OFFICE_OFFICER, Scope.DRAFTER),
    (Role.COMMITTEE_SECRETARY, Scope.DRAFTER),
)
ON_ROUTE = tuple(
    (role, Scope.PERSON) for role in (Role.CHECKER, Role.OFFICE_HEAD, Role.PROCESS_OWNER, Role.SIGNER)
)
SIGNER = ((Role.SIGNER, Scope.PERSON),)
REGISTRAR = ((Role.REGISTRAR, Scope.REGISTER),)
OPENED = (*DRAFTER, *BY_FOLLOW)


@looks_at("route")
def _last(facts: LetterFacts) -> bool:
    return facts.last_checker


@looks_at("route")
def _not_last(facts: LetterFacts) -> bool:
    return not facts.last_checker


# A line is a step: what it is called, from where, to where, by whom, on which conditions, with which questions.
# fmt: off
STEPS: list[Step] = [
    each("open", "ร่างหนังสือ", S.NEW, S.DRAFT, by=OPENED),
    each("send_to_check", "เสนอตรวจร่าง", S.DRAFT, S.CHECKING, by=DRAFTER, guards=(no_errors, route_is_set, signer_is_set, has_recipients), effects=("begin_route",)),
    each("pass_check", "ตรวจแล้ว ส่งต่อผู้ตรวจถัดไป", S.CHECKING, None, by=ON_ROUTE, guards=(not_ones_own_draft, no_errors), asks=("note",), effects=("pass_route",), when=_not_last),
    each("pass_check", "ตรวจแล้ว เสนอลงนาม", S.CHECKING, S.FOR_SIGNATURE, by=ON_ROUTE, guards=(not_ones_own_draft, no_errors, consequences_stand), asks=("note",), effects=("pass_route", "freeze_letter"), when=_last),
    each("return_draft", "ส่งคืนผู้ร่าง", S.CHECKING, S.DRAFT, by=ON_ROUTE, asks=("reason",), effects=("thaw_letter",), aside=True),
    each("sign", "ลงนาม", S.FOR_SIGNATURE, S.SIGNED, by=SIGNER, effects=("sign_in_system",)),
    each("sign_on_paper", "บันทึกการลงนามในกระดาษ", S.FOR_SIGNATURE, S.SIGNED, by=REGISTRAR, asks=("signed_by", "signed_position", "capacity", "signed_on"), effects=("sign_on_paper",)),
    *from_each((S.FOR_SIGNATURE, S.SIGNED), "return_unsigned", "ส่งคืนผู้ร่าง", S.DRAFT, by=(*SIGNER, *REGISTRAR), asks=("reason",), effects=("thaw_letter",), aside=True),
    each("number", "ออกเลขและวันที่", S.SIGNED, S.NUMBERED, by=REGISTRAR, guards=(code_is_set, consequences_stand), asks=("dated", "running"), effects=("number_letter", "make_pdf")),
    each("dispatch", "ส่งหนังสือ", S.NUMBERED, S.DISPATCHED, by=REGISTRAR, guards=(consequences_stand,), asks=("scan",), effects=("keep_scan", "send_recipients", "send_subjects")),
    each("complete", "ผู้รับรับทราบครบ", S.DISPATCHED, S.COMPLETED, by=BY_FOLLOW, guards=(all_acknowledged,)),
    each("complete_by_hand", "ปิดเรื่องโดยนายทะเบียน", S.DISPATCHED, S.COMPLETED, by=REGISTRAR, asks=("reason",), aside=True),
    *from_each((S.DRAFT, S.CHECKING, S.FOR_SIGNATURE, S.SIGNED), "void", "ยกเลิกหนังสือ", S.VOIDED, by=(*DRAFTER, *REGISTRAR), asks=("reason",), aside=True),
    each("void_number", "ยกเลิกหนังสือและเลข", S.NUMBERED, S.VOIDED, by=REGISTRAR, asks=("reason",), effects=("burn_number",), aside=True),
    # Consequences of a record leaving the state that the letter would send it from.
    each("reopen", "นำเรื่องออก กลับเป็นร่าง", S.DRAFT, None, by=BY_FOLLOW),
    each("reopen", "นำเรื่องออก กลับเป็นร่าง", S.CHECKING, S.DRAFT, by=BY_FOLLOW, effects=("thaw_letter",)),
    *from_each((S.DRAFT, S.CHECKING), "void_empty", "ไม่มีเรื่องเหลือ ยกเลิก", S.VOIDED, by=BY_FOLLOW),
]
# fmt: on

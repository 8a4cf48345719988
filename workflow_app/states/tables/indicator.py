"""The year of an indicator, line by line (design: states of an indicator).

The next issue adds here: replaced by its fallback, withdrawn, cancelled, adopted in the middle of a
year, and the steps of offices outside the system that are not ก.พ.ร.
"""

from __future__ import annotations

from workflow_app.people.rules import Role, Scope
from workflow_app.states.guards.indicators import (
    all_reports_accepted,
    every_leaf_scored,
    is_compulsory,
    is_top_level,
    meeting_was_held,
    not_compulsory,
    not_in_a_letter_for_signature,
    opdc_is_inside,
    opdc_is_outside,
    past_years_known,
    proposal_complete,
    sheet_complete,
    weights_add_up,
    weights_add_up_or_renormalised,
    year_takes_proposals,
)
from workflow_app.states.step import BY_FOLLOW, Step, each, from_each
from workflow_app.states.vocabulary import IndicatorState as S

OFFICER = ((Role.OFFICE_OFFICER, Scope.RESPONSIBLE), (Role.OFFICE_HEAD, Scope.RESPONSIBLE))
HEAD = ((Role.OFFICE_HEAD, Scope.RESPONSIBLE),)
SECRETARY = ((Role.COMMITTEE_SECRETARY, Scope.PROVINCE),)
OWNER = ((Role.PROCESS_OWNER, Scope.PROVINCE),)
SECRETARY_OR_OWNER = SECRETARY + OWNER
OPDC = ((Role.OPDC_OFFICER, Scope.OPDC),)
OPDC_SECRETARY = ((Role.COMMITTEE_SECRETARY, Scope.OPDC),)
OPDC_HEAD = ((Role.OPDC_HEAD, Scope.OPDC),)

FREE = (not_in_a_letter_for_signature,)
DECIDED = (meeting_was_held,)
ON_EVIDENCE = (opdc_is_outside, *FREE)
INSIDE = (opdc_is_inside, *FREE)

# A line is a step: what it is called, from where, to where, by whom, on which conditions, with which questions.
# fmt: off
STEPS: list[Step] = [
    # ------------------------------------------------------------------ proposal
    each("propose", "เสนอตัวชี้วัด", S.NEW, S.PROPOSED, by=OFFICER, guards=(is_top_level, year_takes_proposals, proposal_complete, past_years_known)),
    each("include_compulsory", "บรรจุตัวชี้วัดบังคับ", S.NEW, S.SELECTED, by=BY_FOLLOW),
    each("include", "บรรจุตัวชี้วัดบังคับเพิ่มเติม", S.NEW, S.SELECTED, by=OWNER, guards=(is_top_level, year_takes_proposals, is_compulsory, proposal_complete)),
    # ------------------------------------------------------------------ resolutions of the selection meeting
    *from_each((S.PROPOSED, S.FALLBACK, S.NOT_SELECTED), "select", "มติ: คัดเลือก", S.SELECTED, by=SECRETARY, guards=DECIDED, asks=("resolution",), effects=("become_primary",)),
    *from_each((S.FALLBACK_DRAFTING, S.PREPARED), "select", "มติ: คัดเลือก", S.DRAFTING, by=SECRETARY, guards=DECIDED, asks=("resolution",), effects=("become_primary",), aside=True),
    *from_each((S.PROPOSED, S.SELECTED, S.NOT_SELECTED), "stand_by", "มติ: เป็นตัวสำรอง", S.FALLBACK, by=SECRETARY, guards=(*DECIDED, not_compulsory), asks=("resolution", "primary"), effects=("become_fallback",), aside=True),
    each("stand_by", "มติ: เป็นตัวสำรอง", S.DRAFTING, S.FALLBACK_DRAFTING, by=SECRETARY, guards=(*DECIDED, not_compulsory), asks=("resolution", "primary"), effects=("become_fallback",), aside=True),
    *from_each((S.PROPOSED, S.SELECTED, S.FALLBACK, S.DRAFTING, S.FALLBACK_DRAFTING, S.PREPARED), "not_select", "มติ: ไม่คัดเลือก", S.NOT_SELECTED, by=SECRETARY, guards=(*DECIDED, not_compulsory), asks=("resolution",), effects=("give_up_number",), aside=True),
    # ------------------------------------------------------------------ details sheets and the province's review
    each("begin_drafting", "จัดทำรายละเอียด", S.SELECTED, S.DRAFTING, by=OFFICER),
    each("begin_drafting", "จัดทำรายละเอียด", S.FALLBACK, S.FALLBACK_DRAFTING, by=OFFICER),
    each("prepare", "เตรียมตัวสำรองพร้อม", S.FALLBACK_DRAFTING, S.PREPARED, by=HEAD, guards=(sheet_complete,)),
    each("to_province_review", "เสนอคณะกรรมการจังหวัด", S.DRAFTING, S.PROVINCE_REVIEW, by=HEAD, guards=(sheet_complete,)),
    each("return_to_drafting", "ให้แก้ไข", S.PROVINCE_REVIEW, S.DRAFTING, by=SECRETARY_OR_OWNER, guards=FREE, asks=("reason",), aside=True),
    each("return_to_drafting", "ให้แก้ไข", S.READY, S.DRAFTING, by=SECRETARY_OR_OWNER, guards=FREE, asks=("reason",), effects=("leave_letters",), aside=True),
    each("return_to_drafting", "ให้แก้ไข", S.PREPARED, S.FALLBACK_DRAFTING, by=SECRETARY_OR_OWNER, asks=("reason",), aside=True),
    each("endorse", "เห็นชอบระดับจังหวัด", S.PROVINCE_REVIEW, S.READY, by=SECRETARY, guards=(weights_add_up,), asks=("resolution",), effects=("open_drafts_submission",)),
    each("submit", "ส่งสำนักงาน ก.พ.ร.", S.READY, S.SUBMITTED, by=BY_FOLLOW, guards=(weights_add_up,)),
    # ------------------------------------------------------------------ ก.พ.ร. inside the system
    each("analyse", "รับวิเคราะห์", S.SUBMITTED, S.OPDC_REVIEW, by=OPDC, guards=INSIDE),
    each("to_oversight", "เสนอคณะกรรมการกำกับฯ", S.OPDC_REVIEW, S.OVERSIGHT_REVIEW, by=OPDC, guards=INSIDE),
    each("to_subcommission", "เสนอ อ.ก.พ.ร.", S.OVERSIGHT_REVIEW, S.SUBCOMMISSION_REVIEW, by=OPDC_SECRETARY, guards=INSIDE, asks=("note",)),
    each("approve", "เห็นชอบ", S.SUBCOMMISSION_REVIEW, S.APPROVED, by=OPDC_HEAD, guards=INSIDE, asks=("note",)),
    each("notify", "แจ้งผล มีผลใช้บังคับ", S.APPROVED, S.IN_FORCE, by=OPDC_HEAD, guards=INSIDE, effects=("enter_into_force", "open_reports")),
    each("return_by_opdc", "ส่งคืนให้แก้ไข", S.OPDC_REVIEW, S.DRAFTING, by=OPDC, guards=INSIDE, asks=("reason",), aside=True),
    *from_each((S.OVERSIGHT_REVIEW, S.SUBCOMMISSION_REVIEW), "return_by_opdc", "ส่งคืนให้แก้ไข", S.DRAFTING, by=OPDC_SECRETARY, guards=INSIDE, asks=("reason",), aside=True),
    # ------------------------------------------------------------------ ก.พ.ร. outside: on its letters
    each("analyse_on_evidence", "บันทึกตามหนังสือ: ก.พ.ร. รับวิเคราะห์", S.SUBMITTED, S.OPDC_REVIEW, by=OWNER, guards=ON_EVIDENCE, asks=("incoming",)),
    each("to_oversight_on_evidence", "บันทึกตามหนังสือ: เสนอคณะกรรมการกำกับฯ", S.OPDC_REVIEW, S.OVERSIGHT_REVIEW, by=OWNER, guards=ON_EVIDENCE, asks=("incoming",)),
    each("to_subcommission_on_evidence", "บันทึกตามหนังสือ: เสนอ อ.ก.พ.ร.", S.OVERSIGHT_REVIEW, S.SUBCOMMISSION_REVIEW, by=OWNER, guards=ON_EVIDENCE, asks=("incoming",)),
    each("approve_on_evidence", "บันทึกตามหนังสือ: เห็นชอบ", S.SUBCOMMISSION_REVIEW, S.APPROVED, by=OWNER, guards=ON_EVIDENCE, asks=("incoming",)),
    each("notify_on_evidence", "บันทึกตามหนังสือ: แจ้งผล มีผลใช้บังคับ", S.APPROVED, S.IN_FORCE, by=OWNER, guards=ON_EVIDENCE, asks=("incoming",), effects=("enter_into_force", "open_reports")),
    *from_each((S.OPDC_REVIEW, S.OVERSIGHT_REVIEW, S.SUBCOMMISSION_REVIEW), "return_on_evidence", "บันทึกตามหนังสือ: ให้แก้ไข", S.DRAFTING, by=OWNER, guards=ON_EVIDENCE, asks=("incoming", "reason"), aside=True),
    # ------------------------------------------------------------------ close-out
    each("file_self_assessment", "บันทึกการส่ง e-SAR", S.IN_FORCE, S.SELF_ASSESSED, by=OWNER, guards=(all_reports_accepted, *FREE), asks=("filed_on", "reference", "receipt", "scores"), effects=("store_self_scores",)),
    each("verify", "ตรวจหลักฐาน", S.SELF_ASSESSED, S.VERIFYING, by=OPDC, guards=INSIDE),
    each("score", "ให้คะแนน", S.VERIFYING, S.SCORED, by=OPDC, guards=INSIDE, asks=("scores",), effects=("store_evaluator_scores",)),
    each("verify_on_evidence", "บันทึกตามหนังสือ: ก.พ.ร. ตรวจหลักฐาน", S.SELF_ASSESSED, S.VERIFYING, by=OWNER, guards=ON_EVIDENCE, asks=("incoming",)),
    each("score_on_evidence", "บันทึกตามหนังสือ: ผลคะแนน", S.VERIFYING, S.SCORED, by=OWNER, guards=ON_EVIDENCE, asks=("incoming", "scores"), effects=("store_evaluator_scores",)),
    each("close", "ปิดรอบ", S.SCORED, S.CLOSED, by=OWNER, guards=(every_leaf_scored, weights_add_up_or_renormalised, *FREE), effects=("freeze_scores",)),
    # ------------------------------------------------------------------ consequence of the year's closing
    *from_each((S.FALLBACK, S.FALLBACK_DRAFTING, S.PREPARED), "release", "ปล่อยตัวสำรอง", S.RELEASED, by=BY_FOLLOW),
]
# fmt: on

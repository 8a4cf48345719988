"""All consequences of steps in one table: a name in a step's line, a function here.

An effect changes other things than the state, and returns the steps that must follow; it never
performs one itself.
"""

from __future__ import annotations

from collections.abc import Callable

from workflow_app.states.context import Context
from workflow_app.states.effects import cycles, indicators, letters, meetings, recipients
from workflow_app.states.effects.letters import BEFORE_DISPATCH, subject_ids
from workflow_app.states.effects.names import name_of
from workflow_app.states.effects.scores import freeze_scores, store_evaluator_scores, store_self_scores
from workflow_app.states.step import Follow

EFFECTS: dict[str, Callable[[Context], list[Follow]]] = {
    "become_primary": indicators.become_primary,
    "become_fallback": indicators.become_fallback,
    "give_up_number": indicators.give_up_number,
    "leave_letters": indicators.leave_letters,
    "open_drafts_submission": indicators.open_drafts_submission,
    "enter_into_force": indicators.enter_into_force,
    "open_reports": indicators.open_reports,
    "store_self_scores": store_self_scores,
    "store_evaluator_scores": store_evaluator_scores,
    "freeze_scores": freeze_scores,
    "include_compulsory_families": cycles.include_compulsory_families,
    "release_fallbacks": cycles.release_fallbacks,
    "move_meeting": meetings.move_meeting,
    "begin_route": letters.begin_route,
    "pass_route": letters.pass_route,
    "freeze_letter": letters.freeze_letter,
    "thaw_letter": letters.thaw_letter,
    "sign_in_system": letters.sign_in_system,
    "sign_on_paper": letters.sign_on_paper,
    "number_letter": letters.number_letter,
    "burn_number": letters.burn_number,
    "make_pdf": letters.make_pdf,
    "keep_scan": letters.keep_scan,
    "send_recipients": letters.send_recipients,
    "send_subjects": letters.send_subjects,
    "note_receipt": recipients.note_receipt,
    "note_assignment": recipients.note_assignment,
    "complete_when_all_acknowledged": recipients.complete_when_all_acknowledged,
}

__all__ = ["BEFORE_DISPATCH", "EFFECTS", "name_of", "subject_ids"]

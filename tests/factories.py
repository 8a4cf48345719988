"""Facts and persons for tests of rules: plain functions with defaults, changed by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from workflow_app.people.rules import Actor, Role, Scope
from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.cycle import CycleFacts
from workflow_app.states.facts.gathered import NOT_GATHERED
from workflow_app.states.facts.indicator import IndicatorFacts, SheetFacts
from workflow_app.states.facts.letter import LetterFacts
from workflow_app.states.facts.meeting import MeetingFacts
from workflow_app.states.facts.recipient import RecipientFacts
from workflow_app.states.facts.report import ReportFacts
from workflow_app.states.vocabulary import (
    CycleState,
    IndicatorState,
    LetterState,
    MeetingState,
    RecipientState,
    ReportState,
    State,
)

NOW = datetime(2024, 4, 24, 2, 0, tzinfo=UTC)

STATES: dict[str, type[State]] = {
    "cycle": CycleState,
    "meeting": MeetingState,
    "indicator": IndicatorState,
    "report": ReportState,
    "letter": LetterState,
    "recipient": RecipientState,
}


def make_actor(**changes: Any) -> Actor:
    """The process owner of a province, or who else is said."""
    values: dict[str, Any] = {
        "person_id": 1,
        "name": "สมหญิง ใจดี",
        "posting_id": 1,
        "role": Role.PROCESS_OWNER,
        "office_id": 10,
        "office_name": "สำนักงานจังหวัดตัวอย่าง",
        "office_kind": "provincial_office",
        "province_id": 1,
    }
    return Actor(**{**values, **changes})


def _common(state: State, **changes: Any) -> dict[str, Any]:
    values = {
        "id": 7,
        "name": "เรื่องตัวอย่าง",
        "state": state,
        "version": 3,
        "actor": make_actor(),
        "scopes": frozenset(Scope),
        "now": NOW,
    }
    return {**values, **changes}


def make_indicator_facts(state: State = IndicatorState.NEW, **changes: Any) -> IndicatorFacts:
    """An indicator against which no guard says anything."""
    values: dict[str, Any] = {
        "has_ability": True,
        "has_name_and_unit": True,
        "top_level": True,
        "is_fallback": False,
        "compulsory": False,
        "sheets": (SheetFacts("1 เรื่องตัวอย่าง", ()),),
        "unreported": (),
        "unscored": (),
        "baseline_years": 3,
        "weight_findings": (),
        "renormalises": False,
        "meeting_held": True,
        "year_open": True,
        "opdc_uses_system": False,
        "locked_by_letter": None,
    }
    return IndicatorFacts(**{**_common(state), **values, **changes})


def make_letter_facts(state: State = LetterState.NEW, **changes: Any) -> LetterFacts:
    """A letter against which no guard says anything, at the last of two checkers."""
    values: dict[str, Any] = {
        "has_signer": True,
        "drafted_by_actor": False,
        "errors": (),
        "route": ("passed", ""),
        "recipients": 2,
        "unacknowledged": 0,
        "has_code": True,
        "follow_refusals": (),
    }
    return LetterFacts(**{**_common(state), **values, **changes})


def make_meeting_facts(state: State = MeetingState.NEW, **changes: Any) -> MeetingFacts:
    """A meeting whose time has come."""
    return MeetingFacts(**{**_common(state), "starts_at": NOW, **changes})


def make_report_facts(state: State = ReportState.NEW, **changes: Any) -> ReportFacts:
    """A report that is filled in."""
    values: dict[str, Any] = {
        "months": 12,
        "has_result": True,
        "has_narrative": True,
        "evidence_count": 1,
        "earlier_open": (),
        "entered_by_actor": False,
    }
    return ReportFacts(**{**_common(state), **values, **changes})


def make_recipient_facts(state: State = RecipientState.NEW, **changes: Any) -> RecipientFacts:
    """A recipient without an account."""
    return RecipientFacts(**{**_common(state), "office_uses_system": False, **changes})


def make_cycle_facts(state: State = CycleState.NEW, **changes: Any) -> CycleFacts:
    """A year in which nothing is open."""
    values: dict[str, Any] = {"still_open": (), "still_open_primaries": (), "open_letters": ()}
    return CycleFacts(**{**_common(state), **values, **changes})


MAKE: dict[str, Callable[..., Facts]] = {
    "cycle": make_cycle_facts,
    "meeting": make_meeting_facts,
    "indicator": make_indicator_facts,
    "report": make_report_facts,
    "letter": make_letter_facts,
    "recipient": make_recipient_facts,
}


def gathered_names(kind: str) -> tuple[str, ...]:
    """The facts of a kind that cost a query, by name."""
    made = type(MAKE[kind]())
    return tuple(field.name for field in fields(made) if field.default is NOT_GATHERED)

"""The tables of steps are sound: every name in them is known, every state leads somewhere, every step says who."""

from __future__ import annotations

import logging

import pytest

from tests.factories import STATES, gathered_names
from workflow_app.people.rules import POSTING_ROLES, Role, Scope
from workflow_app.people.rules import ROLE_LABELS as ROLES
from workflow_app.states import engine
from workflow_app.states.asks import ASKS
from workflow_app.states.effects import EFFECTS
from workflow_app.states.effects.letters import BEFORE_DISPATCH
from workflow_app.states.facts.gathered import looked_at
from workflow_app.states.gather import indicator as gather_indicator
from workflow_app.states.gather import letter as gather_letter
from workflow_app.states.gather import others
from workflow_app.states.guards.indicators import not_in_a_letter_for_signature
from workflow_app.states.registry import KINDS
from workflow_app.states.step import Step
from workflow_app.states.tables import KIND_LABELS, TABLES, table
from workflow_app.states.vocabulary import (
    LABELS,
    CycleState,
    IndicatorState,
    LetterState,
    MeetingState,
    RecipientState,
    ReportState,
)

ALL_STEPS = [
    pytest.param(kind, step, id=f"{version}-{kind}-{step.action}-{step.source}-{step.target}")
    for version, tables in TABLES.items()
    for kind, steps in tables.items()
    for step in steps
]
KIND_NAMES = list(KINDS)
#: States in which a record stays for good.
ENDS = {
    "cycle": {CycleState.CLOSED},
    "meeting": {MeetingState.MINUTED, MeetingState.CANCELLED},
    "indicator": {
        IndicatorState.CLOSED,
        IndicatorState.REPLACED,
        IndicatorState.RELEASED,
        IndicatorState.WITHDRAWN,
        IndicatorState.CANCELLED,
    },
    "report": {ReportState.ACCEPTED},
    "letter": {LetterState.COMPLETED, LetterState.VOIDED},
    "recipient": {RecipientState.ANSWERED},
}
#: States out of which only a letter's dispatch leads: whoever sends the letter is the one who acts.
WAITS_FOR_DISPATCH = {("recipient", RecipientState.WAITING), ("recipient", RecipientState.NEW)}
#: Their steps come with the next issue.
NOT_REACHED_YET = {IndicatorState.REPLACED, IndicatorState.WITHDRAWN, IndicatorState.CANCELLED}


def test_every_kind_has_a_table_a_label_states_and_a_place_in_the_order_of_locks() -> None:
    assert set(TABLES["1"]) == set(KIND_NAMES) == set(KIND_LABELS) == set(STATES)


@pytest.mark.parametrize(("kind", "step"), ALL_STEPS)
def test_every_name_in_a_line_is_known(kind: str, step: Step) -> None:
    assert isinstance(step.source, STATES[kind])
    assert isinstance(step.target, STATES[kind])
    assert set(step.effects) <= set(EFFECTS)
    assert set(step.asks) <= set(ASKS)
    assert looked_at(step.guards) <= set(gathered_names(kind))
    assert step.label.strip() and not step.label.isascii()


@pytest.mark.parametrize(("kind", "step"), ALL_STEPS)
def test_every_line_says_who_and_how_the_record_is_theirs(kind: str, step: Step) -> None:
    assert step.by, "denied unless said"
    for role, scope in step.by:
        assert role in ROLES
        if role is Role.FOLLOW:
            assert scope is Scope.ANY
        else:
            assert role in POSTING_ROLES
            assert scope not in (Scope.ANY,), "a person acts on what is theirs in some way"


@pytest.mark.parametrize(("kind", "step"), ALL_STEPS)
def test_a_scope_of_a_line_can_be_found_by_the_inbox(kind: str, step: Step) -> None:
    columns = {*KINDS[kind].scope_columns, Scope.OPDC, Scope.ANY}
    missing = {scope for _role, scope in step.by} - columns
    # The sender's registrar enters receipts of recipients outside: found through the letter.
    assert missing <= ({Scope.REGISTER} if kind == "recipient" else set())


@pytest.mark.parametrize(("kind", "step"), ALL_STEPS)
def test_a_consequence_asks_nobody_anything(kind: str, step: Step) -> None:
    if any(role is Role.FOLLOW for role, _scope in step.by):
        assert [name for name in step.asks if ASKS[name].required] == []


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_two_lines_of_one_action_and_source_are_told_apart(kind: str) -> None:
    lines: dict[tuple[str, str], list[Step]] = {}
    for step in table(kind):
        lines.setdefault((step.action, str(step.source)), []).append(step)
    for same in lines.values():
        assert len(same) == 1 or all(step.when is not None for step in same)
        assert len({step.when for step in same}) == len(same)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_state_has_a_thai_label(kind: str) -> None:
    assert set(LABELS[STATES[kind]]) == {str(state) for state in STATES[kind]}
    assert all(state.label and not state.label.isascii() for state in STATES[kind])


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_state_is_reached_from_the_beginning(kind: str) -> None:
    reached = {next(iter(STATES[kind]))}
    for _ in STATES[kind]:
        reached |= {step.target for step in table(kind) if step.source in reached}
    assert set(STATES[kind]) - reached == (NOT_REACHED_YET if kind == "indicator" else set())


@pytest.mark.requirement("R23")
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_out_of_every_state_that_is_no_end_somebody_leads_on(kind: str) -> None:
    for state in set(STATES[kind]) - ENDS[kind]:
        steps = [step for step in table(kind) if step.source == state]
        by_person = [step for step in steps if any(role is not Role.FOLLOW for role, _scope in step.by)]
        if (kind, state) in WAITS_FOR_DISPATCH:
            assert steps
        elif (kind, state) == ("report", ReportState.NEW):
            assert steps, "opened when the indicator comes into force"
        else:
            assert by_person, f"{kind} {state} has no way on"


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_an_end_state_leads_nowhere(kind: str) -> None:
    assert [step for step in table(kind) if step.source in ENDS[kind]] == []


@pytest.mark.case("B43")
def test_every_code_is_ascii_and_the_thai_words_are_data() -> None:
    codes = [
        *(str(state) for states in STATES.values() for state in states),
        *(step.action for tables in TABLES.values() for steps in tables.values() for step in steps),
        *(str(role) for role in Role),
        *(str(scope) for scope in Scope),
        *EFFECTS,
        *ASKS,
        *KIND_NAMES,
    ]
    assert [code for code in codes if not (code.isascii() and code.isidentifier())] == []
    assert any("ดำเนินการ" in label for labels in LABELS.values() for label in labels.values())


@pytest.mark.case("B39")
@pytest.mark.case("B40")
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_machine_knows_the_actions_of_its_table_and_binds_none_of_them(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine._machine.cache_clear()
    with caplog.at_level(logging.DEBUG, logger="transitions"):
        machine = engine._machine(kind, "1")
    assert set(machine.events) == {step.action for step in table(kind)}
    assert not [record for record in caplog.records if "Skip binding" in record.getMessage()]
    assert machine.models == []


def test_a_step_out_of_the_state_that_a_letter_sends_from_waits_for_that_letter() -> None:
    sources = {step.source for step in table("indicator") if step.action == "submit"}
    moving = [
        step
        for step in table("indicator")
        if step.source in sources and any(role is not Role.FOLLOW for role, _scope in step.by)
    ]
    assert moving
    for step in moving:
        assert not_in_a_letter_for_signature in step.guards
        assert "leave_letters" in step.effects, "and takes its record out of a draft"


def test_what_dispatch_would_meet_is_asked_before_it() -> None:
    asked = {step.source for step in table("letter") if "follow_refusals" in looked_at(step.guards)}
    assert asked == set(BEFORE_DISPATCH)


def test_every_gathered_fact_has_a_query_and_every_query_a_fact() -> None:
    queries = {
        "indicator": gather_indicator.QUERIES,
        "letter": gather_letter.QUERIES,
        "recipient": others.OF_RECIPIENTS,
        "report": others.OF_REPORTS,
        "cycle": others.OF_CYCLES,
        "meeting": {},
    }
    for kind in KIND_NAMES:
        assert set(queries[kind]) == set(gathered_names(kind))

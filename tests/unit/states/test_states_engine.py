"""decide and options: they agree, they never say yes against a guard, and they tell all reasons."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import MAKE, NOW, STATES, gathered_names, make_actor
from workflow_app.people.rules import Role, Scope
from workflow_app.states import engine
from workflow_app.states.facts.common import Facts
from workflow_app.states.facts.gathered import NOT_GATHERED
from workflow_app.states.facts.indicator import SheetFacts
from workflow_app.states.registry import KINDS
from workflow_app.states.step import Step
from workflow_app.states.tables import table

WORDS = st.lists(st.sampled_from(["น้ำหนักรวม ๙๕", "ยังไม่ครบ", "ค้างอยู่"]), max_size=2).map(tuple)
#: Values for the facts, by name: what a guard may meet.
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "has_ability": st.booleans(),
    "has_name_and_unit": st.booleans(),
    "top_level": st.booleans(),
    "is_fallback": st.booleans(),
    "compulsory": st.booleans(),
    "sheets": st.lists(st.builds(SheetFacts, st.just("2.1 ย่อย"), WORDS), min_size=1, max_size=2).map(tuple),
    "unreported": st.sampled_from([(), (("1 ก", 6),), (("1 ก", 6), ("2 ข", 12))]),
    "unscored": WORDS,
    "baseline_years": st.integers(0, 7),
    "weight_findings": WORDS,
    "renormalises": st.booleans(),
    "meeting_held": st.booleans(),
    "year_open": st.booleans(),
    "opdc_uses_system": st.booleans(),
    "locked_by_letter": st.none() | st.just("ส่ง (ร่าง) ตัวชี้วัด"),
    "has_signer": st.booleans(),
    "drafted_by_actor": st.booleans(),
    "errors": WORDS,
    "route": st.lists(st.sampled_from(["passed", ""]), max_size=5).map(tuple),
    "recipients": st.integers(0, 3),
    "unacknowledged": st.integers(0, 3),
    "has_code": st.booleans(),
    "follow_refusals": WORDS,
    "starts_at": st.timedeltas(timedelta(days=-1), timedelta(days=1)).map(lambda by: NOW + by),
    "months": st.sampled_from([6, 9, 12]),
    "has_result": st.booleans(),
    "has_narrative": st.booleans(),
    "evidence_count": st.integers(0, 2),
    "earlier_open": st.sampled_from([(), (6,), (6, 9)]),
    "entered_by_actor": st.booleans(),
    "office_uses_system": st.booleans(),
    "still_open": WORDS,
    "still_open_primaries": WORDS,
    "open_letters": WORDS,
    "follows": st.booleans(),
}
COMMON = {"id", "name", "state", "version", "actor", "scopes", "now"}


@st.composite
def facts_of(draw: st.DrawFn, kind: str) -> Facts:
    """Any facts of a kind, met by anybody."""
    actor = make_actor(role=draw(st.sampled_from(Role)))
    scopes = frozenset(draw(st.sets(st.sampled_from(Scope))))
    made = MAKE[kind](draw(st.sampled_from(STATES[kind])), actor=actor, scopes=scopes)
    own = [field.name for field in fields(made) if field.name not in COMMON]
    return replace(made, **{name: draw(VALUES[name]) for name in own})


def _any_facts() -> st.SearchStrategy[tuple[str, Facts]]:
    return st.sampled_from(list(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), facts_of(kind)))


def _may(step: Step, facts: Facts) -> bool:
    return any(role == facts.actor.role and scope in facts.scopes for role, scope in step.by)


def _against(step: Step, facts: Facts) -> set[str]:
    return {sentence for guard in step.guards if (sentence := guard(facts))}


@pytest.mark.requirement("R2")
@settings(max_examples=300, deadline=None)
@given(_any_facts(), st.data())
def test_a_yes_is_a_line_of_the_table_with_its_source_its_role_and_no_guard_against_it(
    met: tuple[str, Facts], data: st.DataObject
) -> None:
    kind, facts = met
    action = data.draw(st.sampled_from(sorted({step.action for step in table(kind)})))
    step, reasons = engine.decide(kind, action, facts)
    if step is None:
        assert reasons, "a no says why"
        return
    assert reasons == ()
    assert step in table(kind) and step.action == action and step.source == facts.state
    assert _may(step, facts) and _against(step, facts) == set()
    assert step.when is None or step.when(facts)


@settings(max_examples=300, deadline=None)
@given(_any_facts())
def test_the_button_and_the_refusal_tell_the_same(met: tuple[str, Facts]) -> None:
    kind, facts = met
    shown = {option.step.action: option for option in engine.options(kind, facts)}
    for action, option in shown.items():
        step, reasons = engine.decide(kind, action, facts)
        assert option.open is (step is not None)
        assert set(option.reasons) == set(reasons)
        assert option.mine is _may(option.step, facts)
        if option.mine:
            assert set(option.reasons) == _against(option.step, facts)
        else:  # guards may name records that only those see whose step it is
            assert option.reasons == (f"ผู้ทำขั้นตอนนี้ได้คือ {engine.who_may(option.step)}",)


@settings(max_examples=200, deadline=None)
@given(_any_facts())
def test_of_the_lines_of_one_action_and_state_one_and_only_one_applies(met: tuple[str, Facts]) -> None:
    kind, facts = met
    for action in {step.action for step in table(kind) if step.source == facts.state}:
        lines = [step for step in table(kind) if step.action == action and step.source == facts.state]
        assert len([step for step in lines if step.when is None or step.when(facts)]) == 1


@pytest.mark.case("B39")
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_action_in_every_state_moves_along_the_table_or_is_refused(kind: str) -> None:
    actions = {step.action for step in table(kind)}
    automatic = {f"to_{state}" for state in STATES[kind]} - actions
    for state in STATES[kind]:
        for action in actions | automatic:
            lines = [step for step in table(kind) if (step.action, step.source) == (action, state)]
            for role in Role:
                facts = MAKE[kind](state, actor=make_actor(role=role))
                step, reasons = engine.decide(kind, action, facts)
                assert (step is None) is bool(reasons)
                assert step is None or step in lines
                if not lines:
                    assert step is None


@pytest.mark.case("B39")
def test_the_name_of_a_state_is_no_action() -> None:
    facts = MAKE["indicator"](STATES["indicator"]("drafting"))
    assert engine.decide("indicator", "to_closed", facts) == (None, ("ไม่มีขั้นตอนนี้",))


@pytest.mark.case("B41")
def test_all_reasons_are_told_together() -> None:
    facts = MAKE["indicator"](
        STATES["indicator"]("scored"), unscored=("2.1 ย่อย",), weight_findings=("น้ำหนักรวม ๙๕ ขาดอีก ๕",)
    )
    step, reasons = engine.decide("indicator", "close", facts)
    assert step is None
    assert reasons == ("ยังไม่มีคะแนนของผู้ประเมิน: 2.1 ย่อย", "น้ำหนักรวม ๙๕ ขาดอีก ๕")


@pytest.mark.case("B41")
def test_who_has_not_the_role_is_told_who_has() -> None:
    facts = MAKE["indicator"](STATES["indicator"]("scored"), actor=make_actor(role=Role.CHECKER))
    step, reasons = engine.decide("indicator", "close", facts)
    assert (step, reasons) == (None, ("ผู้ทำขั้นตอนนี้ได้คือ เจ้าของกระบวนงานของจังหวัด",))


def test_a_consequence_is_never_offered_as_a_button() -> None:
    for kind in KINDS:
        for state in STATES[kind]:
            for option in engine.options(kind, MAKE[kind](state)):
                assert any(role is not Role.FOLLOW for role, _scope in option.step.by)


def _guards(kind: str) -> list[Any]:
    asking = [look for step in table(kind) for look in (*step.guards, step.when) if look is not None]
    return list(dict.fromkeys(asking))


@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_guard_looks_only_at_the_facts_that_it_names(kind: str, data: st.DataObject) -> None:
    facts = data.draw(facts_of(kind))
    for guard in _guards(kind):
        named = set(getattr(guard, "looks_at", ()))
        others = {name: NOT_GATHERED for name in gathered_names(kind) if name not in named}
        assert guard(replace(facts, **others)) == guard(facts)


def test_a_fact_that_nobody_gathered_does_not_pass_for_an_empty_one() -> None:
    facts = replace(MAKE["indicator"](STATES["indicator"]("scored")), unscored=NOT_GATHERED)
    with pytest.raises(LookupError):
        engine.decide("indicator", "close", facts)


def test_the_facts_looked_at_are_those_of_the_step_or_of_all_steps_of_the_state() -> None:
    state = STATES["indicator"]("drafting")
    assert engine.looked_at("indicator", {state}, "to_province_review") == {"sheets"}
    assert engine.looked_at("indicator", {state}) == {"sheets", "meeting_held"}

"""The letter of a list: what it names waits for it, leaves it, or is sent by it, all together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.stages import Play, row_of, state_of, steps_in_history, whole
from workflow_app.demo.correspondence import send_letter
from workflow_app.demo.indicators_2565 import ALL
from workflow_app.demo.scan import scan
from workflow_app.demo.stage import Stage
from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.indicators import operations as indicators
from workflow_app.indicators.models import Indicator
from workflow_app.letters import operations as letters
from workflow_app.letters.models import Letter, LetterSubject, Recipient
from workflow_app.letters.prepare import prepare
from workflow_app.people.rules import Actor
from workflow_app.registers.models import RegisterEntry
from workflow_app.states.perform import perform
from workflow_app.states.run import take_step

DAY = date(2021, 12, 1)


def _rows(stage: Stage) -> list[int]:
    return [stage.ids[indicator.key] for indicator in ALL]


def _subjects(stage: Stage, letter: int) -> set[int]:
    query = select(LetterSubject.record_id).where(
        LetterSubject.letter_id == letter, LetterSubject.kind == "indicator"
    )
    with stage.database.reading() as session:
        return set(session.scalars(query))


def _recipients(stage: Stage, letter: int) -> dict[int, str]:
    query = select(Recipient.id, Recipient.state).where(Recipient.letter_id == letter).order_by(Recipient.id)
    with stage.database.reading() as session:
        return {recipient: str(state) for recipient, state in session.execute(query)}


def _entries(stage: Stage, letter: int) -> list[tuple[int, bool, str]]:
    query = select(RegisterEntry.running, RegisterEntry.voided, RegisterEntry.void_reason)
    with stage.database.reading() as session:
        found = session.execute(query.where(RegisterEntry.letter_id == letter))
        return [(running, voided, reason) for running, voided, reason in found]


def _to_check(stage: Stage) -> int:
    letter = stage.ids["letter.drafts"]
    with stage.at("2021-12-01 08:00"):
        stage.step("secretary", "letter", letter, "send_to_check")
    return letter


def _to_signature(stage: Stage) -> int:
    letter = _to_check(stage)
    with stage.at("2021-12-01 09:00"):
        stage.step("checker", "letter", letter, "pass_check")
        stage.step("chief.checker", "letter", letter, "pass_check")
    return letter


def _to_signed(stage: Stage) -> int:
    letter = _to_signature(stage)
    with stage.at("2021-12-01 10:00"):
        stage.step(
            "registrar", "letter", letter, "sign_on_paper", signed_by="นายสุรชัย ผู้นำตัวอย่าง", capacity="self", signed_on=DAY
        )  # fmt: skip
    return letter


def _to_numbered(stage: Stage, running: int = 8412) -> int:
    letter = _to_signed(stage)
    with stage.at("2021-12-01 11:00"):
        stage.step("registrar", "letter", letter, "number", dated=DAY, running=running)
    return letter


#: How far the letter is, in order.
ON_THE_WAY = {"for_signature": _to_signature, "signed": _to_signed, "numbered": _to_numbered}


def _return(stage: Stage, key: str, moment: str = "2021-12-01 15:00") -> None:
    with stage.at(moment):
        stage.step("secretary", "indicator", stage.ids[key], "return_to_drafting", "น้ำหนักต้องปรับ")


def test_an_indicator_that_goes_back_leaves_the_draft_that_would_send_it(played: Play) -> None:
    stage = played("province_review")
    letter = stage.ids["letter.drafts"]
    _return(stage, "births")
    assert _subjects(stage, letter) == set(_rows(stage)) - {stage.ids["births"]}
    assert state_of(stage, "letter", letter) == "draft"
    content = row_of(stage, "letter", letter).content
    assert row_of(stage, "indicator", stage.ids["births"]).name not in str(
        content["annex"] or content["body"]
    )


def test_a_letter_being_checked_goes_back_to_its_writer_and_says_why(played: Play) -> None:
    stage = played("province_review")
    letter = _to_check(stage)
    _return(stage, "births")
    row = row_of(stage, "letter", letter)
    assert (str(row.state), row.waiting_person_id) == ("draft", None)
    assert row_of(stage, "indicator", stage.ids["births"]).name in row.note
    assert steps_in_history(stage, "letter", letter)[-1] == ("reopen", "checking", "draft")


def test_a_letter_that_nothing_is_left_in_is_void(played: Play) -> None:
    stage = played("province_review")
    letter = _to_check(stage)
    with stage.at("2021-12-01 15:00"):
        stage.step("secretary", "indicator", _rows(stage), "return_to_drafting", "ทบทวนทั้งหมด")
    assert state_of(stage, "letter", letter) == "voided"
    assert {state_of(stage, "indicator", row) for row in _rows(stage)} == {"drafting"}


@pytest.mark.parametrize("how_far", list(ON_THE_WAY))
def test_what_a_letter_names_stands_still_from_signature_to_dispatch(played: Play, how_far: str) -> None:
    stage = played("province_review")
    letter = ON_THE_WAY[how_far](stage)
    before = whole(stage)
    with pytest.raises(Refused) as refused:
        _return(stage, "births")
    assert "อยู่ในหนังสือ" in refused.value.reasons[0] and "รอส่ง" in refused.value.reasons[0]
    assert row_of(stage, "letter", letter).subject in refused.value.reasons[0]
    assert whole(stage) == before


@pytest.mark.parametrize(
    ("how_far", "action"), [("for_signature", "void"), ("signed", "void"), ("numbered", "void_number")]
)
def test_voiding_before_dispatch_moves_no_record_and_frees_it(
    played: Play, how_far: str, action: str
) -> None:
    stage = played("province_review")
    letter = ON_THE_WAY[how_far](stage)
    versions = {row: row_of(stage, "indicator", row).version for row in _rows(stage)}
    with stage.at("2021-12-01 14:00"):
        stage.step("registrar", "letter", letter, action, "พิมพ์ผิด")
    assert {row: row_of(stage, "indicator", row).version for row in _rows(stage)} == versions
    assert state_of(stage, "letter", letter) == "voided"
    _return(stage, "births")
    assert state_of(stage, "indicator", stage.ids["births"]) == "drafting"


@pytest.mark.requirement("R9")
def test_a_burned_number_stays_in_the_book_with_its_reason_and_is_not_given_again(played: Play) -> None:
    stage = played("province_review")
    letter = _to_numbered(stage)
    with stage.at("2021-12-01 14:00"):
        stage.step("registrar", "letter", letter, "void_number", "ผู้ลงนามขอแก้ถ้อยคำ")
        assert _entries(stage, letter) == [(8412, True, "ผู้ลงนามขอแก้ถ้อยคำ")]
        again = stage.letter(
            "secretary", "drafts_submission", stage.ids["cycle"], [("indicator", row) for row in _rows(stage)]
        )
        stage.ids["letter.drafts"] = again
    with pytest.raises(Invalid) as invalid:
        _to_numbered(stage, 8412)
    assert "๘๔๑๒" in invalid.value.fields["running"]


def test_a_numbered_letter_never_goes_back_to_draft(played: Play) -> None:
    stage = played("province_review")
    letter = _to_numbered(stage)
    with stage.at("2021-12-01 14:00"):
        for action in ("return_unsigned", "return_draft", "void", "send_to_check", "number"):
            with pytest.raises(Refused):
                stage.step("registrar", "letter", letter, action, "ก", dated=DAY, running=8413)
    assert state_of(stage, "letter", letter) == "numbered"


@pytest.mark.requirement("R1")
def test_its_dispatch_sends_every_indicator_and_every_recipient_in_one_step(played: Play) -> None:
    stage = played("province_review")
    letter = _to_numbered(stage)
    assert {state_of(stage, "indicator", row) for row in _rows(stage)} == {"ready"}
    with stage.at("2021-12-01 13:00"):
        done = stage.step("registrar", "letter", letter, "dispatch", scan=scan("signed"))
    assert done.steps == 1 + len(_recipients(stage, letter)) + len(ALL)
    assert {state_of(stage, "indicator", row) for row in _rows(stage)} == {"submitted"}
    assert set(_recipients(stage, letter).values()) == {"sent"}
    assert steps_in_history(stage, "indicator", _rows(stage)[0])[-1] == ("submit", "ready", "submitted")


def test_a_paper_letter_is_not_dispatched_without_its_scan(played: Play) -> None:
    stage = played("province_review")
    letter = _to_numbered(stage)
    before = whole(stage)
    with stage.at("2021-12-01 13:00"), pytest.raises(Invalid) as invalid:
        stage.step("registrar", "letter", letter, "dispatch")
    assert set(invalid.value.fields) == {"scan"}
    assert whole(stage) == before


@pytest.mark.case("B41")
def test_a_consequence_that_is_refused_refuses_the_whole_dispatch(played: Play) -> None:
    stage = played("province_review")
    letter = _to_numbered(stage)
    _upset_the_weights(stage)
    before = whole(stage)
    with stage.at("2021-12-01 13:00"), pytest.raises(Refused) as refused:
        stage.step("registrar", "letter", letter, "dispatch", scan=scan("signed"))
    assert any("น้ำหนัก" in reason for reason in refused.value.reasons)
    assert whole(stage) == before
    assert {state_of(stage, "indicator", row) for row in _rows(stage)} == {"ready"}


def test_the_last_checker_and_the_registrar_are_told_what_dispatch_would_be_refused(played: Play) -> None:
    stage = played("province_review")
    letter = _to_check(stage)
    _upset_the_weights(stage)
    with stage.at("2021-12-01 09:00"):
        stage.step("checker", "letter", letter, "pass_check")
        with pytest.raises(Refused) as refused:
            stage.step("chief.checker", "letter", letter, "pass_check")
    assert "เมื่อส่งแล้วจะเดินต่อไม่ได้" in refused.value.reasons[0]
    assert state_of(stage, "letter", letter) == "checking"


def _upset_the_weights(stage: Stage) -> None:
    """A seventh indicator is selected late and given a weight: the sum is no longer right."""

    with stage.at("2021-12-01 08:30"):
        late = stage.first_step(
            "industry.officer",
            "indicator",
            "propose",
            lambda session, actor: _late(session, actor, stage.ids["cycle"]),
        )
        stage.step("secretary", "indicator", late, "select", resolution=stage.ids["resolution.selection"])
        with stage.working("owner") as (session, actor):
            indicators.edit(session, actor, late, seen=None, no="9", weight=Decimal(5))


def _late(session: Session, actor: Actor, cycle: int) -> Indicator:
    row = indicators.new_indicator(
        session, actor, cycle_id=cycle, component_no=1, name="ตัวชี้วัดที่มาช้า", unit="ร้อยละ"
    )
    indicators.set_baselines(session, actor, row.id, [(year, Decimal(1), "") for year in (2562, 2563, 2564)])
    indicators.edit(session, actor, row.id, seen=None, ability="ทำได้")
    return row


def test_the_last_acknowledgement_completes_the_letter_and_no_earlier_one(played: Play) -> None:
    stage = played("review_by_opdc")
    letter = _dispatched_targets(stage)
    waiting = list(_recipients(stage, letter))
    for place, recipient in enumerate(waiting):
        assert state_of(stage, "letter", letter) == "dispatched"
        _acknowledge(stage, recipient, place)
    assert state_of(stage, "letter", letter) == "completed"
    assert steps_in_history(stage, "letter", letter)[-1] == ("complete", "dispatched", "completed")


@pytest.mark.requirement("R23")
def test_a_letter_that_the_registrar_closed_does_not_stop_its_last_recipients(played: Play) -> None:
    stage = played("review_by_opdc")
    letter = _dispatched_targets(stage)
    with stage.at("2022-04-06 09:00"):
        stage.step("registrar", "letter", letter, "complete_by_hand", "อำเภอแจ้งทางโทรศัพท์แล้ว")
    for place, recipient in enumerate(_recipients(stage, letter)):
        _acknowledge(stage, recipient, place)
    assert set(_recipients(stage, letter).values()) == {"acknowledged"}
    assert state_of(stage, "letter", letter) == "completed"


def _dispatched_targets(stage: Stage) -> int:
    with stage.at("2022-04-04 09:00"):
        subjects = [("indicator", row) for row in _rows(stage)]
        letter = stage.letter("owner", "targets", stage.ids["cycle"], subjects)
    send_letter(stage, letter, day="2022-04-05", running=None)
    return letter


def _acknowledge(stage: Stage, recipient: int, place: int) -> None:
    """By the district itself where it has an account, else by the sender."""
    offices = {
        stage.ids[f"office.{name}"]: account
        for account, name in (
            ("district.mueang", "อำเภอเมืองหนองบัวลำภู"),
            ("district.naklang", "อำเภอนากลาง"),
            ("district.nonsang", "อำเภอโนนสัง"),
            ("district.sibunrueang", "อำเภอศรีบุญเรือง"),
            ("district.suwannakhuha", "อำเภอสุวรรณคูหา"),
        )
    }
    account = offices.get(row_of(stage, "recipient", recipient).office_id)
    received = date(2022, 4, 6)
    with stage.at(f"2022-04-07 09:{place:02d}"):
        if account is None:
            stage.step("owner", "recipient", recipient, "receive_for", received_on=received, how="โทรศัพท์")
            stage.step("owner", "recipient", recipient, "acknowledge_for", how="โทรศัพท์")
            return
        stage.step(account, "recipient", recipient, "receive", own_number="12", received_on=received)
        stage.step(account, "recipient", recipient, "acknowledge")


def test_a_record_that_a_live_letter_sends_is_named_by_no_second_one(played: Play) -> None:
    stage = played("province_review")
    with stage.at("2021-12-01 09:00"), pytest.raises(Refused) as refused:
        stage.letter(
            "secretary", "drafts_submission", stage.ids["cycle"], [("indicator", stage.ids["births"])]
        )
    assert "อยู่ในหนังสือ" in refused.value.reasons[0]


def test_a_draft_that_was_edited_after_it_was_prepared_is_not_frozen(played: Play) -> None:
    """The docx is made before the lock: what changed in between is not signed unseen."""
    stage = played("province_review")
    letter = _to_check(stage)
    with stage.at("2021-12-01 09:00"):
        stage.step("checker", "letter", letter, "pass_check")
        with stage.database.reading() as session:
            prepared = prepare(session, session.get_one(Letter, letter))
        stage.step("chief.checker", "letter", letter, "return_draft", "แก้คำลงท้าย")
        with stage.working("secretary") as (session, actor):
            row = letters.editable(session, actor, letter)
            letters.edit(session, actor, letter, seen=row.version, changes={"urgency": "ด่วนที่สุด"})
        stage.step("secretary", "letter", letter, "send_to_check")
        stage.step("checker", "letter", letter, "pass_check")
        with pytest.raises(Stale), stage.database.transaction() as session:
            perform(
                session, "letter", [letter], "pass_check",
                actor=stage.actor("chief.checker"), values={"prepared": {letter: prepared}},
            )  # fmt: skip
    assert state_of(stage, "letter", letter) == "checking"


@pytest.mark.parametrize("account", ["owner", "checker", "health.head", "registrar"])
def test_only_the_checker_whose_turn_it_is_passes_the_draft(played: Play, account: str) -> None:
    stage = played("province_review")
    letter = _to_check(stage)
    with stage.at("2021-12-01 09:00"):
        if account == "checker":
            stage.step("checker", "letter", letter, "pass_check")
        before = whole(stage)
        with pytest.raises((Refused, NotFound)):
            take_step(stage.database, "letter", [letter], "pass_check", actor=stage.actor(account))
    assert whole(stage) == before


def test_several_drafts_are_passed_together(played: Play) -> None:
    stage = played("review_by_opdc")
    subjects = [("indicator", row) for row in _rows(stage)]
    with stage.at("2022-04-05 09:00"):
        drafts = [stage.letter("owner", "targets", stage.ids["cycle"], subjects) for _ in range(2)]
        stage.step("owner", "letter", drafts, "send_to_check")
        for account in ("checker", "chief.checker"):
            stage.step(account, "letter", drafts, "pass_check")
    assert [state_of(stage, "letter", draft) for draft in drafts] == ["for_signature"] * 2


def test_a_record_that_is_named_twice_stands_in_the_letter_once(played: Play) -> None:
    stage = played("review_by_opdc")
    with stage.at("2022-04-05 09:00"):
        subjects = [("indicator", stage.ids["births"])] * 2
        letter = stage.letter("owner", "targets", stage.ids["cycle"], subjects)
    assert _subjects(stage, letter) == {stage.ids["births"]}

"""Many at once on real databases: one wins, the others are told; nothing is lost, doubled or stuck."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.stages import Play, at_once, row_of, seen, state_of, steps_in_history
from workflow_app.demo.correspondence import send_letter
from workflow_app.demo.indicators_2565 import ALL
from workflow_app.demo.stage import Stage
from workflow_app.errors import Invalid, Refused, Stale
from workflow_app.history.models import Event
from workflow_app.history.verify import verify
from workflow_app.indicators import operations as indicators
from workflow_app.letters.models import Letter, Recipient
from workflow_app.people.rules import Actor
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.registers.numbering import take_number
from workflow_app.registers.operations import enter, register_incoming
from workflow_app.states.run import open_letter, take_step

THREADS = 16
#: RACE_ROUNDS=500 for a long run.
ROUNDS = int(os.environ.get("RACE_ROUNDS", "50"))


def _errors(results: list[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]


def _press_together(stage: Stage, account: str, record: int, action: str, comment: str) -> list[Any]:
    """All threads press the same button of a page that they opened at the same moment."""
    actor, page = stage.actor(account), seen(stage, "indicator", record)

    def press(_number: int) -> Any:
        return take_step(
            stage.database, "indicator", [record], action, actor=actor, seen=page, comment=comment
        )

    return at_once(THREADS, press)


@pytest.mark.requirement("R1")
@pytest.mark.requirement("R4")
def test_sixteen_at_once_in_fifty_rounds_have_one_effect_each_and_the_others_are_told_who_and_when(
    played: Play,
) -> None:
    stage = played("write_sheets")
    births = stage.ids["births"]
    taken = len(steps_in_history(stage, "indicator", births))
    presses = (("secretary", "return_to_drafting", "แก้ไข"), ("health.head", "to_province_review", ""))
    for number in range(ROUNDS):
        account, action, comment = presses[number % 2]
        results = _press_together(stage, account, births, action, comment)
        told = _errors(results)
        assert {type(error) for error in told} == {Stale}, [
            error for error in told if not isinstance(error, Stale)
        ]
        assert len(told) == THREADS - 1
        name = stage.actor(account).name
        assert all(
            name in error.message and "เมื่อ" in error.message for error in told if isinstance(error, Stale)
        )
    assert len(steps_in_history(stage, "indicator", births)) == taken + ROUNDS
    with stage.database.reading() as session:
        assert verify(session) == []


@pytest.mark.requirement("R1")
@pytest.mark.case("B42")
def test_sixteen_endorsements_at_once_open_one_letter(played: Play) -> None:
    stage = played("write_sheets")
    rows = [stage.ids[indicator.key] for indicator in ALL]
    actor, page = stage.actor("secretary"), seen(stage, "indicator", *rows)

    def endorse(_number: int) -> Any:
        values = {"resolution": stage.ids["resolution.selection"]}
        return take_step(stage.database, "indicator", rows, "endorse", actor=actor, seen=page, values=values)

    results = at_once(THREADS, endorse)
    assert Counter(type(result).__name__ for result in results) == {"Performed": 1, "Stale": THREADS - 1}
    with stage.database.reading() as session:
        kinds = select(func.count()).select_from(Letter).where(Letter.kind == "drafts_submission")
        assert session.scalar(kinds) == 1


@pytest.mark.requirement("R1")
def test_sixteen_numberings_at_once_use_one_number(played: Play) -> None:
    stage = played("review_by_opdc")
    letter = _signed_circular(stage)
    actor, page = stage.actor("registrar"), seen(stage, "letter", letter)

    def number(_number: int) -> Any:
        values = {"dated": date(2022, 4, 5)}
        return take_step(stage.database, "letter", [letter], "number", actor=actor, seen=page, values=values)

    results = at_once(THREADS, number)
    assert Counter(type(result).__name__ for result in results) == {"Performed": 1, "Stale": THREADS - 1}
    with stage.database.reading() as session:
        entries = session.scalars(select(RegisterEntry).where(RegisterEntry.letter_id == letter)).all()
        book = session.get_one(Book, entries[0].book_id)
        assert len(entries) == 1
        assert (book.kind, entries[0].running) == ("circular", book.last_number)


def _signed_circular(stage: Stage) -> int:
    subjects = [("indicator", stage.ids[indicator.key]) for indicator in ALL]
    with stage.at("2022-04-05 09:00"):
        letter = stage.letter("owner", "targets", stage.ids["cycle"], subjects)
        stage.step("owner", "letter", letter, "send_to_check")
        stage.step("checker", "letter", letter, "pass_check")
        stage.step("chief.checker", "letter", letter, "pass_check")
        stage.step(
            "registrar", "letter", letter, "sign_on_paper",
            signed_by="นายสุรชัย ผู้นำตัวอย่าง", capacity="self", signed_on=date(2022, 4, 5),
        )  # fmt: skip
    return letter


def test_two_who_draft_about_the_same_records_at_once_get_one_letter(played: Play) -> None:
    stage = played("province_review")
    rows = [("indicator", stage.ids[indicator.key]) for indicator in ALL]
    with stage.at("2021-12-01 09:00"):
        stage.step("secretary", "letter", stage.ids["letter.drafts"], "void", "ร่างใหม่")
    actor = stage.actor("secretary")

    def draft(number: int) -> int:
        subjects = rows if number % 2 else rows[::-1]
        return open_letter(
            stage.database, "drafts_submission", cycle_id=stage.ids["cycle"], actor=actor, subjects=subjects
        )

    results = at_once(8, draft)
    assert Counter(type(result).__name__ for result in results) == {"int": 1, "Refused": 7}


def test_steps_on_a_letter_and_on_what_it_names_never_wait_for_each_other_in_a_ring(played: Play) -> None:
    stage = played("province_review")
    letter = stage.ids["letter.drafts"]
    secretary, head = stage.actor("secretary"), stage.actor("health.head")
    births = stage.ids["births"]

    def press(number: int) -> Any:
        ways: list[tuple[str, int, str, Actor]] = [
            ("letter", letter, "send_to_check", secretary),
            ("indicator", births, "return_to_drafting", secretary),
            ("indicator", births, "to_province_review", head),
        ]
        kind, record, action, actor = ways[number % 3]
        return take_step(stage.database, kind, [record], action, actor=actor, comment="แก้ไข")

    for _round in range(8):
        unexpected = [
            error for error in _errors(at_once(8, press)) if not isinstance(error, Refused | Stale | Invalid)
        ]
        assert unexpected == []
    with stage.database.reading() as session:
        assert verify(session) == []


def test_districts_that_acknowledge_at_the_same_moment_complete_the_letter_once(played: Play) -> None:
    stage = played("review_by_opdc")
    letter = _received_everywhere(stage)
    with stage.database.reading() as session:
        query = select(Recipient.id, Recipient.office_id).where(Recipient.letter_id == letter)
        waiting = [(recipient, office) for recipient, office in session.execute(query.order_by(Recipient.id))]
    chiefs = _chiefs(stage)
    owner = stage.actor("owner")

    def acknowledge(place: int) -> Any:
        recipient, office = waiting[place]
        if office in chiefs:
            return take_step(stage.database, "recipient", [recipient], "acknowledge", actor=chiefs[office])
        return take_step(
            stage.database, "recipient", [recipient], "acknowledge_for", actor=owner, values={"how": "โทรศัพท์"}
        )

    assert _errors(at_once(len(waiting), acknowledge)) == []
    assert state_of(stage, "letter", letter) == "completed"
    assert [action for action, _from, _to in steps_in_history(stage, "letter", letter)].count("complete") == 1


def _chiefs(stage: Stage) -> dict[int, Actor]:
    names = [name for name in stage.postings if name.startswith("district.") and name != "district.officer"]
    actors = [stage.actor(name) for name in names]
    return {actor.office_id: actor for actor in actors}


def _received_everywhere(stage: Stage) -> int:
    subjects = [("indicator", stage.ids[indicator.key]) for indicator in ALL]
    with stage.at("2022-04-04 09:00"):
        letter = stage.letter("owner", "targets", stage.ids["cycle"], subjects)
    send_letter(stage, letter, day="2022-04-05", running=None)
    chiefs = _chiefs(stage)
    with stage.database.reading() as session:
        query = select(Recipient.id, Recipient.office_id).where(Recipient.letter_id == letter)
        waiting = [(recipient, office) for recipient, office in session.execute(query)]
    with stage.at("2022-04-06 09:00"):
        for recipient, office in waiting:
            day = date(2022, 4, 6)
            values: dict[str, Any] = {"own_number": "1", "received_on": day, "how": "โทรศัพท์"}
            actor = chiefs.get(office or 0)
            take_step(
                stage.database, "recipient", [recipient], "receive" if actor else "receive_for",
                actor=actor or stage.actor("owner"), values=values,
            )  # fmt: skip
    return letter


@pytest.mark.case("B34")
@pytest.mark.requirement("R7")
@pytest.mark.requirement("R9")
def test_eight_at_once_take_ten_numbers_each_and_the_book_reads_one_to_eighty(played: Play) -> None:
    stage = played("set_up")
    actor = stage.actor("registrar")

    def take_ten(number: int) -> list[int]:
        return [_register(stage, actor, f"{number}-{place}") for place in range(10)]

    results = at_once(8, take_ten)
    assert _errors(results) == []
    assert sorted(running for taken in results if isinstance(taken, list) for running in taken) == list(
        range(1, 81)
    )
    with stage.database.reading() as session:
        assert sorted(session.scalars(select(RegisterEntry.running))) == list(range(1, 81))


def _register(stage: Stage, actor: Actor, subject: str) -> int:
    with stage.database.transaction() as session:
        book, running = take_number(session, stage.ids["office.center"], "circular", 2565, None)
        enter(
            session, book, running, number=f"นภ ๐๐๑๗/ว {running}", dated=date(2022, 4, 5),
            subject=subject, sender="ก", addressee="ข", actor=actor,
        )  # fmt: skip
    return running


@pytest.mark.case("B34")
def test_the_first_number_of_a_year_taken_by_eight_at_once_opens_one_book(played: Play) -> None:
    stage = played("set_up")
    office = stage.ids["office.center"]

    def take(_number: int) -> int:
        with stage.database.transaction() as session:
            return take_number(session, office, "circular", 2599, None)[1]

    assert sorted(at_once(8, take), key=str) == list(range(1, 9))


@pytest.mark.requirement("R8")
def test_persons_who_see_nothing_of_each_other_get_consecutive_numbers(played: Play) -> None:
    stage = played("set_up")
    accounts = ["registrar", "owner", "checker", "center.officer"]
    actors = [stage.actor(account) for account in accounts]

    def take(number: int) -> int:
        with stage.database.transaction() as session:
            return register_incoming(
                session,
                actors[number % 4],
                number=str(number + 1),
                dated=date(2022, 1, 5),
                sender="ก",
                subject="ข",
            ).running

    assert sorted(at_once(8, take), key=str) == list(range(1, 9))


@pytest.mark.case("B44")
@pytest.mark.requirement("R30")
def test_eight_who_save_ten_times_each_meet_no_error_and_lose_nothing(played: Play) -> None:
    stage = played("selection_meeting")
    keys = [
        "births",
        "products",
        "products.income",
        "products.certificates",
        "products.online",
        "tourism",
        "waste",
    ]
    writers = [(stage.ids[key], _writer(stage, key)) for key in [*keys, "data"]]

    def save_ten(number: int) -> list[str]:
        record, actor = writers[number]
        return [_save(stage, actor, record, f"ค่าเป้าหมาย {number}-{place}") for place in range(10)]

    results = at_once(8, save_ten)
    assert _errors(results) == []
    assert [len(read) for read in results if isinstance(read, list)] == [10] * 8
    for number, (record, _actor) in enumerate(writers):
        assert results[number] == [f"ค่าเป้าหมาย {number}-{place}" for place in range(10)]
        assert row_of(stage, "indicator", record).target_text == f"ค่าเป้าหมาย {number}-9"


def _writer(stage: Stage, key: str) -> Actor:
    office = row_of(stage, "indicator", stage.ids[key.split(".")[0]]).responsible_office_id
    accounts = [name for name in stage.postings if name.endswith(".officer")]
    actors = [stage.actor(name) for name in accounts]
    return next(actor for actor in actors if actor.office_id == office)


def _save(stage: Stage, actor: Actor, record: int, text: str) -> str:
    with stage.database.transaction() as session:
        indicators.edit(session, actor, record, seen=None, target_text=text)
    return str(row_of(stage, "indicator", record).target_text)


def test_a_printed_number_given_to_two_indicators_at_once_is_given_to_one(played: Play) -> None:
    stage = played("selection_meeting")
    owner = stage.actor("owner")
    rows = [stage.ids[key] for key in ("births", "products", "waste")]

    def give(number: int) -> str:
        with stage.database.transaction() as session:
            return indicators.edit(session, owner, rows[number], seen=None, no="7").no

    results = at_once(3, give)
    assert Counter(type(result).__name__ for result in results) == {"str": 1, "Invalid": 2}


def test_weights_that_change_while_they_are_added_up_are_never_endorsed_wrong(played: Play) -> None:
    """Either the endorsement saw the new weight and was refused, or the change came after it."""
    stage = played("write_sheets")
    owner, secretary = stage.actor("owner"), stage.actor("secretary")
    rows = [stage.ids[indicator.key] for indicator in ALL if indicator.key != "births"]

    def work(number: int) -> Any:
        if number == 0:
            with stage.database.transaction() as session:
                indicators.edit(session, owner, stage.ids["births"], seen=None, weight=Decimal(1))
            return "weighed"
        values = {"resolution": stage.ids["resolution.selection"]}
        return take_step(stage.database, "indicator", rows, "endorse", actor=secretary, values=values)

    weighed, endorsed = at_once(2, work)
    assert weighed == "weighed"
    order = _order(stage, rows[0])
    assert order in (["edit"], ["endorse", "edit"]), (endorsed, order)


def _order(stage: Stage, endorsed: int) -> list[str]:
    query = select(Event.action).where(
        ((Event.kind == "indicator") & (Event.record_id == endorsed) & (Event.action == "endorse"))
        | ((Event.record_id == stage.ids["births"]) & (Event.action == "edit"))
    )
    with stage.database.reading() as session:
        actions = list(session.scalars(query.order_by(Event.id)))
    return actions[-2:] if "endorse" in actions else actions[-1:]

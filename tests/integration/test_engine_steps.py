"""Steps on real databases: all or nothing, nobody's old page wins, what is not yours is not there."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tests.stages import Play, Scenes, open_database, row_of, seen, state_of, steps_in_history, whole
from workflow_app.demo.stage import Stage
from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.history.verify import verify
from workflow_app.indicators import operations as indicators
from workflow_app.indicators.models import Indicator
from workflow_app.letters.docx import render
from workflow_app.letters.models import Letter, LetterSubject
from workflow_app.registers.models import Book
from workflow_app.states.perform import perform
from workflow_app.states.registry import KINDS
from workflow_app.states.run import take_step
from workflow_app.states.tables import table
from workflow_app.years.models import Cycle


def _press(stage: Stage, account: str, kind: str, record: int, action: str, **rest: Any) -> Any:
    return take_step(stage.database, kind, [record], action, actor=stage.actor(account), **rest)


@pytest.mark.case("B42")
@pytest.mark.requirement("R3")
def test_the_second_of_two_decisions_is_told_who_made_the_first_and_when(played: Play) -> None:
    stage = played("write_sheets")
    rows = [stage.ids[key] for key in ("births", "pmqa")]
    with stage.at("2021-11-25 10:00"):
        old_page = seen(stage, "indicator", *rows)
        stage.step("secretary", "indicator", rows[0], "return_to_drafting", "แก้คำอธิบาย")
        before = whole(stage)
        with pytest.raises(Stale) as told:
            take_step(
                stage.database,
                "indicator",
                rows,
                "return_to_drafting",
                actor=stage.actor("owner"),
                seen=old_page,
                comment="แก้เป้าหมาย",
            )
    assert "มีผู้ดำเนินการแล้ว" in told.value.message
    assert "นายธนากร จดละเอียด" in told.value.message and "ให้แก้ไข" in told.value.message
    assert "๑๐.๐๐ น." in told.value.message
    assert whole(stage) == before, "and nothing of the list was done"


@pytest.mark.requirement("R3")
def test_a_session_that_holds_an_old_copy_reads_again_and_cannot_set_the_record_back(played: Play) -> None:
    stage = played("write_sheets")
    births = stage.ids["births"]
    with stage.at("2021-11-25 10:00"), stage.database.reading() as session:
        old = session.get_one(Indicator, births)
        session.expunge(old)
        stage.step("secretary", "indicator", births, "return_to_drafting", "แก้คำอธิบาย")
        with stage.database.transaction() as other:
            other.add(old)
            with pytest.raises(Refused):
                perform(
                    other,
                    "indicator",
                    [births],
                    "return_to_drafting",
                    actor=stage.actor("owner"),
                    comment="ก",
                )
    assert state_of(stage, "indicator", births) == "drafting"


@pytest.mark.case("B41")
def test_a_refused_step_raises_with_every_reason_of_every_row_and_changes_nothing(played: Play) -> None:
    stage = played("write_sheets")
    with stage.at("2021-11-23 10:00"):
        with stage.working("owner") as (session, actor):
            indicators.edit(session, actor, stage.ids["births"], seen=None, weight=Decimal(15))
        before = whole(stage)
        rows = [stage.ids["births"], stage.ids["pmqa"]]
        with pytest.raises(Refused) as refused:
            stage.step(
                "secretary", "indicator", rows, "endorse", resolution=stage.ids["resolution.selection"]
            )
        with pytest.raises(Refused) as not_mine:
            stage.step("checker", "letter", _any_letter(stage), "void", "ก")
    assert len(refused.value.reasons) >= 2
    assert all("น้ำหนัก" in reason for reason in refused.value.reasons)
    assert {
        name for reason in refused.value.reasons for name in _names(stage, rows) if name in reason
    } == set(_names(stage, rows))
    assert not_mine.value.reasons
    assert whole(stage) == before


def _names(stage: Stage, rows: list[int]) -> list[str]:
    return [row_of(stage, "indicator", row).name for row in rows]


def _any_letter(stage: Stage) -> int:
    with stage.database.reading() as session:
        return session.scalars(select(Letter.id).order_by(Letter.id)).first() or 0


@pytest.mark.case("B39")
def test_the_name_of_a_state_moves_nothing(played: Play) -> None:
    stage = played("write_sheets")
    before = whole(stage)
    for action in ("to_closed", "to_ready", "state", "__class__", ""):
        with pytest.raises(Refused):
            stage.step("owner", "indicator", stage.ids["births"], action)
    with pytest.raises(Refused):
        stage.step("owner", "indicator", stage.ids["births"], "endorse")
    with pytest.raises(Refused):
        stage.step("secretary", "indicator", stage.ids["births"], "submit")
    assert whole(stage) == before


@pytest.mark.requirement("R20")
@pytest.mark.parametrize("kind", list(KINDS))
def test_an_id_that_is_not_there_or_not_ones_own_is_not_found_whatever_the_step(
    played: Play, kind: str
) -> None:
    stage = played("targets_letter")
    administrator = stage.actor("administrator")
    with stage.database.reading() as session:
        some = session.scalars(select(KINDS[kind].model.id)).first()
    before = whole(stage)
    for action in {step.action for step in table(kind)}:
        for record_id in (some, 999_999_999):
            with pytest.raises(NotFound):
                take_step(stage.database, kind, [record_id], action, actor=administrator)
    assert whole(stage) == before


@pytest.mark.requirement("R21")
def test_one_foreign_id_among_ones_own_stops_the_whole_list(played: Play) -> None:
    stage = played("selection_meeting")
    with stage.at("2021-11-01 10:00"), pytest.raises(NotFound):
        stage.step("health.officer", "indicator", [stage.ids["births"], stage.ids["pmqa"]], "begin_drafting")
    assert state_of(stage, "indicator", stage.ids["births"]) == "selected"


def test_a_list_without_ids_is_refused(played: Play) -> None:
    stage = played("open_year")
    with pytest.raises(Refused):
        stage.step("owner", "indicator", [], "include")


def test_a_year_with_open_indicators_does_not_begin_to_close(played: Play) -> None:
    stage = played("targets_letter")
    before = whole(stage)
    with stage.at("2022-05-01 10:00"), pytest.raises(Refused) as refused:
        stage.step("owner", "cycle", stage.ids["cycle"], "begin_closing")
    assert "ยังมีตัวชี้วัดที่ไม่สิ้นสุด" in refused.value.reasons[0]
    assert whole(stage) == before


@pytest.mark.case("B38")
@pytest.mark.requirement("R6")
def test_when_the_docx_cannot_be_made_no_number_is_used_and_nothing_moved(
    played: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = played("province_review")
    letter = _signed(stage)
    before = whole(stage)
    books = _books(stage)

    def fail(*_args: object, **_values: object) -> bytes:
        raise OSError("no room for the docx")

    with stage.at("2021-12-01 14:00"):
        with monkeypatch.context() as patched, pytest.raises(OSError, match="no room"):
            patched.setattr(render, "fill", fail)
            stage.step("registrar", "letter", letter, "number", dated=date(2021, 12, 1), running=8412)
        assert (whole(stage), _books(stage)) == (before, books)
        stage.step("registrar", "letter", letter, "number", dated=date(2021, 12, 1), running=8412)
    assert state_of(stage, "letter", letter) == "numbered"


@pytest.mark.case("B38")
@pytest.mark.requirement("R6")
@pytest.mark.parametrize("table_name", ["event", "chain_head", "job", "register_entry"])
def test_a_failure_at_any_write_of_a_step_leaves_nothing_of_it(played: Play, table_name: str) -> None:
    stage = played("province_review")
    letter = _signed(stage)
    before = whole(stage)

    def fail(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith((f"INSERT INTO {table_name} ", f"UPDATE {table_name} ")):
            raise OSError("the disk is full")

    with stage.at("2021-12-01 14:00"):
        event.listen(stage.database.engine, "before_cursor_execute", fail)
        with pytest.raises(OSError, match="disk is full"):
            stage.step("registrar", "letter", letter, "number", dated=date(2021, 12, 1), running=8412)
        event.remove(stage.database.engine, "before_cursor_execute", fail)
    assert whole(stage) == before
    with stage.database.reading() as session:
        assert verify(session) == []


def _signed(stage: Stage) -> int:
    letter = stage.ids["letter.drafts"]
    with stage.at("2021-12-01 09:00"):
        stage.step("secretary", "letter", letter, "send_to_check")
        stage.step("checker", "letter", letter, "pass_check")
        stage.step("chief.checker", "letter", letter, "pass_check")
        stage.step(
            "registrar",
            "letter",
            letter,
            "sign_on_paper",
            signed_by="นายสุรชัย ผู้นำตัวอย่าง",
            capacity="self",
            signed_on=date(2021, 12, 1),
        )
    return letter


def _books(stage: Stage) -> list[tuple[int, int, int]]:
    with stage.database.reading() as session:
        return sorted((book.id, book.last_number, book.version) for book in session.scalars(select(Book)))


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_a_question_answered_with_blanks_is_not_answered(played: Play, words: str) -> None:
    stage = played("province_review")
    letter = stage.ids["letter.drafts"]
    with stage.at("2021-12-01 09:00"):
        stage.step("secretary", "letter", letter, "send_to_check")
        for account in ("checker", "chief.checker"):
            stage.step(account, "letter", letter, "pass_check")
        with pytest.raises(Invalid) as invalid:
            stage.step(
                "registrar", "letter", letter, "sign_on_paper",
                signed_by=words, capacity="self", signed_on=date(2021, 12, 1),
            )  # fmt: skip
        assert set(invalid.value.fields) == {"signed_by"}
        with pytest.raises(Invalid) as no_reason:
            stage.step("registrar", "letter", letter, "return_unsigned", words)
        assert set(no_reason.value.fields) == {"reason"}


@pytest.mark.requirement("R2")
def test_every_step_in_the_history_of_the_year_is_a_line_of_the_table(played: Play) -> None:
    stage = played("close_out")
    with stage.database.reading() as session:
        for kind in KINDS:
            lines = {(step.action, str(step.source), str(step.target)) for step in table(kind)}
            for record_id in session.scalars(select(KINDS[kind].model.id)):
                taken = steps_in_history(stage, kind, record_id)
                assert set(taken) <= lines
                assert all(one[2] == two[1] for one, two in zip(taken, taken[1:], strict=False))


def test_the_constant_number_of_queries_of_a_step_on_a_list(played: Play) -> None:
    stage = played("selection_meeting")
    counts = [
        _queries(stage, ["births"], "2021-11-02 09:00"),
        _queries(stage, ["products", "waste"], "2021-11-02 09:05"),
    ]
    assert counts[0] == counts[1]


def _queries(stage: Stage, keys: list[str], moment: str) -> int:
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    with stage.at(moment):
        actor = stage.actor("secretary")
        event.listen(stage.database.engine, "before_cursor_execute", note)
        take_step(
            stage.database, "indicator", [stage.ids[key] for key in keys], "not_select",
            actor=actor, values={"resolution": stage.ids["resolution.selection"]},
        )  # fmt: skip
        event.remove(stage.database.engine, "before_cursor_execute", note)
    return len(sent)


@pytest.mark.requirement("R2")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    presses=st.lists(st.tuples(st.sampled_from(["births", "products"]), st.integers(0, 10_000)), max_size=12)
)
def test_however_steps_are_pressed_each_record_walks_along_its_table(
    sqlite_scenes: Scenes, tmp_path_factory: pytest.TempPathFactory, presses: list[tuple[str, int]]
) -> None:
    place, known = sqlite_scenes["selection_meeting"]
    path = tmp_path_factory.mktemp("presses") / "year.db"
    shutil.copyfile(place, path)
    stage = Stage(open_database(f"sqlite:///{path}"), known.progress, dict(known.postings), dict(known.ids))
    actions = sorted({step.action for step in table("indicator")})
    accounts = ["health.officer", "health.head", "community.officer", "community.head", "owner", "secretary"]
    with stage.at("2021-11-03 09:00"):
        for key, number in presses:
            action, account = actions[number % len(actions)], accounts[number % len(accounts)]
            try:
                _press(
                    stage, account, "indicator", stage.ids[key], action,
                    comment="ก", values={"resolution": stage.ids["resolution.selection"], "primary": stage.ids["pmqa"]},
                )  # fmt: skip
            except (Refused, Invalid, NotFound):
                continue
    lines = {(step.action, str(step.source), str(step.target)) for step in table("indicator")}
    for key in ("births", "products"):
        taken = steps_in_history(stage, "indicator", stage.ids[key])
        assert set(taken) <= lines
        assert taken[-1][2] == state_of(stage, "indicator", stage.ids[key])
    with stage.database.reading() as session:
        assert verify(session) == []
        assert (
            session.scalars(select(Cycle.id)).all() and session.scalars(select(LetterSubject.id)).all() == []
        )
    stage.database.dispose()

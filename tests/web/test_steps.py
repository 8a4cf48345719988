"""Steps taken from pages: one form for every kind, refusals with all reasons, what was typed kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.pages import Browser, words
from tests.web.year import Year, after, year_scenes
from workflow_app.demo.stage import moment
from workflow_app.indicators.models import Indicator
from workflow_app.meetings.models import Meeting, MeetingKind
from workflow_app.meetings.operations import new_meeting
from workflow_app.states.asks import ASKS
from workflow_app.states.tables import TABLES
from workflow_app.web.step_form import FIELDS, WORDS

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]


def row(year: Year, model: Any, record_id: int) -> Any:
    """The record as it stands now."""
    with year.database.reading() as session:
        found = session.get_one(model, record_id)
        session.expunge(found)
    return found


def press(browser: Browser, year: Year, kind: Any, record_id: int, step: str, **fields: Any) -> Any:
    """Send the form of a step as the page would, with the version that is there now."""
    seen = {f"seen-{record_id}": row(year, kind, record_id).version, "carry_out": "1", "ids": record_id}
    return browser.send(f"/steps/{step}", {**seen, **fields})


def test_a_step_that_asks_for_nothing_is_one_press_and_leads_back(after: After) -> None:
    year = after("selection_meeting")
    answer = press(
        year.browser("health.officer"),
        year,
        Indicator,
        year.ids["births"],
        "indicator/begin_drafting",
        next="/x?y=1",
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/x?y=1")
    assert str(row(year, Indicator, year.ids["births"]).state) == "drafting"


def test_the_way_back_never_leads_to_another_site(after: After) -> None:
    year = after("selection_meeting")
    answer = press(
        year.browser("health.officer"),
        year,
        Indicator,
        year.ids["births"],
        "indicator/begin_drafting",
        next="//evil.example",
    )
    assert answer.headers["Location"] == "/"


def test_the_form_lists_the_records_and_offers_what_can_be_chosen(after: After) -> None:
    year = after("selection_meeting")
    ids = [year.ids["births"], year.ids["waste"]]
    page = year.browser("secretary").open(f"/steps/indicator/stand_by?ids={ids[0]}&ids={ids[1]}")
    text = words(page)
    assert page.status_code == 200
    assert "อัตราการคลอดมีชีพ" in text and "ขยะมูลฝอย" in text
    assert "ประชุมคัดเลือกตัวชี้วัด ครั้งที่ ๑/๒๕๖๕ (๒๕ ต.ค. ๒๕๖๔) มติข้อ ๑" in text
    assert "PMQA 4.0" in text


def test_a_step_that_cannot_be_taken_says_every_reason_before_and_after_the_press(after: After) -> None:
    year = after("open_year")
    secretary = year.browser("secretary")
    before = secretary.open(f"/steps/indicator/not_select?ids={year.ids['pmqa']}")
    after_press = press(secretary, year, Indicator, year.ids["pmqa"], "indicator/not_select", resolution="1")
    for answer in (before, after_press):
        assert answer.status_code == 409
        assert "ยังไม่มีการประชุมที่บันทึกว่าประชุมแล้ว" in words(answer)
        assert "ตัวชี้วัดบังคับจากสำนักงาน ก.พ.ร. ต้องคงไว้เป็นตัวหลัก" in words(answer)
    assert str(row(year, Indicator, year.ids["pmqa"]).state) == "selected"


def test_an_old_page_is_told_who_was_first_and_when_and_keeps_what_was_typed(after: After) -> None:
    year = after("selection_meeting")
    births = year.ids["births"]
    seen = row(year, Indicator, births).version
    with year.stage.at("2021-10-27 10:00"):
        year.stage.step("health.officer", "indicator", births, "begin_drafting")
    answer = year.browser("secretary").send(
        "/steps/indicator/not_select",
        {
            "ids": births,
            f"seen-{births}": seen,
            "carry_out": "1",
            "resolution": year.ids["resolution.selection"],
        },
    )
    assert answer.status_code == 409
    assert "นางสาวชุติมา ใส่ใจ" in words(answer) and "๒๗ ต.ค. ๒๕๖๔ ๑๐.๐๐ น." in words(answer)
    assert f'<option selected value="{year.ids["resolution.selection"]}">' in answer.text


def test_a_missing_answer_is_named_at_its_field_and_nothing_moves(after: After) -> None:
    year = after("write_sheets")
    births = year.ids["births"]
    answer = press(
        year.browser("owner"), year, Indicator, births, "indicator/return_to_drafting", reason="  "
    )
    assert answer.status_code == 422
    assert "ต้องกรอกเหตุผล" in words(answer)
    assert str(row(year, Indicator, births).state) == "province_review"


def test_what_cannot_be_read_comes_back_as_it_was_typed(after: After) -> None:
    year = after("report_results")
    births = year.ids["births"]
    answer = press(
        year.browser("owner"), year, Indicator, births, "indicator/file_self_assessment",
        filed_on="31 มิ.ย. 2565", reference="e-SAR/1",
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'value="31 มิ.ย. 2565"' in answer.text and 'value="e-SAR/1"' in answer.text


def test_ticked_records_lead_to_the_form_and_are_moved_together(after: After) -> None:
    year = after("selection_meeting")
    officer = year.browser("health.officer")
    ids = [year.ids["births"]]
    first = officer.send("/steps/indicator/begin_drafting", {"ids": ids, "next": "/cycles/1"})
    assert first.status_code == 303
    assert first.headers["Location"] == f"/steps/indicator/begin_drafting?ids={ids[0]}&next=/cycles/1"
    assert str(row(year, Indicator, ids[0]).state) == "selected"


@pytest.mark.parametrize("ids", ["", "0", "-1", "x", "99999999999", "๑", "01"])
def test_an_id_that_is_no_number_is_not_found(after: After, ids: str) -> None:
    page = after("open_year").browser("owner").open(f"/steps/indicator/include?ids={ids}")
    assert page.status_code == 404


@pytest.mark.parametrize("path", ["/steps/indicator/fly", "/steps/person/open", "/steps/indicator/submit'"])
def test_a_step_that_no_table_knows_is_not_found(after: After, path: str) -> None:
    year = after("open_year")
    assert year.browser("owner").open(f"{path}?ids={year.ids['pmqa']}").status_code == 404


def test_without_a_record_there_is_nothing_to_do(after: After) -> None:
    page = after("open_year").browser("owner").open("/steps/indicator/include")
    assert page.status_code == 409
    assert "ยังไม่ได้เลือกรายการ" in words(page)


def test_another_offices_record_and_one_that_is_not_there_are_the_same(after: After) -> None:
    year = after("selection_meeting")
    officer = year.browser("tourism.officer")
    others = officer.open(f"/steps/indicator/begin_drafting?ids={year.ids['births']}")
    nothing = officer.open("/steps/indicator/begin_drafting?ids=99999")
    sent = press(officer, year, Indicator, year.ids["births"], "indicator/begin_drafting")
    assert others.status_code == nothing.status_code == sent.status_code == 404
    assert words(others) == words(nothing)


def test_a_postponed_meeting_gets_its_new_moment_from_the_form(after: After) -> None:
    year = after("propose")
    with year.stage.at("2021-10-14 13:00"):
        meeting = year.stage.first_step("secretary", "meeting", "plan", _meeting(year.ids["cycle"]))
    secretary = year.browser("secretary")
    assert (
        press(secretary, year, Meeting, meeting, "meeting/postpone", reason="ประธานติดราชการ").status_code
        == 303
    )
    answer = press(secretary, year, Meeting, meeting, "meeting/plan_again", starts_at="๒๖ ต.ค. ๒๕๖๔ ๑๓.๓๐ น.")
    assert answer.status_code == 303
    assert row(year, Meeting, meeting).starts_at == moment("2021-10-26 13:30")


def _meeting(cycle_id: int) -> Callable[..., Meeting]:
    def make(session: Any, actor: Any) -> Meeting:
        return new_meeting(
            session, actor, cycle_id=cycle_id, kind=MeetingKind.SELECTION, title="ประชุมคัดเลือก",
            starts_at=moment("2021-10-25 09:00"), place="ห้องประชุม",
        )  # fmt: skip

    return make


def test_every_ask_of_every_table_has_a_field() -> None:
    asked = {name for steps in TABLES["1"].values() for step in steps for name in step.asks}
    without = [name for name in asked if ASKS[name].kind not in FIELDS and ASKS[name].kind != "scores"]
    assert without == []
    assert set(WORDS) <= set(ASKS)


def test_the_scores_of_the_rule_are_shown_and_a_reason_alone_is_refused(after: After) -> None:
    year = after("report_results")
    births, tourism = year.ids["births"], year.ids["tourism"]
    owner = year.browser("owner")
    page = owner.open(f"/steps/indicator/file_self_assessment?ids={births}&ids={tourism}")
    assert "ให้ผู้มีอำนาจกำหนดคะแนนพร้อมเหตุผล" in words(page)
    answer = press(
        owner, year, Indicator, tourism, "indicator/file_self_assessment",
        filed_on="25/10/2565", reference="1", **{f"reason-{tourism}": "ตามมติ"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "มีเหตุผลแต่ไม่มีคะแนน" in words(answer)
    done = press(
        owner, year, Indicator, tourism, "indicator/file_self_assessment",
        filed_on="25/10/2565", reference="1", **{f"reason-{tourism}": "ตามมติ", f"score-{tourism}": "๓.๕"},
    )  # fmt: skip
    assert done.status_code == 303

"""Meetings: planned, their resolutions written down, the year's indicators decided on, the letter drafted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.mail import row
from tests.web.pages import Browser, words
from tests.web.year import Year, after, counted, year_scenes
from workflow_app.demo.indicators_2565 import PROPOSED
from workflow_app.demo.stage import moment
from workflow_app.errors import Refused
from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import LetterSubject
from workflow_app.meetings.models import About, Meeting, MeetingKind, Resolution, ResolutionOffice
from workflow_app.meetings.operations import add_resolution, new_meeting
from workflow_app.states.vocabulary import MeetingState

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]
PLAN = {
    "kind": "selection",
    "title": "ประชุมครั้งใหม่",
    "starts_at": "๒๕ ต.ค. ๒๕๖๔ ๐๙.๐๐ น.",
    "place": "ศาลากลาง",
}


def plan(year: Year, title: str, starts_at: str, kind: MeetingKind = MeetingKind.SELECTION) -> int:
    """The id of a meeting that the secretary plans now."""

    def make(session: Any, actor: Any) -> Meeting:
        return new_meeting(
            session, actor, cycle_id=year.ids["cycle"], kind=kind, title=title,
            starts_at=moment(starts_at), place="ศาลากลาง",
        )  # fmt: skip

    return year.stage.first_step("secretary", "meeting", "plan", make)


def planned(year: Year) -> int:
    """The id of a meeting that was planned and not held yet."""
    with year.stage.at("2021-10-14 13:00"):
        return plan(year, "ประชุมคณะกรรมการ", "2099-01-05 09:00", MeetingKind.COMMITTEE)


def page_of(year: Year, username: str, meeting: int | None = None) -> Any:
    """The page of a meeting: of the selection meeting when none is named."""
    return year.browser(username).open(f"/meetings/{meeting or year.ids['selection']}")


def resolve(browser: Browser, year: Year, **fields: Any) -> Any:
    """Send the form of the next resolution of the selection meeting."""
    sent = {"text": "รับทราบ", "about": "all", "indicator_id": "", **fields}
    return browser.send(f"/meetings/{year.ids['selection']}/resolutions", sent)


def resolutions(year: Year) -> list[Resolution]:
    """The resolutions of the selection meeting as they stand now, in order."""
    with year.database.reading() as session:
        query = select(Resolution).where(Resolution.meeting_id == year.ids["selection"])
        found = list(session.scalars(query.order_by(Resolution.no)))
        session.expunge_all()
    return found


def decisions_offered(page: Any) -> list[str]:
    """The steps that the page's buttons would take on ticked indicators."""
    return re.findall(r'formaction="/steps/indicator/(\w+)"', page.text)


def test_the_secretary_plans_a_meeting_and_it_is_in_the_list(after: After) -> None:
    year = after("propose")
    secretary = year.browser("secretary")
    answer = secretary.send("/meetings/new", {**PLAN, "cycle": year.ids["cycle"]})
    assert answer.status_code == 303
    meeting = row(year, Meeting, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert (meeting.state, meeting.number, meeting.title) == (MeetingState.PLANNED, 1, "ประชุมครั้งใหม่")
    assert meeting.starts_at == moment("2021-10-25 09:00")
    listed = words(secretary.open("/meetings"))
    assert "ประชุมครั้งใหม่ ประชุมคัดเลือกตัวชี้วัด ครั้งที่ ๑ พ.ศ. ๒๕๖๕ ๒๕ ต.ค. ๒๕๖๔ ๐๙.๐๐ น. ศาลากลาง" in listed


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", " ​ ", "ชื่อการประชุม"),
        ("place", "", "สถานที่"),
        ("starts_at", "31 มิ.ย. 2565 09:00", "วันและเวลา"),
        ("starts_at", "25 ต.ค. 2564", "วันและเวลา"),
        ("kind", "party", "ชนิดการประชุม"),
        ("cycle", "999", "ปีงบประมาณ"),
        ("cycle", "x", "ปีงบประมาณ"),
    ],
)
def test_a_meeting_that_cannot_be_planned_is_told_at_its_field(
    after: After, field: str, typed: str, said: str
) -> None:
    year = after("propose")
    sent = {**PLAN, "cycle": year.ids["cycle"], field: typed}
    answer = year.browser("secretary").send("/meetings/new", sent)
    assert answer.status_code == 422
    assert f'<a href="#{field}">{said}</a>' in answer.text
    assert field == "title" or 'value="ประชุมครั้งใหม่"' in answer.text
    with year.database.reading() as session:
        assert session.query(Meeting).count() == 0


def test_without_an_open_year_nobody_plans_a_meeting(after: After) -> None:
    page = after("set_up").browser("secretary").open("/meetings/new")
    assert "ยังไม่มีปีงบประมาณที่เปิดอยู่" in words(page)
    assert "ชื่อการประชุม" not in words(page)


def test_without_a_meeting_the_list_says_so(after: After) -> None:
    assert "ยังไม่มีการประชุม" in words(after("propose").browser("owner").open("/meetings"))


def test_only_the_secretary_is_offered_to_plan_to_resolve_and_to_decide(after: After) -> None:
    year = after("selection_meeting")
    for username in ("owner", "health.officer", "health.head"):
        assert "/meetings/new" not in year.browser(username).open("/meetings").text
        page = page_of(year, username)
        assert page.status_code == 200
        assert "บันทึกมติ</button>" not in page.text and decisions_offered(page) == []
    assert "/meetings/new" in year.browser("secretary").open("/meetings").text


def test_before_the_meeting_the_page_says_why_nothing_is_resolved_yet(after: After) -> None:
    year = after("propose")
    text = words(page_of(year, "secretary", planned(year)))
    assert "ยังไม่ถึงเวลาประชุม" in text
    assert "บันทึกมติได้เมื่อบันทึกว่าประชุมแล้ว (ขณะนี้: กำหนดแล้ว)" in text
    assert "ร่างหนังสือแจ้งมติ" not in text


def test_a_resolution_sent_before_the_meeting_is_refused(after: After) -> None:
    year = after("propose")
    meeting = planned(year)
    answer = year.browser("secretary").send(
        f"/meetings/{meeting}/resolutions", {"text": "เห็นชอบ", "about": "all", "indicator_id": ""}
    )
    assert answer.status_code == 409
    with year.database.reading() as session:
        assert session.query(Resolution).count() == 0


def test_a_resolution_takes_the_next_number_and_is_told_in_the_history(after: After) -> None:
    year = after("selection_meeting")
    secretary = year.browser("secretary")
    assert resolve(secretary, year, text="ให้รายงานทุกเดือน\r\nภายในวันที่ 5").status_code == 303
    last = resolutions(year)[-1]
    assert (last.no, last.text, last.about) == (4, "ให้รายงานทุกเดือน\nภายในวันที่ 5", About.ALL)
    page = words(page_of(year, "owner"))
    assert "ภายในวันที่ ๕" in page and "บันทึกมติข้อ ๔" in page


def test_a_resolution_about_one_indicator_names_it_and_no_office(after: After) -> None:
    year = after("selection_meeting")
    offices = [year.ids["office.health"]]
    answer = resolve(
        year.browser("secretary"), year, about="indicator", indicator_id=year.ids["waste"], office_ids=offices
    )
    assert answer.status_code == 303
    last = resolutions(year)[-1]
    assert (last.about, last.indicator_id) == (About.INDICATOR, year.ids["waste"])
    with year.database.reading() as session:
        assert session.query(ResolutionOffice).count() == 0


def test_a_resolution_about_offices_names_each_of_them(after: After) -> None:
    year = after("selection_meeting")
    offices = [year.ids["office.health"], year.ids["office.industry"]]
    assert resolve(year.browser("secretary"), year, about="offices", office_ids=offices).status_code == 303
    with year.database.reading() as session:
        assert sorted(session.scalars(select(ResolutionOffice.office_id))) == sorted(offices)
    text = words(page_of(year, "owner"))
    assert "สำนักงานสาธารณสุขจังหวัดหนองบัวลำภู, สำนักงานอุตสาหกรรมจังหวัดหนองบัวลำภู" in text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "ก" * 5001}, "text"),
        ({"about": "indicator"}, "indicator_id"),
        ({"about": "indicator", "indicator_id": "999"}, "indicator_id"),
        ({"about": "offices"}, "office_ids"),
        ({"about": "offices", "office_ids": ["999"]}, "office_ids"),
        ({"about": "weather"}, "about"),
    ],
)
def test_a_resolution_that_cannot_be_written_down_comes_back_as_typed(
    after: After, fields: dict[str, Any], field: str
) -> None:
    year = after("selection_meeting")
    answer = resolve(year.browser("secretary"), year, **{"text": "มติที่พิมพ์ไว้", **fields})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert field == "text" or "มติที่พิมพ์ไว้</textarea>" in answer.text
    assert len(resolutions(year)) == 3


def test_a_resolution_is_about_a_whole_indicator_never_about_a_part_of_it(after: After) -> None:
    year = after("selection_meeting")
    with year.database.reading() as session:
        parts = set(session.scalars(select(Indicator.id).where(Indicator.parent_id.is_not(None))))
    page = page_of(year, "secretary").text
    offered = re.findall(r'<option value="(\d+)"', page[page.index('name="indicator_id"') :])
    assert offered and not parts & {int(one) for one in offered}


def test_what_is_typed_into_a_resolution_is_text_and_no_markup(after: After) -> None:
    year = after("selection_meeting")
    resolve(year.browser("secretary"), year, text="<b>เห็นชอบ</b><script>x</script>")
    page = page_of(year, "owner").text
    assert "&lt;script&gt;" in page and "<script>x" not in page


def test_ticked_indicators_are_selected_by_a_resolution_from_the_meetings_page(after: After) -> None:
    year = after("propose")
    with year.stage.at("2021-10-25 16:00"):
        year.ids["selection"] = plan(year, "ประชุมคัดเลือก", "2021-10-25 09:00")
        year.stage.step("secretary", "meeting", year.ids["selection"], "hold")
        with year.stage.working("secretary") as (session, actor):
            resolution = add_resolution(
                session, actor, year.ids["selection"], text="คัดเลือก", about=About.ALL
            ).id
    secretary = year.browser("secretary")
    page = page_of(year, "secretary")
    assert decisions_offered(page) == ["select", "stand_by", "not_select"]
    ids = [year.ids["births"], year.ids["waste"]]
    back = f"/meetings/{year.ids['selection']}"
    form = secretary.send("/steps/indicator/select", {"ids": ids, "next": back}).headers["Location"]
    seen = {f"seen-{one}": row(year, Indicator, one).version for one in ids}
    done = secretary.send(form, {"ids": ids, **seen, "carry_out": "1", "resolution": resolution})
    assert (done.status_code, done.headers["Location"]) == (303, back)
    assert {str(row(year, Indicator, one).state) for one in ids} == {"selected"}
    decided = words(page_of(year, "secretary")).split("ผลการพิจารณาตามมติ")[1].split("พิจารณาตัวชี้วัด")[0]
    assert decided.count("มติ: คัดเลือก ๑") == 2


def test_a_decision_that_nothing_lets_through_stands_closed_with_its_reasons(after: After) -> None:
    year = after("open_year")
    page = page_of(year, "secretary", planned(year))
    assert decisions_offered(page) == []
    text = words(page)
    assert "ขณะนี้ไม่มีตัวชี้วัดที่พิจารณาได้" in text
    assert "มติ: เป็นตัวสำรอง ยังไม่มีการประชุมที่บันทึกว่าประชุมแล้ว" in text
    assert "ตัวชี้วัดบังคับจากสำนักงาน ก.พ.ร. ต้องคงไว้เป็นตัวหลัก" in text


@pytest.mark.parametrize(
    ("scene", "offered"),
    [
        ("selection_meeting", ["stand_by", "not_select"]),
        ("write_sheets", ["endorse"]),
        ("review_by_opdc", []),
    ],
)
def test_the_page_offers_the_decisions_that_the_year_has_come_to(
    after: After, scene: str, offered: list[str]
) -> None:
    assert decisions_offered(page_of(after(scene), "secretary")) == offered


def test_the_letter_of_resolutions_is_drafted_about_what_the_meeting_decided(after: After) -> None:
    year = after("selection_meeting")
    page = page_of(year, "owner").text
    form = page[page.index('value="resolutions"') :]
    ids = re.findall(r'name="ids" value="(\d+)"', form)
    fields = {"kind": "resolutions", "cycle": year.ids["cycle"], "meeting": year.ids["selection"], "ids": ids}
    action = re.search(r'<form method="post" action="([^"]+)"><[^>]+><[^>]+ value="resolutions"', page)
    assert action
    answer = year.browser("owner").send(action[1], fields)
    assert answer.status_code == 303
    with year.database.reading() as session:
        rows = session.scalars(select(LetterSubject)).all()
        subjects = {(one.kind, one.record_id) for one in rows}
    decided = {("indicator", year.ids[one.key]) for one in PROPOSED}
    assert subjects == {("meeting", year.ids["selection"]), *decided}


def test_a_meeting_without_resolutions_has_nothing_to_tell_by_letter(after: After) -> None:
    year = after("propose")
    with year.stage.at("2021-10-25 16:00"):
        meeting = plan(year, "ประชุมชี้แจง", "2021-10-25 09:00", MeetingKind.BRIEFING)
        year.stage.step("secretary", "meeting", meeting, "hold")
    page = page_of(year, "owner", meeting)
    assert re.search(r"<button[^>]* disabled>ร่างหนังสือแจ้งมติ</button>", page.text)
    assert "ต้องบันทึกมติก่อน" in words(page)


def test_an_office_reads_only_its_own_decisions(after: After) -> None:
    text = words(page_of(after("selection_meeting"), "health.officer"))
    assert "อัตราการคลอดมีชีพ" in text
    assert "ร้อยละของปริมาณขยะมูลฝอย" not in text


def test_more_resolutions_take_no_more_statements(after: After) -> None:
    year = after("selection_meeting")
    secretary = year.browser("secretary")

    def statements() -> int:
        page_of_meeting = f"/meetings/{year.ids['selection']}"
        secretary.open(page_of_meeting)
        with counted(year.database) as sent:
            secretary.open(page_of_meeting)
        return len(sent)

    before = statements()
    for _ in range(4):
        resolve(secretary, year, about="offices", office_ids=[year.ids["office.health"]])
    assert statements() == before


def test_a_closed_year_takes_no_letter_no_resolution_and_no_meeting(after: After) -> None:
    year = after("close_out")
    closed = "ปีงบประมาณ พ.ศ. ๒๕๖๕ ปิดแล้ว จึงเพิ่มหนังสือ การประชุม หรือมติไม่ได้"
    page = page_of(year, "secretary").text
    button = re.search(r"<button[^>]*>ร่างหนังสือแจ้งมติ</button>", page)
    assert button is not None and "disabled" in button[0] and closed in page
    assert "บันทึกมติข้อต่อไป" not in page
    browser = year.browser("secretary")
    sent = {"kind": "resolutions", "cycle": year.ids["cycle"], "meeting": year.ids["selection"]}
    for answer in (resolve(browser, year), browser.send("/letters/open", sent)):
        assert answer.status_code == 409 and closed in answer.text
    with pytest.raises(Refused, match="ปิดแล้ว|ดำเนินการ") as refusal:
        plan(year, "ประชุมหลังปิดปี", "2023-03-01 09:00")
    assert refusal.value.reasons == (closed,)

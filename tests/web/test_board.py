"""The years of a province and one year at a glance."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.web.mail import fields_of, row
from tests.web.pages import words
from tests.web.year import Year, after, counted, year_scenes
from workflow_app.indicators import operations
from workflow_app.indicators.models import Indicator
from workflow_app.years.models import Cycle

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]


def more(year: Year, count: int) -> None:
    """So many proposals more, of สาธารณสุข."""

    def make(place: int) -> Callable[[Any, Any], Indicator]:
        def one(session: Any, actor: Any) -> Indicator:
            made = operations.new_indicator(
                session, actor, cycle_id=year.ids["cycle"], component_no=1 + place % 2,
                name=f"ตัวชี้วัดเพิ่ม {place}", unit="ร้อยละ",
            )  # fmt: skip
            past = [(2562 + offset, Decimal(offset), "") for offset in range(3)]
            operations.set_baselines(session, actor, made.id, past)
            operations.edit(session, actor, made.id, seen=None, ability="ทำได้")
            return made

        return one

    with year.stage.at("2021-10-12 10:00"):
        for place in range(count):
            year.stage.first_step("health.officer", "indicator", "propose", make(place))


def statements(year: Year, username: str, path: str) -> int:
    """How many statements a page takes; the first time warms what is kept between requests."""
    browser = year.browser(username)
    browser.open(path)
    with counted(year.database) as sent:
        assert browser.open(path).status_code == 200
    return len(sent)


@pytest.mark.parametrize("username", ["owner", "secretary", "health.officer"])
@pytest.mark.parametrize("page", ["/cycles/{cycle}", "/inbox", "/cycles"])
def test_a_year_twice_as_long_takes_no_more_statements(after: After, username: str, page: str) -> None:
    year = after("propose")
    path = page.format(cycle=year.ids["cycle"])
    more(year, 2)
    before = statements(year, username, path)
    more(year, 10)
    assert statements(year, username, path) == before


def test_the_owner_opens_a_year_and_what_is_compulsory_is_in_it(after: After) -> None:
    year = after("set_up")
    owner = year.browser("owner")
    assert "ยังไม่ได้เปิดปีงบประมาณใด" in words(owner.open("/cycles"))
    answer = owner.send("/cycles/open", {"fiscal_year": "2565"})
    assert answer.status_code == 303
    board = words(owner.open(answer.headers["Location"]))
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๕" in board and "PMQA 4.0" in board and "ตัวชี้วัดบังคับ" in board
    again = owner.send("/cycles/open", {"fiscal_year": "2565"})
    assert again.status_code == 422


@pytest.mark.parametrize("typed", ["", "2499", "x", "²", "๒๕๖๕๐", "9" * 40])
def test_a_year_without_a_framework_is_not_opened(after: After, typed: str) -> None:
    year = after("set_up")
    answer = year.browser("owner").send("/cycles/open", {"fiscal_year": typed})
    assert answer.status_code == 422
    assert "โปรดเลือกปีงบประมาณที่มีกรอบการประเมิน" in words(answer)
    with year.database.reading() as session:
        assert session.query(Cycle).count() == 0


def test_the_board_shows_sums_warnings_and_whose_turn_it_is(after: After) -> None:
    year = after("selection_meeting")
    board = words(year.browser("owner").open(f"/cycles/{year.ids['cycle']}"))
    assert "น้ำหนักยังไม่ครบ" in board
    assert "จัดทำรายละเอียด เจ้าหน้าที่ส่วนราชการ" in board
    done = words(after("write_sheets").browser("owner").open(f"/cycles/{year.ids['cycle']}"))
    assert "น้ำหนักร้อยละ ๗๐ · รวมขณะนี้ ๗๐" in done and "น้ำหนักร้อยละ ๓๐ · รวมขณะนี้ ๓๐" in done
    assert "น้ำหนักยังไม่ครบ" not in done


def test_children_stand_below_their_parent_in_printed_order(after: After) -> None:
    year = after("write_sheets")
    page = year.browser("owner").open(f"/cycles/{year.ids['cycle']}").text
    keys = (
        "births",
        "products",
        "products.income",
        "products.certificates",
        "products.online",
        "tourism",
        "waste",
    )
    places = [page.index(f'href="/indicators/{year.ids[key]}"') for key in keys]
    assert places == sorted(places)
    assert f'value="{year.ids["products.income"]}"' not in page


def test_a_line_office_sees_its_own_rows_and_no_sums(after: After) -> None:
    year = after("write_sheets")
    page = year.browser("health.officer").open(f"/cycles/{year.ids['cycle']}")
    text = words(page)
    assert "อัตราการคลอดมีชีพ" in text
    assert "ขยะมูลฝอย" not in text and "รวมขณะนี้" not in text and "ปีของจังหวัด" not in text
    assert "/scores" not in page.text


@pytest.mark.requirement("R21")
def test_ticked_rows_are_moved_together_and_checked_one_by_one(after: After) -> None:
    year = after("propose")
    secretary, board = year.browser("secretary"), f"/cycles/{year.ids['cycle']}"
    proposed = [year.ids["births"], year.ids["waste"]]
    assert 'formaction="/steps/indicator/select"' in secretary.open(board).text
    assert "formaction" not in year.browser("health.officer").open(board).text
    sent = secretary.send("/steps/indicator/select", {"ids": proposed, "next": board})
    assert sent.status_code == 303
    form = secretary.open(sent.headers["Location"])
    assert form.status_code == 409  # no meeting was held yet; said for both
    assert words(form).count("ยังไม่มีการประชุมที่บันทึกว่าประชุมแล้ว") == 2


@pytest.mark.requirement("R21")
def test_several_offices_sheets_are_returned_in_one_press(after: After) -> None:
    year = after("write_sheets")
    board = f"/cycles/{year.ids['cycle']}"
    secretary = year.browser("secretary")
    keys = ("births", "products", "tourism", "waste", "data", "pmqa")
    ids = [year.ids[key] for key in keys]
    sent = secretary.send("/steps/indicator/return_to_drafting", {"ids": ids, "next": board})
    page = secretary.open(sent.headers["Location"])
    assert page.status_code == 200
    fields = {"reason": "ให้ระบุแหล่งข้อมูลให้ชัด", "ids": ids, "carry_out": "1", "next": board}
    seen = {f"seen-{one}": row(year, Indicator, one).version for one in ids}
    answer = secretary.send("/steps/indicator/return_to_drafting", {**fields, **seen})
    assert (answer.status_code, answer.headers["Location"]) == (303, board)
    assert {str(row(year, Indicator, one).state) for one in ids} == {"drafting"}
    assert "ให้แก้ไข ๖ รายการ เรียบร้อย" in words(secretary.open(board))


@pytest.mark.requirement("R21")
def test_one_foreign_row_among_the_ticked_refuses_all(after: After) -> None:
    year = after("selection_meeting")
    officer = year.browser("health.officer")
    ids = [year.ids["births"], year.ids["waste"]]
    seen = {f"seen-{one}": row(year, Indicator, one).version for one in ids}
    answer = officer.send("/steps/indicator/begin_drafting", {"ids": ids, "carry_out": "1", **seen})
    assert answer.status_code == 404
    assert str(row(year, Indicator, ids[0]).state) == "selected"


def test_nothing_ticked_is_said_in_words(after: After) -> None:
    year = after("propose")
    answer = year.browser("secretary").send(
        "/steps/indicator/select", {"next": f"/cycles/{year.ids['cycle']}"}
    )
    assert answer.status_code == 409 and "ยังไม่ได้เลือกรายการ" in words(answer)


@pytest.mark.case("B58")
@pytest.mark.parametrize(
    "next_page", ["https://evil.example/a", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_after_a_step_one_stays_on_this_site(after: After, next_page: str) -> None:
    year = after("selection_meeting")
    officer = year.browser("health.officer")
    births = year.ids["births"]
    page = officer.open(f"/steps/indicator/begin_drafting?ids={births}&next={next_page}")
    assert "evil" not in fields_of(page).get("next", "") and "javascript" not in fields_of(page).get(
        "next", ""
    )
    answer = officer.send(
        "/steps/indicator/begin_drafting",
        {
            "ids": births,
            "carry_out": "1",
            f"seen-{births}": row(year, Indicator, births).version,
            "next": next_page,
        },
    )
    assert answer.headers["Location"].startswith("/") and "evil" not in answer.headers["Location"]


@pytest.mark.case("B41")
def test_a_year_that_cannot_be_closed_says_every_reason_beside_the_button(after: After) -> None:
    year = after("province_review")
    owner = year.browser("owner")
    cycle = year.ids["cycle"]
    page = owner.open(f"/cycles/{cycle}")
    assert "ยังมีตัวชี้วัดที่ไม่สิ้นสุด" in words(page) and "disabled" in page.text
    answer = owner.send(
        "/steps/cycle/begin_closing",
        {"ids": cycle, "carry_out": "1", f"seen-{cycle}": row(year, Cycle, cycle).version},
    )
    assert answer.status_code == 409 and "ยังมีตัวชี้วัดที่ไม่สิ้นสุด" in words(answer)
    assert "เรียบร้อย" not in words(owner.open(f"/cycles/{cycle}"))
    assert str(row(year, Cycle, cycle).state) == "open"


@pytest.mark.case("B28")
def test_an_address_that_is_no_record_number_is_not_found(after: After) -> None:
    owner = after("propose").browser("owner")
    for page in ("/cycles/{}", "/cycles/{}/reports", "/cycles/{}/scores", "/indicators/{}", "/reports/{}"):
        for wrong in ("0", "01", "-1", "x", "๑", "9" * 23, "4999", "1/../2"):
            assert owner.open(page.format(wrong)).status_code == 404


@pytest.mark.case("B60")
def test_another_provinces_year_is_not_there(after: After) -> None:
    year = after("close_out")
    for username in ("sk.owner", "sk.secretary", "sk.health.officer", "district.mueang", "administrator"):
        browser = year.browser(username)
        assert browser.open(f"/cycles/{year.ids['cycle']}").status_code == 404
    assert "๒๕๖๕" not in words(year.browser("sk.secretary").open("/cycles"))


@pytest.mark.case("B62")
def test_a_year_is_opened_and_moved_by_post_with_its_token_alone(after: After) -> None:
    year = after("set_up")
    owner = year.browser("owner")
    assert owner.open("/cycles/open").status_code == 405
    assert owner.client.post("/cycles/open", data={"fiscal_year": "2565"}).status_code == 400
    with year.database.reading() as session:
        assert session.query(Cycle).count() == 0

"""Moving a demo's clock on, so that a year can be carried in one sitting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.pages import Browser, words
from tests.web.year import Year, after, year_scenes
from workflow_app import clock, create_app
from workflow_app.calendar.queries import jumped
from workflow_app.config import Settings
from workflow_app.demo import cast
from workflow_app.thai import date_out

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]
BACK = timedelta(days=-300)


@pytest.fixture
def demo(settings: Settings, after: After) -> tuple[Browser, Year]:
    """The process owner of a demo whose clock runs 300 days behind."""
    year = after("open_year")
    browser = Browser(create_app(replace(settings, clock_shift=BACK), year.database))
    assert browser.sign_in("owner", cast.PASSWORD).status_code == 303
    return browser, year


def test_the_clock_goes_on_to_the_day_asked_and_nobody_is_signed_out(demo: tuple[Browser, Year]) -> None:
    browser, year = demo
    with clock.shift(BACK):
        wanted = clock.today() + timedelta(days=40)
    assert browser.send("/clock", {"day": date_out(wanted)}).status_code == 303
    page = browser.open("/inbox")
    assert page.status_code == 200
    with year.database.reading() as session, clock.shift(BACK + jumped(session)):
        assert clock.today() == wanted
    assert f"{wanted.day}" in words(page).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))


@pytest.mark.parametrize(
    ("day", "said"), [("", "โปรดกรอก"), ("1 มกราคม 2560", "ข้ามได้เฉพาะไปข้างหน้า"), ("32/1/2569", "วันที่")]
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(
    demo: tuple[Browser, Year], day: str, said: str
) -> None:
    answer = demo[0].send("/clock", {"day": day})
    assert answer.status_code == 422
    assert said in answer.text


def test_an_installation_with_a_real_clock_has_no_such_page(after: After) -> None:
    assert after("open_year").browser("owner").open("/clock").status_code == 404


def test_only_the_process_owner_moves_it(settings: Settings, after: After) -> None:
    browser = Browser(create_app(replace(settings, clock_shift=BACK), after("open_year").database))
    browser.sign_in("secretary", cast.PASSWORD)
    assert browser.open("/clock").status_code == 404
    assert "ข้ามไปวันที่" not in words(browser.open("/inbox"))

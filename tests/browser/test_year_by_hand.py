"""A newcomer carries the practice province's year from its opening to the scores, as README tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import closing
from tests.browser.desk import Desks
from tests.browser.pictures import keep
from tests.browser.town import Town, chromium_path
from tests.browser.year_by_hand import FIRST_DAY, PARTS
from workflow_app.demo.indicators_2565 import leaves
from workflow_app.thai import arabic

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]

#: Worked out by hand from the results that are typed in, times weight: births 5·20, income 5·10, certificates 4·5,
#: online 5·5, tourism 3.5·10 as ก.พ.ร. set it, waste (4 + 3.33/5)·20, data 5·15, PMQA 5·15; together 473.32 of 500 (4.7332 of 5).
SCORE, POINTS = "4.733", "94.664"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Nobody has signed in yet; the server stands at the first day of the story on the demo's database."""
    town = Town(tmp_path / "data", day=FIRST_DAY)
    assert "sk.owner" in town.run("init", "--demo")
    town.open()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield Desks(browser, town)
        browser.close()
    town.close()


def test_the_year_is_carried_by_hand_from_its_opening_to_the_scores(desks: Desks) -> None:
    for number, part in enumerate(PARTS):
        if number:
            desks.go_on_to(part.day)
        part.play(desks)
    page = closing.scores_page(desks)
    keep(page, "scores")
    shown = arabic(page.locator("main").inner_text())
    assert SCORE in shown and POINTS in shown
    handed_out = [arabic(" ".join(row)) for row in closing.esar(page)]
    for leaf in leaves():
        assert any(closing.here(leaf.name) in row for row in map(arabic, handed_out)), leaf.name
    assert any(SCORE in row or POINTS in row for row in handed_out)
    assert desks.complaints == []
    desks.town.close()
    assert "ถูกต้อง" in desks.town.run("audit", "verify")

"""The frame of the pages in a real browser: nothing blocked, nothing too wide, nothing needless on paper."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.scenes import PASSWORD, build_scene
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.history.record import seal

pytestmark = pytest.mark.browser

PATHS = (
    "/offices",
    "/offices/2",
    "/offices/2/edit",
    "/people",
    "/people/1",
    "/people/new",
    "/people/import",
    "/password",
    "/nothing",
)


@pytest.fixture(scope="module")
def address(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server on the scene."""
    folder = tmp_path_factory.mktemp("frame")
    shutil.copyfile(migrated_sqlite_file, folder / "frame.db")
    database = Database(f"sqlite:///{folder / 'frame.db'}", before_commit=(seal,))
    with database.transaction() as session:
        build_scene(session)
    app = create_app(Settings.from_env({"DATA_DIR": str(folder / "data")}), database)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    database.dispose()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def signed_in(chromium: Browser, address: str, width: int, *, script: bool = True) -> Page:
    """A page of that width (px) with the administrator of สระแก้ว signed in."""
    page = chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, base_url=address
    ).new_page()
    page.goto("/sign-in")
    page.fill("#username", "admin.sk")
    page.fill("#password", PASSWORD)
    page.click("main button")
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_window_and_nothing_is_blocked(
    chromium: Browser, address: str, width: int
) -> None:
    page = signed_in(chromium, address, width)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in PATHS:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (path, wide <= width) == (path, True)
    assert [one for one in complaints if "Failed to load resource" not in one] == []
    assert page.evaluate("document.fonts.check('16px Sarabun')")


def test_on_paper_there_is_no_bar_and_no_button(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, 1280)
    page.goto("/people/1")
    page.emulate_media(media="print")
    assert not page.is_visible(".topbar")
    assert not page.is_visible("text=ออกรหัสครั้งเดียว")
    assert page.is_visible("h1")


def test_everything_works_without_javascript(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, 390, script=False)
    page.click("details.account summary")
    page.click("text=ออกจากระบบ")
    assert page.url.endswith("/sign-in")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, 1280)
    page.goto("/people")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "ข้ามไปเนื้อหา"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")

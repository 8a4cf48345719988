"""What a person does on any page: sign in, follow a link, fill in by the labels, press, read what the page answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.town import Town
from workflow_app.demo.cast import PASSWORD
from workflow_app.demo.scan import scan
from workflow_app.thai import arabic, digits

WIDE, PHONE = 1280, 390
#: Where everybody who works with the year arrives.
INBOX = "/inbox"


@dataclass
class Desks:
    """The persons who are signed in now, each in a browser of their own."""

    browser: Browser
    town: Town
    pages: dict[str, Page] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def __call__(self, account: str, width: int = WIDE) -> Page:
        """The page of ``account``, at what waits for that person; signed in when not yet."""
        if account not in self.pages:
            self.pages[account] = self._sign_in(account, width)
        else:
            self.pages[account].goto("/", wait_until="domcontentloaded")
        return self.pages[account]

    def go_on_to(self, day: str) -> None:
        """The process owner moves the demo's clock on by its banner, on every page."""
        page = self("sk.owner")
        page.get_by_role("link", name="ข้ามไปวันที่").click()
        fill(page, {"ข้ามไปวันที่": day})
        press(page, "ข้ามไปวันที่นี้")
        done(page)

    def _sign_in(self, account: str, width: int) -> Page:
        height = 844 if width == PHONE else 800
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, base_url=self.town.address, locale="th-TH"
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", lambda answer: self._look_at(answer.status, answer.url))
        page.goto("/sign-in", wait_until="domcontentloaded")
        fill(page, {"ชื่อผู้ใช้": account, "รหัสผ่าน": PASSWORD})
        press(page, "เข้าสู่ระบบ")
        expect(page.locator("details.account")).to_be_visible()
        return page

    def _look_at(self, status: int, address: str) -> None:
        if status >= 500:
            self.complaints.append(f"{status} {address}")


def go(page: Page, *links: str) -> Page:
    """Follow links one after another by their words (the beginning is enough, digits as the pages write them)."""
    for words in links:
        link = page.get_by_role("link", name=re.compile(rf"^\s*{_literal(digits(words))}")).first
        link.click()
    return page


def waiting(page: Page, words: str, *, anywhere: bool = False) -> Page:
    """Open the record from งานที่รอ whose name begins with ``words``, a number before them or not."""
    if not page.url.endswith(INBOX):
        page.goto("/", wait_until="domcontentloaded")
    wanted = _literal(digits(words))
    name = re.compile(wanted if anywhere else rf"^\s*([๐-๙.]+ )?{wanted}")
    page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state("domcontentloaded")
    return page


def _literal(words: str) -> str:
    """The words as part of a pattern; the browser's patterns end at a slash."""
    return re.escape(words).replace("/", r"\/")


def control(page: Page, label: str) -> Locator:
    """The control of the content that a label names, a star behind it or not, its digits Thai or not."""
    page.locator("main label").first.wait_for(state="attached")
    page.wait_for_load_state("domcontentloaded")
    named = page.locator("main label").evaluate_all("all => all.map(one => [one.innerText, one.htmlFor])")
    words = [(plain_words(text), name) for text, name in named]
    found = next((name for text, name in words if text == plain_words(label)), None)
    assert found, f"no label {label!r} among {[text for text, _ in words]} at {page.url}"
    return page.locator(f'main [id="{found}"]')


def plain_words(text: str) -> str:
    """The words of a label without its star, with Arabic digits and single spaces."""
    return " ".join(arabic(text).replace("*", " ").split())


def fill(page: Page, answers: Mapping[str, str | bool]) -> None:
    """Answer questions by their labels: text is typed, a choice is chosen by its words, a box ticked or not."""
    for label, answer in answers.items():
        one = control(page, label)
        if isinstance(answer, bool):
            one.set_checked(answer)
        elif one.evaluate("element => element.tagName") == "SELECT":
            choose(one, answer)
        else:
            one.fill(answer)


def choose(select: Locator, words: str) -> None:
    """Choose the first option whose words contain ``words``."""
    texts = [arabic(text) for text in select.locator("option").all_inner_texts()]
    found = next((place for place, text in enumerate(texts) if arabic(words) in text), None)
    assert found is not None, f"{words!r} is not among {texts}"
    select.select_option(index=found)


def attach(page: Page, label: str, words: str) -> None:
    """Attach a one-page PDF that says ``words`` (Latin)."""
    paper = scan(words)
    control(page, label).set_input_files(
        {"name": paper.name, "mimeType": paper.media_type, "buffer": paper.content}
    )


def tick(page: Page, names: Sequence[str]) -> None:
    """Tick the lines of a list whose names are these."""
    for name in names:
        page.get_by_role("checkbox", name=f"เลือก {name}").check()


def press(page: Page, words: str) -> None:
    """Press a button or follow a link of the page's content that is called so."""
    name = re.compile(rf"^\s*{_literal(words)}…?\s*$")
    here = page.locator("main")
    here.get_by_role("button", name=name).or_(here.get_by_role("link", name=name)).first.click()
    page.wait_for_load_state("domcontentloaded")


def take(
    page: Page,
    words: str,
    answers: Mapping[str, str | bool] | None = None,
    *,
    scans: Mapping[str, str] | None = None,
) -> None:
    """Take a step of the record that is shown: press it, answer what it asks, carry it out, read that it is done."""
    press(page, words)
    if page.locator("main button[name=carry_out][value='1']").count() and "/steps/" in page.url:
        fill(page, answers or {})
        for label, text in (scans or {}).items():
            attach(page, label, text)
        page.locator("main form button[name=carry_out]").click()
    done(page)


def done(page: Page) -> None:
    """The page says that it went well, and nothing is refused on it."""
    problems = page.locator(".problems")
    assert problems.count() == 0, problems.first.inner_text()
    expect(page.locator(".notice.alert-success").first).to_be_visible()


def refused(page: Page) -> str:
    """What the page says against it."""
    problems = page.locator(".problems")
    expect(problems.first).to_be_visible()
    return problems.first.inner_text()


def closed(page: Page, words: str) -> str:
    """What stands beside the button of that name, which cannot be pressed."""
    button = page.locator("main").get_by_role("button", name=words)
    expect(button.first).to_be_disabled()
    told = button.first.get_attribute("aria-describedby") or ""
    return page.locator(f"[id='{told}']").inner_text()

"""Garbage at every address and in every form, by every kind of person: an answer with a status, never a fault.

Forms are taken from the pages themselves, sent as they are but for one field, and sent empty, doubled and damaged.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

import pytest
from flask import Flask, got_request_exception
from werkzeug.datastructures import MultiDict

from tests.web.year import Year, after, year_scenes

__all__ = ["after", "year_scenes"]

GARBAGE = (
    "", "0", "-1", "๑๒๓", "9" * 40, "2147483648", "1e999", "NaN", "-Infinity", "0." + "0" * 13 + "1", "½", "²", "𝟘",
    "\x00", "\x01\x1f\x7f", "\ufffe\uffff", "\u200b\u202e", "\r\nX: y", "ก" * 70_000, "<script>alert(1)</script>",
    "{{7*7}}", "' OR 1=1 --", "../../etc/passwd", "=1+1", "[]", '{"a": 1}', "null", "2021-13-45", "๓๑ ก.พ. ๒๕๖๗",
    "24/4/2700 24.00 น.", "0001-01-01T00:00+23:59", "2157-12-31T23:59-23:59", "10..5", "1/0",
)  # fmt: skip
FILES = (
    ("a.pdf", b""), ("a.pdf", b"%PDF-1.4 and no more"), ("a.png", b"\x89PNG\r\n\x1a\n"), ("\0.exe", b"MZ"),
    ("a.docx", b"PK\x03\x04 rubbish"), ("a.xlsx", b"PK\x05\x06" + bytes(18)), ("x" * 400 + ".jpg", b"\xff\xd8\xff"),
)  # fmt: skip
BODIES = (
    ("multipart/form-data", b"\xff\xfe"), ("multipart/form-data; boundary=x", b"--x\r\n\r\n"), ("application/json", b"{"),
    ("text/plain", b"\x00"), ("application/x-www-form-urlencoded", b"%ff=%fe&ids=%00&=&&ids"),
)  # fmt: skip
QUERIES = ("page", "q", "kind", "state", "view", "ids", "cycle_id", "next", "status", "by")
STARTS = ("/inbox", "/cycles", "/letters", "/recipients", "/registers", "/incoming", "/jobs", "/meetings", "/people",
          "/offices", "/postings", "/password")  # fmt: skip
#: In the middle of writing, and in the middle of reporting: together nearly every form is open to somebody.
SCENES = {
    "write_sheets": ("secretary", "health.officer", "administrator"),
    "report_results": ("owner", "registrar", "health.head", "district.mueang"),
}
#: Pages and sent forms of one person, so that the whole stays short.
MOST_PAGES, MOST_SENT = 30, 40


@dataclass
class Page(HTMLParser):
    """Links and forms of a page; a form is its action, its fields as filled, and the names of its files."""

    links: set[str] = field(default_factory=set)
    forms: list[tuple[str, list[tuple[str, str]], list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, a form that is sent by POST, or a field of the form that is open."""
        found = dict(attrs)
        name = found.get("name")
        if tag == "a":
            self.links.add(found.get("href") or "")
        if tag == "form":
            self.forms.append((found.get("action") or "", [], []))
        if self.forms and name and tag in ("input", "button", "select", "textarea") and name != "csrf_token":
            _action, fields, files = self.forms[-1]
            files.append(name) if found.get("type") == "file" else fields.append(
                (name, found.get("value") or "1")
            )


@dataclass
class Attacker:
    """Somebody signed in, who remembers what was answered with a fault."""

    app: Flask
    client: Any
    faults: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """Send one request; a status of 500 and above is noted."""
        with self.client.open(path, method=method, **options) as answer:
            text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            if answer.status_code >= 500:
                self.faults.append(f"{answer.status_code} {method} {path[:120]} {str(options)[:200]}")
        return answer, text


@pytest.mark.parametrize(
    ("scene", "username"), [(scene, who) for scene, all_ in SCENES.items() for who in all_]
)
def test_garbage_meets_an_answer_and_never_a_fault(
    after: Callable[[str], Year], scene: str, username: str
) -> None:
    year = after(scene)
    raised: list[str] = []

    def note(_app: Flask, exception: BaseException, **_more: Any) -> None:
        raised.append(repr(exception)[:300])

    attacker = Attacker(year.app, year.browser(username).client)
    year.app.config["WTF_CSRF_ENABLED"] = (
        False  # the token is tested elsewhere; here it would stand before all else
    )
    with got_request_exception.connected_to(note, year.app):
        pages = _crawl(attacker)
        _ask_oddly(attacker, list(pages))
        sent = _send_forms(attacker, pages)
    assert (raised, attacker.faults) == ([], [])
    assert len(pages) > 5 and sent > 5


def test_addresses_that_nobody_made_are_answered(after: Callable[[str], Year]) -> None:
    year = after("report_results")
    attacker = Attacker(year.app, year.browser("owner").client)
    odd = ("0", "2147483648", "๑", "1%00", "%ff", "..%2f1")
    for rule in year.app.url_map.iter_rules():
        for value in odd:
            path = re.sub("<[^>]+>", lambda _match, value=value: value, rule.rule)
            for method in ("GET", "POST") if rule.arguments else ("DELETE",):
                if rule.endpoint != "auth.sign_out":
                    attacker.ask(method, path)
    assert attacker.faults == []


def _crawl(attacker: Attacker) -> dict[str, Page]:
    """Pages that are reached from the bar, by address; of pages alike but for their number the first two."""
    waiting, pages, alike = list(STARTS), {}, {}
    while waiting and len(pages) < MOST_PAGES:
        path = waiting.pop(0)
        pattern = re.sub("[0-9]+", "#", path.partition("&next=")[0])
        if path in pages or alike.get(pattern, 0) > 1:
            continue
        alike[pattern] = alike.get(pattern, 0) + 1
        answer, text = attacker.ask("GET", path)
        if answer.status_code not in (200, 409) or answer.mimetype != "text/html":
            continue
        pages[path] = page = Page()
        page.feed(text)
        waiting += sorted(link for link in page.links if link.startswith("/") and "static" not in link)
    return pages


def _ask_oddly(attacker: Attacker, paths: list[str]) -> None:
    """Garbage behind the question mark, and methods that a page does not know."""
    typed = cycle(GARBAGE)
    for path in paths:
        attacker.ask("GET", path.partition("?")[0], query_string={name: next(typed) for name in QUERIES})
        attacker.ask("GET", path.partition("?")[0] + "?%ff=%fe&ids[]=&=&&%00")
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
            attacker.ask(method, path, data={"a": "b"})


def _send_forms(attacker: Attacker, pages: dict[str, Page]) -> int:
    """Every kind of form that was met, each in several wrong ways; how many were sent."""
    kinds: dict[Any, Any] = {}
    for path, page in pages.items():
        for action, fields, files in page.forms:
            key = (re.sub("[0-9]+", "#", action), tuple(re.sub("[0-9]+", "#", name) for name, _ in fields))
            if "sign-out" not in action:
                kinds.setdefault(key, (action or path, fields, files))
    sent = 0
    for action, fields, files in kinds.values():
        for options in list(_wrong_ways(fields, files, sent))[: MOST_SENT // max(1, len(kinds)) + 6]:
            attacker.ask("POST", action, **options)
            sent += 1
    return sent


def _wrong_ways(fields: list[tuple[str, str]], files: list[str], turn: int) -> Iterator[dict[str, Any]]:
    """Empty, damaged, everything garbage, everything twice, and one field after another wrong."""
    yield {"data": {}}
    content_type, body = BODIES[turn % len(BODIES)]
    yield {"data": body, "content_type": content_type}
    typed, chosen = cycle(GARBAGE[turn % 7 :] + GARBAGE), cycle(FILES[turn % 5 :] + FILES)
    yield _form([(name, next(typed)) for name, _ in fields], files, chosen)
    yield _form(fields + [(name, next(typed)) for name, _ in fields], files, chosen)
    for wrong in range(len(fields)):
        yield _form([(n, next(typed) if i == wrong else v) for i, (n, v) in enumerate(fields)], files, chosen)


def _form(fields: list[tuple[str, str]], files: list[str], chosen: Any) -> dict[str, Any]:
    data: MultiDict[str, Any] = MultiDict(fields)
    for name in files:
        file_name, content = next(chosen)
        data.add(name, (io.BytesIO(content), file_name))
    return {"data": data, "content_type": "multipart/form-data"} if files else {"data": data}

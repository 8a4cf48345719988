"""Letters on their way, for tests of their pages: the targets circular of the demo's year, as far as a test needs it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from tests.web.pages import Browser
from tests.web.year import Year
from workflow_app.demo.indicators_2565 import ALL
from workflow_app.demo.scan import scan
from workflow_app.letters.models import Letter, Recipient

After = Callable[[str], Year]

#: The steps of a letter after its draft, with the state that each leads to.
WAY = ("send_to_check", "first_check", "last_check", "sign", "number", "dispatch")
SIGNED_COPY = scan("Signed letter of a test")


def draft(year: Year) -> int:
    """The id of a draft of the targets circular, six districts to receive it; the year is in force."""
    with year.stage.at("2022-04-04 09:00"):
        subjects = [("indicator", year.ids[one.key]) for one in ALL]
        return year.stage.letter("owner", "targets", year.ids["cycle"], subjects)


def carry(year: Year, letter: int, until: str) -> int:
    """The letter after the step ``until`` of WAY, counted from its draft."""
    day = date(2022, 4, 5)
    signed = {"signed_by": "นายสุรชัย ผู้นำตัวอย่าง", "capacity": "self", "signed_on": day}
    steps: dict[str, tuple[str, str, dict[str, Any]]] = {
        "send_to_check": ("owner", "send_to_check", {}),
        "first_check": ("checker", "pass_check", {}),
        "last_check": ("chief.checker", "pass_check", {}),
        "sign": ("registrar", "sign_on_paper", signed),
        "number": ("registrar", "number", {"dated": day}),
        "dispatch": ("registrar", "dispatch", {"scan": SIGNED_COPY}),
    }
    with year.stage.at("2022-04-05 09:00"):
        for name in WAY[: WAY.index(until) + 1]:
            account, action, values = steps[name]
            year.stage.step(account, "letter", letter, action, **values)
    return letter


def sent(after: After) -> tuple[Year, int]:
    """The year with the circular dispatched and received by nobody yet, and the circular's id."""
    year = after("review_by_opdc")
    return year, carry(year, draft(year), "dispatch")


def row(year: Year, model: Any, record_id: int) -> Any:
    """The record as it stands now."""
    with year.database.reading() as session:
        found = session.get_one(model, record_id)
        session.expunge(found)
    return found


def content(year: Year, letter: int) -> dict[str, Any]:
    """What a letter says now."""
    found: dict[str, Any] = row(year, Letter, letter).content
    return found


def recipient(year: Year, letter: int, office: str) -> int:
    """The id of the row of the recipient whose post ends with ``office``."""
    with year.database.reading() as session:
        query = select(Recipient.id).where(Recipient.letter_id == letter, Recipient.name.endswith(office))
        return session.scalars(query).one()


def fields_of(page: TestResponse) -> dict[str, str]:
    """What a page's form would send as it stands: inputs, chosen options, text areas."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page.text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="file"' not in tag:
            found[name[1]] = unescaped(value[1]) if value else ""
    for name_, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page.text, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', inner)
        found[name_] = chosen[1] if chosen else ""
    for name_, inner in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', page.text, re.DOTALL
    ):
        found[name_] = unescaped(inner)
    return found


def unescaped(text: str) -> str:
    """Entities as the signs that they stand for."""
    return html.unescape(text)


def upload(
    browser: Browser, path: str, fields: dict[str, Any], field: str, name: str, data: bytes
) -> TestResponse:
    """POST a form with a file in it."""
    file = FileStorage(io.BytesIO(data), filename=name)
    body = {"csrf_token": browser.token(), **fields, field: file}
    with browser.client.post(path, data=body, content_type="multipart/form-data") as answer:
        return answer

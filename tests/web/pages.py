"""What a person does with a browser, in the words of a test: open, send, sign in, read."""

from __future__ import annotations

import html
import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.scenes import PASSWORD

TOKEN = re.compile('name="csrf_token"[^>]* value="([^"]+)"')
TAGS = re.compile("<[^>]+>")


class Browser:
    """One browser with its cookies."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def open(self, path: str, **options: Any) -> TestResponse:
        """GET one page; redirects are not followed."""
        with self.client.get(path, **options) as answer:
            return answer

    def token(self, path: str = "/sign-in") -> str:
        """The CSRF token of a form on a page; when the page leads elsewhere, of the page it ends on."""
        with self.client.get(path, follow_redirects=True) as answer:
            found = TOKEN.search(answer.text)
        return found.group(1) if found else ""

    def send(self, path: str, fields: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """POST a form with its token."""
        data = {"csrf_token": self.token(), **(fields or {})}
        if options.get("content_type") == "multipart/form-data":
            options = multipart(data)
        else:
            options["data"] = data
        with self.client.post(path, **options) as answer:
            return answer

    def sign_in(self, username: str, password: str = PASSWORD, next: str = "") -> TestResponse:
        """Fill in the sign-in form."""
        return self.send("/sign-in", {"username": username, "password": password, "next": next})

    def cookie(self) -> str:
        """The value of the session cookie; "" without one."""
        found = self.client.get_cookie("workflow_session")
        return found.value if found else ""

    def carry(self, cookie: str) -> None:
        """Put a copied session cookie into this browser."""
        self.client.set_cookie("workflow_session", cookie)


def multipart(fields: dict[str, str]) -> dict[str, Any]:
    """Options of a POST that sends the fields as browsers do when a form has a file.

    Written here, because the test client keeps the temporary file of a long body open.
    """
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join(parts) + "--edge--\r\n"
    return {"data": body.encode(), "content_type": "multipart/form-data; boundary=edge"}


def words(answer: TestResponse) -> str:
    """The text of a page as read: no tags, entities resolved, blanks joined."""
    return " ".join(html.unescape(TAGS.sub(" ", answer.text)).split())

"""Downloads over a real socket: a name in Thai letters would break a header that only a test client reads."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from urllib.parse import unquote, urlencode

import pytest
from flask import Flask, Response, request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.serving import make_server

from workflow_app.uploads import MEDIA_TYPES
from workflow_app.web.downloads import disposition, download

CONTENT = b"%PDF-1.7 \xe0\xb8\x81 bytes"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that hands over CONTENT under the name, type and way that the address asks for."""
    app = Flask(__name__)

    @app.get("/")
    def view() -> Response:
        asked = request.args
        return download(CONTENT, asked["type"], asked["name"], inline="inline" in asked)

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(port: int, name: str, kind: str = "pdf", *, inline: bool = False) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asked = {"name": name, "type": MEDIA_TYPES.get(kind, kind)} | ({"inline": "1"} if inline else {})
    connection.request("GET", f"/?{urlencode(asked)}")
    response = connection.getresponse()
    assert response.read() == CONTENT
    connection.close()
    return response


def names(header: str) -> tuple[str, str]:
    """The ASCII name and the whole name of a Content-Disposition."""
    found = re.fullmatch(
        r"(?:attachment|inline); filename=\"([^\"]+)\"; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", header
    )
    assert found is not None, header
    return found[1], unquote(found[2])


@pytest.mark.case("B49")
def test_a_letter_comes_with_its_thai_number_and_a_name_for_old_programmes(port: int) -> None:
    response = fetch(port, "หนังสือ สก ๐๐๑๙/ว ๑๕๕๕.docx", "docx")
    assert response.status == 200
    ascii_name, whole = names(response.headers["Content-Disposition"])
    assert ascii_name == "0019 1555.docx"
    assert whole == "หนังสือ สก ๐๐๑๙-ว ๑๕๕๕.docx"


@pytest.mark.case("B48")
@pytest.mark.parametrize("name", ["หนังสือ.docx", "รายงาน ๒๕๖๗.docx"])
def test_each_file_is_saved_under_its_own_thai_name(port: int, name: str) -> None:
    ascii_name, whole = names(fetch(port, name, "docx").headers["Content-Disposition"])
    assert whole == name
    assert ascii_name in ("file.docx", "2567.docx")


@pytest.mark.requirement("R30")
@pytest.mark.parametrize("kind", [*sorted(MEDIA_TYPES), "text/csv", "image/svg+xml"])
def test_a_file_is_saved_not_run_and_not_guessed_at(port: int, kind: str) -> None:
    headers = fetch(port, "แฟ้ม.x", kind).headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Type"] == MEDIA_TYPES.get(kind, kind)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("R30")
@pytest.mark.parametrize(
    ("kind", "how"),
    [("pdf", "inline"), ("png", "inline"), ("jpg", "attachment"), ("docx", "attachment"), ("xlsx", "attachment"),
     ("image/svg+xml", "attachment"), ("text/html", "attachment")],
)  # fmt: skip
def test_only_a_pdf_and_a_png_can_be_shown_in_the_browser(port: int, kind: str, how: str) -> None:
    headers = fetch(port, "แฟ้ม.x", kind, inline=True).headers
    assert headers["Content-Disposition"].startswith(f"{how};")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "ascii_name"),
    [
        ("report 1.pdf", "report 1.pdf"),
        ('a"b\\c;d.pdf', "a b-c d.pdf"),
        ("หนังสือ.pdf", "file.pdf"),
        ("หนังสือ", "file"),
        ("-.pdf", "file.pdf"),
        ("", "file"),
        ("a.หนังสือ", "a"),
        ("x\r\nSet-Cookie: y.pdf", "x Set-Cookie y.pdf"),
    ],
)
def test_the_ascii_name_is_more_than_an_ending(name: str, ascii_name: str) -> None:
    assert names(disposition(name))[0] == ascii_name


@given(st.text(max_size=300))
def test_any_name_makes_a_header_that_can_be_sent(name: str) -> None:
    header = disposition(name)
    header.encode("latin-1")
    ascii_name, whole = names(header)
    assert ascii_name.isascii() and whole and "/" not in whole

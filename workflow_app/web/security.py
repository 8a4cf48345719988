"""Headers of every answer, the proxies in front, and the demo's clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from workflow_app import clock
from workflow_app.calendar.queries import jumped
from workflow_app.config import Settings
from workflow_app.db import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Only our own files; no script or style inside a page. Bootstrap's stylesheet draws its marks from data: images.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_YEAR = "max-age=31536000"


def init_app(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer, trust the proxies that the settings count, and shift a demo's clock."""
    app.after_request(_add_headers)
    if settings.clock_shift:
        app.wsgi_app = ShiftedClock(app, settings.clock_shift)  # type: ignore[method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    if settings.secure_cookies:
        app.after_request(_keep_to_https)


class ShiftedClock:
    """A demo with its clock ``by`` off, and by what its process owner jumped; each request starts anew."""

    def __init__(self, app: Flask, by: timedelta) -> None:
        self.app = app
        self.inner: WSGIApplication = app.wsgi_app
        self.by = by

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with clock.shift(self.by + self._jumped()):
            return self.inner(environ, start_response)

    def _jumped(self) -> timedelta:
        database: Database = self.app.extensions["database"]
        with database.reading() as session:
            return jumped(session)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # Pages of an office stay in no cache: the next person at the same machine must not find them.
    if request.endpoint not in ("static", "bootstrap.static", "home.font"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _keep_to_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", A_YEAR)
    return response

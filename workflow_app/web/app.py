"""The application factory: everything that is wired, in one screen."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from workflow_app import extensions, web
from workflow_app.config import Settings, secret_key
from workflow_app.db import Database
from workflow_app.history.record import seal
from workflow_app.jobs.outbox import asked
from workflow_app.jobs.queue import Announcer
from workflow_app.paths import PACKAGE, folder
from workflow_app.web import errors, filters, navigation, request, security, signed_in

#: Text of one form, in bytes: a report of 120,000 Thai letters is 360,000 bytes, and a form may hold several.
FORM_TEXT_LIMIT = 8 * 1024 * 1024
#: Fields of one form; the table of a target sheet has a thousand and more.
FORM_FIELD_LIMIT = 10_000


def make_app(settings: Settings, database: Database | None = None) -> Flask:
    """The application, bound to its database. Raises NotConfigured for settings that cannot be used."""
    app = Flask(
        "workflow_app",
        template_folder=str(folder("templates")),
        static_folder=str(PACKAGE / "web" / "static"),
    )
    app.config.update(_configuration(settings))
    app.extensions["settings"] = settings
    app.extensions["database"] = database or _database(settings)
    app.url_map.converters["int"] = request.RecordNumber
    security.init_app(app, settings)
    request.init_app(app)  # before the CSRF check: what is not yours is 404, with a token or without
    extensions.csrf.init_app(app)
    extensions.login_manager.init_app(app)
    signed_in.init_app()
    extensions.bootstrap.init_app(app)
    filters.init_app(app)
    navigation.init_app(app)
    errors.init_app(app)
    web.register(app)
    return app


def _database(settings: Settings) -> Database:
    """The database of the pages: history sealed before each commit, the queue told after it."""
    announcer = Announcer(settings)
    return Database(
        settings.database_url,
        before_commit=(seal,),
        after_commit=(lambda session: announcer.announce(asked(session)),),
    )


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": secret_key(settings),
        "SESSION_COOKIE_NAME": "workflow_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        # One megabyte beside the file itself, for the text fields of the same form.
        "MAX_CONTENT_LENGTH": (settings.max_upload_mb + 1) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": FORM_TEXT_LIMIT,
        "MAX_FORM_PARTS": FORM_FIELD_LIMIT,
        # A form is good for as long as the session is: who types for two hours must not lose the text.
        "WTF_CSRF_TIME_LIMIT": None,
        "BOOTSTRAP_SERVE_LOCAL": True,
    }

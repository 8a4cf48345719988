"""Pages. Each blueprint of ``BLUEPRINTS`` is one subject in one module."""

from __future__ import annotations

from functools import wraps
from importlib import import_module
from typing import Any

from flask import Flask
from flask.typing import RouteCallable

from workflow_app.web.request import PUBLIC, access

#: Modules with a blueprint named ``bp``, in the order in which they are bound.
BLUEPRINTS = (
    "workflow_app.web.home",
    "workflow_app.web.auth",
    "workflow_app.web.demo_clock",
    "workflow_app.web.offices",
    "workflow_app.web.emblems",
    "workflow_app.web.people",
    "workflow_app.web.people_import",
    "workflow_app.web.steps",
    "workflow_app.web.inbox",
    "workflow_app.web.board",
    "workflow_app.web.meetings",
    "workflow_app.web.indicators",
    "workflow_app.web.indicator_sheet",
    "workflow_app.web.reports",
    "workflow_app.web.scores",
    "workflow_app.web.letters",
    "workflow_app.web.letter_drafts",
    "workflow_app.web.letter_enclosures",
    "workflow_app.web.letter_files",
    "workflow_app.web.recipients",
    "workflow_app.web.registers",
    "workflow_app.web.incoming",
    "workflow_app.web.jobs_pages",
    "workflow_app.web.health",
)
#: Stylesheets and scripts, ours and Bootstrap's.
STATIC_ENDPOINTS = ("static", "bootstrap.static")


def register(app: Flask) -> None:
    """Bind every blueprint, and say that static files are open to all."""
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(name).bp)
    for endpoint in STATIC_ENDPOINTS:
        app.view_functions[endpoint] = _open_to_all(app.view_functions[endpoint])


def _open_to_all(view: RouteCallable) -> RouteCallable:
    # Flask's own file views are methods, which cannot carry a mark themselves.
    @access(PUBLIC)
    @wraps(view)
    def send(**values: Any) -> Any:
        return view(**values)

    return send

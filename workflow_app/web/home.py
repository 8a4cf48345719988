"""The address "/" and the typeface of the screen."""

from __future__ import annotations

from flask import Blueprint, render_template, send_from_directory
from flask.typing import ResponseReturnValue
from fontpkg_sarabun import ROOT as SARABUN  # type: ignore[import-untyped]

from workflow_app.errors import NotFound
from workflow_app.web.navigation import navigation
from workflow_app.web.request import PUBLIC, SIGNED_IN, access, see_other

bp = Blueprint("home", __name__)

FONTS = ("Sarabun-Regular.ttf", "Sarabun-Italic.ttf", "Sarabun-SemiBold.ttf", "Sarabun-Bold.ttf")
FONT_AGE = 30 * 24 * 3600


@bp.get("/")
@access(SIGNED_IN)
def index() -> ResponseReturnValue:
    """The first page of the bar; a page that says so when this role has none."""
    items = navigation()
    return see_other(items[0].endpoint) if items else render_template("home.html")


@bp.get("/fonts/<name>")
@access(PUBLIC)
def font(name: str) -> ResponseReturnValue:
    """A file of the Sarabun typeface, from its package."""
    if name not in FONTS:
        raise NotFound
    return send_from_directory(SARABUN / "files", name, max_age=FONT_AGE)

"""Workflow and document routing for the yearly performance indicators of Thai provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from workflow_app.config import Settings
    from workflow_app.db import Database


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The web application on ``settings``; on ``database`` when one is given (tests, the demo)."""
    # Imported here, so that a rule or a command that needs no page does not load Flask with this package.
    from workflow_app.web.app import make_app

    return make_app(settings, database)

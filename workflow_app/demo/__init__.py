"""The demo: a made-up province that lives through fiscal year 2565 by its own steps."""

from __future__ import annotations

from workflow_app.demo.cast import ACCOUNTS
from workflow_app.demo.produce import produce, seed

__all__ = ["ACCOUNTS", "produce", "seed"]

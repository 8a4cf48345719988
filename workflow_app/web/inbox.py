"""What waits for the acting person, over all kinds of records."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from workflow_app.states.inbox import inbox
from workflow_app.states.tables import KIND_LABELS
from workflow_app.web.navigation import WORKING
from workflow_app.web.request import access, actor, reading
from workflow_app.web.steps import page_of

bp = Blueprint("inbox", __name__, url_prefix="/inbox")


@bp.get("")
@access(WORKING)
def index() -> ResponseReturnValue:
    """Everything that waits, grouped by kind."""
    with reading() as session:
        found = inbox(session, actor())
    groups = {
        label: [waiting for waiting in found if waiting.kind == kind] for kind, label in KIND_LABELS.items()
    }
    return render_template(
        "inbox/index.html", groups={k: v for k, v in groups.items() if v}, count=len(found), page_of=page_of
    )

"""What waits for the acting person, over all kinds of records."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from workflow_app.people.rules import Role
from workflow_app.states.inbox import inbox
from workflow_app.states.tables import KIND_LABELS
from workflow_app.web.navigation import WORKING
from workflow_app.web.request import access, actor, reading
from workflow_app.web.steps import page_of
from workflow_app.years.queries import cycles_of

bp = Blueprint("inbox", __name__, url_prefix="/inbox")


@bp.get("")
@access(WORKING)
def index() -> ResponseReturnValue:
    """What can be done now, grouped by kind; below it what is the person's but has something against it."""
    with reading() as session:
        found = inbox(session, actor())
        begins = actor().role is Role.PROCESS_OWNER and not found and not cycles_of(session, actor())
    ready = [waiting for waiting in found if waiting.now]
    groups = {
        label: [waiting for waiting in ready if waiting.kind == kind] for kind, label in KIND_LABELS.items()
    }
    return render_template(
        "inbox/index.html",
        groups={label: items for label, items in groups.items() if items},
        count=len(ready),
        closed=[waiting for waiting in found if not waiting.now],
        page_of=page_of,
        begins=begins,
    )

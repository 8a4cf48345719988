"""Taking a step: one address for every kind of record, its form made from what the step asks for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.states.run import take_step
from workflow_app.thai import digits
from workflow_app.web.auth import own_path
from workflow_app.web.forms import form_errors
from workflow_app.web.navigation import WORKING, has_endpoint
from workflow_app.web.request import LARGEST_ID, access, actor, database, reading, say, see_other
from workflow_app.web.step_buttons import Button, buttons, buttons_of
from workflow_app.web.step_form import answers, step_form
from workflow_app.web.step_page import StepPage, step_page

__all__ = ["Button", "bp", "buttons", "buttons_of", "page_of"]

bp = Blueprint("steps", __name__, url_prefix="/steps")

#: Records that one step may be taken on together.
MOST = 500
#: The page of a record of each kind: endpoint and the name of its id there.
PAGES = {
    "cycle": ("board.show", "cycle_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "indicator": ("indicators.show", "indicator_id"),
    "report": ("reports.show", "report_id"),
    "letter": ("letters.show", "letter_id"),
    "recipient": ("recipients.show", "recipient_id"),
}


@bp.route("/<kind>/<action>", methods=["GET", "POST"])
@access(WORKING)
def take(kind: str, action: str) -> ResponseReturnValue:
    """The form of a step on the records ``ids``; POST with ``carry_out`` takes it and goes on to ``next``.

    POST without ``carry_out`` (records ticked in a list) leads to the form.
    """
    ids = chosen_ids()
    if request.method == "POST" and "carry_out" not in request.form:
        return see_other("steps.take", kind=kind, action=action, ids=ids, next=request.form.get("next", ""))
    with reading() as session:
        page = step_page(session, kind, action, ids, actor())
    if request.method == "POST":
        return _carry_out(page, ids)
    return _shown(page, step_form(page), 409 if page.closed else 200)


def chosen_ids() -> list[int]:
    """The ids that the request names, each once. :raises Refused: none, or too many. :raises NotFound: no number."""
    typed = list(dict.fromkeys(request.values.getlist("ids")))
    if not typed:
        raise Refused(["ยังไม่ได้เลือกรายการ"])
    if len(typed) > MOST:
        raise Refused([f"เลือกได้ครั้งละไม่เกิน {MOST} รายการ"])
    return [_id(one) for one in typed]


def page_of(kind: str, record_id: int) -> str:
    """The address of a record's own page; the inbox where its kind has none."""
    endpoint, name = PAGES[kind]
    values: dict[str, Any] = {name: record_id}
    return url_for(endpoint, **values) if has_endpoint(endpoint) else url_for("home.index")


def _carry_out(page: StepPage, ids: list[int]) -> ResponseReturnValue:
    form = step_form(page)
    if not form.validate():
        return _shown(page, form, 422)
    try:
        comment, values = answers(form, page)
        take_step(
            database(),
            page.kind,
            ids,
            page.action,
            actor=actor(),
            seen=_seen(ids),
            comment=comment,
            values=values,
        )
    except (Refused, Stale, Invalid) as error:
        form_errors(form, error)
        with reading() as session:
            page = step_page(session, page.kind, page.action, ids, actor())
        return _shown(page, form, error.status)
    count = "" if len(ids) == 1 else digits(f" {len(ids)} รายการ")
    say(f"{page.label}{count} เรียบร้อย")
    return redirect(_next(page), 303)


def _shown(page: StepPage, form: Any, status: int) -> ResponseReturnValue:
    return render_template("steps/take.html", page=page, form=form, next=_next(page)), status


def _next(page: StepPage) -> str:
    wanted = request.values.get("next")
    return own_path(wanted) if wanted else page_of(page.kind, page.records[0].id)


def _seen(ids: list[int]) -> dict[int, int]:
    """The versions that the page showed; a record without one counts as changed."""
    return {one: _number(request.form.get(f"seen-{one}", "")) for one in ids}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _id(text: str) -> int:
    found = _number(text)
    if not 1 <= found <= LARGEST_ID or str(found) != text:
        raise NotFound
    return found

"""Signing in and out, choosing a posting, one's own password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user
from wtforms import HiddenField
from wtforms.validators import InputRequired

from workflow_app.errors import Invalid
from workflow_app.people import passwords, queries, sessions
from workflow_app.web.forms import NEEDED, Form, Line, Secret, form_errors
from workflow_app.web.request import ACCOUNT, PUBLIC, access, reading, say, see_other, writing
from workflow_app.web.signed_in import load

bp = Blueprint("auth", __name__)

WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
TOO_MANY = "ลองผิดหลายครั้งเกินไป รอ ๑๕ นาทีแล้วลองใหม่ หรือขอรหัสครั้งเดียวจากผู้ดูแลระบบของจังหวัด"
#: What a browser throws away at sign-out, so that the next person at the machine finds nothing.
CLEARED = '"cache", "storage"'


class SignInForm(Form):
    """User name and password."""

    username = Line("ชื่อผู้ใช้", most=80, needed=True, render_kw={"autocomplete": "username", "autofocus": True})
    password = Secret("รหัสผ่าน", render_kw={"autocomplete": "current-password"})
    next = HiddenField()


class PasswordForm(Form):
    """One's own password, changed."""

    old = Secret("รหัสผ่านเดิม", render_kw={"autocomplete": "current-password"})
    password = Secret("รหัสผ่านใหม่", render_kw={"autocomplete": "new-password"})
    repeated = Secret("รหัสผ่านใหม่อีกครั้ง", render_kw={"autocomplete": "new-password"})


class ResetForm(Form):
    """A new password by a one-time code."""

    username = Line("ชื่อผู้ใช้", most=80, needed=True, render_kw={"autocomplete": "username"})
    code = Line("รหัสครั้งเดียว", most=40, needed=True, render_kw={"autocomplete": "one-time-code"})
    password = Secret("รหัสผ่านใหม่", render_kw={"autocomplete": "new-password"})
    repeated = Secret("รหัสผ่านใหม่อีกครั้ง", render_kw={"autocomplete": "new-password"})


class PostingForm(Form):
    """The posting to act under."""

    posting = HiddenField(validators=[InputRequired(NEEDED)])


@bp.route("/sign-in", methods=["GET", "POST"])
@access(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The sign-in form; a right password starts a session and goes on to the page that was asked for."""
    form = SignInForm(next=request.args.get("next", ""))
    if current_user.is_authenticated and request.method == "GET":
        return redirect(own_path(form.next.data))
    if not form.validate_on_submit():
        return render_template("auth/sign_in.html", form=form), 200 if request.method == "GET" else 422
    if not _counted(form.username.data):
        form.form_errors.append(TOO_MANY)
        return render_template("auth/sign_in.html", form=form), 429
    token = _token(form.username.data, form.password.data)
    if token is None:
        form.form_errors.append(WRONG)
        return render_template("auth/sign_in.html", form=form), 422
    return _enter(token, form.next.data)


@bp.post("/sign-out")
@access(ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """End this sign-in, in every browser that holds a copy of its cookie."""
    with writing() as database_session:
        sessions.end(database_session, current_user.account.sign_in_id)
    session.clear()
    answer = see_other("auth.sign_in")
    answer.headers["Clear-Site-Data"] = CLEARED
    return answer


@bp.get("/postings")
@access(ACCOUNT)
def postings() -> ResponseReturnValue:
    """The current postings to choose from; a plain word when there is none."""
    return render_template("auth/postings.html", seats=current_user.seats)


@bp.post("/postings")
@access(ACCOUNT)
def choose_posting() -> ResponseReturnValue:
    """Act under another of one's own current postings."""
    form = PostingForm()
    chosen = form.posting.data or ""
    own = {str(seat.posting_id): seat for seat in current_user.seats}
    if not form.validate() or chosen not in own:
        return render_template("auth/postings.html", seats=current_user.seats), 422
    with writing() as database_session:
        sessions.choose(database_session, current_user.account.sign_in_id, own[chosen].posting_id)
    say(f"ปฏิบัติหน้าที่ {own[chosen].role.label} {own[chosen].office_name}", "info")
    return see_other("home.index")


@bp.route("/password", methods=["GET", "POST"])
@access(ACCOUNT)
def password() -> ResponseReturnValue:
    """Change one's own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            with writing() as database_session:
                sessions.change_password(
                    database_session,
                    current_user.account.person_id,
                    old=form.old.data,
                    new=form.password.data,
                    repeated=form.repeated.data,
                    sign_in_id=current_user.account.sign_in_id,
                )
        except Invalid as invalid:
            form_errors(form, invalid)
        else:
            say("เปลี่ยนรหัสผ่านแล้ว")
            return see_other("home.index")
    return render_template("auth/password.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/reset", methods=["GET", "POST"])
@access(PUBLIC)
def reset() -> ResponseReturnValue:
    """Set a new password with the one-time code that the administrator gave."""
    form = ResetForm()
    if not form.validate_on_submit():
        return render_template("auth/reset.html", form=form), 422 if form.is_submitted() else 200
    if not _counted(form.username.data):
        form.form_errors.append(TOO_MANY)
        return render_template("auth/reset.html", form=form), 429
    try:
        _use_code(form)
    except Invalid as invalid:
        form_errors(form, invalid)
        return render_template("auth/reset.html", form=form), 422
    say("ตั้งรหัสผ่านใหม่แล้ว เข้าสู่ระบบด้วยรหัสผ่านใหม่")
    return see_other("auth.sign_in")


def own_path(target: str | None) -> str:
    """``target`` when it is a path of this application, otherwise the home page.

    Browsers read ``//host``, ``/\\host`` and control characters before a host as another site.
    """
    home = url_for("home.index")
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return home
    if "\\" in target or any(ord(letter) < 33 for letter in target):
        return home
    parts = urlsplit(target)
    return home if parts.scheme or parts.netloc else target


def _counted(username: str) -> bool:
    """Count the attempt in a transaction of its own, before the password is looked at."""
    with writing() as database_session:
        return sessions.attempt(database_session, username, request.remote_addr or "")


def _token(username: str, typed: str) -> str | None:
    """The secret of a new sign-in; None for a wrong password and for an account that does not exist, alike."""
    with reading() as database_session:
        person = queries.person_named(database_session, username)
    known = person.password_hash if person and person.active else ""
    if not passwords.matches(known, typed) or person is None:
        return None
    with writing() as database_session:
        sessions.succeeded(database_session, username, request.remote_addr or "")
        hours = current_app.extensions["settings"].session_hours
        return sessions.begin(database_session, person.id, hours=hours)


def _enter(token: str, target: str | None) -> ResponseReturnValue:
    # What the session held before the sign-in is somebody else's until proved otherwise.
    session.clear()
    session.permanent = True
    login_user(load(token))
    if current_user.actor is None:
        return see_other("auth.postings")
    return redirect(own_path(target), 303)


def _use_code(form: Any) -> None:
    with writing() as database_session:
        sessions.use_code(
            database_session,
            username=form.username.data,
            code=form.code.data,
            new=form.password.data,
            repeated=form.repeated.data,
        )
        sessions.succeeded(database_session, form.username.data, request.remote_addr or "")

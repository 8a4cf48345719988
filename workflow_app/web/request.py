"""What every view starts with: who acts, whether this route is theirs, and a session of the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from workflow_app.db import Database
from workflow_app.errors import NotFound
from workflow_app.people.rules import Actor, Role
from workflow_app.text import clean

#: Open to everybody, signed in or not.
PUBLIC = "public"
#: Signed in, even without a current posting or with a password that must be changed first.
ACCOUNT = "account"
#: Signed in and acting under a current posting, whatever its role.
SIGNED_IN = "signed_in"

Rule = str | Collection[Role]
View = TypeVar("View", bound=Callable[..., Any])

LARGEST_ID = 2**31 - 1
#: A flash travels in the cookie, which browsers drop above 4,096 bytes; a Thai letter takes up to 9 of them.
NOTICE_LENGTH = 160
NOTICE_COUNT = 3


class RecordNumber(BaseConverter):
    """``<int:…>``: ASCII digits, 1 to 2³¹ - 1, no leading zero; one record has one address."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        if int(value) > LARGEST_ID:
            raise ValidationError
        return int(value)

    def to_url(self, value: Any) -> str:
        return str(int(value))


def access(rule: Rule) -> Callable[[View], View]:
    """Name who may use a route: PUBLIC, ACCOUNT, SIGNED_IN or a set of roles. Stands below ``bp.route``.

    A route that names nothing answers 404 to everybody.
    """

    def mark(view: View) -> View:
        view.__dict__["access"] = rule
        return view

    return mark


def init_app(app: Flask) -> None:
    """Have every request checked against the rule of its route, before anything else looks at it."""
    app.before_request(_enforce)


def _enforce() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such address or method: answered as 404 or 405 by the routing
    rule = getattr(current_app.view_functions[request.endpoint], "access", None)
    if rule == PUBLIC:
        return None
    if rule is None:
        raise NotFound
    elsewhere = _first_the_account(rule)
    if elsewhere is None:
        _check_role(rule)
    return elsewhere


def _first_the_account(rule: Rule) -> ResponseReturnValue | None:
    """Where somebody is sent who has to sign in, change the password or choose a posting first."""
    if not current_user.is_authenticated:
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        return see_other("auth.sign_in", next=None if here == "/" else here)
    if rule == ACCOUNT:
        return None
    if current_user.must_change_password:
        return see_other("auth.password")
    return None if current_user.actor else see_other("auth.postings")


def _check_role(rule: Rule) -> None:
    if rule in (ACCOUNT, SIGNED_IN):
        return
    if isinstance(rule, str) or actor().role not in rule:
        raise NotFound


def actor() -> Actor:
    """The person of this request under the posting that is active. :raises NotFound: there is none."""
    found: Actor | None = getattr(current_user, "actor", None)
    if found is None:
        raise NotFound
    return found


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions["database"]
    return found


@contextmanager
def reading() -> Iterator[Session]:
    """A session for looking only; nothing done in it is kept, and what was read stays readable after the block."""
    with database().reading() as session:
        yield session
        session.expunge_all()  # the rollback at the end would empty the rows that a page still shows


@contextmanager
def writing() -> Iterator[Session]:
    """A session whose changes are committed together when the block ends, or not at all when it raises."""
    with database().transaction() as session:
        yield session


def see_other(endpoint: str, **values: Any) -> Response:
    """Go on with GET at another page: the answer to every POST that succeeded (303)."""
    return redirect(url_for(endpoint, **values), 303)


def say(message: str, kind: str = "success") -> None:
    """One short sentence for the next page; what is longer belongs on a page of its own and is cut here."""
    if len(session.get("_flashes", ())) >= NOTICE_COUNT:
        return
    flash(message if len(message) <= NOTICE_LENGTH else message[: NOTICE_LENGTH - 1] + "…", kind)


def argument(name: str, default: str = "") -> str:
    """A word of the address's query, cleaned and on one line."""
    return " ".join(clean(request.args.get(name, default)).split("\n")).strip()

"""Who is signed in, as Flask-Login wants to see it; its key is the secret of one sign-in, never a person's id."""

from __future__ import annotations

from flask_login import UserMixin

from workflow_app.extensions import login_manager
from workflow_app.people import sessions
from workflow_app.people.queries import Seat
from workflow_app.people.rules import Actor
from workflow_app.web.request import reading


class SignedIn(UserMixin):
    """The account of one signed-in browser."""

    def __init__(self, token: str, account: sessions.Account) -> None:
        self.token = token
        self.account = account

    def get_id(self) -> str:
        """What stands in the signed cookie."""
        return self.token

    @property
    def name(self) -> str:
        """The person's full name."""
        return self.account.name

    @property
    def must_change_password(self) -> bool:
        """True until a password of the person's own choice is set."""
        return self.account.must_change_password

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The current postings."""
        return self.account.seats

    @property
    def actor(self) -> Actor | None:
        """The person under the active posting; None while none is chosen or current."""
        return self.account.actor


def load(token: str) -> SignedIn | None:
    """The account of a cookie's secret, asked of the database at each request."""
    with reading() as session:
        account = sessions.account(session, token)
    return SignedIn(token, account) if account else None


def init_app() -> None:
    """Have Flask-Login ask us; the address of the sign-in page is our own rule's business."""
    login_manager.user_loader(load)
    # Flask-Login's own protection ends a session when the address changes, as phones do all day.
    login_manager.session_protection = None

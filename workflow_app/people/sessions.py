"""Signing in and out, one's own password: throttle, the row of each signed-in browser, and the posting that is active in it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.errors import Invalid, NotFound
from workflow_app.people import passwords, queries
from workflow_app.people.models import Person, ResetCode, SignIn, SignInFailure
from workflow_app.people.queries import Seat
from workflow_app.people.record import note_own
from workflow_app.people.rules import Actor

#: Attempts that failed within ``WINDOW`` after which the next one is refused unseen.
WINDOW = timedelta(minutes=15)
MOST_BY_ACCOUNT = 8
#: A whole province hall may share one address.
MOST_BY_ADDRESS = 60
WRONG_CODE = "ชื่อผู้ใช้หรือรหัสครั้งเดียวไม่ถูกต้อง หรือรหัสหมดอายุแล้ว ขอรหัสใหม่จากผู้ดูแลระบบของจังหวัด"
ACCOUNT_KEY, ADDRESS_KEY = "account:", "address:"


@dataclass(frozen=True)
class Account:
    """Who is signed in in one browser: the person, their current postings and the one that is active."""

    sign_in_id: int
    person_id: int
    username: str
    name: str
    must_change_password: bool
    seats: tuple[Seat, ...]
    actor: Actor | None


def attempt(session: Session, username: str, address: str) -> bool:
    """Count an attempt before it is looked at; False when this account or address had too many.

    The attempt is written first and taken back by ``succeeded``, so that a thousand attempts sent at
    once cannot all be compared before the first failure is seen. Accounts that do not exist count alike.
    """
    keys = _keys(username, address)
    session.execute(delete(SignInFailure).where(SignInFailure.at < clock.now() - 4 * WINDOW))
    allowed = all(_failures(session, key) < most for key, most in keys.items())
    if allowed:
        session.add_all(SignInFailure(key=key, at=clock.now()) for key in keys)
    return allowed


def succeeded(session: Session, username: str, address: str) -> None:
    """Forget the failures of the account, and one of the address: this attempt was not one."""
    account, at_address = _keys(username, address)
    session.execute(delete(SignInFailure).where(SignInFailure.key == account))
    latest = select(func.max(SignInFailure.id)).where(SignInFailure.key == at_address).scalar_subquery()
    session.execute(delete(SignInFailure).where(SignInFailure.id == latest))


def begin(session: Session, person_id: int, *, hours: int) -> str:
    """Sign a person in; the secret for the cookie. With one current posting, that one is active at once."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    seats = queries.current_seats(session, person_id)
    session.add(
        SignIn(
            token_digest=digest(token),
            person_id=person_id,
            posting_id=seats[0].posting_id if len(seats) == 1 else None,
            began=now,
            expires=now + timedelta(hours=hours),
        )
    )
    return token


def account(session: Session, token: str) -> Account | None:
    """Who is signed in with this secret; None when it ended, ran out, or the person may not sign in any more."""
    row = session.execute(
        select(SignIn, Person)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.token_digest == digest(token), SignIn.ended.is_(None), SignIn.expires > clock.now())
    ).one_or_none()
    if row is None or not row[1].active:
        return None
    sign_in, person = row
    seats = queries.current_seats(session, person.id)
    return Account(
        sign_in_id=sign_in.id,
        person_id=person.id,
        username=person.username,
        name=person.name,
        must_change_password=person.must_change_password,
        seats=tuple(seats),
        actor=_acting(person, seats, sign_in.posting_id),
    )


def choose(session: Session, sign_in_id: int, posting_id: int) -> None:
    """Act under another of one's current postings. :raises NotFound: it is not theirs, or not current."""
    sign_in = session.get(SignIn, sign_in_id)
    own = queries.current_seats(session, sign_in.person_id) if sign_in else []
    if sign_in is None or posting_id not in [seat.posting_id for seat in own]:
        raise NotFound
    sign_in.posting_id = posting_id


def end(session: Session, sign_in_id: int) -> None:
    """Sign out: the secret is worth nothing any more, in whatever browser a copy of it lies."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(ended=clock.now()))


def end_all(session: Session, person_id: int, *, but: int | None = None) -> None:
    """Sign a person out everywhere, except of the sign-in ``but``."""
    live = update(SignIn).where(
        SignIn.person_id == person_id, SignIn.ended.is_(None), SignIn.id != (but or 0)
    )
    session.execute(live.values(ended=clock.now()))


def change_password(
    session: Session, person_id: int, *, old: str, new: str, repeated: str, sign_in_id: int
) -> None:
    """Set one's own password; every other sign-in of the person ends.

    :raises Invalid: the old one is wrong (field ``old``), or the new one is weak, the same, or typed differently.
    """
    person = session.get_one(Person, person_id)
    if not passwords.matches(person.password_hash, old):
        raise Invalid({"old": "รหัสผ่านเดิมไม่ถูกต้อง"})
    if old == new:
        raise Invalid({"password": "รหัสผ่านใหม่ต้องไม่เหมือนรหัสผ่านเดิม"})
    passwords.check_new(new, username=person.username, repeated=repeated)
    person.password_hash = passwords.hash_chosen(new)
    person.must_change_password = False
    end_all(session, person_id, but=sign_in_id)
    note_own(session, person, "change_password", "เปลี่ยนรหัสผ่านของตนเอง")


def use_code(session: Session, *, username: str, code: str, new: str, repeated: str) -> Person:
    """Set a new password with a one-time code; every sign-in of the person ends.

    :raises Invalid: field ``code`` – no such account, or the code is wrong, used or too old, all said alike;
        fields ``password`` and ``repeated`` – the new password.
    """
    person = queries.person_named(session, username)
    row = session.scalar(
        select(ResetCode)
        .where(ResetCode.person_id == (person.id if person else 0))
        .where(ResetCode.code_digest == passwords.code_digest(code))
        .where(ResetCode.used.is_(None), ResetCode.expires > clock.now())
        .with_for_update()
    )
    if row is None or person is None or not person.active:
        raise Invalid({"code": WRONG_CODE})
    passwords.check_new(new, username=person.username, repeated=repeated)
    row.used = clock.now()
    person.password_hash = passwords.hash_chosen(new)
    person.must_change_password = False
    end_all(session, person.id)
    note_own(session, person, "use_code", "ตั้งรหัสผ่านใหม่ด้วยรหัสครั้งเดียว")
    return person


def digest(token: str) -> str:
    """What is kept of a secret (hex of its SHA-256)."""
    return hashlib.sha256(token.encode()).hexdigest()


def _keys(username: str, address: str) -> dict[str, int]:
    # Digests keep the key short whatever was typed, and user names that were never ours out of the table.
    typed = digest(username.strip().lower())[:32]
    return {ACCOUNT_KEY + typed: MOST_BY_ACCOUNT, ADDRESS_KEY + address[:100]: MOST_BY_ADDRESS}


def _failures(session: Session, key: str) -> int:
    recent = select(func.count()).where(SignInFailure.key == key, SignInFailure.at > clock.now() - WINDOW)
    return session.scalar(recent) or 0


def _acting(person: Person, seats: Sequence[Seat], posting_id: int | None) -> Actor | None:
    for seat in seats:
        if seat.posting_id == posting_id:
            return queries.actor_of(person, seat)
    return None

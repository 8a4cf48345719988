"""People, the postings under which they act, their sessions and their first passwords."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word
from workflow_app.people.rules import Role


class Person(Base):
    """Somebody with an account. ``name`` is the full name with title, as it is printed."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Posting(Base):
    """A person in an office under a role, from a day to a day (both included, Bangkok)."""

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_person", "person_id"),
        Index("ix_posting_office", "office_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    role: Mapped[Role] = mapped_column(Word(Role))
    #: The post as it is printed under a signature, e.g. "พัฒนาการจังหวัด".
    position: Mapped[str] = mapped_column(String(200), default="")
    starts: Mapped[date] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)


class SignIn(Base):
    """One signed-in browser; its secret stands in the signed cookie, its digest here, so it can be revoked."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    posting_id: Mapped[int | None] = mapped_column(ForeignKey("posting.id"))
    began: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class SignInFailure(Base):
    """A failed attempt, kept for throttling by account name and by address."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)


class ResetCode(Base):
    """A one-time code that the province's administrator gives to somebody who forgot the password."""

    __tablename__ = "reset_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code_digest: Mapped[str] = mapped_column(String(64))
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)
    given_by: Mapped[int] = mapped_column(ForeignKey("person.id"))

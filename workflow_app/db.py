"""The database: base class, column types, and the one place where a transaction begins and is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, MetaData, Select, String, create_engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from workflow_app.errors import NotConfigured
from workflow_app.figures import plain
from workflow_app.turns import Turns

#: How long a writer waits for another one, in seconds (SQLite busy timeout, PostgreSQL lock timeout).
LOCK_WAIT = 10

BeforeCommit = Callable[[Session], None]
AfterCommit = Callable[[Session], None]


#: Names of constraints, so that a later migration can drop one on every database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)


class Figure(TypeDecorator[Decimal]):
    """A Decimal kept as canonical text, so that no database rounds it."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else plain(Decimal(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC text in ISO form; comes back aware, whatever the database."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """A member of a string enumeration, kept by its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class Database:
    """An engine with the two ways to use it: ``reading()`` and ``transaction()``.

    ``before_commit`` are called in order at the end of each transaction, inside it: the history is
    sealed there, so that its chain heads are the last rows to be locked. ``after_commit`` are called once
    the change is safe: the queue is told which jobs became due (it is never the truth, so it may miss it).
    """

    def __init__(
        self,
        url: str,
        *,
        before_commit: Sequence[BeforeCommit] = (),
        after_commit: Sequence[AfterCommit] = (),
    ) -> None:
        self.url = url
        self.engine = _engine(url)
        self.before_commit = tuple(before_commit)
        self.after_commit = tuple(after_commit)
        self._session = sessionmaker(self.engine, expire_on_commit=False, autoflush=True)
        self._turns = Turns()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with self._session(info={"writing": True}) as session:
            with self._turn():
                yield from self._written(session)
            for tell in self.after_commit:
                tell(session)

    def _written(self, session: Session) -> Iterator[Session]:
        try:
            session.connection(execution_options={"writing": True})
            yield session
            session.flush()  # the sealers look at what was written
            for seal in self.before_commit:
                seal(session)
            session.commit()
        except BaseException:
            session.rollback()
            raise

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """On SQLite the writers of this process one after the other; PostgreSQL has its own queues."""
        if not self.is_sqlite:
            yield
            return
        with ExitStack() as turn:
            try:
                turn.enter_context(self._turns.one(LOCK_WAIT))
            except TimeoutError as error:
                raise OperationalError("BEGIN IMMEDIATE", None, error) from error
            yield

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only; whatever is changed in it is thrown away."""
        with self._session() as session:
            try:
                yield session
            finally:
                session.rollback()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(url, **_engine_options(url))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise NotConfigured(f"DATABASE_URL อ่านไม่ได้: {error}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": LOCK_WAIT, "check_same_thread": False}}
    return {
        "pool_size": 10,
        "max_overflow": 20,
        "pool_pre_ping": True,
        "connect_args": {"options": f"-c lock_timeout={LOCK_WAIT}s -c timezone=UTC"},
    }


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling begins too late; we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={LOCK_WAIT * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A deferred BEGIN that reads first and writes later fails at once when another writer came between
    # ("database is locked"), busy timeout or not; so whoever means to write says so at the start.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def pairs(session: Session, query: Select[*tuple[Any, ...]]) -> dict[Any, Any]:
    """The rows of a query of two columns as a dictionary; of equal keys the last row counts."""
    return {key: value for key, value in session.execute(query)}  # noqa: C416 – a result is no mapping

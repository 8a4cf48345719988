"""What every test may ask for: an empty folder's settings, databases, a clock that stands still.

A test that needs a program which is not on this machine says so by its mark. It is then left out, and the last
lines of the run name what was left out and why; with WORKFLOW_TESTS_COMPLETE set (the server's check) it runs
and fails instead.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import hypothesis
import psycopg
import pytest
from sqlalchemy.engine import make_url

from workflow_app import clock
from workflow_app.config import Settings

# How long an example takes says nothing on a machine that does other work too.
hypothesis.settings.register_profile(
    "workflow", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("workflow")

pytest_plugins = ["tests.databases"]

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://127.0.0.1:5432/postgres")
#: 9 o'clock in the morning of 24 April 2567 in Thailand.
MORNING = datetime(2024, 4, 24, 2, 0, tzinfo=UTC)

_left_out = pytest.StashKey[dict[str, int]]()


def _administration() -> str:
    return make_url(POSTGRES_URL).set(drivername="postgresql").render_as_string(hide_password=False)


@cache
def _postgres_answers() -> bool:
    try:
        with psycopg.connect(_administration(), connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def _chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser"))


NEEDS: dict[str, Callable[[], bool]] = {
    "postgres": _postgres_answers,
    "libreoffice": lambda: shutil.which("soffice") is not None,
    "browser": _chromium,
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here, and count it."""
    counts: dict[str, int] = {}
    config.stash[_left_out] = counts
    if os.environ.get("WORKFLOW_TESTS_COMPLETE"):
        return
    kept = []
    for item in items:
        missing = next((name for name in NEEDS if item.get_closest_marker(name) and not NEEDS[name]()), None)
        if missing is None:
            kept.append(item)
        else:
            counts[missing] = counts.get(missing, 0) + 1
    if counts:
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out; asked again here, because workers do the collecting in a parallel run."""
    missing = [name for name, there in NEEDS.items() if not there()]
    if missing and not os.environ.get("WORKFLOW_TESTS_COMPLETE"):
        terminalreporter.write_line(
            f"NOT RUN on this machine: tests that need {', '.join(missing)}", yellow=True
        )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an installation in an empty folder: SQLite, local, everything else at its default."""
    return Settings.from_env({"DATA_DIR": str(tmp_path / "data")})


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite database that is not there yet."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own, dropped afterwards."""
    name = f"workflow_test_{uuid.uuid4().hex}"
    with psycopg.connect(_administration(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        yield make_url(POSTGRES_URL).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind in turn: the test runs twice."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def morning() -> Iterator[datetime]:
    """The clock stands at 09.00 น. of 24 เมษายน 2567."""
    with clock.fixed(MORNING):
        yield MORNING

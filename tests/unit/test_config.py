"""Settings: defaults, every wrong value named at once, and the key of a local server."""

from __future__ import annotations

import os
import stat
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app import clock
from workflow_app.config import SETTINGS, Settings, make_data_dir, secret_key, shift_out
from workflow_app.errors import NotConfigured

WRONG = [
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "๘๐๐๐"),
    ("PORT", "8000x"),
    ("PORT", "-1"),
    ("PORT", "99999999999999999999"),
    ("WEB_THREADS", "0"),
    ("WORKER_THREADS", "many"),
    ("PDF_PROCESSES", "17"),
    ("PDF_TIME_LIMIT", "0.5"),
    ("MAX_UPLOAD_MB", "0"),
    ("SESSION_HOURS", "1e3"),
    ("SWEEP_SECONDS", "0"),
    ("PROXIES", "6"),
    ("SECURE_COOKIES", "maybe"),
    ("SECRET_KEY", "short"),
    ("HOST", "http://x/"),
    ("DATABASE_URL", "mysql://x/y"),
    ("DATABASE_URL", "workflow.db"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("QUEUE_URL", "amqp://x"),
    ("CLOCK_SHIFT", "tomorrow"),
    ("CLOCK_SHIFT", "3"),
    ("CLOCK_SHIFT", "-"),
    ("DATA_DIR", "a\0b"),
]


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env({})
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/workflow.db"
    assert settings.queue_url == f"sqlite:///{tmp_path}/data/queue.db"
    assert (settings.host, settings.port, settings.local, settings.on_sqlite) == (
        "127.0.0.1",
        8000,
        True,
        True,
    )
    assert settings.clock_shift == timedelta()
    assert not settings.secure_cookies


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_wrong_value_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(NotConfigured, match=name) as refusal:
        Settings.from_env({name: text})
    assert "\n" not in refusal.value.message


def test_all_wrong_values_are_named_in_one_error() -> None:
    wrong = dict(WRONG)
    with pytest.raises(NotConfigured) as refusal:
        Settings.from_env(wrong)
    assert [name for name in wrong if name not in refusal.value.message] == []


@given(st.fixed_dictionaries({}, optional={setting.name: st.text(max_size=20) for setting in SETTINGS}))
def test_no_text_whatever_breaks_the_reading(environment: dict[str, str]) -> None:
    try:
        Settings.from_env(environment)
    except NotConfigured as refusal:
        assert refusal.message.startswith("ค่าที่ตั้งไว้ไม่ถูกต้อง: ")


def test_an_empty_text_counts_as_not_set() -> None:
    assert Settings.from_env({setting.name: " " for setting in SETTINGS}) == Settings.from_env({})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_one_driver_and_keeps_the_queue(scheme: str) -> None:
    settings = Settings.from_env({"DATABASE_URL": f"{scheme}://user@db/province"})
    assert settings.database_url == "postgresql+psycopg://user@db/province"
    assert settings.queue_url == settings.database_url
    assert not settings.on_sqlite


def test_a_database_file_does_not_move_with_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_env({"DATABASE_URL": "sqlite:///x.db"}).database_url == f"sqlite:///{tmp_path}/x.db"
    assert Settings.from_env({"DATABASE_URL": "sqlite:////y/x.db"}).database_url == "sqlite:////y/x.db"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30d", timedelta(days=30)),
        ("-1580d", timedelta(days=-1580)),
        ("2d12h", timedelta(days=2, hours=12)),
        ("-2d12h", timedelta(days=-2, hours=-12)),
        ("90m", timedelta(minutes=90)),
        ("+1h", timedelta(hours=1)),
    ],
)
def test_the_clock_shift_is_written_in_days_hours_and_minutes(text: str, length: timedelta) -> None:
    assert Settings.from_env({"CLOCK_SHIFT": text}).clock_shift == length
    assert Settings.from_env({"CLOCK_SHIFT": shift_out(length)}).clock_shift == length


def test_the_clock_shift_may_name_the_day_that_shall_be_today(morning: datetime) -> None:
    settings = Settings.from_env({"CLOCK_SHIFT": "2021-10-11"})
    with clock.fixed(morning + settings.clock_shift):
        assert clock.today() == date(2021, 10, 11)


def test_a_day_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(NotConfigured, match="CLOCK_SHIFT ไม่มีวันที่ 2021-02-30"):
        Settings.from_env({"CLOCK_SHIFT": "2021-02-30"})


def test_cookies_are_secure_for_other_machines_unless_said_otherwise() -> None:
    assert Settings.from_env({"HOST": "0.0.0.0"}).secure_cookies
    assert not Settings.from_env({"HOST": "0.0.0.0", "SECURE_COOKIES": "no"}).secure_cookies
    assert Settings.from_env({"SECURE_COOKIES": "yes"}).secure_cookies


def test_a_local_server_makes_its_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path / "new" / "data")})
    key = secret_key(settings)
    assert len(key) >= 32
    assert secret_key(settings) == key
    assert [entry.name for entry in settings.data_dir.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((settings.data_dir / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


def test_a_server_for_other_machines_needs_a_key_of_its_own(tmp_path: Path) -> None:
    shared = {"DATA_DIR": str(tmp_path), "HOST": "0.0.0.0"}
    with pytest.raises(NotConfigured, match="SECRET_KEY"):
        secret_key(Settings.from_env(shared))
    assert secret_key(Settings.from_env({**shared, "SECRET_KEY": "k" * 32})) == "k" * 32


@pytest.mark.parametrize("below", [".", "data"])
def test_a_data_dir_that_is_a_file_is_named(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings.from_env({"DATA_DIR": os.path.join(tmp_path, "file", below)})
    with pytest.raises(NotConfigured, match="DATA_DIR"):
        make_data_dir(settings)

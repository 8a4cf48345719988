"""Settings from the environment: read once, checked all together, never changed afterwards.

``SETTINGS`` is the whole list; docs/settings.md explains the same names, and a test compares the two.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workflow_app import clock
from workflow_app.errors import NotConfigured

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_DIALECTS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_QUEUES = ("sqlite", "postgresql", "postgresql+psycopg", "redis", "rediss")
_SHIFT = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<days>\d{1,5})d)?(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,5})m)?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Settings:
    """Everything an installation can choose. Made by ``from_env``; passed to whoever needs it."""

    data_dir: Path
    database_url: str
    secret_key: str | None
    host: str
    port: int
    web_threads: int
    proxies: int
    secure_cookies: bool
    session_hours: int
    max_upload_mb: int
    queue_url: str
    worker_threads: int
    sweep_seconds: int
    pdf_processes: int
    pdf_time_limit: int
    clock_shift: timedelta

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from names and texts as in ``os.environ``; an empty text counts as not set.

        Raises one NotConfigured that names every setting with a wrong value and what it should be.
        """
        values: dict[str, Any] = {}
        problems = []
        for setting in SETTINGS:
            text = environment.get(setting.name, "").strip() or setting.default
            try:
                values[setting.name.lower()] = setting.read(text)
            except ValueError as problem:
                problems.append(f"{setting.name} {problem}")
        if problems:
            raise NotConfigured("ค่าที่ตั้งไว้ไม่ถูกต้อง: " + "; ".join(problems))
        return cls(**_derived(values))

    @property
    def local(self) -> bool:
        """True when the server answers this machine only."""
        return self.host in LOOPBACK

    @property
    def on_sqlite(self) -> bool:
        """True for the embedded database, False for PostgreSQL."""
        return self.database_url.startswith("sqlite")


@dataclass(frozen=True)
class Setting:
    """One name of the environment: the text taken when it is not set, and the function that reads the text."""

    name: str
    default: str
    read: Callable[[str], Any]


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"ต้องเป็นจำนวนเต็ม {least} ถึง {most} (พบ {text})")
        return int(text)

    return read


def _folder(text: str) -> Path:
    if "\0" in text:
        raise ValueError("ต้องเป็นชื่อโฟลเดอร์")
    return Path(os.path.abspath(os.path.expanduser(text)))


def _database(text: str) -> str:
    scheme, mark, rest = text.partition("://")
    if not text:
        return ""
    if not mark or scheme not in _DIALECTS:
        raise ValueError("ต้องขึ้นต้นด้วย sqlite:/// หรือ postgresql://")
    if scheme != "sqlite":
        return _server_address(f"{_DIALECTS[scheme]}://{rest}")
    # A database in memory is gone after each connection, so it can hold no year of work.
    if not rest.startswith("/") or rest in ("/", "/:memory:"):
        raise ValueError("ต้องเป็น sqlite:/// ตามด้วยชื่อแฟ้ม")
    return "sqlite:///" + os.path.abspath(rest[1:])


def _server_address(text: str) -> str:
    """The same address. Raises ValueError for one that the driver could not take apart."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("ต้องเป็น postgresql://ผู้ใช้:รหัสผ่าน@เครื่อง:พอร์ต/ฐานข้อมูล") from None
    return text


def _queue(text: str) -> str:
    if text and text.partition("://")[0] not in _QUEUES:
        raise ValueError("ต้องขึ้นต้นด้วย sqlite:///, postgresql:// หรือ redis://")
    return text


def _secret(text: str) -> str | None:
    if not text:
        return None
    if len(text) < 32:
        raise ValueError("ต้องยาวอย่างน้อย 32 ตัวอักษร")
    return text


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.:-]+", text):
        raise ValueError("ต้องเป็นชื่อเครื่องหรือหมายเลขไอพี")
    return text


def _answer(text: str) -> bool | None:
    answers = {"": None, "1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    if text.lower() not in answers:
        raise ValueError("ต้องเป็น yes หรือ no")
    return answers[text.lower()]


def _duration(text: str) -> timedelta:
    if _DAY.fullmatch(text):
        return _until(text)
    found = _SHIFT.fullmatch(text)
    if not found or not any(found[part] for part in ("days", "hours", "minutes")):
        raise ValueError("ต้องเป็นช่วงเวลา เช่น 30d, -1580d, 2d12h หรือวันที่ที่ให้เป็นวันนี้ เช่น 2021-10-11 (ค.ศ.)")
    length = timedelta(**{part: int(found[part] or 0) for part in ("days", "hours", "minutes")})
    return -length if found["sign"] == "-" else length


def _until(text: str) -> timedelta:
    """Whole days from today in Thailand to the day that shall be today; the time of day stays the real one."""
    try:
        return date.fromisoformat(text) - clock.today()
    except ValueError as problem:
        raise ValueError(f"ไม่มีวันที่ {text}") from problem


def shift_out(length: timedelta) -> str:
    """A shift of whole minutes as the setting CLOCK_SHIFT is written, such as "-1580d0h0m"."""
    minutes = abs(length) // timedelta(minutes=1)
    sign = "-" if length < timedelta() else ""
    return f"{sign}{minutes // 1440}d{minutes // 60 % 24}h{minutes % 60}m"


SETTINGS = (
    Setting("DATA_DIR", "data", _folder),
    Setting("DATABASE_URL", "", _database),
    Setting("SECRET_KEY", "", _secret),
    Setting("HOST", "127.0.0.1", _host),
    Setting("PORT", "8000", _whole(1, 65535)),
    Setting("WEB_THREADS", "8", _whole(1, 64)),
    Setting("PROXIES", "0", _whole(0, 5)),
    Setting("SECURE_COOKIES", "", _answer),
    Setting("SESSION_HOURS", "12", _whole(1, 720)),
    Setting("MAX_UPLOAD_MB", "20", _whole(1, 200)),
    Setting("QUEUE_URL", "", _queue),
    Setting("WORKER_THREADS", "2", _whole(1, 32)),
    Setting("SWEEP_SECONDS", "60", _whole(1, 3600)),
    Setting("PDF_PROCESSES", "2", _whole(1, 16)),
    Setting("PDF_TIME_LIMIT", "60", _whole(1, 600)),
    Setting("CLOCK_SHIFT", "0d", _duration),
)


def _derived(values: dict[str, Any]) -> dict[str, Any]:
    """Fill the settings whose default depends on another one."""
    values["database_url"] = values["database_url"] or f"sqlite:///{values['data_dir'] / 'workflow.db'}"
    on_sqlite = values["database_url"].startswith("sqlite")
    own_queue = f"sqlite:///{values['data_dir'] / 'queue.db'}" if on_sqlite else values["database_url"]
    values["queue_url"] = values["queue_url"] or own_queue
    if values["secure_cookies"] is None:
        values["secure_cookies"] = values["host"] not in LOOPBACK
    return values


def make_data_dir(settings: Settings) -> Path:
    """Make DATA_DIR, readable by its owner only, and return it. Raises NotConfigured when it cannot be used."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise NotConfigured(f"ใช้ DATA_DIR {settings.data_dir} ไม่ได้: {problem.strerror}") from problem
    if not os.access(settings.data_dir, os.R_OK | os.W_OK | os.X_OK):
        raise NotConfigured(f"ใช้ DATA_DIR {settings.data_dir} ไม่ได้: ไม่มีสิทธิ์อ่านหรือเขียน")
    return settings.data_dir


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: SECRET_KEY, or on a local server one that is made once and kept in DATA_DIR.

    Raises NotConfigured for a server that other machines reach without SECRET_KEY: several machines must
    share one key, and a key lost with a container would end every session.
    """
    if settings.secret_key:
        return settings.secret_key
    if not settings.local:
        raise NotConfigured(f"ต้องกำหนด SECRET_KEY เมื่อเปิดให้เครื่องอื่นเข้าใช้ (HOST={settings.host})")
    path = make_data_dir(settings) / "secret_key"
    try:
        _write_once(path, secrets.token_hex(32))
        return path.read_text(encoding="ascii").strip()
    except OSError as problem:
        raise NotConfigured(f"อ่านกุญแจในแฟ้ม {path} ไม่ได้: {problem.strerror}") from problem


def _write_once(path: Path, text: str) -> None:
    """Write the file whole or leave the one that is there: two processes starting together keep one key."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

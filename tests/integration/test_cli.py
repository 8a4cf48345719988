"""The command line as a person meets it: help, one line for each error, never a traceback."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest

from workflow_app.cli import commands, main
from workflow_app.cli.common import sqlite_tables
from workflow_app.cli.demo import refuse_used_database
from workflow_app.cli.errors import EXPECTED, line_of
from workflow_app.cli.setup import show_accounts
from workflow_app.config import Settings
from workflow_app.demo import cast
from workflow_app.errors import DomainError, Invalid, NotConfigured, Refused


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``workflow-app`` in its own process, from an empty folder, with these settings only."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "workflow_app.cli", *arguments],
        cwd=folder,
        env={**kept, "DATA_DIR": str(folder / "data"), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr of a command that ended with 2."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


def _every_command(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = command.commands.items() if isinstance(command, click.Group) else ()
    return [path] + [found for name, child in inner for found in _every_command(child, (*path, name))]


@pytest.mark.parametrize("path", [pytest.param(path, id=" ".join(path)) for path in _every_command(commands)])
def test_every_command_explains_itself_in_thai(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*path, "--help"])
    told = capsys.readouterr()
    assert (end.value.code, told.err) == (0, "")
    assert any("ก" <= letter <= "๛" for letter in told.out)


def test_the_commands_are_those_of_the_manual() -> None:
    named = {" ".join(path) for path in _every_command(commands)}
    assert named >= {"init", "serve", "worker", "demo", "user add", "db upgrade", "audit verify"}
    assert named >= {"backup", "restore", "doctor"}


def test_help_loads_no_database_and_no_pages(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom workflow_app.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'flask', 'alembic', 'pythainlp', 'lxml', 'gunicorn'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 0
    assert "serve" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing"], "ไม่มีคำสั่ง nothing"),
        (["serve", "--fast"], "ไม่มีตัวเลือก --fast"),
        (["serve", "now"], "workflow-app serve --help"),
        (["demo"], "ต้องระบุ --out"),
        (["demo", "--out", "x", "--seed", "many"], "--seed"),
        (["demo", "--out", "x", "--seed", "-1"], "--seed"),
        (["user", "add"], "USERNAME"),
        (["user", "add", "somchai"], "--name"),
        (["user", "take"], "ไม่มีคำสั่ง take"),
        (["backup"], "TARGET"),
        (["restore"], "SOURCE"),
        (["db", "downgrade"], "ไม่มีคำสั่ง downgrade"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(arguments)
    shown = capsys.readouterr()
    assert (end.value.code, shown.out) == (2, "")
    assert told in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    "command", [["init"], ["serve"], ["worker"], ["db", "upgrade"], ["doctor"], ["audit", "verify"]]
)
def test_wrong_settings_stop_every_command(command: list[str], tmp_path: Path) -> None:
    told = refused(run(*command, folder=tmp_path, PORT="no", HOST="?"))
    assert "PORT" in told
    assert "HOST" in told


@pytest.mark.parametrize("address", ["postgresql://[::bad", "postgresql://host:port/name"])
@pytest.mark.parametrize("command", [["init"], ["serve"], ["doctor"]])
def test_an_address_that_cannot_be_taken_apart_is_a_wrong_setting(
    command: list[str], address: str, tmp_path: Path
) -> None:
    assert "DATABASE_URL" in refused(run(*command, folder=tmp_path, DATABASE_URL=address))


@pytest.mark.parametrize(
    "command", [["init"], ["db", "upgrade"], ["serve"], ["worker"], ["backup", "copy.db"]]
)
def test_a_database_of_another_programme_is_left_as_it_is(command: list[str], tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    before = foreign.read_bytes()
    refused(run(*command, folder=tmp_path, DATABASE_URL=f"sqlite:///{foreign}"))
    assert foreign.read_bytes() == before
    assert not (tmp_path / "copy.db").exists()


def test_a_database_that_may_not_be_opened_is_not_called_something_else(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="สิทธิ์"):
        sqlite_tables(tmp_path)  # a folder: refused by the operating system for every user, root too
    (tmp_path / "letter.txt").write_text("ไม่ใช่ฐานข้อมูล" * 100, encoding="utf-8")
    with pytest.raises(DomainError, match="ไม่ใช่ฐานข้อมูล"):
        sqlite_tables(tmp_path / "letter.txt")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and no more", b"PK\3\4" + b"x" * 5000])
def test_what_is_no_backup_of_ours_is_not_restored(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    assert "copy.db" in refused(run("restore", "copy.db", folder=tmp_path))
    assert not (tmp_path / "data" / "workflow.db").exists()


@pytest.mark.parametrize("command", [["init"], ["serve"], ["worker"]])
def test_a_data_dir_that_cannot_be_made_is_named(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "DATA_DIR" in refused(run(*command, folder=tmp_path, DATA_DIR=str(tmp_path / "file" / "data")))


@pytest.mark.parametrize(
    "command", [["serve"], ["worker"], ["audit", "verify"], ["backup", "x.db"], ["serve", "--no-worker"]]
)
def test_a_database_that_is_not_there_is_not_made_by_the_way(command: list[str], tmp_path: Path) -> None:
    assert "workflow-app init" in refused(run(*command, folder=tmp_path))
    assert not (tmp_path / "data" / "workflow.db").exists()


@pytest.mark.parametrize(
    "command", [["serve"], ["worker"], ["backup", "copy.dump"], ["restore", "copy.dump"]]
)
def test_a_server_that_does_not_answer_is_told_in_one_line(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "copy.dump").write_text("") if "restore" in command else None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"postgresql://nobody:secret-word@127.0.0.1:{free.getsockname()[1]}/none"
        told = refused(run(*command, folder=tmp_path, DATABASE_URL=url))
    assert "DATABASE_URL" in told
    assert "secret-word" not in told


@pytest.mark.postgres
def test_a_database_name_that_the_server_does_not_know_is_told_in_one_line(
    tmp_path: Path, postgres_url: str
) -> None:
    told = refused(run("worker", folder=tmp_path, DATABASE_URL=postgres_url + "_no"))
    assert "DATABASE_URL" in told


def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    assert run("init", folder=tmp_path).returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = refused(run("serve", folder=tmp_path, PORT=port))
    assert port in told
    assert "PORT" in told


def test_other_machines_are_let_in_only_with_a_key(tmp_path: Path) -> None:
    assert run("init", folder=tmp_path).returncode == 0
    assert "SECRET_KEY" in refused(run("serve", folder=tmp_path, HOST="0.0.0.0"))


def test_init_may_be_called_again(tmp_path: Path) -> None:
    first = run("init", folder=tmp_path)
    assert (first.returncode, (tmp_path / "data" / "workflow.db").exists()) == (0, True), first.stderr
    key = (tmp_path / "data" / "secret_key").read_text()
    assert run("init", folder=tmp_path).returncode == 0
    assert run("db", "upgrade", folder=tmp_path).returncode == 0
    assert (tmp_path / "data" / "secret_key").read_text() == key


def test_a_province_is_opened_and_gets_its_first_account(tmp_path: Path) -> None:
    assert "ไม่มีจังหวัด" in run("init", "--province", "xx", folder=tmp_path).stderr
    assert "เปิดจังหวัดสระแก้วแล้ว" in run("init", "--province", "สก", folder=tmp_path).stdout
    assert "ไว้แล้ว" in run("init", "--province", "สก", folder=tmp_path).stdout
    added = ("user", "add", "somying", "--name", "สมหญิง ใจดี", "--role")
    done = run(*added, "administrator", "--office", "จังหวัดสระแก้ว", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "รหัสผ่านชั่วคราว: " in done.stdout
    assert "somying" in refused(run(*added, "administrator", "--office", "จังหวัดสระแก้ว", folder=tmp_path))
    assert "king" in refused(run(*added, "king", "--office", "จังหวัดสระแก้ว", folder=tmp_path))
    assert "จังหวัดจันทร์" in refused(run(*added, "administrator", "--office", "จังหวัดจันทร์", folder=tmp_path))


def test_the_demo_is_refused_by_a_used_database_before_anything_is_touched(tmp_path: Path) -> None:
    chosen = Settings.from_env({"DATA_DIR": str(tmp_path / "data")})
    refuse_used_database(chosen)
    assert not (tmp_path / "data").exists()
    assert run("init", folder=tmp_path).returncode == 0
    refuse_used_database(chosen)
    assert run("init", "--province", "สก", folder=tmp_path).returncode == 0
    with pytest.raises(DomainError, match="มีข้อมูลแล้ว"):
        refuse_used_database(chosen)


def test_one_demo_account_for_each_role_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show_accounts(cast.ACCOUNTS)
    lines = capsys.readouterr().out.splitlines()[1:]
    assert len(lines) == len({account.role for account in cast.ACCOUNTS})
    assert all(cast.PASSWORD in line for line in lines)


@pytest.mark.parametrize("command", [["serve"], ["worker"]])
def test_a_database_of_another_release_is_not_served(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "workflow.db").touch()
    assert "db upgrade" in refused(run(*command, folder=tmp_path))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_backup_comes_back_into_a_new_database_only(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    old = {"DATABASE_URL": request.getfixturevalue(f"{kind}_url")}
    assert run("init", folder=tmp_path, **old).returncode == 0
    done = run("backup", "copy", folder=tmp_path, **old)
    assert (done.returncode, (tmp_path / "copy").exists()) == (0, True), done.stderr
    assert "อยู่แล้ว" in refused(run("backup", "copy", folder=tmp_path, **old))
    assert "มีข้อมูลแล้ว" in refused(run("restore", "copy", folder=tmp_path, **old))
    if kind == "sqlite":
        new = {"DATABASE_URL": f"sqlite:///{tmp_path}/new/workflow.db"}
        done = run("restore", "copy", folder=tmp_path, **new)
        assert done.returncode == 0, done.stderr
        assert run("doctor", folder=tmp_path, **new).stdout.count("✓ ฐานข้อมูล") == 1


@pytest.mark.postgres
def test_init_works_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    done = run("init", folder=tmp_path, DATABASE_URL=postgres_url)
    assert done.returncode == 0, done.stderr
    assert run("db", "upgrade", folder=tmp_path, DATABASE_URL=postgres_url).returncode == 0


def test_doctor_names_what_is_missing_and_ends_with_two(tmp_path: Path) -> None:
    done = run("doctor", folder=tmp_path)
    assert done.returncode == 2
    assert "✗ ฐานข้อมูล: ยังไม่มีฐานข้อมูล" in done.stdout
    assert "✓ DATA_DIR" in done.stdout
    assert done.stderr.count("\n") == 1


@pytest.mark.case("B03")
@pytest.mark.parametrize("there", [True, pytest.param(False, id="no letter font")])
def test_doctor_names_the_letter_font_that_is_missing(tmp_path: Path, there: bool) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig><cachedir>cache</cachedir></fontconfig>")
    environment = {} if there else {"FONTCONFIG_FILE": str(empty)}
    done = run("doctor", folder=tmp_path, **environment)
    line = next(line for line in done.stdout.splitlines() if "แบบอักษร" in line)
    assert line.startswith("✓" if there else "✗")
    assert "Sarabun" in line


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (NotConfigured("ก\nข"), "ก ข"),
        (Refused(["หนึ่ง", "สอง"]), "ยังดำเนินการขั้นตอนนี้ไม่ได้: หนึ่ง; สอง"),
        (Invalid({"ชื่อ": "ว่าง"}), "ข้อมูลที่กรอกยังไม่ถูกต้อง: ชื่อ: ว่าง"),
        (PermissionError(13, "Permission denied", "x.db"), "ทำต่อไม่ได้ x.db: Permission denied"),
        (KeyboardInterrupt(), "หยุดตามคำสั่งผู้ใช้"),
        (click.Abort(), "หยุดตามคำสั่งผู้ใช้"),
        (click.BadParameter("แปลก"), "ค่าของ ตัวเลือก ไม่ถูกต้อง: แปลก (ดู workflow-app --help)"),
    ],
)
def test_every_kind_of_error_has_its_line(problem: BaseException, line: str) -> None:
    assert isinstance(problem, EXPECTED)
    assert line_of(problem) == line

"""The helper scripts and the Makefile on machines that are not like this one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from source_tree import ROOT

TOOLS = ROOT / "tools"


def _run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A PATH with a shell's own tools only: no apt-get, no sudo, no python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "id", "grep", "cat", "dirname"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return str(folder)


def test_what_cannot_be_installed_is_told_in_one_line_with_its_loss(bare: str, tmp_path: Path) -> None:
    done = _run("sh", TOOLS / "debian.sh", "run", folder=tmp_path, PATH=bare)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1
    assert "ทำ PDF" in done.stderr
    assert "apt-get install" in done.stderr
    assert "libreoffice-writer-nogui" in done.stderr


def test_a_machine_without_a_new_python_is_told_so(bare: str, tmp_path: Path) -> None:
    done = _run("sh", TOOLS / "environment.sh", tmp_path / "venv", folder=tmp_path, PATH=bare)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Python 3.11" in done.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize(
    "way", [["-C", str(ROOT)], ["-f", str(ROOT / "Makefile")], ["-C", str(ROOT), "help"]]
)
def test_make_shows_its_help_from_any_folder(way: list[str], tmp_path: Path) -> None:
    done = _run("make", "--no-print-directory", *way, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines()][:4] == ["help", "run", "test", "check"]


@pytest.mark.parametrize("script", sorted(path.name for path in TOOLS.glob("*.sh")) + ["../.ci/run"])
def test_a_script_is_read_without_a_mistake(script: str, tmp_path: Path) -> None:
    shell = "bash" if script.endswith("run") else "sh"
    assert _run(shell, "-n", TOOLS / script, folder=tmp_path).stderr == ""

"""The built wheel alone is enough: it runs from an empty folder, far from the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from source_tree import ROOT

KEPT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "data", "demo-output", "*.egg-info", "build", "dist", ".*_cache"
)


def _run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, capture_output=True, text=True, timeout=300, check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the checkout; building leaves nothing in the checkout itself."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "source", ignore=KEPT_OUT)
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, folder / "source")
    _run(sys.executable, *build, folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel and, by a path line, the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    target = Path(
        _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip()
    )
    options = ("--no-deps", "--no-index", "--disable-pip-version-check")
    _run(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, folder=folder)
    # A path line only adds the folder: the .pth of the checkout's editable install is not read again.
    (target / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def test_the_wheel_holds_the_templates_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.html")}
    letters = {path.relative_to(ROOT).as_posix() for path in (ROOT / "letter_templates").rglob("*.docx")}
    assert {f"workflow_app/{name}" for name in templates | letters} <= set(names)
    static = {path.relative_to(ROOT).as_posix() for path in (ROOT / "workflow_app").rglob("static/*.*")}
    assert static <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "tools/"))]


def test_the_installed_command_works_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    command = installed / "workflow-app"
    assert "serve" in _run(command, "--help", folder=tmp_path)
    assert _run(command, "--version", folder=tmp_path).strip()
    assert "workflow.db" in _run(command, "init", folder=tmp_path)
    assert (tmp_path / "data" / "workflow.db").stat().st_size > 0


@pytest.mark.parametrize("name", ["templates", "letter_templates"])
def test_the_installed_package_finds_its_own_folders(installed: Path, tmp_path: Path, name: str) -> None:
    code = f"from workflow_app.paths import folder; print(folder({name!r}))"
    found = Path(_run(installed / "python", "-c", code, folder=tmp_path).strip())
    assert installed.parent in found.parents
    assert any(found.iterdir())


def test_the_installed_package_makes_its_pages(installed: Path, tmp_path: Path) -> None:
    code = (
        "from workflow_app import create_app; from workflow_app.config import Settings\n"
        "app = create_app(Settings.from_env({})); print(len(list(app.url_map.iter_rules())))"
    )
    assert int(_run(installed / "python", "-c", code, folder=tmp_path)) > 1

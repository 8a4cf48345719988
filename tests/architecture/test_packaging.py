"""setup.cfg, the settings page and the code name the same things."""

from __future__ import annotations

import configparser
import re

from source_tree import PACKAGE, ROOT

from workflow_app.config import SETTINGS

BESIDE = {"workflow_app.templates", "workflow_app.letter_templates"}


def _setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_setup_cfg_lists_every_package() -> None:
    there = {".".join(file.parent.relative_to(PACKAGE.parent).parts) for file in PACKAGE.rglob("__init__.py")}
    listed = _lines(_setup()["options"]["packages"])
    assert sorted(listed) == sorted(there | BESIDE)


def test_every_folder_with_code_is_a_package() -> None:
    bare = {file.parent for file in PACKAGE.rglob("*.py") if not (file.parent / "__init__.py").exists()}
    assert bare == set()


def test_every_requirement_is_pinned() -> None:
    options = _setup()
    wanted = _lines(options["options"]["install_requires"]) + _lines(options["options.extras_require"]["dev"])
    pinned = {_plain(line) for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()}
    assert [line for line in wanted if _plain(line) not in pinned] == []


def _plain(requirement: str) -> str:
    name = re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_pins_versions_and_nothing_else() -> None:
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+]+", line), line


def test_the_settings_page_lists_every_setting_with_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", page, flags=re.MULTILINE)
    assert [name for name, _ in rows] == [setting.name for setting in SETTINGS]
    for (name, default), setting in zip(rows, SETTINGS, strict=True):
        assert (setting.default == "") or default == f"`{setting.default}`", name


def test_every_target_of_the_makefile_that_people_call_is_in_its_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = set(re.findall(r"^([a-z]+):.*## ", text, flags=re.MULTILINE))
    assert {"help", "run", "test", "check", "format", "bench", "soak", "demo"} <= described

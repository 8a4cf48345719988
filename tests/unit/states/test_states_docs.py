"""docs/states.md is what the tables say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from workflow_app.people.rules import Scope
from workflow_app.states.effects import EFFECTS
from workflow_app.states.tables import TABLES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    """The tool that writes the page."""
    specification = importlib.util.spec_from_file_location("print_tables", ROOT / "tools" / "print_tables.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_page_of_the_tables_is_up_to_date(tables: ModuleType) -> None:
    written = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")
    assert written == tables.page(), "python tools/print_tables.py brings it up to date"


def test_every_guard_effect_and_scope_has_its_words_and_none_is_left_over(tables: ModuleType) -> None:
    steps = [step for kinds in TABLES.values() for lines in kinds.values() for step in lines]
    assert set(tables.GUARDS) == {guard.__name__ for step in steps for guard in step.guards}
    assert set(tables.EFFECTS) == set(EFFECTS)
    assert set(tables.SCOPES) == set(Scope)


def test_every_step_of_every_kind_has_a_line(tables: ModuleType) -> None:
    lines = tables.page().splitlines()
    for steps in TABLES["1"].values():
        for step in steps:
            assert any(f"{step.label} `{step.action}` | {step.source.label} |" in line for line in lines)

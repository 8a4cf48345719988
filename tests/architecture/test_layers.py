"""Which module may import which. The import linter holds the same layers over chains of imports.

A module's layer follows from its name. One with another name is a rule, and a rule knows neither Flask nor
SQLAlchemy nor the clock: a new module that needs them gets its line in LAYERS first.
"""

from __future__ import annotations

import fnmatch

import pytest
from source_tree import Module, imports, modules

#: Layers from low to high; patterns of module names without "workflow_app.".
LAYERS: tuple[tuple[str, str], ...] = (
    ("rules", ""),
    ("settings", "config"),
    ("database", "db files"),
    ("models", "*.models tables migrations migrations.*"),
    (
        "queries",
        "*.queries states.gather states.gather.* states.registry states.visible states.touches states.stale"
        " years.sheet indicators.snapshot letters.draft_checks letters.routing scoring.esar_content"
        " states.inbox registers.export",
    ),
    (
        "operations",
        "*.operations *.record *.verify *.outbox *.numbering letters.compose letters.compose.* letters.attachments"
        " people.sessions states.answers letters.prepare",
    ),
    ("effects", "states.effects states.effects.* states.context"),
    ("perform", "states.perform states.run"),
    ("jobs", "jobs.handlers jobs.queue jobs.runner"),
    ("web", "web web.* extensions workflow_app"),
    ("demo", "demo demo.*"),
    ("commands", "cli cli.*"),
)
HEIGHT = {name: height for height, (name, _) in enumerate(LAYERS)}
#: Layers that stand side by side at the top: the demo is carried out by operations and steps, not by pages.
BESIDE = {("demo", "web")}
FRAMEWORKS = ("flask", "flask_login", "flask_wtf", "wtforms", "werkzeug", "sqlalchemy", "alembic", "huey")
NAMES = [pytest.param(module, id=module.name) for module in modules()]


def layer_of(short: str) -> str:
    """The layer of a module by its name without the package."""
    for name, patterns in LAYERS:
        if any(fnmatch.fnmatchcase(short or "workflow_app", pattern) for pattern in patterns.split()):
            return name
    return "rules"


def _ours(module: Module) -> list[tuple[str, int]]:
    found = imports(module)
    return [
        (name.removeprefix("workflow_app."), line) for name, line in found if name.startswith("workflow_app.")
    ]


@pytest.mark.parametrize("module", NAMES)
def test_a_module_imports_its_own_layer_and_lower_ones_only(module: Module) -> None:
    mine = layer_of(module.short)
    wrong = [
        f"line {line}: {module.name} ({mine}) imports {name} ({layer_of(name)})"
        for name, line in _ours(module)
        if HEIGHT[layer_of(name)] > HEIGHT[mine] or (mine, layer_of(name)) in BESIDE
    ]
    assert wrong == []


@pytest.mark.parametrize("module", [name for name in NAMES if layer_of(name.values[0].short) == "rules"])
def test_a_rule_knows_no_framework_and_no_clock(module: Module) -> None:
    found = [(name, line) for name, line in imports(module) if name.split(".")[0] in FRAMEWORKS]
    clock = [(name, line) for name, line in imports(module) if name == "workflow_app.clock"]
    assert found == []
    assert clock == []


def test_flask_is_known_to_the_pages_only() -> None:
    flask = ("flask", "flask_login", "flask_wtf", "wtforms", "werkzeug", "flask_bootstrap")
    found = [
        f"{module.name} imports {name}"
        for module in modules()
        if layer_of(module.short) != "web"
        for name, _ in imports(module)
        if name.split(".")[0] in flask
    ]
    assert found == []


def test_operations_and_effects_never_call_perform() -> None:
    callers = [
        module.name
        for module in modules()
        if layer_of(module.short) in ("operations", "effects")
        and any(name == "workflow_app.states.perform" for name, _ in imports(module))
    ]
    assert callers == []

"""Sizes, docstrings, named errors, and nothing of one machine in the code."""

from __future__ import annotations

import ast
import re
import subprocess

import pytest
from source_tree import ROOT, Module, dotted, functions, modules

LONGEST_FUNCTION = 45
LONGEST_FILE = 300
BROAD = {"Exception", "BaseException"}
#: The one transaction has to roll back whatever went wrong, and says it again afterwards.
BROAD_ALLOWED = {"workflow_app.db"}
#: A guard is told by its name and the Thai sentence it returns; a revision by the docstring of its module.
TELLS_ITSELF = ("states.guards.", "migrations.versions.")
MACHINE = re.compile(r"(?<![\w.*])/(?:work|home|root|mnt)/|127\.0\.0\.1:\d+/(?:simple|pypi)")
NAMES = [pytest.param(module, id=module.name) for module in modules()]


@pytest.mark.parametrize("module", NAMES)
def test_functions_and_files_stay_small(module: Module) -> None:
    if module.short.startswith("migrations.versions."):
        return  # written by a tool, one call for each table
    long = [
        f"{function.name}: {function.end_lineno - function.lineno + 1} lines"
        for function in functions(module)
        if function.end_lineno is not None and function.end_lineno - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []
    assert len(module.text.splitlines()) <= LONGEST_FILE


def _public(tree: ast.Module) -> list[ast.AST]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]


@pytest.mark.parametrize("module", NAMES)
def test_what_others_may_call_says_what_it_gives(module: Module) -> None:
    if module.short.startswith(TELLS_ITSELF):
        return
    silent = [node.name for node in _public(module.tree) if not ast.get_docstring(node)]  # type: ignore[attr-defined]
    assert silent == []


@pytest.mark.parametrize("module", NAMES)
def test_a_handler_names_its_errors(module: Module) -> None:
    if module.name in BROAD_ALLOWED:
        return
    broad = [
        handler.lineno
        for handler in ast.walk(module.tree)
        if isinstance(handler, ast.ExceptHandler)
        and (handler.type is None or any(dotted(node) in BROAD for node in ast.walk(handler.type)))
    ]
    assert broad == []


def _kept_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name]


def test_nothing_that_is_kept_names_a_folder_of_one_machine() -> None:
    found = []
    for name in _kept_files():
        path = ROOT / name
        if path.suffix in (".docx", ".png", ".jpg", ".pdf", ".xlsx", ".ttf") or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if MACHINE.search(line) and "MACHINE = re.compile" not in line:
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    assert found == []


def test_a_module_does_nothing_at_import() -> None:
    """Calls at the top of a module are definitions only; reading files and environment there is found here."""
    acting = {
        "open",
        "print",
        "os.getenv",
        "os.environ.get",
        "os.makedirs",
        "create_engine",
        "subprocess.run",
    }
    found = []
    for module in modules():
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]
            found += [f"{module.name}:{call.lineno}" for call in calls if dotted(call.func) in acting]
    assert found == []

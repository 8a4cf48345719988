"""One door for each kind of change, and one module for each library that has traps."""

from __future__ import annotations

import ast

import pytest
from source_tree import Module, dotted, imports, modules

#: Library -> the modules (patterns by prefix) that may import it.
LIBRARIES = {
    "transitions": ("workflow_app.states.engine",),
    "pythainlp": ("workflow_app.words",),
    "huey": ("workflow_app.jobs.queue",),
    "docxtpl": ("workflow_app.letters.docx.templates",),
    "lxml": ("workflow_app.letters.",),
    "docx": ("workflow_app.letters.",),
    # One place unpacks what arrives, with its limits; the other only writes; the last reads LibreOffice's own odt.
    "zipfile": (
        "workflow_app.packages",
        "workflow_app.letters.docx.package",
        "workflow_app.letters.pdf.batch_office",
    ),
    "gunicorn": ("workflow_app.cli.serve",),
}
#: Calls that read the wall clock. A monotonic clock measures, it tells no time, and is free to use.
WALL_CLOCK = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.ctime",
    "func.now",
    "func.current_timestamp",
}


def _allowed(module: Module, doors: tuple[str, ...]) -> bool:
    return any(module.name == door or (door.endswith(".") and module.name.startswith(door)) for door in doors)


def _calls(module: Module) -> list[tuple[str, int]]:
    return [(dotted(node.func), node.lineno) for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_a_library_with_traps_has_one_door(library: str) -> None:
    strangers = [
        f"{module.path.name}:{line}"
        for module in modules()
        for name, line in imports(module)
        if name.split(".")[0] == library and not _allowed(module, LIBRARIES[library])
    ]
    assert strangers == []


def _state_writes(tree: ast.AST) -> list[int]:
    """Lines that give a value to an attribute ``state``, in any of the ways the language has."""
    lines = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "state"
            and isinstance(node.ctx, ast.Store | ast.Del)
        ):
            lines.append(node.lineno)
        if isinstance(node, ast.Call) and dotted(node.func) in ("setattr", "object.__setattr__"):
            lines += [node.lineno for given in node.args[1:2] if _is_text(given, "state")]
        if isinstance(node, ast.Call) and dotted(node.func).endswith(".values"):
            lines += [node.lineno for keyword in node.keywords if keyword.arg == "state"]
    return lines


def _is_text(node: ast.expr, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R5")
def test_a_state_is_written_in_one_module() -> None:
    writers = [
        f"{module.name}:{line}"
        for module in modules()
        if module.name != "workflow_app.states.perform"
        for line in _state_writes(module.tree)
    ]
    assert writers == []


@pytest.mark.parametrize(
    "line",
    [
        "row.state = 1",
        "row.state, b = 1, 2",
        "setattr(row, 'state', 1)",
        "update(T).values(state=1)",
        "a.b.state += 1",
    ],
)
def test_the_search_for_writers_of_a_state_finds_each_way_to_write_one(line: str) -> None:
    assert _state_writes(ast.parse(line)) == [1]


def test_a_transaction_is_committed_in_one_module() -> None:
    committers = [
        f"{module.name}:{line}"
        for module in modules()
        for name, line in _calls(module)
        if name.endswith(".commit") and module.name != "workflow_app.db"
    ]
    assert committers == []


def test_the_wall_clock_is_read_in_one_module() -> None:
    readers = [
        f"{module.name}:{line} {name}"
        for module in modules()
        for name, line in _calls(module)
        if name in WALL_CLOCK and module.name != "workflow_app.clock"
    ]
    assert readers == []


def test_bytes_are_stored_in_one_module() -> None:
    makers = [
        f"{module.name}:{line}"
        for module in modules()
        for name, line in _calls(module)
        if name.split(".")[-1] == "StoredFile" and module.name != "workflow_app.files"
    ]
    assert makers == []


def test_a_register_row_is_made_in_one_module() -> None:
    makers = {
        module.name
        for module in modules()
        for name, _ in _calls(module)
        if name.split(".")[-1] == "RegisterEntry" and not module.name.endswith(".models")
    }
    assert len(makers) <= 1, f"a number is given in one place, not in {sorted(makers)}"

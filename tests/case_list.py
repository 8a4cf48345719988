"""The collection of cases: what docs/cases.md says about each, and which tests carry its mark."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from source_tree import ROOT, dotted

PAGE = ROOT / "docs" / "cases.md"
#: All cases of the collection; a case is never taken off the list.
IDS = tuple(f"B{number:02}" for number in range(1, 66))
TESTED, UNTOUCHED = "tested", "not touched yet"
_ROW = re.compile(r"^\| (B\d\d) \| (.*?) \| (tested|not touched yet) \| (.*) \|$", flags=re.MULTILINE)
_HEAD = """# Cases

Failures that others met in systems of this kind, and where each is tested here. A test carries the case's number:
`@pytest.mark.case("B29")`. `make cases` writes this page again from the marks; a test compares the two.
For a case that is not touched yet the last column says why.

| case | what goes wrong | state | tests, or the reason |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Case:
    """One row of the page. ``told`` is the list of tests, or the reason why there is none yet."""

    number: str
    title: str
    state: str
    told: str


def cases_on_page() -> Sequence[Case]:
    """The rows of docs/cases.md as they stand."""
    return [Case(*row) for row in _ROW.findall(PAGE.read_text(encoding="utf-8"))]


@cache
def marked_tests() -> Mapping[str, Sequence[str]]:
    """Case number -> the marked tests as ``folder/file.py::name``, in order."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT / "tests").as_posix()
        for number, test in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(number, set()).add(f"{name}::{test}" if test else name)
    return {number: sorted(tests) for number, tests in found.items()}


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each mark with the test or class that it stands on or in; "" for a mark on the whole file."""
    for node in tree.body:
        owner = getattr(node, "name", "") if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and dotted(call.func).endswith("mark.case"):
                yield from (
                    (str(given.value), owner) for given in call.args if isinstance(given, ast.Constant)
                )


def page(cases: Sequence[Case], tests: Mapping[str, Sequence[str]]) -> str:
    """The text of docs/cases.md: a case with tests lists them, one without keeps its reason."""
    rows = (_row(case, tests.get(case.number, ())) for case in cases)
    return _HEAD + "".join(
        f"| {number} | {title} | {state} | {told} |\n" for number, title, state, told in rows
    )


def _row(case: Case, tests: Sequence[str]) -> tuple[str, str, str, str]:
    if tests:
        return case.number, case.title, TESTED, "<br>".join(f"`{test}`" for test in tests)
    reason = case.told if case.state == UNTOUCHED else "REASON MISSING"
    return case.number, case.title, UNTOUCHED, reason

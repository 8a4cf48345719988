"""Every address of the application says who may use it, and is in the table of expectations."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from source_tree import ROOT

from workflow_app import create_app
from workflow_app.config import Settings

EXPECTATIONS = ROOT / "tests" / "permissions.csv"
COLUMNS = ["route", "method", "role", "office", "state", "status"]
#: Pages for everybody; every other view carries the access rule that ``@needs`` leaves on it.
PUBLIC = {"static", "bootstrap.static"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application as an installation has it, on an empty folder."""
    folder: Path = tmp_path_factory.mktemp("data")
    yield create_app(Settings.from_env({"DATA_DIR": str(folder)}))


def _routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def _expected() -> list[dict[str, str]]:
    with EXPECTATIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.requirement("R19")
def test_every_route_names_its_access(app: Flask) -> None:
    silent = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC and not hasattr(app.view_functions[rule.endpoint], "access")
    ]
    assert silent == []


@pytest.mark.requirement("R19")
def test_every_route_has_its_rows_of_expectation_and_no_row_is_left_over(app: Flask) -> None:
    rows = {(row["route"], row["method"]) for row in _expected()}
    assert sorted(_routes(app) - rows) == []
    assert sorted(rows - _routes(app)) == []


def test_the_table_of_expectations_has_its_columns_and_real_statuses() -> None:
    with EXPECTATIONS.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS
    wrong = [
        row for row in _expected() if row["status"] not in {"200", "302", "303", "404", "405", "409", "422"}
    ]
    assert wrong == []

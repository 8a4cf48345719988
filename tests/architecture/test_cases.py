"""docs/cases.md says the truth about every case of the collection."""

from __future__ import annotations

import pytest
from case_list import IDS, TESTED, UNTOUCHED, Case, cases_on_page, marked_tests, page


def test_every_case_of_the_collection_has_its_row() -> None:
    assert tuple(case.number for case in cases_on_page()) == IDS


def test_no_test_carries_a_number_that_is_no_case() -> None:
    assert sorted(set(marked_tests()) - set(IDS)) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.number) for case in cases_on_page()])
def test_the_page_names_the_tests_of_each_case(case: Case) -> None:
    marked = marked_tests().get(case.number, ())
    listed = [test.strip("`") for test in case.told.split("<br>")] if case.state == TESTED else []
    assert listed == list(marked), "make cases brings the page up to date"


@pytest.mark.parametrize("case", [pytest.param(case, id=case.number) for case in cases_on_page()])
def test_a_case_without_a_test_says_why(case: Case) -> None:
    assert case.state == TESTED or (len(case.told) > 20 and "REASON MISSING" not in case.told)


def test_a_written_page_reads_back_the_same() -> None:
    text = page(cases_on_page(), marked_tests())
    assert page(cases_on_page(), {}).count(UNTOUCHED) >= len(IDS)
    assert text.count("\n| B") == len(IDS)

"""Writes docs/cases.md again from the marks of the tests; titles and reasons in it are kept.

python tools/cases.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from case_list import PAGE, cases_on_page, marked_tests, page  # noqa: E402

if __name__ == "__main__":
    PAGE.write_text(page(cases_on_page(), marked_tests()), encoding="utf-8")

"""``workflow-app demo``: what it leaves in a folder, read as somebody else would read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from workflow_app.letters.pdf.pdf_check import text_of
from workflow_app.thai import arabic


@dataclass(frozen=True)
class Made:
    """A folder that the command left, and what it said."""

    out: Path
    said: str
    status: int
    data_dir: Path

    @property
    def summary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "summary.json").read_text("utf-8"))
        return found


def make(place: Path, name: str, **environment: str) -> Made:
    """Run the command in a process of its own, as a person would."""
    out, data_dir = place / name / "out", place / name / "data"
    chosen = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DATA_DIR")}
    command = [sys.executable, "-m", "workflow_app.cli", "demo", "--out", str(out)]
    done = subprocess.run(
        command,
        env={**chosen, "DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        cwd=place,
        check=False,
    )
    return Made(out, done.stdout + done.stderr, done.returncode, data_dir)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The demo, made once for the tests that only read."""
    yield make(tmp_path_factory.mktemp("demo"), "first")


@pytest.mark.libreoffice
def test_the_year_ends_with_every_letter_as_docx_and_pdf(made: Made) -> None:
    assert made.status == 0, made.said
    letters = made.summary["letters"]
    assert [letter["kind"] for letter in letters] == ["resolutions", "drafts_submission", "targets"]
    for letter in letters:
        assert (made.out / letter["docx"]).read_bytes().startswith(b"PK")
        printed = arabic(text_of((made.out / letter["pdf"]).read_bytes()).replace("\n", ""))
        assert arabic(letter["number"]).replace(" ", "") in printed.replace(" ", "")


def test_the_numbers_stand_in_the_docx_as_the_summary_says(made: Made) -> None:
    for letter in made.summary["letters"]:
        text = "\n".join(p.text for p in Document(str(made.out / letter["docx"])).paragraphs).replace(
            "\u00a0", " "
        )
        assert letter["number"] in text
        assert letter["subject"] in text.replace("\n", " ")


def test_every_indicator_is_closed_and_its_figures_are_strings(made: Made) -> None:
    indicators = made.summary["indicators"]
    assert [(one["component"], one["no"]) for one in indicators] == [
        ("1", "1"), ("1", "2"), ("1", "2.1"), ("1", "2.2"), ("1", "2.3"), ("1", "3"), ("1", "4"), ("2", "1"), ("2", "2"),
    ]  # fmt: skip
    assert {one["state"] for one in indicators} == {"closed"}
    assert {one["weight"] for one in indicators} == {"20", "10", "5", "15"}
    assert all(isinstance(one[name], str) for one in indicators for name in ("weight", "score", "weighted"))


@pytest.mark.case("B29")
def test_scores_are_those_of_the_criteria(made: Made) -> None:
    scores = {(one["component"], one["no"]): one["score"] for one in made.summary["indicators"]}
    assert scores["1", "4"] == "4.6660"
    assert scores["1", "2"] == "4.7500"
    assert scores["1", "3"] == "3.5000"


def test_the_total_is_the_sum_of_the_weighted_scores(made: Made) -> None:
    tops = [one for one in made.summary["indicators"] if "." not in one["no"]]
    weighted = sum(Decimal(one["weighted"]) for one in tops)
    total = made.summary["total"]
    assert Decimal(total["score"]) == weighted.quantize(Decimal("0.001"))
    assert Decimal(total["points"]) == (weighted * 20).quantize(Decimal("0.001"))
    assert total["percent"] == total["points"]


@pytest.mark.requirement("R9")
def test_the_own_book_reads_from_one_without_hole(made: Made) -> None:
    rows = made.summary["register"]
    assert {row["mode"] for row in rows} == {"own", "external"}
    for book in {(row["book"], row["year"]) for row in rows if row["mode"] == "own"}:
        numbers = [int(row["running"]) for row in rows if (row["book"], row["year"]) == book]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_register_is_a_spreadsheet_in_the_official_columns(made: Made) -> None:
    book = openpyxl.load_workbook(made.out / "register.xlsx")
    heads = {tuple(cell.value for cell in sheet[3]) for sheet in book}
    assert ("วันที่ลงทะเบียน", "เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ") in heads


def test_the_esar_prints_the_form_of_document_000(made: Made) -> None:
    table = Document(str(made.out / "e-sar.docx")).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:5] == ["ลำดับ", "ชื่อตัวชี้วัด", "น้ำหนัก", "รายละเอียดค่าเป้าหมาย", "ผลการดำเนินงาน"]
    assert any("(Performance Base) : น้ำหนักร้อยละ 70" in row[0] for row in rows)
    assert [row[0] for row in rows if row[1].startswith("รายได้จากการจำหน่าย")] == ["2.1"]
    assert "4.733" in rows[-1][-1]


def test_made_twice_the_bytes_are_equal(made: Made, tmp_path: Path) -> None:
    again = make(tmp_path, "again")
    for name in sorted(path.name for path in made.out.iterdir() if path.suffix != ".pdf"):
        assert (again.out / name).read_bytes() == (made.out / name).read_bytes(), name
    for path in made.out.glob("*.pdf"):
        assert text_of((again.out / path.name).read_bytes()) == text_of(path.read_bytes())


def test_a_used_database_is_refused_with_status_2(made: Made) -> None:
    again = make(made.data_dir.parent.parent, made.data_dir.parent.name)
    assert again.status == 2
    assert "มีข้อมูลแล้ว" in again.said and "Traceback" not in again.said


@pytest.mark.case("B03")
def test_without_libreoffice_it_ends_well_without_pdfs_and_says_so(tmp_path: Path) -> None:
    bare = make(tmp_path, "bare", PATH="/nonexistent")
    assert bare.status == 0, bare.said
    assert "PDF" in bare.said
    assert [letter["pdf"] for letter in bare.summary["letters"]] == [None, None, None]


def test_the_resolutions_name_each_office_that_is_asked_for_something(made: Made) -> None:
    letter = next(one for one in made.summary["letters"] if one["kind"] == "resolutions")
    text = "\n".join(p.text for p in Document(str(made.out / letter["docx"])).paragraphs).replace(
        "\u00a0", " "
    )
    for office in ("สำนักงานสาธารณสุข", "สำนักงานพัฒนาชุมชน", "สำนักงานอุตสาหกรรม", "สำนักงานสถิติ"):
        assert f"{office}จังหวัดหนองบัวลำภู จัดทำรายละเอียดตัวชี้วัด" in text

"""The supervision of LibreOffice: time limit, death, replacement, profiles, many callers, no process left over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.letters.pdf_documents import letter, processes_naming
from workflow_app.errors import NotConfigured
from workflow_app.letters import pdf
from workflow_app.letters.pdf import converter as converter_module
from workflow_app.letters.pdf import office, pdf_check, pdf_copy
from workflow_app.letters.pdf.converter import Converter, Programs, find_programs
from workflow_app.letters.pdf.office import PdfFailure, Task

pytestmark = pytest.mark.libreoffice

SHORT = pdf_copy.prepare(letter(["หนังสือสั้น"])).docx
LONG = pdf_copy.prepare(letter(["การประเมินผลการปฏิบัติราชการของจังหวัด" * 60] * 60)).docx
"""Some forty pages: long enough to be met in the middle."""


def until(condition: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether ``condition`` comes true within ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def offices(folder: Path) -> list[int]:
    """The processes of LibreOffice, wrapper and worker that use a profile below ``folder``."""
    return processes_naming(str(folder.resolve() / "office"))


@pytest.mark.case("B16")
@pytest.mark.requirement("R16")
@pytest.mark.parametrize("uno", [True, False])
def test_after_the_time_limit_no_process_of_the_profile_lives_and_the_next_request_works(
    tmp_path: Path, uno: bool
) -> None:
    programs = find_programs() if uno else Programs(find_programs().soffice, None)
    with Converter(tmp_path, 1, time_limit=0.5, programs=programs) as converter:
        failure = converter.convert([Task(LONG)])[0]
        assert failure == PdfFailure("late")
        assert (
            isinstance(failure, PdfFailure) and failure.reason.startswith("PDF ไม่สำเร็จ") and failure.temporary
        )
        assert until(lambda: not offices(tmp_path), 1.0)
        converter.time_limit = 60.0
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)


@pytest.mark.requirement("R16")
def test_a_libreoffice_that_hangs_is_replaced_after_the_limit_and_delays_nobody_longer(
    tmp_path: Path,
) -> None:
    with Converter(tmp_path, 1) as converter:
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)
        for process in offices(tmp_path):
            os.kill(process, signal.SIGSTOP)
        converter.time_limit = 1.0
        started = time.monotonic()
        assert converter.convert([Task(SHORT)]) == [PdfFailure("late")]
        assert time.monotonic() - started < 3
        converter.time_limit = 60.0
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)


@pytest.mark.parametrize("victim", ["soffice.bin", "uno_worker.py"])
def test_killed_in_the_middle_the_letter_in_hand_gets_a_second_process(tmp_path: Path, victim: str) -> None:
    with Converter(tmp_path, 1) as converter, ThreadPoolExecutor(1) as threads:
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)
        first = set(offices(tmp_path))
        future = threads.submit(converter.convert, [Task(LONG)])
        assert until(lambda: list(tmp_path.glob("office/slot-1/work/letter.docx")))
        time.sleep(0.2)
        for process in set(processes_naming(victim)) & first:
            os.kill(process, signal.SIGKILL)
        assert isinstance(future.result(60)[0], bytes)
        assert not first & set(offices(tmp_path))
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)


def test_killed_between_two_requests_the_next_one_works(tmp_path: Path) -> None:
    with Converter(tmp_path, 1) as converter:
        converter.convert([Task(SHORT)])
        for process in offices(tmp_path):
            os.kill(process, signal.SIGKILL)
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)


def test_a_letter_that_kills_libreoffice_twice_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A soffice that ends at once stands for one that crashes on this file each time."""
    crashing = tmp_path / "soffice"
    crashing.write_text("#!/bin/sh\nexit 81\n")
    crashing.chmod(0o755)
    with Converter(
        tmp_path / "data", 1, programs=Programs(str(crashing), find_programs().python)
    ) as converter:
        assert converter.convert([Task(SHORT)]) == [PdfFailure("died")]


def test_when_the_program_that_converts_is_killed_libreoffice_goes_with_it(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib, time\n"
        "from workflow_app.letters.pdf.converter import Converter\n"
        "from workflow_app.letters.pdf.office import Task\n"
        "c = Converter(pathlib.Path(sys.argv[1]), 1)\n"
        "c.convert([Task(pathlib.Path(sys.argv[2]).read_bytes())])\n"
        "print('made', flush=True)\n"
        "time.sleep(60)\n"
    )
    (tmp_path / "letter.docx").write_bytes(SHORT)
    command = [sys.executable, "-c", script, str(tmp_path / "data"), str(tmp_path / "letter.docx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None and program.stdout.readline() == b"made\n"
        assert offices(tmp_path / "data")
        program.kill()
    assert until(lambda: not offices(tmp_path / "data"), 3.0)
    with Converter(tmp_path / "data", 1) as converter:
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)


def test_a_process_is_replaced_after_its_number_of_files(tmp_path: Path) -> None:
    with Converter(tmp_path, 1, recycle_after=2) as converter:
        converter.convert([Task(SHORT)])
        first = set(offices(tmp_path))
        converter.convert([Task(SHORT)])
        assert set(offices(tmp_path)) == first
        assert isinstance(converter.convert([Task(SHORT)])[0], bytes)
        assert not first & set(offices(tmp_path))


def test_nothing_is_started_before_the_first_letter_and_nothing_is_left_after_closing(tmp_path: Path) -> None:
    with Converter(tmp_path, 2) as converter:
        converter.start()
        assert not offices(tmp_path)
        converter.convert([Task(SHORT)])
        assert offices(tmp_path)
    assert not offices(tmp_path)
    assert not list(tmp_path.glob("office/slot-*/work/*"))


def test_many_threads_share_the_processes_and_each_gets_its_own_letter(tmp_path: Path) -> None:
    names = [f"เลขที่{number}" for number in range(12)]
    tasks = [Task(pdf_copy.prepare(letter([name])).docx) for name in names]
    with Converter(tmp_path, 2) as converter, ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda task: converter.convert([task])[0], tasks))
    for name, outcome in zip(names, made, strict=True):
        assert isinstance(outcome, bytes)
        assert pdf_check.text_of(outcome) == name


def test_two_converters_on_one_folder_never_share_a_profile(tmp_path: Path) -> None:
    with Converter(tmp_path, 1) as first, Converter(tmp_path, 1) as second:
        assert isinstance(first.convert([Task(SHORT)])[0], bytes)
        assert isinstance(second.convert([Task(SHORT)])[0], bytes)
        assert sorted(slot.name for slot in tmp_path.glob("office/*")) == ["slot-1", "slot-2"]
    with Converter(tmp_path, 1) as third:
        third.convert([Task(SHORT)])
        assert len(list(tmp_path.glob("office/*"))) == 2


def test_more_slots_than_allowed_are_refused_and_the_taken_ones_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converter_module, "MAX_SLOTS", 2)
    with Converter(tmp_path, 3) as converter, pytest.raises(NotConfigured):
        converter.start()
    with Converter(tmp_path, 2) as converter:
        converter.start()


def test_closing_in_the_middle_ends_the_letter_in_hand(tmp_path: Path) -> None:
    converter = Converter(tmp_path, 1)
    converter.convert([Task(SHORT)])
    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(converter.convert, [Task(LONG)])
        assert until(lambda: list(tmp_path.glob("office/slot-1/work/letter.docx")))
        time.sleep(0.2)
        converter.close()
        assert future.result(10) == [PdfFailure("closed")]
    assert not offices(tmp_path)


def test_a_batch_by_command_line_goes_on_behind_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with Converter(tmp_path, 1, programs=Programs(find_programs().soffice, None)) as converter:
        first, damaged, last = converter.convert(
            [Task(SHORT), Task(b"PK junk"), Task(SHORT, thai_pages=True)]
        )
    assert isinstance(first, bytes) and isinstance(last, bytes)
    assert damaged == PdfFailure("damaged")


def test_a_damaged_file_does_not_end_the_kept_process(tmp_path: Path) -> None:
    with Converter(tmp_path, 1) as converter:
        converter.convert([Task(SHORT)])
        first = set(offices(tmp_path))
        damaged, fine = converter.convert([Task(b"PK junk"), Task(SHORT)])
        assert isinstance(damaged, PdfFailure) and damaged.cause == "damaged"
        assert isinstance(fine, bytes)
        assert set(offices(tmp_path)) == first


def test_a_pdf_that_stops_in_the_middle_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "half.pdf"
    file.write_bytes(b"%PDF-1.6\n1 0 obj")
    assert office.finished(file) == PdfFailure("broken")
    assert office.finished(tmp_path / "none.pdf") == PdfFailure("broken")


def test_every_reason_is_a_sentence_for_the_user() -> None:
    for cause in ("damaged", "late", "died", "closed", "fonts", "broken"):
        assert pdf.PdfFailure(cause, "Loma").reason.startswith("PDF ไม่สำเร็จ: ")

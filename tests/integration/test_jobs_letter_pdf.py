"""The PDF of a letter as a job, with the real LibreOffice: made, not made and told, made again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from tests.job_site import Site
from tests.letters.pdf_documents import letter as docx_of
from workflow_app import files
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.files import StoredFile
from workflow_app.jobs import outbox, runner
from workflow_app.jobs.handlers import Workshop, open_workshop
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.letters.models import Letter, PdfState
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.models import Person

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAMAGED = b"PK\x03\x04" + b"junk" * 500


@pytest.fixture
def workshop(database: Database, settings: Settings) -> Iterator[Workshop]:
    settings.data_dir.mkdir()
    with open_workshop(settings, database) as opened:
        yield opened


def file_letter(database: Database, docx: bytes, subject: str = "การประเมินผล") -> int:
    """A letter with its final docx, as numbering leaves it."""
    with database.transaction() as session:
        office = Office(kind=OfficeKind.PROVINCE, name="จังหวัดทดสอบ")
        person = Person(
            username=f"p{session.scalar(select(func.count()).select_from(Person))}", name="นายทดสอบ ดี"
        )
        session.add_all([office, person])
        session.flush()  # the letter needs their ids
        letter = Letter(
            kind="targets", province_id=office.id, drafter_office_id=office.id, issuer_office_id=office.id,
            register_office_id=office.id, drafted_by_id=person.id, subject=subject, content={},
            docx_file_id=files.store(session, docx, DOCX).id,
        )  # fmt: skip
        session.add(letter)
        session.flush()  # the job needs its id
        outbox.letter_pdf(session, letter)
        return letter.id


def look(database: Database, letter_id: int) -> Letter:
    with database.reading() as session:
        found = session.get_one(Letter, letter_id)
        session.expunge(found)
    return found


def pdf_of(database: Database, letter_id: int) -> bytes:
    file_id = look(database, letter_id).pdf_file_id
    assert file_id is not None
    with database.reading() as session:
        content, media_type = files.read(session, file_id)
    assert media_type == "application/pdf"
    return content


def pdfs(database: Database) -> int:
    with database.reading() as session:
        question = (
            select(func.count()).select_from(StoredFile).where(StoredFile.media_type == "application/pdf")
        )
        return session.scalar(question) or 0


def statuses(database: Database) -> list[JobStatus]:
    with database.reading() as session:
        return list(session.scalars(select(Job.status).order_by(Job.id)))


def file_docx(database: Database, letter_id: int, docx: bytes) -> None:
    with database.transaction() as session:
        letter = session.get_one(Letter, letter_id)
        letter.docx_file_id = files.store(session, docx, DOCX).id
        session.flush()  # the job names the new docx
        outbox.letter_pdf(session, letter)


@pytest.mark.libreoffice
@pytest.mark.case("B15")
@pytest.mark.requirement("R16")
def test_a_damaged_letter_is_told_and_the_others_of_its_batch_get_their_pdfs(
    database: Database, workshop: Workshop
) -> None:
    good = file_letter(database, docx_of(["เรื่อง การประเมินผล"]))
    bad = file_letter(database, DAMAGED)
    assert [look(database, which).pdf_state for which in (good, bad)] == [PdfState.WAITING] * 2
    assert runner.run_due(workshop) == 2
    assert pdf_of(database, good).startswith(b"%PDF-")
    spoilt = look(database, bad)
    assert (spoilt.pdf_state, spoilt.pdf_state.label) == (PdfState.FAILED, "PDF ไม่สำเร็จ")
    assert spoilt.pdf_error.startswith("PDF ไม่สำเร็จ: ") and spoilt.pdf_file_id is None
    assert pdfs(database) == 1
    assert statuses(database) == [JobStatus.DONE, JobStatus.FAILED]


@pytest.mark.libreoffice
@pytest.mark.case("B15")
def test_a_letter_whose_docx_was_put_right_gets_its_pdf(database: Database, workshop: Workshop) -> None:
    letter_id = file_letter(database, DAMAGED)
    runner.run_due(workshop)
    file_docx(database, letter_id, docx_of(["เรื่อง การประเมินผล"]))
    assert (look(database, letter_id).pdf_state, look(database, letter_id).pdf_error) == (
        PdfState.WAITING,
        "",
    )
    runner.run_due(workshop)
    assert pdf_of(database, letter_id).startswith(b"%PDF-")


@pytest.mark.libreoffice
def test_a_pdf_that_failed_for_want_of_libreoffice_is_made_by_a_retry(
    database: Database, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter_id = file_letter(database, docx_of(["เรื่อง การประเมินผล"]))
    version = look(database, letter_id).version
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        assert shutil.which("soffice") is None
        runner.run_due(workshop)
    failed = look(database, letter_id)
    assert failed.pdf_state == PdfState.FAILED and "LibreOffice" in failed.pdf_error
    with database.transaction() as session:
        outbox.again(session, session.scalars(select(Job.id)).one())
    assert (look(database, letter_id).pdf_state, look(database, letter_id).pdf_error) == (
        PdfState.WAITING,
        "",
    )
    runner.run_due(workshop)
    assert look(database, letter_id).pdf_state == PdfState.READY
    assert pdf_of(database, letter_id).startswith(b"%PDF-")
    assert look(database, letter_id).version == version  # no open form became stale by it


@pytest.mark.libreoffice
def test_a_pdf_that_is_there_is_not_made_again(database: Database, workshop: Workshop) -> None:
    letter_id = file_letter(database, docx_of(["เรื่อง การประเมินผล"]))
    runner.run_due(workshop)
    first = look(database, letter_id).pdf_file_id
    with database.transaction() as session:  # as if the worker had been killed before the job ended
        session.execute(update(Job).values(status=JobStatus.DUE))
    assert runner.run_due(workshop) == 1
    assert look(database, letter_id).pdf_file_id == first
    assert pdfs(database) == 1


@pytest.mark.libreoffice
@pytest.mark.requirement("R6")
def test_a_worker_killed_while_libreoffice_works_leaves_one_pdf_in_the_end(
    sqlite_database: Database, tmp_path: Path
) -> None:
    site = Site(sqlite_database, tmp_path)
    letter_id = file_letter(sqlite_database, docx_of(["การประเมินผล" * 200] * 40))
    with site.worker() as process:
        site.wait(lambda: statuses(sqlite_database) == [JobStatus.RUNNING])
        site.wait(lambda: any(tmp_path.rglob("*.docx")))  # LibreOffice has the document in hand
        process.kill()
        process.wait()
    assert look(sqlite_database, letter_id).pdf_state == PdfState.WAITING
    with site.worker():
        site.wait(lambda: site.done(1))
    assert pdf_of(sqlite_database, letter_id).startswith(b"%PDF-")
    assert pdfs(sqlite_database) == 1


@pytest.mark.requirement("R5")
def test_a_pdf_of_an_older_docx_is_never_shown_on_the_letter(
    sqlite_database: Database, settings: Settings
) -> None:
    letter_id = file_letter(sqlite_database, DAMAGED)
    file_docx(sqlite_database, letter_id, b"PK another docx")
    with open_workshop(settings, sqlite_database) as workshop, sqlite_database.reading() as session:
        older, newer = session.scalars(select(Job.id).order_by(Job.id)).all()
    with sqlite_database.transaction() as session:
        session.execute(update(Job).where(Job.id == newer).values(status=JobStatus.DONE))
    assert runner.run(workshop, older) == 1
    assert look(sqlite_database, letter_id).pdf_state == PdfState.WAITING
    assert statuses(sqlite_database) == [JobStatus.DONE, JobStatus.DONE]

"""The pages of those who keep the installation running: jobs with their reasons, doing them again, and health."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from tests.web.mail import After, carry, draft, row
from tests.web.pages import words
from tests.web.year import Year, after, year_scenes
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.letters.models import Letter, PdfState

__all__ = ["after", "year_scenes"]

SUBJECT = "ค่าเป้าหมายการประเมินผล"


@pytest.fixture
def failed(after: After) -> tuple[Year, int, int]:
    """The circular numbered, its PDF failed: the year, the letter's id and the job's."""
    year = after("review_by_opdc")
    letter = carry(year, draft(year), "number")
    with year.database.transaction() as session:
        job = session.scalars(select(Job.id).where(Job.key.startswith(f"letter_pdf:{letter}:"))).one()
        session.execute(
            update(Job)
            .where(Job.id == job)
            .values(status=JobStatus.FAILED, error="PDF ไม่สำเร็จ: หมดเวลา", tries=3)
        )
        session.execute(update(Letter).where(Letter.id == letter).values(pdf_state=PdfState.FAILED))
    return year, letter, job


@pytest.mark.requirement("R16")
def test_a_failed_job_is_listed_with_its_reason_and_done_again(failed: tuple[Year, int, int]) -> None:
    year, letter, job = failed
    browser = year.browser("administrator")
    text = words(browser.open("/jobs?status=failed"))
    assert "PDF ไม่สำเร็จ: หมดเวลา" in text and "ลองใหม่" in text and "ไม่สำเร็จ (๑)" in text
    assert browser.send(f"/jobs/{job}/retry").status_code == 303
    assert row(year, Job, job).status is JobStatus.DUE
    assert row(year, Letter, letter).pdf_state is PdfState.WAITING
    again = browser.send(f"/jobs/{job}/retry")
    assert again.status_code == 409 and "งานนี้รอทำ" in words(again)


@pytest.mark.requirement("R19")
def test_the_administrator_is_not_told_what_a_letter_is_about_and_its_office_is(
    failed: tuple[Year, int, int],
) -> None:
    year, letter, _job = failed
    page = year.browser("administrator").open("/jobs")
    assert SUBJECT not in page.text and f"/letters/{letter}" not in page.text
    owner = year.browser("owner").open("/jobs")
    assert SUBJECT in owner.text and f'href="/letters/{letter}"' in owner.text


def test_jobs_are_for_those_who_keep_the_installation(failed: tuple[Year, int, int]) -> None:
    year, _letter, job = failed
    for account in ("registrar", "health.officer", "district.mueang", "governor"):
        browser = year.browser(account)
        assert browser.open("/jobs").status_code == 404
        assert browser.send(f"/jobs/{job}/retry").status_code == 404
    assert year.browser("administrator").send("/jobs/99999/retry").status_code == 404
    assert year.browser("administrator").open(f"/jobs/{job}/retry").status_code == 405


@pytest.mark.case("B60")
def test_another_provinces_jobs_are_not_there(failed: tuple[Year, int, int]) -> None:
    year, _letter, job = failed
    with year.database.transaction() as session:
        session.execute(update(Job).where(Job.id == job).values(province_id=None))
    browser = year.browser("administrator")
    assert "หมดเวลา" not in words(browser.open("/jobs"))
    assert browser.send(f"/jobs/{job}/retry").status_code == 404


def test_health_tells_what_works_and_names_what_does_not(
    failed: tuple[Year, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    year, _letter, job = failed
    monkeypatch.setenv("PATH", "/nonexistent")
    text = words(year.browser("administrator").open("/health"))
    assert "ฐานข้อมูล ใช้งานได้ SQLite" in text
    assert "ไม่พบ LibreOffice" in text and "ไม่พบโปรแกรม fontconfig" in text
    assert "งานเบื้องหลัง ต้องแก้ไข มีงานรอนานเกิน ๕ นาที" in text
    with year.database.transaction() as session:
        session.execute(update(Job).where(Job.id != job).values(status=JobStatus.DONE))
    assert "มีงานไม่สำเร็จ ๑ งาน" in words(year.browser("administrator").open("/health"))
    with year.database.transaction() as session:
        session.execute(update(Job).values(status=JobStatus.DONE))
    assert "งานเบื้องหลัง ใช้งานได้" in words(year.browser("administrator").open("/health"))


def test_health_is_for_the_administrator(failed: tuple[Year, int, int]) -> None:
    year, _letter, _job = failed
    for account in ("owner", "registrar", "district.mueang"):
        assert year.browser(account).open("/health").status_code == 404

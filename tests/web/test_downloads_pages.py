"""Files of letters: the right bytes under their Thai names, to those who may have them, and the PDF asked for again."""

from __future__ import annotations

import http.client
import io
import threading
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from sqlalchemy import select, update
from werkzeug.serving import make_server

from tests.web.mail import SIGNED_COPY, After, carry, content, draft, fields_of, row, sent, upload
from tests.web.pages import Browser, words
from tests.web.year import Year, after, year_scenes
from workflow_app import files
from workflow_app.demo.scan import scan
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.letters.models import Enclosure, Letter, PdfState

__all__ = ["after", "year_scenes"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER = scan("An enclosed paper").content


@pytest.fixture
def drafted(after: After) -> tuple[Year, int]:
    """The year in force, with the targets circular as a draft."""
    year = after("review_by_opdc")
    return year, draft(year)


def document(data: bytes) -> str:
    """The text of a docx's main part, tags and all."""
    return ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def name_of(answer: object) -> str:
    """The Thai name under which a file was handed over."""
    said: str = answer.headers["Content-Disposition"]  # type: ignore[attr-defined]
    return unquote(said.split("filename*=UTF-8''")[1])


def attach(year: Year, letter: int, name: str, file_name: str, data: bytes = PAPER) -> object:
    """Attach a file to a draft through its page."""
    browser = year.browser("owner")
    fields = fields_of(browser.open(f"/letters/{letter}/enclosures"))
    path = f"/letters/{letter}/enclosures"
    return upload(browser, path, {**fields, "name": name}, "file", file_name, data)


def test_the_file_to_print_has_room_for_number_and_date_until_they_are_given(
    drafted: tuple[Year, int],
) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    answer = browser.open(f"/letters/{letter}/print.docx")
    assert answer.headers["Content-Type"] == DOCX
    assert name_of(answer).startswith("ร่าง ค่าเป้าหมาย") and "๐๐๑๗/ว" in document(answer.data)
    assert "๕ เมษายน" not in document(answer.data).replace("\u00a0", " ")
    assert browser.open(f"/letters/{letter}/letter.docx").status_code == 404
    carry(year, letter, "last_check")
    frozen = browser.open(f"/letters/{letter}/print.docx").data
    assert document(frozen) == document(answer.data)


def test_the_numbered_letter_is_handed_over_under_its_number(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    carry(year, letter, "number")
    answer = year.browser("registrar").open(f"/letters/{letter}/letter.docx")
    assert name_of(answer) == "หนังสือ นภ ๐๐๑๗-ว ๑.docx"
    assert "๕\u00a0เมษายน\u00a0๒๕๖๕" in document(answer.data)


@pytest.mark.case("B49")
def test_a_letter_is_downloaded_over_a_real_socket_under_its_thai_name(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    carry(year, letter, "number")
    cookie = year.browser("registrar").cookie()
    server = make_server("127.0.0.1", 0, year.app)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(
            "GET", f"/letters/{letter}/letter.docx", headers={"Cookie": f"workflow_session={cookie}"}
        )
        answer = connection.getresponse()
        said, data = answer.getheader("Content-Disposition") or "", answer.read()
    finally:
        connection.close()
        server.shutdown()
        thread.join(10)
        server.server_close()
    assert answer.status == 200 and data.startswith(b"PK")
    assert 'filename="0017 1.docx"' in said
    assert "๐๐๑๗-ว ๑" in unquote(said.split("filename*=UTF-8''")[1])


def test_the_signed_scan_is_shown_as_it_was_sent(after: After) -> None:
    year, letter = sent(after)
    answer = year.browser("owner").open(f"/letters/{letter}/scan.pdf")
    assert answer.data == SIGNED_COPY.content
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert year.browser("owner").open(f"/letters/{letter}/letter.pdf").status_code == 404


@pytest.mark.case("B48")
def test_enclosed_files_keep_their_thai_names_and_bytes(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    other = scan("Another paper").content
    assert attach(year, letter, "รายละเอียดตัวชี้วัด", "หนังสือ.pdf").status_code == 303  # type: ignore[attr-defined]
    assert attach(year, letter, "แบบรายงาน", "รายงาน ๒๕๖๗.pdf", other).status_code == 303  # type: ignore[attr-defined]
    with year.database.reading() as session:
        ids = list(session.scalars(select(Enclosure.id).order_by(Enclosure.position)))
    browser = year.browser("owner")
    first, second = (browser.open(f"/letters/{letter}/enclosures/{one}") for one in ids)
    assert (name_of(first), first.data) == ("หนังสือ.pdf", PAPER)
    assert (name_of(second), second.data) == ("รายงาน ๒๕๖๗.pdf", other)
    page = browser.open(f"/letters/{letter}")
    assert '<p class="paper-mark">สิ่งที่ส่งมาด้วย ๑</p>' in page.text
    text = words(page).replace("\u00a0", " ")
    assert "๒. รายละเอียดตัวชี้วัด จำนวน ๑ ฉบับ" in text and "๓. แบบรายงาน จำนวน ๑ ฉบับ" in text


def test_an_enclosed_file_is_taken_off_and_stays_when_the_text_is_written_anew(
    drafted: tuple[Year, int],
) -> None:
    year, letter = drafted
    attach(year, letter, "แผนที่", "แผนที่.pdf")
    browser = year.browser("owner")
    browser.send(f"/letters/{letter}/compose", {"version": row(year, Letter, letter).version})
    assert [one["name"] for one in content(year, letter)["enclosures"]][1:] == ["แผนที่"]
    with year.database.reading() as session:
        enclosure = session.scalars(select(Enclosure.id)).one()
    path = f"/letters/{letter}/enclosures/{enclosure}"
    version = row(year, Letter, letter).version
    assert browser.send(f"{path}/remove", {"version": version - 1}).status_code == 409
    assert browser.send(f"{path}/remove", {"version": version}).status_code == 303
    assert browser.open(path).status_code == 404
    assert len(content(year, letter)["enclosures"]) == 1


@pytest.mark.parametrize(
    ("fields", "file_name", "data", "sentence"),
    [
        ({"name": "แฟ้ม"}, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        ({"name": ""}, "a.pdf", PAPER, "โปรดกรอก"),
        ({"name": "แฟ้ม", "quantity": "1.5"}, "a.pdf", PAPER, "ต้องเป็นจำนวนเต็ม"),
        ({"name": "แฟ้ม", "quantity": "หนึ่ง"}, "a.pdf", PAPER, "จำนวน"),
        ({"name": "แฟ้ม"}, "", b"", "โปรดเลือกแฟ้ม"),
    ],
)
def test_a_file_that_cannot_be_enclosed_is_refused_at_its_field(
    drafted: tuple[Year, int], fields: dict[str, str], file_name: str, data: bytes, sentence: str
) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    given = {**fields_of(browser.open(f"/letters/{letter}/enclosures")), **fields}
    answer = upload(browser, f"/letters/{letter}/enclosures", given, "file", file_name, data)
    assert answer.status_code == 422 and sentence in words(answer)
    with year.database.reading() as session:
        assert session.scalar(select(Enclosure.id)) is None


def test_two_enclosures_cannot_have_one_name(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    attach(year, letter, "แผนที่", "ก.pdf")
    answer = attach(year, letter, "แผนที่", "ข.pdf")
    assert answer.status_code == 422 and "มีสิ่งที่ส่งมาด้วยชื่อ แผนที่ แล้ว" in words(answer)  # type: ignore[attr-defined,arg-type]


def fail_pdf(year: Year, letter: int) -> None:
    """The job of the letter's PDF ends as it does when the converter fails."""
    with year.database.transaction() as session:
        session.execute(update(Job).values(status=JobStatus.FAILED, error="PDF ไม่สำเร็จ: ทดสอบ"))
        failed = update(Letter).where(Letter.id == letter)
        session.execute(failed.values(pdf_state=PdfState.FAILED, pdf_error="PDF ไม่สำเร็จ: ทดสอบ"))


@pytest.mark.requirement("R16")
def test_a_failed_pdf_is_told_on_the_letter_and_asked_for_again(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    carry(year, letter, "number")
    browser = year.browser("owner")
    assert "กำลังทำ PDF" in words(browser.open(f"/letters/{letter}"))
    fail_pdf(year, letter)
    text = words(browser.open(f"/letters/{letter}"))
    assert "PDF ไม่สำเร็จ: ทดสอบ" in text and "ทำ PDF อีกครั้ง" in text
    assert browser.send(f"/letters/{letter}/pdf").status_code == 303
    assert row(year, Letter, letter).pdf_state is PdfState.WAITING
    with year.database.reading() as session:
        query = select(Job.status).where(Job.key.startswith(f"letter_pdf:{letter}:"))
        assert session.scalars(query).one() is JobStatus.DUE


def test_a_pdf_is_made_of_a_numbered_letter_only(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    answer = year.browser("owner").send(f"/letters/{letter}/pdf")
    assert answer.status_code == 409 and "ออกเลขและวันที่แล้ว" in words(answer)


def test_asking_again_leaves_a_pdf_that_is_there(after: After) -> None:
    year, letter = sent(after)
    with year.database.transaction() as session:
        stored = files.store(session, PAPER, "application/pdf").id
        made = update(Letter).where(Letter.id == letter)
        session.execute(made.values(pdf_file_id=stored, pdf_state=PdfState.READY))
    browser: Browser = year.browser("owner")
    browser.send(f"/letters/{letter}/pdf")
    answer = browser.open(f"/letters/{letter}/letter.pdf")
    assert (answer.data, name_of(answer)) == (PAPER, "หนังสือ นภ ๐๐๑๗-ว ๑.pdf")

"""PDFs by the real LibreOffice: text, digits, margins, line ends, fonts, and reasons where there is none."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.letters.pdf_documents import POINTS_PER_CENTIMETRE, changed, letter, members, words
from workflow_app.errors import NotConfigured
from workflow_app.letters import pdf
from workflow_app.letters.pdf import pdf_check
from workflow_app.letters.pdf.converter import Converter, Programs

pytestmark = pytest.mark.libreoffice

_WORDS = (
    "การ ปฏิบัติ ราชการ ของ จังหวัด หนองบัวลำภู ให้ เป็นไป ตาม ค่า เป้าหมาย ตัวชี้วัด ปีงบประมาณ เจ้าหน้าที่ ครัวเรือน ทำ "
    "สำนักงาน น้ำหนัก ร้อยละ ผู้ว่า ฟื้นฟู ชั้น สิทธิ์ ญี่ปุ่น ฐาน กฎ ปั้น ฝั่ง ๒๕๖๗ พ.ศ. (ก) ฯลฯ และ"
)
SPACELESS = "การประเมินผลการปฏิบัติราชการของจังหวัดหนองบัวลำภูตามค่าเป้าหมายที่กำหนดไว้ในคำรับรองการปฏิบัติราชการ" * 6


@pytest.fixture(scope="module")
def pdf_converter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converter]:
    """Two LibreOffice processes for all the tests of this file."""
    with Converter(tmp_path_factory.mktemp("pdf"), processes=2) as converter:
        yield converter


def made(converter: Converter, docx: bytes) -> bytes:
    """The one PDF, which must be there."""
    outcome = pdf.convert(converter, [docx])[0]
    assert isinstance(outcome, bytes), outcome
    return outcome


@pytest.mark.case("B14")
@pytest.mark.requirement("R16")
def test_four_letters_at_once_give_four_pdfs_each_with_its_own_subject(tmp_path: Path) -> None:
    subjects = [f"เรื่องที่{number}รอบการประเมิน" for number in ("หนึ่ง", "สอง", "สาม", "สี่")]
    outcomes = pdf.make([letter([subject]) for subject in subjects], data_dir=tmp_path, processes=4)
    for subject, outcome in zip(subjects, outcomes, strict=True):
        assert isinstance(outcome, bytes) and outcome.startswith(b"%PDF-")
        assert subject in pdf_check.text_of(outcome)
        assert not any(other in pdf_check.text_of(outcome) for other in subjects if other != subject)


@pytest.mark.case("B15")
def test_a_damaged_docx_is_a_failure_in_thai_and_its_neighbours_are_made(pdf_converter: Converter) -> None:
    damaged = b"PK\x03\x04" + bytes(range(256)) * 4
    before, failure, after = pdf.convert(pdf_converter, [letter(["ก่อน"]), damaged, letter(["หลัง"])])
    assert isinstance(before, bytes) and isinstance(after, bytes)
    assert isinstance(failure, pdf.PdfFailure)
    assert failure.reason.startswith("PDF ไม่สำเร็จ: ไฟล์ docx เสียหาย")
    assert not failure.temporary
    assert "หลัง" in pdf_check.text_of(after)


@pytest.mark.case("B17")
@pytest.mark.parametrize(
    ("page_format", "field"), [("thaiNumbers", " PAGE "), ("decimal", " PAGE \\* ThaiArabic ")]
)
def test_page_two_shows_a_thai_two_centred_on_top_and_page_one_nothing(
    pdf_converter: Converter, tmp_path: Path, page_format: str, field: str
) -> None:
    document = made(pdf_converter, letter([SPACELESS] * 5, page_format=page_format, page_field=field))
    dashes = [word for word in words(document, tmp_path) if word.text in ("-", "๒", "2", "ข")]
    assert [(word.page, word.text) for word in dashes if word.page <= 2] == [(2, "-"), (2, "๒"), (2, "-")]
    middle = (dashes[0].left + dashes[2].right) / 2 / POINTS_PER_CENTIMETRE
    assert middle == pytest.approx(3 + 16 / 2, abs=0.1)
    assert dashes[0].top < 3 * POINTS_PER_CENTIMETRE


def test_page_numbers_stay_arabic_where_the_docx_wants_them_so(pdf_converter: Converter) -> None:
    document = made(pdf_converter, letter([SPACELESS] * 5, page_format="decimal"))
    assert "- 2 -" in pdf_check.lines_of(document)


@pytest.mark.case("B18")
@pytest.mark.requirement("R15")
@pytest.mark.parametrize("width", [16.0, 9.0, 5.5])
def test_a_long_paragraph_without_spaces_keeps_the_margin_and_breaks_between_syllables(
    pdf_converter: Converter, tmp_path: Path, width: float
) -> None:
    document = made(pdf_converter, letter([SPACELESS], width=width))
    limit = (3 + width) * POINTS_PER_CENTIMETRE + 0.5 / 10 * POINTS_PER_CENTIMETRE
    assert len(SPACELESS) >= 600
    assert [word for word in words(document, tmp_path) if word.right > limit] == []
    lines = pdf_check.lines_of(document)
    assert len(lines) >= 6
    assert pdf_check.line_faults(document) == []
    assert pdf_check.text_of(document) == SPACELESS


@pytest.mark.requirement("R15")
def test_years_and_dates_are_never_parted_at_a_line_end(pdf_converter: Converter) -> None:
    text = "ปีงบประมาณ พ.ศ. ๒๕๖๗ เมื่อวันที่ ๒๔ เมษายน ๒๕๖๗ ครั้งที่ ๒ ต่าง ๆ เจ้าหน้าที่และเป้าหมายของครัวเรือน "
    documents = [letter([text * 12], width=width) for width in (16, 15, 14, 13, 12, 11, 10)]
    lines = [line for document in documents for line in pdf_check.lines_of(made(pdf_converter, document))]
    assert len(lines) > 80
    assert not [line for line in lines if line.startswith(("๒๕๖๗", "เมษายน", "ๆ", "หมาย", "หน้าที่", "เรือน"))]


@pytest.mark.requirement("R15")
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=60), min_size=12, max_size=12))
def test_any_thai_text_comes_back_equal(pdf_converter: Converter, texts: list[list[str]]) -> None:
    paragraphs = ["".join(text[: len(text) // 2]) + " " + " ".join(text[len(text) // 2 :]) for text in texts]
    document = made(pdf_converter, letter(paragraphs))
    body = [line for line in pdf_check.lines_of(document) if not line.startswith("- ")]
    assert pdf_check.plain("".join(body)) == pdf_check.plain("".join(paragraphs))


@pytest.mark.parametrize("style", ["", "b", "i"])
def test_a_line_by_position_is_right_as_well(pdf_converter: Converter, tmp_path: Path, style: str) -> None:
    """What a reader's search in the PDF goes by: no space before or after a mark over ป, marks in their order."""
    text = "ตัวชี้วัด ค่าเป้าหมาย ปีงบประมาณ ชั้น นั้น เสร็จสิ้น ให้เป็นไป ฝั่ง ฟื้นฟู ผู้ ซื้อ สิทธิ์ ปั้น ญี่ปุ่น ป้ำ ปุ้ย"
    docx = letter([text])
    if style:
        styles = members(docx)["word/styles.xml"].replace(
            b'<w:sz w:val="32"/>', f"<w:{style}/><w:{style}Cs/>".encode() + b'<w:sz w:val="32"/>', 1
        )
        docx = changed(docx, {"word/styles.xml": styles})
    file = tmp_path / "letter.pdf"
    file.write_bytes(made(pdf_converter, docx))
    face = {"": "Regular", "b": "Bold", "i": "Italic"}[style]
    assert any(name.endswith(face) for name in pdf_check.fonts_of(file.read_bytes()))
    read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert " ".join(read.split()) == text


def test_only_the_sarabun_face_is_in_the_pdf(pdf_converter: Converter) -> None:
    for name in ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"):
        fonts_in_it = pdf_check.fonts_of(made(pdf_converter, letter(["จังหวัด Province 4.0 – “ก”"], font=name)))
        assert fonts_in_it and all("Sarabun" in font for font in fonts_in_it)


@pytest.mark.case("B03")
def test_a_pdf_that_came_out_in_another_face_is_refused_naming_it(pdf_converter: Converter) -> None:
    failure = pdf.convert(pdf_converter, [letter(["จังหวัด"], font="Font Nobody Has")])[0]
    assert isinstance(failure, pdf.PdfFailure) and failure.cause == "fonts"
    assert "แบบอักษรสารบรรณ" in failure.reason and failure.detail in failure.reason


def test_a_sign_that_the_face_does_not_have_may_be_drawn_by_another(pdf_converter: Converter) -> None:
    document = made(pdf_converter, letter(["ผ่านแล้ว ☑"]))
    assert pdf_check.foreign_fonts(document)
    assert "ผ่านแล้ว☑" in pdf_check.text_of(document)


def test_a_docx_whose_styles_are_gone_is_still_answered(pdf_converter: Converter) -> None:
    docx = letter(["ก"])
    assert "word/styles.xml" in members(docx)
    outcome = pdf.convert(pdf_converter, [changed(docx, {"word/styles.xml": b"<w:styles"})])[0]
    assert isinstance(outcome, pdf.PdfFailure) and "word/styles.xml" in outcome.reason


def test_binding_is_given_up_for_a_letter_that_breaks_better_without(
    pdf_converter: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault is made by a binding that pushes ๆ to a line of its own."""
    counts: dict[bool, int] = defaultdict(int)
    prepare = pdf.pdf_copy.prepare

    def spoilt(docx: bytes, *, bind: bool) -> pdf.PdfCopy:
        counts[bind] += 1
        return prepare(letter(["ก", "ๆข"]) if bind else docx, bind=bind)

    monkeypatch.setattr(pdf.pdf_copy, "prepare", spoilt)
    document = made(pdf_converter, letter(["พ.ศ. ๒๕๖๗"]))
    assert counts == {True: 1, False: 1}
    assert "พ.ศ.๒๕๖๗" in pdf_check.text_of(document)


def test_no_documents_give_no_pdfs(tmp_path: Path) -> None:
    assert pdf.make([], data_dir=tmp_path) == []


def test_without_libreoffice_the_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotConfigured) as refusal:
        pdf.make([letter(["ก"])], data_dir=tmp_path)
    assert "libreoffice-writer-nogui" in refusal.value.message


@pytest.mark.case("B17")
def test_without_uno_batches_by_command_line_do_the_same(tmp_path: Path) -> None:
    programs = Programs("soffice", None)
    documents = [letter([SPACELESS] * 9), b"PK junk", letter(["สอง"], page_format="decimal"), letter(["สาม"])]
    with Converter(tmp_path, processes=1, programs=programs) as converter:
        three, junk, two, one = pdf.convert(converter, documents)
    assert isinstance(three, bytes) and isinstance(two, bytes) and isinstance(one, bytes)
    assert isinstance(junk, pdf.PdfFailure)
    assert [line for line in pdf_check.lines_of(three) if line.startswith("- ")] == ["- ๒ -", "- ๓ -"]
    assert pdf_check.text_of(two) == "สอง" and pdf_check.text_of(one) == "สาม"

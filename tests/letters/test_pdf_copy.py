"""The copy for LibreOffice: cleaned of what leads outside, bound and justified, the docx itself untouched."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters.pdf_documents import changed, letter, members, with_link
from workflow_app import packages
from workflow_app.errors import TooLarge, Unreadable
from workflow_app.letters.pdf import external, pdf_copy
from workflow_app.letters.pdf.converter import Converter
from workflow_app.letters.pdf.office import Task

NBSP, JOINER = "\u00a0", "\u2060"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="77" name="p"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="77" name="p"/>'
    "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rIdOut"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
OLD_PICTURE = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:90pt">'
    '<v:imagedata src="{address}"/></v:shape></w:pict></w:r></w:p>'
)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
    '<w:r><w:instrText>PICTURE "{address}" \\d </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ภาพ</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
TEXT_FIELD = '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;{address}&quot; "><w:r><w:t>ก</w:t></w:r></w:fldSimple></w:p>'
CHUNK = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdOut"/>'


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes each request it gets."""
    asked: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def _note(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(404)
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _note

        def log_message(self, *_: object) -> None:
            """Nothing on the error stream."""

    with HTTPServer(("127.0.0.1", 0), Note) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/p.png", asked
        server.shutdown()


def hostile(address: str) -> dict[str, bytes]:
    """A docx for each way in which a document may ask its reader to fetch something."""
    plain = letter(["เนื้อความ"])
    return {
        "linked picture": with_link(plain, "image", address, DRAWING),
        "linked picture, not marked external": with_link(plain, "image", address, DRAWING, mode=""),
        "address in an old picture": with_link(plain, "image", address, OLD_PICTURE.format(address=address)),
        "picture field cut into runs": with_link(plain, "hyperlink", address, FIELD.format(address=address)),
        "text field": with_link(plain, "hyperlink", address, TEXT_FIELD.format(address=address)),
        "foreign chunk": with_link(plain, "aFChunk", address, CHUNK),
        "attached template": with_link(plain, "attachedTemplate", address, ""),
    }


@pytest.mark.case("B19")
@pytest.mark.parametrize("way", hostile("http://127.0.0.1:1/p.png"))
def test_no_address_is_left_but_those_of_hyperlinks(way: str) -> None:
    address = "http://127.0.0.1:1/p.png"
    clean = members(external.without_external(hostile(address)[way]))
    rest = clean["word/document.xml"] + clean["word/_rels/document.xml.rels"].replace(
        f'relationships/hyperlink" Target="{address}"'.encode(), b""
    )
    assert address.encode() not in rest
    assert "เนื้อความ".encode() in clean["word/document.xml"]


@pytest.mark.case("B19")
@pytest.mark.libreoffice
@pytest.mark.parametrize("clean", [True, False])
def test_nothing_linked_is_ever_fetched(tmp_path: Path, clean: bool) -> None:
    """Cleaned files ask for nothing; and LibreOffice as we set it up would not fetch what they ask for."""
    with listener() as (address, asked):
        files = [external.without_external(docx) if clean else docx for docx in hostile(address).values()]
        with Converter(tmp_path, processes=1) as converter:
            made = converter.convert([Task(file) for file in files])
        assert all(isinstance(pdf, bytes) for pdf in made)
        assert asked == []
        with pytest.raises(HTTPError) as answer:
            urlopen(address)
        answer.value.close()
        assert asked == ["GET /p.png"]


def test_a_docx_without_links_comes_back_as_the_same_bytes() -> None:
    docx = letter(["เรียน นายอำเภอ"])
    assert external.without_external(docx) is docx


def test_hyperlinks_and_page_fields_stay() -> None:
    body = (
        '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdOut">'
        "<w:r><w:t>เว็บไซต์</w:t></w:r></w:hyperlink></w:p>"
    )
    docx = with_link(letter(["ก"]), "hyperlink", "https://example.go.th/", body)
    assert external.without_external(docx) is docx


def test_a_picture_that_links_further_is_dropped_and_a_png_is_kept() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:1/x"/></svg>'
    docx = with_link(letter(["ก"]), "image", "media/out.svg", DRAWING, mode="")
    dropped = members(external.without_external(changed(docx, {"word/media/out.svg": svg})))
    assert b"rIdOut" not in dropped["word/document.xml"] + dropped["word/_rels/document.xml.rels"]
    kept = changed(docx, {"word/media/out.svg": b"\x89PNG\r\n\x1a\n"})
    assert external.without_external(kept) is kept


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ปีงบประมาณ พ.ศ. ๒๕๖๗", f"ปีงบ{JOINER}ประมาณ พ.ศ.{NBSP}๒๕๖๗"),
        ("๒๔ เมษายน ๒๕๖๗ เวลา", f"๒๔{NBSP}เมษายน{NBSP}๒๕๖๗ เวลา"),
        ("๑ ต.ค. ๖๖", f"๑{NBSP}ต.ค.{NBSP}๖๖"),
        ("ครั้งที่ ๒ ของปี", f"ครั้ง{JOINER}ที่{NBSP}๒ ของปี"),
        ("ต่าง ๆ ได้", f"ต่าง{NBSP}ๆ ได้"),
        ("เจ้าหน้าที่", f"เจ้า{JOINER}หน้าที่"),
        ("ตามค่าเป้าหมาย", f"ตามค่าเป้า{JOINER}หมาย"),
        ("เรียน นายอำเภอ", "เรียน นายอำเภอ"),
        ("๕ คะแนน", "๕ คะแนน"),
    ],
)
def test_dates_years_and_some_compounds_are_bound(text: str, wanted: str) -> None:
    assert pdf_copy.bound(text) == wanted


@given(
    st.text(alphabet=st.characters(categories=["L", "M", "N", "P", "Zs"], exclude_characters=[NBSP, JOINER]))
)
def test_binding_changes_no_letter_and_is_done_once(text: str) -> None:
    bound = pdf_copy.bound(text)
    assert bound.replace(NBSP, " ").replace(JOINER, "") == text.replace(NBSP, " ")
    assert pdf_copy.bound(bound) == bound


@pytest.mark.case("B17")
def test_the_copy_is_justified_both_ways_in_thai_and_the_docx_is_not_touched() -> None:
    docx = letter(["ปีงบประมาณ พ.ศ. ๒๕๖๗"])
    before = bytes(docx)
    copy = members(pdf_copy.prepare(docx).docx)
    body, styles, header = (copy[f"word/{name}.xml"] for name in ("document", "styles", "header1"))
    assert b"thaiDistribute" not in body and b'<w:jc w:val="both"/>' in body
    assert b'w:bidi="th-TH"' in styles and b"ar-SA" not in styles
    assert header.count(b'<w:lang w:val="th-TH" w:bidi="th-TH"/>') == 7
    assert f"พ.ศ.{NBSP}๒๕๖๗".encode() in body
    assert docx == before and b"thaiDistribute" in members(docx)["word/document.xml"]


def test_cells_of_a_table_are_set_ragged() -> None:
    paragraph = '<w:p><w:pPr><w:jc w:val="thaiDistribute"/></w:pPr><w:r><w:t>ก</w:t></w:r></w:p>'
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
    docx = with_link(letter([]), "hyperlink", "https://example.go.th/", table)
    assert b'<w:jc w:val="left"/>' in members(pdf_copy.prepare(docx).docx)["word/document.xml"]


def test_the_copy_without_binding_keeps_the_spaces() -> None:
    docx = letter([f"พ.ศ. ๒๕๖๗ เป้า{JOINER}หมาย"])
    body = members(pdf_copy.prepare(docx, bind=False).docx)["word/document.xml"].decode()
    assert "พ.ศ. ๒๕๖๗ เป้าหมาย" in body


@pytest.mark.parametrize(
    ("page_format", "page_field", "thai"),
    [
        ("thaiNumbers", " PAGE ", True),
        ("decimal", " PAGE \\* ThaiArabic ", True),
        ("decimal", " PAGE ", False),
    ],
)
def test_thai_page_numbers_are_set_where_the_docx_asks_for_them(
    page_format: str, page_field: str, thai: bool
) -> None:
    copy = pdf_copy.prepare(letter(["ก"], page_format=page_format, page_field=page_field))
    assert copy.thai_pages is thai


def test_the_same_docx_gives_the_same_copy() -> None:
    docx = letter(["เป้าหมาย"])
    assert pdf_copy.prepare(docx) == pdf_copy.prepare(docx)


def test_the_copy_knows_its_characters() -> None:
    assert {ord("✓"), ord("ก"), ord("๒")} <= pdf_copy.prepare(letter(["ก✓"])).characters


def damaged_files() -> dict[str, bytes]:
    """Files that are no docx, each in its own way."""
    docx = letter(["ก"])
    no_body = BytesIO()
    with zipfile.ZipFile(no_body, "w") as archive:
        archive.writestr("a.txt", "x")
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e "x">]><w:document xmlns:w="x">&e;</w:document>'
    directory = docx.rindex(b"PK\x01\x02")
    return {
        "empty": b"",
        "a method nobody knows": overwritten(docx, directory + 10, b"\x63\x00"),
        "a version from the future": overwritten(docx, directory + 6, b"\xff\x00"),
        "locked": overwritten(docx, directory + 8, b"\x01\x08"),
        "a place beyond the end": overwritten(docx, directory + 42, b"\xff\xff\xff\x7f"),
        "letters PK and junk": b"PK\x03\x04 junk that is no zip file",
        "cut off": docx[: len(docx) // 2],
        "another zip": no_body.getvalue(),
        "body that is no XML": changed(docx, {"word/document.xml": b"<w:document"}),
        "body of another kind": changed(docx, {"word/document.xml": b"<html/>"}),
        "document type": changed(docx, {"word/document.xml": entity}),
    }


def overwritten(docx: bytes, place: int, figures: bytes) -> bytes:
    return docx[:place] + figures + docx[place + len(figures) :]


@pytest.mark.case("B15")
@pytest.mark.parametrize("kind", damaged_files())
def test_what_is_no_docx_is_refused_in_thai(kind: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        pdf_copy.prepare(damaged_files()[kind])
    assert "ไฟล์ docx" in refusal.value.message


def test_a_docx_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST_WHOLE", 1000)
    with pytest.raises(TooLarge):
        pdf_copy.prepare(letter(["ก"]))

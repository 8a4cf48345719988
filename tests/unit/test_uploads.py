"""What may be uploaded: kind by content, sizes, names; damage, entities, links and macros refused."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from workflow_app import packages, uploads
from workflow_app.errors import Invalid, TooLarge
from workflow_app.paths import folder
from workflow_app.uploads import ALL_KINDS, CheckedFile, check, safe_name

LIMIT = 20 * 1024 * 1024
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx() -> bytes:
    target = io.BytesIO()
    document = Document()
    document.add_paragraph("ผลการดำเนินงาน")
    document.save(target)
    return target.getvalue()


def xlsx() -> bytes:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "ตัวชี้วัด"
    book.save(target)
    return target.getvalue()


def zipped(parts: Mapping[str, bytes], **options: Any) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def with_parts(source: bytes, **parts: bytes | None) -> bytes:
    """The document with parts changed, added, or (None) taken away."""
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        found: dict[str, bytes | None] = {name: package.read(name) for name in package.namelist()}
    return zipped({name: content for name, content in (found | parts).items() if content is not None})


def with_link(kind: str, target: str, *, mode: str = "External", source: bytes | None = None) -> bytes:
    links = (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId9" Type="{OFFICE}/{kind}"'
        f' Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return with_parts(source or docx(), **{"word/_rels/settings.xml.rels": links.encode()})


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 2, height: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2) -> bytes:
    first = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + first + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x55" * 20 + b"\xff\xd9"


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
GOOD = {"docx": docx(), "xlsx": xlsx(), "pdf": PDF, "png": png(), "jpg": jpeg()}


def refusal(content: bytes, name: str = "หลักฐาน.docx", allowed: frozenset[str] = ALL_KINDS) -> str:
    with pytest.raises(Invalid) as caught:
        check(name, content, allowed, LIMIT)
    return caught.value.fields["file"]


# Kinds


@pytest.mark.parametrize("kind", sorted(ALL_KINDS))
def test_each_kind_is_taken_with_its_media_type_and_its_bytes_as_they_are(kind: str) -> None:
    found = check(f"หลักฐาน.{kind}", GOOD[kind], ALL_KINDS, LIMIT)
    assert found == CheckedFile(f"หลักฐาน.{kind}", uploads.MEDIA_TYPES[kind], GOOD[kind])


@pytest.mark.parametrize("kind", sorted(ALL_KINDS))
def test_the_content_tells_the_kind_and_not_the_name(kind: str) -> None:
    found = check("รายงาน.pdf", GOOD[kind], ALL_KINDS, LIMIT)
    assert (found.name, found.media_type) == (f"รายงาน.{kind}", uploads.MEDIA_TYPES[kind])


@pytest.mark.parametrize("kind", sorted(ALL_KINDS))
def test_a_kind_that_is_not_asked_for_is_refused_naming_those_that_are(kind: str) -> None:
    others = ALL_KINDS - {kind}
    sentence = refusal(GOOD[kind], allowed=others)
    assert kind.upper() in sentence.split("รับเฉพาะ")[0]
    assert all(other.upper() in sentence.split("รับเฉพาะ")[1] for other in others)


@pytest.mark.case("B12")
@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 30,
        b"\x01\0\0\0\x6c\0\0\0" + b"\0" * 32 + b" EMF" + b"\0" * 60,
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"BM" + b"\0" * 60,
        b"<html><script>alert(1)</script></html>",
        b"\0" * 100,
        b"plain text",
    ],
    ids=["svg", "svg with declaration", "webp", "emf", "gif", "bmp", "html", "zeros", "text"],
)
def test_a_picture_that_no_letter_could_show_is_refused_at_once_with_the_kinds_that_may_be(
    content: bytes,
) -> None:
    sentence = refusal(content, "ตราครุฑ.png", frozenset({"png", "jpg"}))
    assert sentence.endswith("รับเฉพาะ JPG, PNG")


@pytest.mark.case("B12")
def test_an_empty_file_is_refused() -> None:
    assert "ว่างเปล่า" in refusal(b"", "ตราครุฑ.png")


def test_a_fault_is_told_at_the_field_of_the_form() -> None:
    with pytest.raises(Invalid) as caught:
        check("a.png", b"", ALL_KINDS, LIMIT, field="emblem")
    assert set(caught.value.fields) == {"emblem"}


@pytest.mark.parametrize(("over", "refused"), [(0, False), (1, True)])
def test_a_file_may_have_exactly_the_limit(over: int, refused: bool) -> None:
    limit = len(PDF) - over
    if not refused:
        assert check("a.pdf", PDF, ALL_KINDS, limit).content == PDF
        return
    with pytest.raises(TooLarge, match="เมกะไบต์"):
        check("a.pdf", PDF, ALL_KINDS, limit)


def test_the_limit_is_named_in_megabytes() -> None:
    with pytest.raises(TooLarge, match="เกิน 1.5 เมกะไบต์"):
        check("a.pdf", PDF + b" " * 2_000_000, ALL_KINDS, 1024 * 1024 * 3 // 2)


# Damage


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", PDF[:30]),
        ("png", png()[:-20]),
        ("png", png().replace(b"IHDR", b"IHDX")),
        ("png", png()[:40] + b"\0" + png()[41:]),
        ("png", png(0, 2)),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("jpg", jpeg()[:-2]),
        ("jpg", jpeg()[:12]),
        ("jpg", jpeg(0, 2)),
        ("jpg", b"\xff\xd8\xff"),
        ("jpg", b"\xff\xd8" + b"\xff" * 100),
    ],
)
def test_a_cut_or_spoilt_file_is_refused(kind: str, content: bytes) -> None:
    assert "ใช้ไม่ได้" in refusal(content, f"a.{kind}")


@pytest.mark.parametrize("content", [png(20_000, 20_000), jpeg(20_000, 20_000)])
def test_a_picture_with_too_many_points_is_refused(content: bytes) -> None:
    assert "20000 x 20000" in refusal(content)


def test_a_damaged_zip_is_refused_as_what_it_is() -> None:
    assert "ZIP" in refusal(b"PK\x03\x04" + b"junk" * 100)
    assert "ZIP" in refusal(zipped({"a.txt": b"nothing of Office"}))


def test_a_document_that_was_cut_or_spoilt_is_refused() -> None:
    refusal(docx()[:-100])
    spoilt = bytearray(docx())
    spoilt[len(spoilt) // 2] ^= 0xFF
    assert "ใช้ไม่ได้" in refusal(bytes(spoilt))


@pytest.mark.parametrize("name", ["../word/x.xml", "/etc/passwd", "word\\x.xml", "WORD/document.XML"])
def test_names_of_parts_that_lead_elsewhere_or_stand_twice_are_refused(name: str) -> None:
    assert "เสียหาย" in refusal(with_parts(docx(), **{name: b"<x/>"}))


def test_a_document_without_its_list_of_parts_is_refused() -> None:
    assert "เสียหาย" in refusal(with_parts(docx(), **{"[Content_Types].xml": None}))


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(docx())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert "เสียหาย" in refusal(bytes(content))


def test_something_before_the_zip_is_not_a_document() -> None:
    refusal(b"#!/bin/sh\n" + docx())


def test_documents_as_office_and_we_ourselves_write_them_are_taken() -> None:
    for template in sorted(folder("letter_templates").rglob("*.docx")):
        assert check(template.name, template.read_bytes(), ALL_KINDS, LIMIT).name == template.name
    numbered = with_parts(docx(), **{"word/document2.xml": b"<x/>", "word/document.xml": None})
    assert check("a.docx", numbered, ALL_KINDS, LIMIT).name == "a.docx"


# Sizes when unpacked


def refused_quickly(content: bytes) -> str:
    began = time.perf_counter()
    sentence = refusal(content)
    assert time.perf_counter() - began <= 2
    tracemalloc.start()
    try:
        refusal(content)
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024 * 1024
    finally:
        tracemalloc.stop()
    return sentence


@pytest.mark.case("B55")
def test_a_small_file_that_unpacks_to_a_hundred_megabytes_is_refused_quickly() -> None:
    bomb = with_parts(docx(), **{"word/document.xml": b"<a>" + b" " * 100 * 1024 * 1024})
    assert len(bomb) < 200_000
    assert "ขยายออก" in refused_quickly(bomb)


@pytest.mark.case("B55")
def test_many_parts_that_are_large_together_are_refused_quickly() -> None:
    many = {f"word/media/{number}.bin": bytes(9 * 1024 * 1024) for number in range(10)}
    assert "ขยายออก" in refused_quickly(with_parts(docx(), **many))


@pytest.mark.case("B55")
def test_one_text_that_is_large_by_itself_is_refused_quickly() -> None:
    assert "ขยายออก" in refused_quickly(
        with_parts(docx(), **{"word/x.xml": b"<a>" + bytes(41 * 1024 * 1024)})
    )


@pytest.mark.case("B55")
def test_a_directory_that_lies_about_a_size_is_found_quickly() -> None:
    bomb = with_parts(docx(), **{"word/document.xml": b"<a>" + b" " * 100 * 1024 * 1024})
    real = struct.pack("<I", 3 + 100 * 1024 * 1024)
    assert "เสียหาย" in refused_quickly(bomb.replace(real, struct.pack("<I", 1000)))


@pytest.mark.case("B55")
def test_too_many_parts_are_refused_quickly() -> None:
    refused_quickly(
        with_parts(docx(), **{f"word/{number}.xml": b"<a/>" for number in range(packages.MOST_PARTS)})
    )


@pytest.mark.case("B55")
@pytest.mark.parametrize("wide", [False, True])
def test_a_directory_of_a_million_parts_is_refused_before_it_is_read(wide: bool) -> None:
    entry = b"PK\x01\x02" + b"\0" * 42
    start, directory = b"PK\x03\x04" + b"\0" * 26, entry * (LIMIT // len(entry) - 10)
    size = 0xFFFFFFFF if wide else len(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, size, len(start), 0)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, len(directory), len(start))
    where = b"PK\x06\x07" + struct.pack("<IQI", 0, len(start) + len(directory), 1)
    assert "ZIP" in refused_quickly(start + directory + (record + where if wide else b"") + end)


def test_a_large_honest_document_is_looked_through_in_two_seconds() -> None:
    text = b"<a>" + b"<b>1234567890</b>" * (30 * 1024 * 1024 // 17) + b"</a>"
    content = with_parts(docx(), **{"word/x.xml": text})
    began = time.perf_counter()
    check("a.docx", content, ALL_KINDS, LIMIT)
    assert time.perf_counter() - began <= 2


# Entities

DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.case("B56")
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/_rels/document.xml.rels", "customXml/item1.xml", "word/x.bin"]
)
@pytest.mark.parametrize(
    "text",
    [
        DOCTYPE.encode(),
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + DOCTYPE.encode(),
        b"\xef\xbb\xbf" + DOCTYPE.encode(),
        b"\n\n  " + DOCTYPE.encode(),
        b"<!--" + b"x" * (64 * 1024 - 8) + b"-->" + DOCTYPE.encode(),
        b"<!--" + b"x" * (64 * 1024 - 12) + b"-->" + DOCTYPE.encode(),
        DOCTYPE.encode("utf-16"),
        DOCTYPE.encode("utf-16-be"),
        DOCTYPE.encode("utf-16-le"),
        DOCTYPE.encode("utf-32"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + DOCTYPE.encode("utf-7"),
    ],
    ids=[
        "plain",
        "declared",
        "mark",
        "blanks",
        "later",
        "cut",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "utf-32",
        "utf-7",
    ],
)
def test_a_doctype_is_refused_wherever_and_however_it_is_written(part: str, text: bytes) -> None:
    sentence = refusal(with_parts(docx(), **{part: text}))
    assert "ไฟล์ไม่ถูกต้อง" in sentence
    assert "root:" not in sentence


@pytest.mark.case("B56")
def test_a_doctype_in_a_spreadsheet_is_refused() -> None:
    assert "ไฟล์ไม่ถูกต้อง" in refusal(with_parts(xlsx(), **{"xl/workbook.xml": DOCTYPE.encode()}))


# Links and macros


@pytest.mark.case("B19")
@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://127.0.0.1:9/p.png"),
        ("image", "file:///etc/passwd"),
        ("image", "C:\\Users\\a.png"),
        ("oleObject", "https://example.org/a.xlsx"),
        ("attachedTemplate", "https://example.org/a.dotm"),
        ("attachedTemplate", "\\\\server\\share\\a.dotm"),
        ("attachedTemplate", "file://server/share/a.dotm"),
        ("attachedTemplate", "file:////server/share/a.dotm"),
        ("attachedTemplate", "//server/a.dotm"),
        ("externalLinkPath", "https://example.org/a.xlsx"),
        ("frame", "a.html"),
        ("somethingNew", "http://example.org/"),
    ],
)
def test_a_link_that_a_programme_would_follow_is_refused(kind: str, target: str) -> None:
    assert f"เชื่อมโยงไปภายนอก ({kind})" in refusal(with_link(kind, target))


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("hyperlink", "https://www.opdc.go.th/", "External"),
        ("hyperlink", "mailto:a@example.go.th", "External"),
        ("attachedTemplate", "file:///C:\\Users\\user\\Normal.dotm", "External"),
        ("attachedTemplate", "C:\\Users\\user\\Normal.dotm", "External"),
        ("attachedTemplate", "Normal.dotm", "External"),
        ("externalLinkPath", "งบประมาณ.xlsx", "External"),
        ("image", "media/image1.png", "Internal"),
    ],
)
def test_links_for_readers_and_of_the_writers_own_machine_may_stay(kind: str, target: str, mode: str) -> None:
    assert check("a.docx", with_link(kind, target, mode=mode), ALL_KINDS, LIMIT).name == "a.docx"


def test_a_list_of_links_that_cannot_be_read_is_refused() -> None:
    assert "เสียหาย" in refusal(with_parts(docx(), **{"word/_rels/x.xml.rels": b"<Relationships>"}))
    assert "เสียหาย" in refusal(
        with_parts(docx(), **{"word/_rels/x.xml.rels": b"<a>" + b" " * 2**21 + b"</a>"})
    )


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/activeX/activeX1.bin"]
)
def test_macros_are_refused_by_their_parts(part: str) -> None:
    assert "แมโคร" in refusal(with_parts(docx(), **{part: b"x"}))


def test_macros_under_another_name_are_refused_by_their_content_type() -> None:
    types = zipfile.ZipFile(io.BytesIO(docx())).read("[Content_Types].xml")
    hidden = types.replace(b"wordprocessingml.document.main+xml", b"x", 1).replace(
        b"<Override",
        b'<Override PartName="/a.bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
        1,
    )
    assert "แมโคร" in refusal(with_parts(docx(), **{"[Content_Types].xml": hidden}))


# Names


@pytest.mark.case("B48")
@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("หนังสือ.docx", "docx", "หนังสือ.docx"),
        ("รายงาน ๒๕๖๗.docx", "docx", "รายงาน ๒๕๖๗.docx"),
        ("หนังสือ", "pdf", "หนังสือ.pdf"),
        ("ผลการดำเนินงานข้อ ๑.๒", "pdf", "ผลการดำเนินงานข้อ ๑.๒.pdf"),
        ("รูป.JPEG", "jpg", "รูป.jpg"),
        ("รายงาน.pdf", "docx", "รายงาน.docx"),
        ("โปรแกรม.exe", "pdf", "โปรแกรม.exe.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\สมชาย\\รายงาน.xlsx", "xlsx", "รายงาน.xlsx"),
        ("a\x00b\r\nSet-Cookie: x\u202egpj.docx", "docx", "ab Set-Cookie xgpj.docx"),
        ("น\u0e4dา.pdf", "pdf", "นำ.pdf"),
        (".docx", "docx", "แฟ้ม.docx"),
        ("...", "png", "แฟ้ม.png"),
        ("", "png", "แฟ้ม.png"),
        ("con.pdf", "pdf", "_con.pdf"),
        ('ก<ข>:"|?*.pdf', "pdf", "ก ข.pdf"),
        ("ก" * 300 + ".pdf", "pdf", "ก" * 80 + ".pdf"),
    ],
)
def test_a_thai_name_is_kept_and_made_safe(name: str, kind: str, safe: str) -> None:
    assert safe_name(name, kind) == safe


@given(st.text(max_size=400), st.sampled_from(sorted(ALL_KINDS)))
def test_any_name_becomes_one_that_every_file_system_takes(name: str, kind: str) -> None:
    safe = safe_name(name, kind)
    assert len(safe.encode("utf-8")) <= 4 * uploads.LONGEST_NAME + 5
    assert safe.endswith(f".{kind}") and not safe.startswith((".", " "))
    assert not set(safe) & set('\\/:*?"<>|\r\n\t\0')
    assert safe_name(safe, kind) == safe

"""Templates as officers edit them in Word: cut tags, loops without rows, hostile tags, the emblem's slot."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
import zlib

import pytest
from docx_outline import disorder, ids, roots, runs, texts

from workflow_app.errors import Invalid, NotFound, TooLarge, Unreadable
from workflow_app.letters.docx import ooxml
from workflow_app.letters.docx.ooxml import value, w
from workflow_app.letters.docx.package import pack_parts, unpack
from workflow_app.letters.docx.render import Face, letter, prepare
from workflow_app.letters.docx.skeleton import parts
from workflow_app.letters.docx.templates import compiled, load, render, template

PLAIN, BOLD = ooxml.run_properties(), ooxml.run_properties(bold=True)


def template_of(document: str):
    return template("external", pack_parts(parts(document + ooxml.section())))


def one(*pieces: tuple[str, str]) -> str:
    return ooxml.paragraph("".join(ooxml.run(text, properties) for text, properties in pieces))


def rendered(document: str, **values: object) -> bytes:
    source = template_of(document)
    changed = {name: text.encode() for name, text in render(source, Face(), values).items()}
    return pack_parts({**unpack(source.data), **changed})


@pytest.mark.case("B09")
def test_a_tag_that_word_cut_into_runs_is_filled_and_the_rest_keeps_its_own_run() -> None:
    small = ooxml.run_properties(half_points=24)
    docx = rendered(one(("เรียน {{ ผู้", PLAIN), ("รับ", BOLD), (" }} (สำเนา)", small)), ผู้รับ="นายอำเภอเมือง")
    assert texts(docx) == ["เรียน นายอำเภอเมือง (สำเนา)"]
    copy = [run for run in runs(docx) if "(สำเนา)" in "".join(run.itertext())]
    assert [value(run, "rPr", "szCs") for run in copy] == ["24"]


@pytest.mark.case("B09")
@pytest.mark.parametrize(
    "pieces",
    [
        ["{", "{ ผู้รับ }", "}"],
        ["{{", " ผู้รับ", " }}"],
        ["ก {{ ผู้รับ }} ข {{ ผู้", "รับ }} ค"],
        ["ก", "{{ผู้รับ}}", "ข"],
        ["{% if ผู้รับ ", "%}", "{{ ผู้รับ }}", "{% end", "if %}"],
    ],
)
def test_tags_cut_anywhere_are_filled(pieces) -> None:
    docx = rendered(
        one(*[(piece, BOLD if index % 2 else PLAIN) for index, piece in enumerate(pieces)]), ผู้รับ="ฉัน"
    )
    joined = "".join(pieces).replace(" ", "")
    wanted = joined.replace("{{ผู้รับ}}", "ฉัน").replace("{%ifผู้รับ%}", "").replace("{%endif%}", "")
    assert "".join(texts(docx)).replace(" ", "") == wanted


@pytest.mark.case("B10")
def test_a_loop_without_rows_leaves_no_broken_table() -> None:
    plain = [ooxml.Column("ก", 3000)]
    loop = "".join(
        ooxml.row([ooxml.cell([text], 3000, PLAIN)])
        for text in ("{%tr for row in rows %}", "{{ row }}", "{%tr endfor %}")
    )
    docx = rendered(one(("ก", PLAIN)) + ooxml.table(plain, [loop]) + one(("ข", PLAIN)), rows=[])
    assert texts(docx) == ["ก", "ข"]
    assert list(roots(docx)["word/document.xml"].iter(w("tbl"))) == []
    full = rendered(ooxml.table(plain, [loop]), rows=["๑", "๒"])
    assert texts(full) == ["๑", "๒"]


@pytest.mark.case("B10")
def test_a_cell_whose_loop_had_no_lines_still_ends_with_a_paragraph() -> None:
    cell = ooxml.cell(["{%p for line in lines %}", "{{ line }}", "{%p endfor %}"], 3000, PLAIN)
    docx = rendered(ooxml.table([ooxml.Column("ก", 3000)], [ooxml.row([cell])]), lines=[])
    cells = list(roots(docx)["word/document.xml"].iter(w("tc")))
    assert [each[-1].tag for each in cells] == [w("p")]


@pytest.mark.case("B01")
@pytest.mark.case("B02")
def test_runs_that_word_left_without_fonts_are_dressed() -> None:
    bare = (
        "<w:p><w:r><w:t>ก ข</w:t></w:r><w:r><w:rPr><w:sz w:val='40'/><w:b/><w:rFonts w:ascii='Calibri' w:asciiTheme='minor'/>"
        "</w:rPr><w:t>ค</w:t></w:r></w:p>"
    )
    docx = rendered(bare)
    first, second = (run for run in runs(docx) if "".join(run.itertext()) in ("ก ข", "ค"))
    assert disorder(docx) == []
    assert (
        value(first, "rPr", "rFonts", attribute="cs")
        == value(second, "rPr", "rFonts", attribute="cs")
        == "TH SarabunPSK"
    )
    assert (value(first, "rPr", "szCs"), value(second, "rPr", "szCs")) == ("32", "40")
    assert second.find(f"{w('rPr')}/{w('bCs')}") is not None
    assert value(second, "rPr", "rFonts", attribute="asciiTheme") == ""


@pytest.mark.requirement("R12")
@pytest.mark.parametrize(
    "tag", ["{{ unknown }}", "{{ subject.nothing.more }}", "{% for x in missing %}{% endfor %}"]
)
def test_an_unknown_name_is_an_error(tag) -> None:
    with pytest.raises(Invalid) as raised:
        rendered(one((tag, PLAIN)), subject="ก")
    assert "template" in raised.value.fields


@pytest.mark.case("B57")
@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ subject.__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'] }}",
        "{{ ''['__class__'] }}",
        "{{ '%s'|format(subject|attr('__class__')) }}",
        "{{ range(100000000)|list }}",
        "{{ 1 // 0 }}",
        "{% include 'x' %}",
    ],
)
def test_a_template_can_run_nothing(tag) -> None:
    with pytest.raises(Invalid) as raised:
        rendered(one((tag, PLAIN)), subject="ก")
    assert "template" in raised.value.fields


@pytest.mark.parametrize("tag", ["{% if %}", "{{ a b }}", "{% for x in y %}"])
def test_a_tag_that_cannot_be_read_is_refused_in_thai(tag) -> None:
    with pytest.raises(Invalid) as raised:
        compiled(template_of(one((tag, PLAIN))), Face())
    assert "แบบหนังสือ" in raised.value.fields["template"]


def test_a_template_is_compiled_once_for_each_digest_and_face() -> None:
    first, again = template_of(one(("ก", PLAIN))), template_of(one(("ก", PLAIN)))
    assert compiled(first, Face()) is compiled(again, Face())
    assert compiled(first, Face()) is not compiled(first, Face(font="TH Sarabun New"))
    assert compiled(first, Face()) is not compiled(template_of(one(("ข", PLAIN))), Face())


def test_an_unknown_kind_has_no_template() -> None:
    with pytest.raises(NotFound):
        load("poem")


def _archive(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in {"[Content_Types].xml": b"<Types/>", **members}.items():
            opened.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK junk",
        _archive(),
        _archive(
            **{"word/document.xml": b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"}
        ),
        _archive(**{"word/document.xml": b" " * 70_000_000}),
    ],
    ids=["empty", "junk", "no document", "entity", "bomb"],
)
def test_a_file_that_is_no_sound_docx_is_refused(data) -> None:
    with pytest.raises((Unreadable, TooLarge)):
        template("external", data)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\x00" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


PNG = _png(80, 100)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08"
    + struct.pack(">HH", 60, 30)
    + b"\x01\x01\x11\x00\xff\xd9"
)


def _extent(docx: bytes) -> list[tuple[str, str]]:
    tag = f"{{{ooxml.NAMESPACES['wp']}}}extent"
    return [(each.get("cx", ""), each.get("cy", "")) for each in roots(docx)["word/document.xml"].iter(tag)]


def test_without_an_image_an_empty_frame_of_three_centimetres_is_printed(made) -> None:
    docx = made()
    assert "ตราครุฑ" in texts(docx)
    assert [height for _, height in _extent(docx)] == ["1080000"]


def test_the_offices_image_is_printed_three_centimetres_high_in_its_own_shape(made) -> None:
    docx = made(Face(emblem=PNG))
    assert "ตราครุฑ" not in texts(docx)
    assert _extent(docx) == [("864000", "1080000")]
    package = unpack(docx)
    assert package["word/media/emblem.png"] == PNG
    assert b'Extension="png"' in package["[Content_Types].xml"]
    assert b"media/emblem.png" in package["word/_rels/document.xml.rels"]


def test_on_pre_printed_paper_the_place_of_the_emblem_stays_blank(made) -> None:
    docx = made(Face(preprinted=True))
    assert "ตราครุฑ" not in texts(docx)
    assert _extent(docx) == []


@pytest.mark.parametrize(
    "image",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"",
        PNG[:20],
        b"GIF89a" + b"\x00" * 20,
        JPEG[:12],
        JPEG[:3],
        b"\xff\xd8\xff" * 9,
    ],
)
def test_an_image_that_cannot_be_printed_is_refused(made, image) -> None:
    with pytest.raises(Invalid) as raised:
        made(Face(emblem=image))
    assert "emblem" in raised.value.fields


def _with_many_drawings(content) -> bytes:
    """A letter with an emblem, three seals in the body and one in the header."""
    package = unpack(load("targets").data)
    body = package["word/document.xml"].decode()
    start, end = "<mc:AlternateContent>", "</mc:AlternateContent>"
    drawing = body[body.index(start) : body.index(end) + len(end)]
    seal = f"<w:p><w:r>{drawing}</w:r></w:p>".replace('name="emblem"', 'name="seal"')
    package["word/document.xml"] = body.replace("<w:body>", "<w:body>" + seal * 3, 1).encode()
    header = package["word/header1.xml"].decode()
    package["word/header1.xml"] = header.replace("</w:hdr>", seal + "</w:hdr>").encode()
    return letter(template("targets", pack_parts(package)), content(), Face(emblem=PNG))


@pytest.mark.requirement("R13")
def test_ids_of_drawings_are_unique_over_all_parts(content) -> None:
    found = ids(_with_many_drawings(content))
    assert len(found) == 5
    assert len(set(found)) == 5


@pytest.mark.requirement("R13")
@pytest.mark.libreoffice
def test_a_letter_with_many_drawings_survives_another_word_processor(content, tmp_path) -> None:
    source = tmp_path / "letter.docx"
    source.write_bytes(_with_many_drawings(content))
    profile, out = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", tmp_path / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = (out / "letter.docx").read_bytes()
    assert len(ids(again)) >= 5  # a header may be written once for each section
    assert "จึงเรียนมาเพื่อพิจารณา" in texts(again)
    assert "word/media/image1.png" in unpack(again)


def test_equal_content_and_face_give_equal_bytes_with_an_image_too(content, targets) -> None:
    face = Face(font="TH Sarabun New", emblem=PNG)
    assert prepare(targets, content(), face) == prepare(targets, content(), face)


def test_a_jpeg_is_an_image_too(made) -> None:
    assert _extent(made(Face(emblem=JPEG))) == [("540000", "1080000")]

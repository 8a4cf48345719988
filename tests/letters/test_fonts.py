"""The face of PDFs: found, made, mapped, and missed aloud."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from workflow_app.errors import NotConfigured
from workflow_app.letters.pdf import fonts, made_font

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg")

pytestmark = pytest.mark.libreoffice

TEST_LINE = "การปฏิบัติราชการของจังหวัด"


def only(folder: Path, *directories: Path) -> str:
    """A fontconfig file that knows these folders and nothing else."""
    file = folder / "machine.conf"
    listed = "".join(f"<dir>{directory}</dir>" for directory in directories)
    file.write_text(
        f"<?xml version='1.0'?><fontconfig>{listed}<cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    return str(file)


def install(folder: Path, family: str, styles: tuple[str, ...] = fonts.STYLES) -> Path:
    """Fonts named ``family`` in a folder of their own, as if an office had copied them there."""
    folder.mkdir()
    for style in styles:
        file = folder / f"{family}-{style}.ttf"
        made_font.make(LAKSAMAN / "Laksaman.ttf", file, style)
        with TTFont(file) as font:
            for record in font["name"].names:
                if record.nameID in (1, 16):
                    record.string = family
            font.save(file)
    return folder


@pytest.mark.case("B03")
def test_a_machine_without_a_sarabun_face_is_refused_in_thai_naming_the_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", only(tmp_path, Path("/usr/share/fonts/truetype/dejavu")))
    with pytest.raises(NotConfigured) as refusal:
        fonts.require(tmp_path / "data")
    assert "TH SarabunPSK" in refusal.value.message
    assert "ยังทำ PDF ไม่ได้" in refusal.value.message
    assert not any("Sarabun" in family for family in fonts.resolved(tmp_path / "data").values())


@pytest.mark.case("B03")
def test_the_three_names_resolve_to_a_sarabun_face(tmp_path: Path) -> None:
    fonts.require(tmp_path)
    resolved = fonts.resolved(tmp_path)
    assert set(resolved) == {"TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"}
    assert all("Sarabun" in family for family in resolved.values())


def test_names_that_do_not_resolve_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        fonts, "resolved", lambda data_dir: {"TH SarabunPSK": "Loma", "TH Sarabun New": "Sarabun"}
    )
    with pytest.raises(NotConfigured) as refusal:
        fonts.require(tmp_path)
    assert "TH SarabunPSK (ได้ Loma)" in refusal.value.message
    assert "TH Sarabun New" not in refusal.value.message


def test_an_installed_face_is_taken_before_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    psk = install(tmp_path / "office", "TH SarabunPSK")
    monkeypatch.setenv("FONTCONFIG_FILE", only(tmp_path, psk, LAKSAMAN))
    report = fonts.require(tmp_path / "data")
    assert (report.family, report.source) == ("TH SarabunPSK", "installed")
    assert report.regular.parent == psk
    assert set(fonts.resolved(tmp_path / "data").values()) == {"TH SarabunPSK"}
    assert not list((tmp_path / "data" / "fonts").glob("*.ttf"))


def test_each_installed_face_keeps_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    psk, new = install(tmp_path / "psk", "TH SarabunPSK"), install(tmp_path / "new", "TH Sarabun New")
    monkeypatch.setenv("FONTCONFIG_FILE", only(tmp_path, psk, new))
    fonts.require(tmp_path / "data")
    assert fonts.resolved(tmp_path / "data")["TH Sarabun New"] == "TH Sarabun New"


def test_a_face_without_its_bold_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    psk = install(tmp_path / "office", "TH SarabunPSK", ("Regular", "Italic"))
    monkeypatch.setenv("FONTCONFIG_FILE", only(tmp_path, psk, LAKSAMAN))
    assert fonts.build(tmp_path / "data").source == "made"


def test_building_again_changes_nothing_and_is_fast(tmp_path: Path) -> None:
    started = time.monotonic()
    first = fonts.build(tmp_path)
    files = {
        file: (file.read_bytes(), file.stat().st_mtime_ns) for file in (tmp_path / "fonts").glob("*.ttf")
    }
    assert time.monotonic() - started <= 5
    assert fonts.build(tmp_path) == first
    assert files == {
        file: (file.read_bytes(), file.stat().st_mtime_ns) for file in (tmp_path / "fonts").glob("*.ttf")
    }
    assert len(files) == 4


@pytest.mark.parametrize("spoil", ["SarabunOfficialLetter-Bold.ttf", "made.json"])
def test_a_spoilt_folder_is_made_whole_again(tmp_path: Path, spoil: str) -> None:
    fonts.build(tmp_path)
    file = tmp_path / "fonts" / spoil
    whole = file.read_bytes()
    if spoil.endswith("json"):
        file.write_text("{")
    else:
        file.unlink()
    fonts.build(tmp_path)
    assert file.read_bytes() == whole


def test_the_made_face_is_as_wide_as_th_sarabun_new(tmp_path: Path) -> None:
    """TH Sarabun New sets ten Arabic digits at 16 points in 57.9 points."""
    with TTFont(fonts.build(tmp_path).regular) as font:
        cmap, widths = font.getBestCmap(), font["hmtx"]
        digits = sum(widths[cmap[ord(digit)]][0] for digit in "0123456789")
        assert digits * 16 / font["head"].unitsPerEm == pytest.approx(57.9, rel=0.01)


def test_the_made_face_bears_sarabun_in_its_family_and_postscript_names(tmp_path: Path) -> None:
    for style in fonts.STYLES:
        file = tmp_path / f"{style}.ttf"
        made_font.make(LAKSAMAN / "Laksaman.ttf", file, style)
        with TTFont(file) as font:
            names = {record.nameID: str(record) for record in font["name"].names}
            assert "Sarabun" in names[1] and "Sarabun" in names[6]
            assert names[2] == style


def test_the_face_knows_what_it_can_draw(tmp_path: Path) -> None:
    drawn = fonts.characters(fonts.build(tmp_path))
    assert {ord(letter) for letter in TEST_LINE} | {0xA0, 0x2060, 0x2011, ord("๙")} <= drawn
    assert ord("✓") not in drawn


def test_an_office_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(NotConfigured) as refusal:
        fonts.build(tmp_path / "data")
    assert str(tmp_path / "data") in refusal.value.message


def test_without_fontconfig_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotConfigured) as refusal:
        fonts.build(tmp_path)
    assert "fontconfig" in refusal.value.message


@pytest.mark.parametrize("style", fonts.STYLES)
def test_the_made_face_has_marks_of_its_own_for_tall_consonants(tmp_path: Path, style: str) -> None:
    """Why, and that nothing looks different: docs/pdf.md; that text is found again: the tests of PDFs."""
    fonts.build(tmp_path)
    with TTFont(tmp_path / "fonts" / f"{made_font.postscript_name(style)}.ttf") as font:
        names, widths = font.getBestCmap(), font["hmtx"]
        for code in (0x0E31, 0x0E34, 0x0E35, 0x0E36, 0x0E37, 0x0E49):
            usual, tall = names[code], f"{names[code]}.tall"
            assert widths[usual][0] == widths[tall][0] == 0
            assert font["glyf"][tall].xMin < font["glyf"][usual].xMin

"""The face that PDFs are set in: found on the machine or made from Laksaman, and asked for by name.

LibreOffice says nothing when a font is missing and takes another one, so this module answers two questions
before any PDF is made: which family stands for the three TH Sarabun names (`build`), and does fontconfig
really give it for each name (`resolved`, `require`).
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from workflow_app.errors import NotConfigured
from workflow_app.letters.pdf import made_font

NAMES = ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙")
INSTALLED = ("TH SarabunPSK", "TH Sarabun New")
"""Taken as they are. TH SarabunIT๙ is not: it draws 0-9 as Thai digits."""

STYLES = ("Regular", "Bold", "Italic", "Bold Italic")
MISSING = (
    "ไม่พบแบบอักษร TH SarabunPSK, TH Sarabun New หรือ Laksaman ในเครื่อง จึงยังทำ PDF ไม่ได้ (ไฟล์ docx ใช้ได้ตามปกติ) "
    "ให้ติดตั้งแบบอักษร TH SarabunPSK หรือแพ็กเกจ fonts-tlwg-laksaman-ttf แล้วลองใหม่"
)


@dataclass(frozen=True)
class FaceReport:
    """What `build` settled: the family, where it comes from, the private fontconfig file, the upright font."""

    family: str
    source: str
    """``installed`` or ``made``."""
    configuration: Path
    regular: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variable that makes a process see this face under the three TH Sarabun names."""
        return {"FONTCONFIG_FILE": str(self.configuration)}


def folder(data_dir: Path) -> Path:
    """The folder of made fonts and of the private fontconfig file inside DATA_DIR."""
    return data_dir.resolve() / "fonts"


def build(data_dir: Path) -> FaceReport:
    """Find the face or make it, and write the private fontconfig file. Idempotent, at most 5 s.

    Raises NotConfigured, naming the fonts, when the machine has none of them.
    """
    try:
        folder(data_dir).mkdir(parents=True, exist_ok=True)
        family, source, regular = _installed() or _made(folder(data_dir))
        configuration = folder(data_dir) / "fonts.conf"
        _write(configuration, lambda path: path.write_text(_configuration(folder(data_dir), family)))
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise NotConfigured(
            f"เขียนแบบอักษรลงในโฟลเดอร์ {folder(data_dir)} ไม่ได้ ให้ตรวจสิทธิ์ของ DATA_DIR"
        ) from error
    return FaceReport(family, source, configuration, regular)


def resolved(data_dir: Path) -> dict[str, str]:
    """For each TH Sarabun name the family that the converter will really get, from fontconfig itself.

    Without a built face the machine's own configuration answers.
    """
    configuration = folder(data_dir) / "fonts.conf"
    environment = {"FONTCONFIG_FILE": str(configuration)} if configuration.exists() else {}
    return {
        name: _fontconfig("fc-match", "-f", "%{family[0]}", name, environment=environment) for name in NAMES
    }


def require(data_dir: Path) -> FaceReport:
    """`build`, then see that every name resolves to a Sarabun face; raises NotConfigured naming those that do not."""
    report = build(data_dir)
    wrong = {name: family for name, family in resolved(data_dir).items() if "Sarabun" not in family}
    if wrong:
        listed = ", ".join(f"{name} (ได้ {family})" for name, family in wrong.items())
        raise NotConfigured(
            f"แบบอักษร {listed} ยังใช้ไม่ได้ จึงยังทำ PDF ไม่ได้ ให้ติดตั้งแบบอักษร TH SarabunPSK แล้วลองใหม่"
        )
    return report


def characters(report: FaceReport) -> frozenset[int]:
    """The code points that the face can draw."""
    with TTFont(report.regular, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _installed() -> tuple[str, str, Path] | None:
    for family in INSTALLED:
        files = _files(family)
        if {"Regular", "Bold"} <= files.keys():
            return family, "installed", files["Regular"]
    return None


def _made(target: Path) -> tuple[str, str, Path]:
    files = _files("Laksaman")
    if not files.keys() >= set(STYLES):
        raise NotConfigured(MISSING)
    stamp = target / "made.json"
    wanted = {"recipe": made_font.RECIPE, **{style: _digest(files[style]) for style in STYLES}}
    if not _up_to_date(stamp, wanted, target):
        for style in STYLES:
            _write(_made_file(target, style), partial(made_font.make, files[style], style=style))
        _write(stamp, lambda path: path.write_text(json.dumps(wanted)))
    return made_font.FAMILY, "made", _made_file(target, "Regular")


def _up_to_date(stamp: Path, wanted: Mapping[str, str], target: Path) -> bool:
    if not stamp.exists() or not all(_made_file(target, style).exists() for style in STYLES):
        return False
    try:
        return bool(json.loads(stamp.read_text()) == wanted)
    except ValueError:
        return False


def _made_file(target: Path, style: str) -> Path:
    return target / f"{made_font.postscript_name(style)}.ttf"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(target: Path, write: Callable[[Path], object]) -> None:
    """Written beside and renamed, so that a process that reads at this moment never sees half a file."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    write(draft)
    os.replace(draft, target)


def _files(family: str) -> dict[str, Path]:
    """Style to file, from fontconfig's list of what this machine has installed."""
    listed = _fontconfig("fc-list", f":family={family}", "-f", "%{style[0]}\t%{file}\n")
    pairs = (line.split("\t", 1) for line in listed.splitlines() if "\t" in line)
    return {style: Path(file) for style, file in sorted(pairs)}


def _fontconfig(*command: str, environment: Mapping[str, str] | None = None) -> str:
    try:
        done = subprocess.run(
            command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, timeout=30
        )
    except FileNotFoundError as error:
        raise NotConfigured(
            "ไม่พบโปรแกรม fontconfig ในเครื่อง จึงตรวจแบบอักษรไม่ได้ ให้ติดตั้งแพ็กเกจ fontconfig"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise NotConfigured("โปรแกรม fontconfig ไม่ตอบภายใน 30 วินาที จึงตรวจแบบอักษรไม่ได้") from error
    return done.stdout.strip()


def _configuration(target: Path, family: str) -> str:
    """An ``alias`` would lose against Debian's own rule for Laksaman; a prepended pattern edit wins."""
    machine = Path(os.environ.get("FONTCONFIG_FILE") or "/etc/fonts/fonts.conf")
    if machine == target / "fonts.conf":
        machine = Path("/etc/fonts/fonts.conf")
    matches = "".join(
        f'  <match target="pattern">\n    <test name="family" qual="any"><string>{escape(name)}</string></test>\n'
        f'    <edit name="family" mode="prepend" binding="same"><string>{escape(family)}</string></edit>\n  </match>\n'
        for name in NAMES
        if name != family and not (name in INSTALLED and _files(name))
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f'  <include ignore_missing="yes">{escape(str(machine))}</include>\n'
        f"  <dir>{escape(str(target))}</dir>\n  <cachedir>{escape(str(target / 'cache'))}</cachedir>\n"
        f"{matches}</fontconfig>\n"
    )

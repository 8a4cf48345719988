"""A finished PDF, read again by poppler: its fonts, its line starts, its text. Without poppler nothing is known."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from workflow_app.errors import NotConfigured, Unreadable

_FORBIDDEN_START = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e)\\]}”’»]|ฯ(?!ลฯ)")
"""Vowels and marks that follow their consonant, ๆ, ฯ (not ฯลฯ), closing brackets and quotation marks."""

_ZERO_WIDTH = dict.fromkeys([0x200B, 0x2060, 0xFEFF])


def available() -> bool:
    """Whether poppler's programs are on this machine."""
    return shutil.which("pdffonts") is not None and shutil.which("pdftotext") is not None


def fonts_of(pdf: bytes) -> frozenset[str]:
    """PostScript names of the fonts in the PDF, without the prefix of a subset. Raises NotConfigured, Unreadable."""
    lines = _poppler("pdffonts", "{file}", pdf=pdf).splitlines()[2:]
    return frozenset(line.split()[0].split("+", 1)[-1] for line in lines if line.strip())


def foreign_fonts(pdf: bytes) -> frozenset[str]:
    """The fonts of the PDF that are no Sarabun face, nor the one that LibreOffice draws the bullets of lists with."""
    return frozenset(name for name in fonts_of(pdf) if "Sarabun" not in name and name != "OpenSymbol")


def lines_of(pdf: bytes) -> list[str]:
    """The printed lines in the order of the content, as they stand.

    Thai marks come back in their places only in this order (``-raw``); by position poppler parts them from
    their consonants.
    """
    text = _poppler("pdftotext", "-raw", "-enc", "UTF-8", "{file}", "-", pdf=pdf)
    return [line for line in text.replace("\f", "\n").splitlines() if line.strip()]


def line_faults(pdf: bytes) -> list[str]:
    """The lines that start with what no Thai line may start with."""
    return [line for line in lines_of(pdf) if _FORBIDDEN_START.match(line)]


def text_of(pdf: bytes) -> str:
    """The whole text for comparison: see `plain`."""
    return plain("".join(lines_of(pdf)))


def plain(text: str) -> str:
    """What a text and its PDF have in common: no white space at all, no zero-width characters, ำ composed.

    A line may break at a space, which then is not printed, and anywhere between two Thai words, where there is none.
    """
    return re.sub(r"\s", "", text.translate(_ZERO_WIDTH)).replace("\u0e4d\u0e32", "\u0e33")


def _poppler(program: str, *arguments: str, pdf: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        file = Path(folder) / "made.pdf"
        file.write_bytes(pdf)
        command = [program, *(argument.format(file=file) for argument in arguments)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=60)
        except FileNotFoundError as error:
            raise NotConfigured(f"ไม่พบโปรแกรม {program} ในเครื่อง ให้ติดตั้งแพ็กเกจ poppler-utils") from error
    if done.returncode != 0:
        raise Unreadable("อ่านไฟล์ PDF ที่ได้ไม่ออก ให้กดลองใหม่")
    return done.stdout.decode("utf-8", "replace")

"""A metric-true TH Sarabun from Laksaman, whose marks are found again in the text of a PDF.

Laksaman is TH Sarabun New drawn 1.504 times as large on 1000 units; LibreOffice ignores the scaling that Debian
asks for. The same outlines on more units have the widths and line breaks of TH Sarabun New.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from workflow_app.letters.pdf import tall_marks
from workflow_app.letters.pdf.tall_marks import MARK_TO_BASE, MARK_TO_MARK, move, subtables

FAMILY = "Sarabun Official Letter"
UNITS = 1504
RECIPE = "4"
"""Raised when the way of making changes, so that fonts made the old way are made again."""

BORROWED_GLYPHS = {0x2060: 0x200D, 0x2011: 0x2D}
"""Word joiner and no-break hyphen are missing in Laksaman; a look-alike is there."""

_UPPER_VOWELS = (0x0E31, 0x0E34, 0x0E35, 0x0E36, 0x0E37)


def postscript_name(style: str) -> str:
    """The PostScript name of the made font of a style such as ``Bold Italic``."""
    return f"{FAMILY.replace(' ', '')}-{style.replace(' ', '')}"


def make(source: Path, target: Path, style: str) -> None:
    """Write the made font of one style of Laksaman to ``target``. Same source, same bytes."""
    with TTFont(source, recalcTimestamp=False) as font:
        font["head"].unitsPerEm = UNITS
        _rename(font, style)
        _borrow_glyphs(font)
        _order_origins(font)
        tall_marks.add(font)
        font.save(target)


def _rename(font: TTFont, style: str) -> None:
    full = f"{FAMILY} {style}"
    names = {1: FAMILY, 2: style, 3: full, 4: full, 6: postscript_name(style), 16: FAMILY, 17: style}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def _borrow_glyphs(font: TTFont) -> None:
    for table in font["cmap"].tables:
        for wanted, existing in BORROWED_GLYPHS.items():
            if table.isUnicode() and existing in table.cmap:
                table.cmap.setdefault(wanted, table.cmap[existing])


def _order_origins(font: TTFont) -> None:
    """Move outline and anchors of tone marks together: nothing looks different, but no origin lies right of its base.

    A mark whose origin does (้ over ี) is sorted behind the next consonant by readers that go by position.
    """
    shifts = _shifts(font)
    for glyph, shift in shifts.items():
        move(font, glyph, shift)
    for glyph, anchor in _anchors(font):
        anchor.XCoordinate += shifts.get(glyph, 0)


def _shifts(font: TTFont) -> dict[str, int]:
    """Tone mark to the units by which it must move right to stand over the narrowest vowel without a step."""
    names = font.getBestCmap()
    tones = {names[code] for code in range(0x0E48, 0x0E4D)}
    vowels = {names[code] for code in _UPPER_VOWELS}
    shifts: dict[str, int] = {}
    for table in subtables(font, MARK_TO_MARK):
        held = dict(zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True))
        below = dict(zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True))
        places = [below[vowel].Mark2Anchor[0].XCoordinate for vowel in vowels & below.keys()]
        for tone in tones & held.keys():
            shifts[tone] = max(0, max(places) - held[tone].MarkAnchor.XCoordinate)
    return shifts


def _anchors(font: TTFont) -> Iterator[tuple[str, Any]]:
    """Each mark's anchors: where it is held, and where others stand on it."""
    for table in subtables(font, MARK_TO_BASE):
        for glyph, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
            yield glyph, record.MarkAnchor
    for table in subtables(font, MARK_TO_MARK):
        for glyph, record in zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True):
            yield glyph, record.MarkAnchor
        for glyph, record in zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True):
            yield from ((glyph, anchor) for anchor in record.Mark2Anchor if anchor)

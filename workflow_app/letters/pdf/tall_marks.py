"""Marks over ป, ฝ and ฟ as glyphs of their own, in the made font.

Laksaman pulls a mark to the left of a tall consonant by an anchor. Its origin then lies inside the consonant, and
poppler, which goes by origins, reads ปี งบ for ปีงบ. Glyphs drawn further left look the same and start where the
consonant ends.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from typing import Any

from fontTools.otlLib.builder import buildCoverage, buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

MARK_TO_BASE, MARK_TO_MARK = 4, 6
_TALL = (0x0E1B, 0x0E1D, 0x0E1F)
_LOWER_VOWELS = (0x0E38, 0x0E39)
_MARK_CLASS = 3


def subtables(font: TTFont, kind: int) -> Iterator[Any]:
    """The subtables of the font's positioning lookups of one type."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        if lookup.LookupType == kind:
            yield from lookup.SubTable


def move(font: TTFont, name: str, right: int) -> None:
    """Move the outline of a glyph; its hints, made for the old place, go."""
    glyph = font["glyf"][name]
    if glyph.isComposite():
        for component in glyph.components:
            component.x += right
    else:
        glyph.coordinates.translate((right, 0))
    glyph.removeHinting()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)


def add(font: TTFont) -> None:
    """Add the glyphs and the rules that put them in place of the usual ones. Nothing looks different."""
    names = font.getBestCmap()
    tall = [names[code] for code in _TALL]
    lower = [names[code] for code in _LOWER_VOWELS]
    shifts = _shifts(font, tall)
    on_base = {mark: _variant(font, mark, shift) for mark, shift in shifts.items()}
    above = _usual(shifts)
    on_mark: dict[str, str] = {}
    for table in subtables(font, MARK_TO_MARK):
        if on_base.keys() & set(table.Mark2Coverage.glyphs):
            _stand_on(table, on_base, shifts)
            tones = [tone for tone in table.Mark1Coverage.glyphs if tone not in on_base]
            on_mark = {tone: _variant(font, tone, above) for tone in tones}
            _be_held(table, on_mark, above)
    _substitute(font, on_base, [[tall], [lower, tall]])
    _substitute(font, on_mark, [[list(on_base.values())]])


def _usual(shifts: dict[str, int]) -> int:
    values = list(shifts.values())
    return max(values, key=values.count)


def _shifts(font: TTFont, tall: Collection[str]) -> dict[str, int]:
    """Mark to the units by which the anchor of a tall consonant moves it (negative: left)."""
    shifts: dict[str, int] = {}
    for table in subtables(font, MARK_TO_BASE):
        bases = dict(zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True))
        for base in bases.keys() & set(tall):
            place = bases[base].BaseAnchor[0].XCoordinate - font["hmtx"][base][0]
            for mark, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
                shifts[mark] = place - record.MarkAnchor.XCoordinate
    return shifts


def _variant(font: TTFont, name: str, shift: int) -> str:
    variant = f"{name}.tall"
    font["glyf"][variant] = copy.deepcopy(font["glyf"][name])
    font.setGlyphOrder(font["glyf"].glyphOrder)
    font["hmtx"][variant] = font["hmtx"][name]
    font["GDEF"].table.GlyphClassDef.classDefs[variant] = _MARK_CLASS
    move(font, variant, shift)
    return variant


def _moved(record: Any, shift: int) -> Any:
    moved = copy.deepcopy(record)
    anchors = moved.Mark2Anchor if hasattr(moved, "Mark2Anchor") else [moved.MarkAnchor]
    for anchor in anchors:
        if anchor is not None:
            anchor.XCoordinate += shift
    return moved


def _stand_on(table: Any, on_base: dict[str, str], shifts: dict[str, int]) -> None:
    """Let tones stand on the new glyphs as on the old ones."""
    records = dict(zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True))
    for mark, variant in on_base.items():
        if mark in records:
            table.Mark2Coverage.glyphs.append(variant)
            table.Mark2Array.Mark2Record.append(_moved(records[mark], shifts[mark]))


def _be_held(table: Any, on_mark: dict[str, str], shift: int) -> None:
    records = dict(zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True))
    for tone, variant in on_mark.items():
        table.Mark1Coverage.glyphs.append(variant)
        table.Mark1Array.MarkRecord.append(_moved(records[tone], shift))


def _substitute(font: TTFont, variants: dict[str, str], contexts: list[list[list[str]]]) -> None:
    """Put the variant where one of the contexts (sets of glyphs, nearest first) stands before the mark."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    single = len(lookups)
    lookups.append(buildLookup([buildSingleSubstSubtable(variants)]))
    lookups.append(buildLookup([_context(font, before, list(variants), single) for before in contexts]))
    table.LookupList.LookupCount = len(lookups)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex.append(single + 1)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def _context(font: TTFont, before: list[list[str]], marks: list[str], lookup: int) -> Any:
    order = font.getReverseGlyphMap(rebuild=True)
    rule = otTables.ChainContextSubst()
    rule.Format = 3
    rule.BacktrackCoverage = [buildCoverage(glyphs, order) for glyphs in before]
    rule.InputCoverage = [buildCoverage(marks, order)]
    rule.LookAheadCoverage = []
    rule.BacktrackGlyphCount, rule.InputGlyphCount, rule.LookAheadGlyphCount = len(before), 1, 0
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, lookup
    rule.SubstLookupRecord, rule.SubstCount = [record], 1
    return rule

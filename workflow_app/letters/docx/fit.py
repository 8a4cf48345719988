"""Fitting a letter on one page: from roomy to tight, never below what keeps Thai marks whole.

Order of giving way: line pitch 20, 19, 18 pt, then 6 to 4 pt between parts and less room above the foot block.
Widths are estimates, so a reserve is kept; a letter that fits no step gets the usual spacing and two pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from workflow_app.letters.content import LetterContent
from workflow_app.letters.docx.values import body_paragraphs, owner_lines, position_lines, reference_text
from workflow_app.letters.typography import width

#: Twips (a twentieth of a point) of text height on page one, from 2.5 cm to 2 cm above the lower edge.
PAGE = 16838 - 1417 - 1134
ABOVE_NUMBER, RESERVE = 760, 200
TEXT_WIDTH, INDENT = 16.0, 2.5
SIGNATURE_LINES = 3


@dataclass(frozen=True)
class Spacing:
    """Line pitch, space before a part and space above the foot block, in twips."""

    line: int
    part: int
    foot: int


STEPS = (
    Spacing(400, 120, 1200),
    Spacing(380, 120, 1140),
    Spacing(360, 120, 1080),
    Spacing(360, 120, 560),
    Spacing(360, 80, 280),
)
USUAL = STEPS[2]


def spacing(content: LetterContent) -> Spacing:
    """The roomiest spacing with which the letter is thought to fit on one page; the usual one when none does."""
    lines, parts = _measure(content)
    for step in STEPS:
        height = ABOVE_NUMBER + lines * step.line + parts * step.part + 240 + step.foot
        if height <= PAGE - RESERVE:
            return step
    return USUAL


def styles(xml: str, chosen: Spacing) -> str:
    """The styles of a template with the chosen spacing, in those of our names that it still has."""
    xml = _set(xml, "LetterLine", f'<w:spacing w:before="0" w:line="{chosen.line}" w:lineRule="exact"/>')
    xml = _set(xml, "LetterPart", f'<w:spacing w:before="{chosen.part}"/>')
    return _set(xml, "LetterOwner", f'<w:spacing w:before="{chosen.foot}"/>')


def _set(xml: str, style: str, spacing_element: str) -> str:
    pattern = rf'(<w:style\b[^>]*w:styleId="{style}"[^>]*>(?:(?!</w:style>).)*?)<w:spacing\b[^>]*/>'
    return re.sub(pattern, lambda found: found[1] + spacing_element, xml, count=1, flags=re.DOTALL)


def _measure(content: LetterContent) -> tuple[int, int]:
    """How many lines the letter has from ที่ to the foot, and before how many paragraphs a space stands."""
    heads = [(content.subject, 1.0), (content.salutation.to, 1.0)]
    heads += [(reference_text(reference), 1.25) for reference in content.references]
    heads += [(f"{each.name} จำนวน {each.quantity} {each.unit}", 2.4) for each in content.enclosures]
    body = body_paragraphs(content)
    lines = max(1, len(content.place)) + 1
    lines += sum(_lines(width(text), TEXT_WIDTH - label) for text, label in heads)
    lines += sum(_lines(width(text) + INDENT, TEXT_WIDTH) for text in body)
    lines += 1 + SIGNATURE_LINES + 1 + len(position_lines(content.signature))
    lines += len(owner_lines(content.owner)) + (1 if content.copies else 0)
    return lines, 1 + len(heads) + len(body)


def _lines(length: float, available: float) -> int:
    """Lines end at words, so about a twentieth of each is lost."""
    return max(1, ceil(length / (available * 0.96)))

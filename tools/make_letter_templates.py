"""Make the docx templates of letter_templates/ anew, with their expected outlines.

The templates are meant to be edited in Word; this script exists so that they can be made from nothing, and so that a
change of the layout for all kinds is one change. Run: .venv/bin/python tools/make_letter_templates.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from workflow_app.letters.content import from_json
from workflow_app.letters.docx import emblem, ooxml
from workflow_app.letters.docx.package import pack_parts
from workflow_app.letters.docx.render import Face, letter, outline
from workflow_app.letters.docx.skeleton import parts
from workflow_app.letters.docx.templates import template
from workflow_app.letters.kinds import KINDS

FOLDER = Path(__file__).resolve().parent.parent / "letter_templates"
PLAIN = ooxml.run_properties()
BOLD = ooxml.run_properties(bold=True)
URGENT = ooxml.run_properties(half_points=64, bold=True, colour="FF0000")
FRAME_WIDTH = 1_008_000


def line(text: str, style: str, properties: str = PLAIN) -> str:
    """A paragraph of one run."""
    return ooxml.paragraph(ooxml.run(text, properties) if text else "", style=style)


def tag(text: str) -> str:
    """A paragraph that is only a tag: it vanishes when the letter is made."""
    return ooxml.paragraph(ooxml.run("{%p " + text + " %}", PLAIN), style="LetterLine")


def frame() -> str:
    """The emblem's slot: an empty frame with the word ตราครุฑ, replaced by the office's own image."""
    grey = ooxml.run_properties(colour="808080")
    inner = ooxml.paragraph(ooxml.run("ตราครุฑ", grey), extra='<w:jc w:val="center"/>')
    drawing = emblem.anchor(FRAME_WIDTH, emblem.frame_graphic(inner, FRAME_WIDTH))
    return (
        f'<w:r>{PLAIN}<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        "</mc:AlternateContent></w:r>"
    )


def head() -> str:
    """From the emblem to สิ่งที่ส่งมาด้วย. The urgency takes the space that otherwise stands above ที่."""
    number = ooxml.run("{{ number }}\t{{ place[0] }}", PLAIN)
    labelled = "{% if loop.first %}LABEL{% endif %}\t"
    return "".join(
        (
            ooxml.paragraph(frame() + ooxml.run("{{ urgency }}", URGENT), style="LetterUrgency"),
            ooxml.paragraph(number, style="LetterNumber"),
            tag("for address in place[1:]"),
            line("\t{{ address }}", "LetterNumber"),
            tag("endfor"),
            line("{{ date }}", "LetterDate"),
            line("เรื่อง\t{{ subject }}", "LetterSubject"),
            line("{{ opening }}\t{{ to }}", "LetterTo"),
            tag("for reference in references"),
            line(labelled.replace("LABEL", "อ้างถึง") + "{{ reference }}", "LetterReference"),
            tag("endfor"),
            tag("for enclosure in enclosures"),
            line(
                labelled.replace("LABEL", "สิ่งที่ส่งมาด้วย") + "{{ enclosure.name }}\t{{ enclosure.quantity }}",
                "LetterEnclosure",
            ),
            tag("endfor"),
        )
    )


def body() -> str:
    """Paragraphs of the body, closing and signature, foot block, copies."""
    return "".join(
        (
            tag("for paragraph in body"),
            line("{{ paragraph }}", "LetterBody"),
            tag("endfor"),
            tag("for paragraph in ending"),
            line("{{ paragraph }}", "LetterEnding"),
            tag("endfor"),
            line("{{ closing }}", "LetterClosing"),
            line("", "LetterSpace") * 3,
            line("({{ name }})", "LetterSignature"),
            tag("for position in positions"),
            line("{{ position }}", "LetterSignature"),
            tag("endfor"),
            line("{{ owner[0] }}", "LetterOwner"),
            tag("for detail in owner[1:]"),
            line("{{ detail }}", "LetterLine"),
            tag("endfor"),
            tag("for copy in copies"),
            line("{% if loop.first %}สำเนาส่ง{% endif %}\t{{ copy }}", "LetterCopies"),
            tag("endfor"),
        )
    )


def section_end(section: str) -> str:
    """A paragraph of no height that ends a section."""
    return ooxml.paragraph("", style="SectionEnd", extra=section)


def attached_list(section: str) -> str:
    """บัญชีแนบท้าย: the addressees, and the copies when they are many, on a page of their own."""
    return "".join(
        (
            tag("if attached_list"),
            tag("if attached_list.lines"),
            line("บัญชีแนบท้าย", "ListHeading", BOLD),
            line("{{ attached_list.letter }}", "ListHeading"),
            line("", "ListHeading"),
            tag("for entry in attached_list.lines"),
            line("{{ entry }}", "ListLine"),
            tag("endfor"),
            tag("endif"),
            tag("if attached_list.copies"),
            line("รายชื่อส่งสำเนา", "ListHeading", BOLD),
            tag("for entry in attached_list.copies"),
            line("{{ entry }}", "ListLine"),
            tag("endfor"),
            tag("endif"),
            section_end(section),
            tag("endif"),
        )
    )


def annex() -> str:
    """The enclosed table on landscape pages: mark, heading lines, table, remarks."""
    return "".join(
        (
            tag("if annex"),
            line("{{ annex.mark }}", "EnclosureMark", BOLD),
            tag("for heading in annex.heading"),
            line("{{ heading }}", "EnclosureHeading", BOLD),
            tag("endfor"),
            line("", "EnclosureHeading"),
            line("{{p annex.table }}", "LetterLine"),
            line("", "SectionEnd"),
            tag("if annex.remarks"),
            line("", "LetterLine"),
            line("หมายเหตุ", "LetterLine", BOLD),
            tag("for remark in annex.remarks"),
            line("{{ remark }}", "EnclosureRemark"),
            tag("endfor"),
            tag("endif"),
            tag("endif"),
        )
    )


def letter_docx() -> bytes:
    """The template: letter, list of addressees, enclosed table, each a section of its own."""
    portrait, own = ooxml.section(), ooxml.section(restart=True)
    document = head() + body() + section_end(portrait) + attached_list(own) + annex()
    return pack_parts(parts(document + ooxml.section(landscape=True, restart=True)))


def main() -> None:
    """Write letter.docx and expected.txt of every kind; about.cfg and sample.json are written by hand."""
    data = letter_docx()
    for kind in KINDS.values():
        place = FOLDER / kind.folder
        place.mkdir(exist_ok=True)
        (place / "letter.docx").write_bytes(data)
        sample = place / "sample.json"
        if not sample.exists():
            print(f"no {sample}", file=sys.stderr)
            continue
        content = from_json(json.loads(sample.read_text("utf-8")))
        made = letter(template(kind.code, data), content, Face())
        (place / "expected.txt").write_text(outline(made), "utf-8")


if __name__ == "__main__":
    main()

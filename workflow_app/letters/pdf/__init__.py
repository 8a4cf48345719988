"""The door to PDFs: docx in, verified PDF or a reason out."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from workflow_app.errors import TooLarge, Unreadable
from workflow_app.letters.pdf import fonts, pdf_check, pdf_copy
from workflow_app.letters.pdf.converter import Converter
from workflow_app.letters.pdf.office import Outcome, PdfFailure, Task
from workflow_app.letters.pdf.pdf_copy import PdfCopy

__all__ = ["Converter", "Outcome", "PdfFailure", "convert", "make"]


_INVISIBLE = frozenset({0x09, 0x0A, 0x0D, 0x2060})
"""Tab, line ends and word joiner need no glyph; no other font is asked for them."""


def make(
    documents: Sequence[bytes], *, data_dir: Path, processes: int = 2, time_limit: float = 60.0
) -> list[bytes | PdfFailure]:
    """PDFs of docx documents, in their order; a `PdfFailure` stands where one could not be made.

    Starts at most ``processes`` LibreOffice and ends them; ``time_limit`` in seconds is for each document.
    Raises NotConfigured when LibreOffice or the fonts are missing: the docx can still be served.
    """
    processes = max(1, min(processes, len(documents)))
    with Converter(data_dir, processes, time_limit=time_limit) as converter:
        return convert(converter, documents)


def convert(converter: Converter, documents: Sequence[bytes]) -> list[bytes | PdfFailure]:
    """`make` with LibreOffice processes that are kept: what the job worker uses."""
    face = converter.start()
    outcomes = _convert(converter, documents, face, bind=True)
    faults = _faults(outcomes)
    again = [place for place, found in enumerate(faults) if found]
    if again:
        loose = _convert(converter, [documents[place] for place in again], face, bind=False)
        for place, outcome, found in zip(again, loose, _faults(loose), strict=True):
            # Binding rarely pushes the breaker into a bad place; then the letter is better without it.
            if isinstance(outcome, bytes) and found < faults[place]:
                outcomes[place] = outcome
    return outcomes


def _convert(
    converter: Converter, documents: Sequence[bytes], face: fonts.FaceReport, *, bind: bool
) -> list[bytes | PdfFailure]:
    copies = [_copy(document, bind=bind) for document in documents]
    ready = [copy for copy in copies if isinstance(copy, PdfCopy)]
    made = iter(converter.convert([Task(copy.docx, copy.thai_pages) for copy in ready]))
    drawn = fonts.characters(face)
    return [copy if isinstance(copy, PdfFailure) else _verified(next(made), copy, drawn) for copy in copies]


def _copy(document: bytes, *, bind: bool) -> PdfCopy | PdfFailure:
    try:
        return pdf_copy.prepare(document, bind=bind)
    except (Unreadable, TooLarge) as error:
        return PdfFailure("unreadable", error.message)


def _verified(outcome: Outcome, copy: PdfCopy, drawn: frozenset[int]) -> Outcome:
    """A PDF in another face is refused, unless the text has signs that the letter's face cannot draw."""
    if isinstance(outcome, PdfFailure) or not pdf_check.available():
        return outcome
    try:
        foreign = pdf_check.foreign_fonts(outcome)
    except Unreadable:
        return PdfFailure("broken")
    if foreign and copy.characters <= drawn | _INVISIBLE:
        return PdfFailure("fonts", ", ".join(sorted(foreign)))
    return outcome


def _faults(outcomes: Sequence[Outcome]) -> list[int]:
    """Bad line starts of each PDF; none where there is no PDF or no poppler to see them."""
    if not pdf_check.available():
        return [0] * len(outcomes)
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(_line_faults, outcomes))


def _line_faults(outcome: Outcome) -> int:
    return len(pdf_check.line_faults(outcome)) if isinstance(outcome, bytes) else 0

"""The enclosed table: rows written once, as text, so that hundreds of them take no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from workflow_app.letters.content import Annex, AnnexRow
from workflow_app.letters.docx import ooxml
from workflow_app.letters.docx.ooxml import Column
from workflow_app.letters.typography import printed, printed_lines, width

#: Text width of the landscape page, in twips; a column is never narrower than the least one.
PAGE, LEAST, CELL_MARGINS = 14570, 1000, 220
TWIPS_A_CM = 567 * 14 / 16
EMPTY = "ไม่มีตัวชี้วัด"
HALF_POINTS = 28


@lru_cache(maxsize=16)
def annex_table(annex: Annex, font: str) -> str:
    """The table of ``annex`` as WordprocessingML; one row saying ไม่มีตัวชี้วัด when it has no rows.

    Kept for the next copy: the copies of a circular differ in the addressee only.
    """
    columns = fitted(annex.columns, [row.cells for row in annex.rows if row.kind != "heading"], PAGE)
    plain = ooxml.run_properties(font=font, half_points=HALF_POINTS)
    bold = ooxml.run_properties(font=font, half_points=HALF_POINTS, bold=True)
    head = ooxml.row(
        (ooxml.cell([column.name], column.width, bold, jc="center") for column in columns), header=True
    )
    rows = list(_rows(annex.rows, columns, plain, bold))
    return ooxml.table(columns, [head, *(rows or [spanning(EMPTY, columns, plain, jc="center")])])


def spanning(
    text: str, columns: Sequence[Column], properties: str, *, jc: str = "", keeps: bool = False
) -> str:
    """A row of one cell over all columns; ``keeps`` it on the page of the next row."""
    total = sum(column.width for column in columns)
    return ooxml.row(
        [ooxml.cell(printed_lines(text), total, properties, span=len(columns), jc=jc, keeps=keeps)]
    )


def fitted(names: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> list[Column]:
    """Columns for ``rows``, ``total`` twips wide together: short ones as wide as their text and centred."""
    by_column = [[row[index] for row in rows] for index in range(len(names))]
    wanted = [_wanted(name, cells) for name, cells in zip(names, by_column, strict=True)]
    rest = total - sum(wanted)
    longer = [max(0, _longest(cells) - own) for cells, own in zip(by_column, wanted, strict=True)]
    shares = longer if sum(longer) and rest > 0 else wanted
    widths = [
        max(LEAST, own + rest * share // sum(shares)) for own, share in zip(wanted, shares, strict=True)
    ]
    widths[0] += total - sum(widths)
    return [
        Column(printed(name), width_, _short(cells) and (index > 0 or _longest(cells) < LEAST))
        for index, (name, width_, cells) in enumerate(zip(names, widths, by_column, strict=True))
    ]


def _wanted(name: str, cells: Sequence[str]) -> int:
    """The width that keeps the column's name, and its cells when all are short, on one line."""
    own = _twips(name) * 11 // 10
    return max(LEAST, own, _longest(cells) if _short(cells) else 0)


def _longest(cells: Sequence[str]) -> int:
    """The width of the longest line; what is longer than half the page counts as half the page."""
    return min(PAGE // 2, max((_twips(line) for cell in cells for line in cell.split("\n")), default=0))


def _twips(text: str) -> int:
    return round(width(text) * TWIPS_A_CM) + CELL_MARGINS


def _short(cells: Sequence[str]) -> bool:
    return all("\n" not in cell and width(cell) < 3.6 for cell in cells)


def _rows(rows: Sequence[AnnexRow], columns: Sequence[Column], plain: str, bold: str) -> Iterator[str]:
    for index, row in enumerate(rows):
        if row.kind == "heading":
            yield spanning(row.cells[0], columns, bold, keeps=True)
            continue
        below = rows[index + 1] if index + 1 < len(rows) else None
        yield ooxml.row(
            ooxml.cell(
                printed_lines(text),
                column.width,
                plain,
                merge=_merge(row, below, place),
                jc="center" if column.centred else "",
            )
            for place, (text, column) in enumerate(zip(row.cells, columns, strict=True))
        )


def _merge(row: AnnexRow, below: AnnexRow | None, place: int) -> str:
    """An empty cell of a continuation row belongs to the cell above it."""
    if row.kind == "continuation" and not row.cells[place]:
        return "continue"
    opens = below is not None and below.kind == "continuation" and not below.cells[place]
    return "restart" if opens else ""

"""A table of steps as a picture: the straight way from the first state to the last, with "you are here".

Below the way, smaller, stand the states that a returned, postponed or cancelled record comes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from workflow_app.states.tables import CURRENT, KIND_LABELS, table
from workflow_app.states.vocabulary import State

WIDTH, HEIGHT, SIDE_HEIGHT, GAP_X, GAP_Y = 210, 46, 30, 34, 30
MARGIN = 8
#: Boxes in a row: as wide as a desk's page, and as a phone's.
WIDE, NARROW = 4, 2
HERE = "อยู่ที่นี่"
ASIDE = "ทางอื่น"


@dataclass(frozen=True)
class Box:
    """A state with its corner and height in the picture's units, and how it looks."""

    state: State
    left: int
    top: int
    height: int
    look: str


def pictures(kind: str, here: State, version: str = CURRENT) -> str:
    """The same picture twice, for a desk and for a phone; the style sheet shows the one that fits."""
    wide, narrow = (svg(kind, here, version, per_row) for per_row in (WIDE, NARROW))
    return f'<div class="flow-wide">{wide}</div><div class="flow-narrow">{narrow}</div>'


def svg(kind: str, here: State, version: str = CURRENT, per_row: int = WIDE) -> str:
    """The way of a kind as SVG, its boxes in rows of ``per_row``; ``here`` is marked, on the way or aside."""
    way, aside = straight_way(kind, version), aside_states(kind, version)
    line = MARGIN + -(-len(way) // per_row) * (HEIGHT + GAP_Y)
    main = [_main_box(way, number, here, per_row) for number in range(len(way))]
    side = [_side_box(state, number, here, per_row, line) for number, state in enumerate(aside)]
    drawn = [_arrow(one, other) for one, other in zip(main, main[1:], strict=False)]
    drawn += [_drawn(box) for box in (*main, *side)]
    if side:
        drawn.append(f'<text x="{MARGIN}" y="{line + 6}" class="flow-note">{ASIDE}</text>')
    height = max(box.top + box.height for box in (*main, *side)) + GAP_Y
    width = per_row * WIDTH + (per_row - 1) * GAP_X + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" class="flow-picture">'
        f"{_told(kind, here, way, aside)}{''.join(drawn)}</svg>"
    )


def straight_way(kind: str, version: str = CURRENT) -> list[State]:
    """The states that the steps lead through when nothing is returned, voided or cancelled, in order."""
    following: dict[State, State] = {}
    for step in table(kind, version):
        if not step.aside and step.target != step.source:
            following.setdefault(step.source, step.target)
    way = [following[table(kind, version)[0].source]]
    while way[-1] in following and following[way[-1]] not in way:
        way.append(following[way[-1]])
    return way


def aside_states(kind: str, version: str = CURRENT) -> list[State]:
    """The other states that steps lead to, in the order of the table."""
    way = straight_way(kind, version)
    return [
        state for state in dict.fromkeys(step.target for step in table(kind, version)) if state not in way
    ]


def _told(kind: str, here: State, way: Sequence[State], aside: Sequence[State]) -> str:
    """Title and description for who does not see the picture."""
    title = f"ขั้นตอนของ{KIND_LABELS[kind]}: {HERE} “{here.label}”"
    words = " → ".join(state.label for state in way)
    if aside:
        words += f" ({ASIDE}: {', '.join(state.label for state in aside)})"
    return f"<title>{escape(title)}</title><desc>{escape(words)}</desc>"


def _main_box(way: Sequence[State], number: int, here: State, per_row: int) -> Box:
    """Every second row runs backwards, so that an arrow never crosses the picture."""
    row, column = divmod(number, per_row)
    column = column if row % 2 == 0 else per_row - 1 - column
    passed = here in way and number < way.index(here)
    look = "here" if way[number] == here else "passed" if passed else "ahead"
    return Box(way[number], _left(column), MARGIN + row * (HEIGHT + GAP_Y), HEIGHT, look)


def _side_box(state: State, number: int, here: State, per_row: int, line: int) -> Box:
    row, column = divmod(number, per_row)
    top = line + 16 + row * (SIDE_HEIGHT + GAP_Y - 8)
    return Box(state, _left(column), top, SIDE_HEIGHT, "here" if state == here else "aside")


def _left(column: int) -> int:
    return MARGIN + column * (WIDTH + GAP_X)


def _drawn(box: Box) -> str:
    mark = f'<text x="{box.left + 32}" y="{box.top + box.height + 14}" class="flow-mark">{HERE}</text>'
    return (
        f'<g class="flow-{box.look}"><rect x="{box.left}" y="{box.top}" width="{WIDTH}" height="{box.height}" rx="5"/>'
        f'<text x="{box.left + WIDTH // 2}" y="{box.top + box.height // 2 + 5}">{escape(box.state.label)}</text>'
        f"{mark if box.look == 'here' else ''}</g>"
    )


def _arrow(one: Box, other: Box) -> str:
    middle = one.top + HEIGHT // 2
    if other.top != one.top:
        x, end = one.left + WIDTH // 2, other.top
        return _line(x, one.top + HEIGHT, x, end - 6, f"{x - 5},{end - 8} {x + 5},{end - 8} {x},{end}")
    start, end = (one.left + WIDTH, other.left) if other.left > one.left else (one.left, other.left + WIDTH)
    back = -8 if end > start else 8
    tip = f"{end + back},{middle - 5} {end + back},{middle + 5} {end},{middle}"
    return _line(start, middle, end + back // 2, middle, tip)


def _line(x1: int, y1: int, x2: int, y2: int, tip: str) -> str:
    return (
        f'<g class="flow-arrow"><line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/><polygon points="{tip}"/></g>'
    )

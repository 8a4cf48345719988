"""A table of steps as a picture: the straight way from the first state to the last, with "you are here"."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workflow_app.states.tables import CURRENT, KIND_LABELS, table
from workflow_app.states.vocabulary import State

WIDTH, HEIGHT, GAP_X, GAP_Y, PER_ROW = 210, 46, 34, 30, 4
MARGIN = 8
HERE = "อยู่ที่นี่"


def svg(kind: str, here: State, version: str = CURRENT) -> str:
    """The straight way of a kind as SVG, its boxes in rows; ``here`` is marked, in a row of its own off the way."""
    way = straight_way(kind, version)
    boxes = [(state, _place(number)) for number, state in enumerate(way)]
    if here not in way and str(here) != "new":
        boxes.append((here, (0, _rows(len(way)))))
    height = (max(row for _state, (_column, row) in boxes) + 1) * (HEIGHT + GAP_Y) + MARGIN
    width = PER_ROW * WIDTH + (PER_ROW - 1) * GAP_X + 2 * MARGIN
    arrows = [_arrow(number) for number in range(len(way) - 1)]
    passed = way.index(here) if here in way else -1
    drawn = [_box(state, place, here, way, passed) for state, place in boxes]
    title = f"ขั้นตอนของ{KIND_LABELS[kind]}: {HERE} “{here.label}”"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" class="flow-picture">'
        f"<title>{escape(title)}</title>{''.join(arrows)}{''.join(drawn)}</svg>"
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


def _place(number: int) -> tuple[int, int]:
    """Column and row; every second row runs backwards, so that an arrow never crosses the picture."""
    row, column = divmod(number, PER_ROW)
    return (column if row % 2 == 0 else PER_ROW - 1 - column), row


def _rows(count: int) -> int:
    return -(-count // PER_ROW)


def _corner(place: tuple[int, int]) -> tuple[int, int]:
    column, row = place
    return MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)


def _box(state: State, place: tuple[int, int], here: State, way: Sequence[State], passed: int) -> str:
    left, top = _corner(place)
    is_here = state == here
    look = "here" if is_here else "passed" if state in way and way.index(state) < passed else "ahead"
    mark = f'<text x="{left + 32}" y="{top + HEIGHT + 14}" class="flow-mark">{HERE}</text>' if is_here else ""
    return (
        f'<g class="flow-{look}"><rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>'
        f'<text x="{left + WIDTH // 2}" y="{top + HEIGHT // 2 + 5}">{escape(state.label)}</text>{mark}</g>'
    )


def _arrow(number: int) -> str:
    (left, top), (next_left, next_top) = _corner(_place(number)), _corner(_place(number + 1))
    middle = top + HEIGHT // 2
    if next_top != top:
        x = left + WIDTH // 2
        return _line(
            x, top + HEIGHT, x, next_top - 6, f"{x - 5},{next_top - 8} {x + 5},{next_top - 8} {x},{next_top}"
        )
    start, end = (left + WIDTH, next_left) if next_left > left else (left, next_left + WIDTH)
    back = -8 if end > start else 8
    tip = f"{end + back},{middle - 5} {end + back},{middle + 5} {end},{middle}"
    return _line(start, middle, end + back // 2, middle, tip)


def _line(x1: int, y1: int, x2: int, y2: int, tip: str) -> str:
    return (
        f'<g class="flow-arrow"><line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/><polygon points="{tip}"/></g>'
    )

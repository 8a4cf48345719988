"""The sums of a sheet: components, indicators, children. Exact fractions inside, rounded once for display.

weighted = w·s ÷ 100 (w in percent) or w·s (w as fractions of 1); score of a group = Σ(w·s) ÷ Σw;
points = Σ(w·s ÷ top); percent = 100 × score ÷ top. Source: domain facts 2.3–2.6, exact parts never rounded first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow_app.errors import Invalid
from workflow_app.thai import digits

PERCENT, FRACTION, EQUAL = "percent", "fraction", "equal"
SCALE = {PERCENT: Fraction(1, 100), FRACTION: Fraction(1)}
EXCLUDE, ZERO, FAIL = "exclude", "zero", "fail"


@dataclass(frozen=True)
class Node:
    """An indicator or a child. ``score`` belongs to leaves alone; None: not evaluated (printed "-", never 0).

    ``weight`` of a parent may be left out (the sum of its active children). ``active`` is false for what was
    replaced, not selected, withdrawn, cancelled or released, and for fallbacks.
    """

    no: str
    weight: Decimal | None = None
    score: Fraction | None = None
    active: bool = True
    children: tuple[Node, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Component:
    """``name`` as it reads after น้ำหนัก, for example "องค์ประกอบที่ 1"; ``weight`` None: the sum of its members."""

    name: str
    members: tuple[Node, ...]
    weight: Decimal | None = None


@dataclass(frozen=True)
class Sheet:
    """``scheme``: percent, fraction or equal. ``no_data``: what an active leaf without a score counts as."""

    components: tuple[Component, ...]
    top: Decimal = Decimal(5)
    scheme: str = PERCENT
    no_data: str = EXCLUDE


@dataclass(frozen=True)
class NodeTotals:
    """Exact figures of one indicator; None where not evaluated (or, for weights, where all are equal)."""

    no: str
    name: str
    weight: Fraction | None
    score: Fraction | None
    weighted: Fraction | None
    active: bool
    children: tuple[NodeTotals, ...]


@dataclass(frozen=True)
class GroupTotals:
    """Exact figures of a component, or of the whole sheet."""

    name: str
    weight: Fraction | None
    score: Fraction | None
    weighted: Fraction | None
    points: Fraction | None
    members: tuple[NodeTotals, ...]


@dataclass(frozen=True)
class SheetTotals:
    """``percent`` = 100 × score ÷ top. ``unscored``: (component, number) of active leaves without a score."""

    components: tuple[GroupTotals, ...]
    total: GroupTotals
    percent: Fraction | None
    unscored: tuple[tuple[str, str], ...]


def totals(sheet: Sheet) -> SheetTotals:
    """All sums of a sheet. Raises ``Invalid`` naming each active indicator without a usable weight."""
    _check_weights(sheet)
    components = tuple(_component(sheet, component) for component in sheet.components)
    everyone = [member for component in components for member in component.members]
    whole = _group(sheet, "รวม", everyone, _sum(component.weight for component in components))
    percent = None if whole.score is None else 100 * whole.score / Fraction(sheet.top)
    return SheetTotals(components, whole, percent, tuple(_unscored(sheet)))


def mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Σ(w·s) ÷ Σw of (weight, score) pairs, exact; None where there is nothing to weigh."""
    weights = sum((weight for weight, _ in pairs), Fraction(0))
    return sum((weight * score for weight, score in pairs), Fraction(0)) / weights if weights else None


def node_weight(node: Node) -> Fraction | None:
    """The node's own weight, or the sum of its active children's where it has none; None where unknown."""
    if node.weight is not None:
        return Fraction(node.weight)
    return _sum(node_weight(child) for child in node.children if child.active)


def active_leaves(nodes: Iterable[Node]) -> list[Node]:
    """The leaves that count: active themselves and under active parents only."""
    found: list[Node] = []
    for node in nodes:
        if node.active:
            found.extend(active_leaves(node.children) if node.children else [node])
    return found


def _component(sheet: Sheet, component: Component) -> GroupTotals:
    members = [_node(sheet, node) for node in component.members]
    own = None if component.weight is None or sheet.scheme == EQUAL else Fraction(component.weight)
    return _group(sheet, component.name, members, own)


def _group(sheet: Sheet, name: str, members: Sequence[NodeTotals], weight: Fraction | None) -> GroupTotals:
    counted = [member for member in members if member.active and member.score is not None]
    score = mean([(_weight_in(sheet, member.weight), member.score or Fraction(0)) for member in counted])
    if sheet.scheme == EQUAL:
        return GroupTotals(name, None, score, None, None, tuple(members))
    if weight is None:
        weight = _sum(member.weight for member in members if member.active)
    products = [(member.weight or Fraction(0)) * (member.score or Fraction(0)) for member in counted]
    product = sum(products, Fraction(0)) if counted else None
    weighted = None if product is None else product * SCALE[sheet.scheme]
    points = None if product is None else product / Fraction(sheet.top)
    return GroupTotals(name, weight, score, weighted, points, tuple(members))


def _node(sheet: Sheet, node: Node) -> NodeTotals:
    children = tuple(_node(sheet, child) for child in node.children)
    score = _node_score(sheet, node, children)
    weight = None if sheet.scheme == EQUAL else node_weight(node)
    counts = node.active and score is not None and weight is not None
    weighted = (weight or 0) * (score or 0) * SCALE[sheet.scheme] if counts else None
    return NodeTotals(node.no, node.name, weight, score, weighted, node.active, children)


def _node_score(sheet: Sheet, node: Node, children: Sequence[NodeTotals]) -> Fraction | None:
    if not children:
        lost = node.active and node.score is None and sheet.no_data in (ZERO, FAIL)
        return Fraction(0) if lost else node.score
    counted = [child for child in children if child.active and child.score is not None]
    return mean([(_weight_in(sheet, child.weight), child.score or Fraction(0)) for child in counted])


def _weight_in(sheet: Sheet, weight: Fraction | None) -> Fraction:
    return Fraction(1) if sheet.scheme == EQUAL or weight is None else weight


def _sum(figures: Iterable[Fraction | None]) -> Fraction | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known, Fraction(0)) if known else None


def _unscored(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        (component.name, leaf.no)
        for component in sheet.components
        for leaf in active_leaves(component.members)
        if leaf.score is None
    ]


def _check_weights(sheet: Sheet) -> None:
    if sheet.scheme == EQUAL:
        return
    bad: dict[str, str] = {}
    for component in sheet.components:
        for node in _active(component.members):
            weight = node_weight(node)
            if weight is None or weight <= 0:
                sentence = digits(f"ตัวชี้วัดที่ {node.no} ใน{component.name} ต้องมีน้ำหนักมากกว่า 0 จึงจะรวมคะแนนได้")
                bad[f"weight.{component.name}.{node.no}"] = sentence
    if bad:
        raise Invalid(bad, "น้ำหนักของตัวชี้วัดยังไม่ครบ")


def _active(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if node.active:
            yield node
            yield from _active(node.children)

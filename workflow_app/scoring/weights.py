"""Checks of weights with exact sums: what is missing or too much, and where. Warnings while drafting, refusals later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from workflow_app.scoring.explain import shown
from workflow_app.scoring.sheet import Component, Node, node_weight
from workflow_app.thai import digits

HUNDRED = Decimal(100)


def weight_findings(components: Sequence[Component], *, total: Decimal = HUNDRED) -> tuple[str, ...]:
    """Every disagreement of the active weights, as Thai sentences with Thai digits; empty when all is right.

    ``total``: what all components must add up to (percent of the whole; 1 where weights are fractions).
    Example: "น้ำหนักองค์ประกอบที่ ๑ รวม ๖๕ จาก ๗๐ ขาดอีก ๕".
    """
    found = [finding for component in components for finding in _component_findings(component, total)]
    whole = sum((component_weight(component) for component in components), Fraction(0))
    if whole != Fraction(total) and not (len(components) == 1 and found):
        found.append(_difference("น้ำหนักรวมทุกองค์ประกอบ", whole, Fraction(total), total))
    return tuple(digits(finding) for finding in found)


def member_sum(nodes: Iterable[Node]) -> Fraction:
    """The exact sum of the weights of active nodes (a parent counts once, its children not again)."""
    weights = (node_weight(node) for node in nodes if node.active)
    return sum((weight for weight in weights if weight is not None), Fraction(0))


def component_weight(component: Component) -> Fraction:
    """The component's own weight, or the sum of its active members where it has none."""
    return member_sum(component.members) if component.weight is None else Fraction(component.weight)


def weight_sum_text(components: Sequence[Component]) -> str:
    """The sum of all active weights as shown to people, in Thai digits: "๑๐๐", "๙๙.๙"."""
    whole = sum((member_sum(component.members) for component in components), Fraction(0))
    return digits(shown(whole))


def _component_findings(component: Component, total: Decimal) -> Iterator[str]:
    yield from _node_findings(component.members, component.name, total)
    if component.weight is None:
        return
    got, wanted = member_sum(component.members), Fraction(component.weight)
    if got != wanted:
        blank = [node.no for node in component.members if node.active and node_weight(node) is None]
        yield _difference(f"น้ำหนัก{component.name}", got, wanted, total, blank)


def _node_findings(nodes: Iterable[Node], where: str, total: Decimal) -> Iterator[str]:
    for node in nodes:
        if not node.active:
            continue
        weight = node_weight(node)
        if weight is None:
            yield f"ตัวชี้วัดที่ {node.no} ใน{where} ยังไม่มีน้ำหนัก"
        elif weight <= 0:
            yield f"ตัวชี้วัดที่ {node.no} ใน{where} มีน้ำหนัก {shown(weight)} น้ำหนักต้องมากกว่า 0"
        yield from _children_findings(node, where, total)


def _children_findings(node: Node, where: str, total: Decimal) -> Iterator[str]:
    if not node.children:
        return
    yield from _node_findings(node.children, where, total)
    if node.weight is not None and member_sum(node.children) != Fraction(node.weight):
        blank = [child.no for child in node.children if child.active and node_weight(child) is None]
        name = f"น้ำหนักตัวชี้วัดย่อยของตัวชี้วัดที่ {node.no} ใน{where}"
        yield _difference(name, member_sum(node.children), Fraction(node.weight), total, blank)


def _difference(name: str, got: Fraction, wanted: Fraction, total: Decimal, blank: Sequence[str] = ()) -> str:
    base = "" if wanted == Fraction(HUNDRED) else f" จาก {shown(wanted)}"
    change = f"ขาดอีก {shown(wanted - got)}" if got < wanted else f"เกินไป {shown(got - wanted)}"
    missing = f" (ตัวชี้วัดที่ {', '.join(blank)} ยังไม่มีน้ำหนัก)" if blank else ""
    return f"{name} รวม {shown(got)}{base} {change}{missing}"

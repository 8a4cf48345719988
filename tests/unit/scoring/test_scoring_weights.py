"""Weights: exact sums and sentences that say where and how much is missing (B30, requirement of 70/30)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.scoring.sheet import Component, Node
from workflow_app.scoring.weights import weight_findings, weight_sum_text


def nodes(*weights: str | None) -> tuple[Node, ...]:
    return tuple(
        Node(str(place), None if weight is None else Decimal(weight))
        for place, weight in enumerate(weights, 1)
    )


def component(number: int, weight: str | None, *weights: str | None) -> Component:
    return Component(f"องค์ประกอบที่ {number}", nodes(*weights), None if weight is None else Decimal(weight))


PRODUCTS = Node("2", Decimal(20), children=nodes("10", "5", "5"))
DOCUMENT_000 = (
    Component("องค์ประกอบที่ 1", (*nodes("20"), PRODUCTS, *nodes("10", "20")), Decimal(70)),
    component(2, "30", "15", "15"),
)


def test_the_weights_of_document_000_are_right() -> None:
    assert weight_findings(DOCUMENT_000) == ()
    assert weight_sum_text(DOCUMENT_000) == "๑๐๐"


@pytest.mark.case("B30")
@pytest.mark.parametrize(
    ("weights", "shown", "findings"),
    [
        (("30.9", "33.3", "35.8"), "๑๐๐", ()),
        (("30.9", "33.3", "35.7"), "๙๙.๙", ("น้ำหนักองค์ประกอบที่ ๑ รวม ๙๙.๙ ขาดอีก ๐.๑",)),
        (("0.1",) * 10, "๑", ("น้ำหนักองค์ประกอบที่ ๑ รวม ๑ ขาดอีก ๙๙",)),
    ],
)
def test_weights_are_added_without_binary_error(
    weights: tuple[str, ...], shown: str, findings: tuple[str, ...]
) -> None:
    one = (component(1, "100", *weights),)
    assert weight_sum_text(one) == shown
    assert weight_findings(one) == findings


@pytest.mark.case("B30")
@given(st.lists(st.integers(1, 400), min_size=2, max_size=6))
def test_any_weights_with_one_decimal_that_add_up_are_accepted(tenths: list[int]) -> None:
    rest = 1000 - sum(tenths[:-1])
    if rest <= 0:
        return
    weights = [str(Decimal(tenth) / 10) for tenth in (*tenths[:-1], rest)]
    assert weight_findings((component(1, "100", *weights),)) == ()


@pytest.mark.parametrize(
    ("components", "findings"),
    [
        ((component(1, "100", "60", "35"),), ("น้ำหนักองค์ประกอบที่ ๑ รวม ๙๕ ขาดอีก ๕",)),
        (
            (component(1, "70", "40", "25"), component(2, "30", "15", "15")),
            ("น้ำหนักองค์ประกอบที่ ๑ รวม ๖๕ จาก ๗๐ ขาดอีก ๕",),
        ),
        (
            (component(1, "70", "70"), component(2, "30", "15", "20")),
            ("น้ำหนักองค์ประกอบที่ ๒ รวม ๓๕ จาก ๓๐ เกินไป ๕",),
        ),
        (
            (component(1, "100", "95", None),),
            (
                "ตัวชี้วัดที่ ๒ ในองค์ประกอบที่ ๑ ยังไม่มีน้ำหนัก",
                "น้ำหนักองค์ประกอบที่ ๑ รวม ๙๕ ขาดอีก ๕ (ตัวชี้วัดที่ ๒ ยังไม่มีน้ำหนัก)",
            ),
        ),
        (
            (component(1, "100", "100", "0"),),
            ("ตัวชี้วัดที่ ๒ ในองค์ประกอบที่ ๑ มีน้ำหนัก ๐ น้ำหนักต้องมากกว่า ๐",),
        ),
        (
            (component(1, "70", "70"), component(2, "20", "20")),
            ("น้ำหนักรวมทุกองค์ประกอบ รวม ๙๐ ขาดอีก ๑๐",),
        ),
        ((component(1, None, "60", "30"),), ("น้ำหนักรวมทุกองค์ประกอบ รวม ๙๐ ขาดอีก ๑๐",)),
        (
            (Component("งานใหม่", (Node("2", Decimal(100), children=nodes("50", None)),), Decimal(100)),),
            (
                "ตัวชี้วัดที่ ๒ ในงานใหม่ ยังไม่มีน้ำหนัก",
                "น้ำหนักตัวชี้วัดย่อยของตัวชี้วัดที่ ๒ ในงานใหม่ รวม ๕๐ ขาดอีก ๕๐ (ตัวชี้วัดที่ ๒ ยังไม่มีน้ำหนัก)",
            ),
        ),
    ],
)
def test_a_sum_that_is_off_says_where_and_by_how_much(
    components: tuple[Component, ...], findings: tuple[str, ...]
) -> None:
    assert weight_findings(components) == findings


def test_indicators_that_are_not_active_are_not_counted() -> None:
    members = (Node("1", Decimal(100)), Node("2", Decimal(20), active=False), Node("3", None, active=False))
    assert weight_findings((Component("องค์ประกอบที่ 1", members, Decimal(100)),)) == ()


def test_fractions_are_checked_against_one() -> None:
    assert weight_findings((component(1, None, "0.7", "0.3"),), total=Decimal(1)) == ()
    assert weight_findings((component(1, None, "0.7", "0.2"),), total=Decimal(1)) == (
        "น้ำหนักรวมทุกองค์ประกอบ รวม ๐.๙ จาก ๑ ขาดอีก ๐.๑",
    )

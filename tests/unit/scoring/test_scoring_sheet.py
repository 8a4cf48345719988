"""Sums of a sheet: parents, components, total, renormalising, equal weights, display (B29, B30)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Invalid
from workflow_app.scoring.display import (
    Places,
    figure_out,
    group_figures,
    node_figures,
    paper_out,
    total_figures,
)
from workflow_app.scoring.grades import grade, grade_of
from workflow_app.scoring.outcome import Scored
from workflow_app.scoring.penalty import with_penalty
from workflow_app.scoring.sheet import Component, Node, Sheet, active_leaves, totals


def leaf(no: str, weight: str | None, score: str | Fraction | None, **changes: bool) -> Node:
    return Node(
        no, None if weight is None else Decimal(weight), None if score is None else Fraction(score), **changes
    )


PRODUCTS = Node(
    "2", Decimal(20), children=(leaf("2.1", "10", "5"), leaf("2.2", "5", "4"), leaf("2.3", "5", "10/3"))
)
NONG_BUA = Sheet(
    (
        Component(
            "องค์ประกอบที่ 1",
            (leaf("1", "20", "4.5"), PRODUCTS, leaf("3", "10", "3"), leaf("4", "20", "5")),
            Decimal(70),
        ),
        Component("องค์ประกอบที่ 2", (leaf("1", "15", "3.75"), leaf("2", "15", "5")), Decimal(30)),
    )
)


def test_document_000_adds_up_from_leaves_to_total() -> None:
    found = totals(NONG_BUA)
    first, second = found.components
    assert first.members[1].score == Fraction(10 * 5 + 5 * 4, 20) + Fraction(5, 20) * Fraction(10, 3)
    assert first.weighted == (20 * Fraction("4.5") + 50 + 20 + Fraction(50, 3) + 30 + 100) / 100
    assert second.score == Fraction("4.375")
    assert found.total.weighted == first.weighted + second.weighted
    assert found.total.points == found.percent == 20 * found.total.score


def test_displayed_figures_are_rounded_half_up_from_exact_ones() -> None:
    found = totals(NONG_BUA)
    assert total_figures(found, Places()) == {
        "score": "4.379",
        "weighted": "4.379",
        "points": "87.583",
        "percent": "87.583",
    }
    assert group_figures(found.components[0], Places()) == {
        "name": "องค์ประกอบที่ 1",
        "weight": "70",
        "score": "4.381",
        "weighted": "3.067",
        "points": "61.333",
    }
    parent = node_figures(found.components[0].members[1], Places())
    assert (parent["score"], parent["weighted"]) == ("4.3333", "0.8667")
    assert [child["weighted"] for child in parent["children"]] == ["0.5000", "0.2000", "0.1667"]  # type: ignore[attr-defined]


@pytest.mark.case("B29")
def test_a_total_is_not_the_sum_of_rounded_parts() -> None:
    sheet = Sheet(
        (Component("รวม", tuple(leaf(str(place), "1", "1/3") for place in range(3))),), scheme="fraction"
    )
    found = totals(sheet)
    parts = sum(Decimal(figure_out(node.weighted, 4) or 0) for node in found.components[0].members)
    assert (figure_out(found.total.weighted, 4), parts) == ("1.0000", Decimal("0.9999"))


@pytest.mark.case("B29")
def test_the_published_tie_is_rounded_up() -> None:
    assert figure_out(Fraction("50.975"), 2) == "50.98"
    assert figure_out(Fraction(500 + 313, 200), 2) == "4.07"


def test_an_indicator_that_is_not_active_counts_in_no_sum() -> None:
    sheet = Sheet((Component("ก", (leaf("1", "50", "4"), leaf("2", "50", "1", active=False))),))
    found = totals(sheet)
    assert (found.total.score, found.total.weight, found.total.points) == (4, 50, 40)
    assert found.components[0].members[1].weighted is None


def test_a_child_that_is_not_active_counts_in_no_mean() -> None:
    parent = Node("1", Decimal(20), children=(leaf("1.1", "10", "5"), leaf("1.2", "10", "0", active=False)))
    found = totals(Sheet((Component("ก", (parent,)),)))
    assert found.total.score == 5
    assert [node.no for node in active_leaves([parent, replace(parent, active=False)])] == ["1.1"]


@pytest.mark.parametrize(("no_data", "score"), [("exclude", "4"), ("zero", "2"), ("fail", "2")])
def test_what_was_not_evaluated_is_left_out_or_zero_as_set(no_data: str, score: str) -> None:
    sheet = Sheet((Component("ก", (leaf("1", "50", "4"), leaf("2", "50", None))),), no_data=no_data)
    found = totals(sheet)
    assert found.total.score == Fraction(score)
    assert found.unscored == (("ก", "2"),)


def test_nothing_evaluated_gives_no_figure_and_a_dash_on_paper() -> None:
    found = totals(Sheet((Component("ก", (leaf("1", "100", None),)),)))
    assert set(total_figures(found, Places()).values()) == {None}
    assert paper_out(found.total.score, 3) == "-"
    assert paper_out(Fraction(0), 3) == "0.000"


def test_equal_weights_give_plain_means_and_no_weighted_figures() -> None:
    parent = Node("2", children=(leaf("2.1", None, "1"), leaf("2.2", None, "2")))
    sheet = Sheet(
        (Component("ก", (leaf("1", None, "5"), parent)), Component("ข", (leaf("1", None, "4"),))),
        scheme="equal",
    )
    found = totals(sheet)
    assert found.total.score == (5 + Fraction(3, 2) + 4) / 3
    assert found.components[0].members[1].score == Fraction(3, 2)
    assert {
        found.total.weight,
        found.total.weighted,
        found.total.points,
        found.components[0].members[0].weighted,
    } == {None}
    assert found.percent == 20 * found.total.score


def test_fractions_that_add_up_to_1_give_the_same_score_as_percent() -> None:
    sheet = Sheet((Component("ก", (leaf("1", "0.7", "4"), leaf("2", "0.3", "5"))),), scheme="fraction")
    found = totals(sheet)
    assert (found.total.score, found.total.weighted, found.percent) == (Fraction("4.3"), Fraction("4.3"), 86)


def test_a_parent_without_a_weight_weighs_what_its_children_weigh() -> None:
    parent = replace(PRODUCTS, weight=None)
    assert totals(Sheet((Component("ก", (parent,)),))).components[0].members[0].weight == 20


@pytest.mark.parametrize("weight", [None, "0", "-5"])
def test_a_weight_that_cannot_be_used_is_refused_by_name(weight: str | None) -> None:
    with pytest.raises(Invalid, match="น้ำหนัก") as refusal:
        totals(Sheet((Component("องค์ประกอบที่ 1", (leaf("7", weight, "5"),)),)))
    assert list(refusal.value.fields.values()) == ["ตัวชี้วัดที่ ๗ ในองค์ประกอบที่ ๑ ต้องมีน้ำหนักมากกว่า ๐ จึงจะรวมคะแนนได้"]


leaves = st.lists(
    st.tuples(st.integers(1, 10_000), st.fractions(0, 5, max_denominator=997)), min_size=1, max_size=8
)


def nodes_of(pairs: list[tuple[int, Fraction]]) -> tuple[Node, ...]:
    return tuple(
        Node(str(place), Decimal(weight) / 100, score) for place, (weight, score) in enumerate(pairs)
    )


@given(leaves, leaves)
def test_a_parent_is_the_exact_weighted_mean_of_its_leaves(
    first: list[tuple[int, Fraction]], second: list[tuple[int, Fraction]]
) -> None:
    sheet = Sheet(
        (Component("ก", (Node("1", children=nodes_of(first)), Node("2", children=nodes_of(second)))),)
    )
    found = totals(sheet)
    for node, pairs in zip(found.components[0].members, (first, second), strict=True):
        assert node.score == sum(weight * score for weight, score in pairs) / Fraction(
            sum(weight for weight, _ in pairs)
        )
    together = first + second
    assert found.total.score == sum(weight * score for weight, score in together) / Fraction(
        sum(w for w, _ in together)
    )


@given(leaves, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_sum(pairs: list[tuple[int, Fraction]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (totals(Sheet((Component("ก", nodes_of(rows)),))) for rows in (pairs, shuffled))
    assert replace(one.total, members=()) == replace(other.total, members=())
    assert min(score for _, score in pairs) <= (one.total.score or 0) <= max(score for _, score in pairs)


@pytest.mark.parametrize(
    ("score", "missed", "left"), [("5", 1, "4.8"), ("2", 2, "1.6"), ("0.1", 1, "0"), ("3", 0, "3")]
)
def test_each_missed_report_costs_its_points_and_never_more_than_there_are(
    score: str, missed: int, left: str
) -> None:
    found = with_penalty(Scored(Fraction(score), ("ก",)), missed, Decimal("0.2"))
    assert found.score == Fraction(left)
    assert (len(found.explanation) > 1) == bool(missed)


def test_a_negative_penalty_is_refused() -> None:
    with pytest.raises(Invalid):
        with_penalty(Scored(Fraction(3), ()), -1, Decimal("0.2"))


BANDS = [
    {"from": "60", "name": "ขั้นต้น"},
    {"from": "90", "name": "คุณภาพ"},
    {"from": "75", "name": "ขั้นสูง"},
    {"from": "0", "name": "ปรับปรุง"},
]


@pytest.mark.parametrize(
    ("percent", "name"),
    [
        ("100", "คุณภาพ"),
        ("90", "คุณภาพ"),
        ("89.9995", "คุณภาพ"),
        ("89.9994", "ขั้นสูง"),
        ("75", "ขั้นสูง"),
        ("60", "ขั้นต้น"),
        ("59", "ปรับปรุง"),
    ],
)
def test_a_grade_begins_at_its_lower_edge_as_printed(percent: str, name: str) -> None:
    assert grade(Fraction(percent), BANDS) == name


def test_without_bands_or_a_figure_there_is_no_grade() -> None:
    assert grade(Fraction(90), []) is None
    assert grade(None, BANDS) is None
    assert grade(Fraction(10), BANDS[:1]) is None
    assert grade_of(totals(NONG_BUA), BANDS) == "ขั้นสูง"


@pytest.mark.parametrize("band", [{"from": "x", "name": "ก"}, {"name": "ก"}, {"from": "90", "name": " "}])
def test_a_band_that_cannot_be_read_is_named(band: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        grade(Fraction(90), [*BANDS, band])
    assert list(refusal.value.fields) == ["bands.5"]

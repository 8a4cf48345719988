"""November: details sheets with their criteria, numbers and weights, the province's review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.desk import Desks, closed, done, fill, go, press, take, tick, waiting
from tests.browser.opening import here, year
from workflow_app.demo.indicators_2565 import ALL, DemoIndicator

DIRECTIONS = {"higher": "ยิ่งมากยิ่งดี", "lower": "ยิ่งน้อยยิ่งดี"}
FLOORS = {"0": "ได้ ๐ คะแนน", "1": "ได้ ๑ คะแนน"}
KINDS = {
    "levels": "ค่าระดับ",
    "growth": "เทียบกับช่วงฐาน",
    "steps": "ขั้นตอน",
    "yes_no": "ดำเนินการหรือไม่",
    "top_only": "กำหนดเฉพาะคะแนนสูงสุด",
}


def write_sheet(desks: Desks, indicator: DemoIndicator) -> None:
    """The responsible officer begins the sheet and writes it; each child's sheet is written by its own office."""
    page = desks(f"sk.{indicator.office}.officer")
    take(waiting(page, here(indicator.name)), "จัดทำรายละเอียด")
    _write(page, indicator)
    for child in indicator.children:
        page = desks(f"sk.{child.office}.officer")
        year(page)
        _open(page, child)
        _write(page, child)


def _open(page: Page, indicator: DemoIndicator) -> None:
    go(page, here(indicator.name))
    expect(page.locator("h1")).to_contain_text(here(indicator.name)[:20])


def _write(page: Page, one: DemoIndicator) -> None:
    press(page, "แก้ไขรายละเอียด")
    fill(
        page,
        {
            "หน่วยวัด": one.unit,
            "คำอธิบาย": here(one.definition),
            "รายละเอียดค่าเป้าหมาย": here(one.target),
            "แหล่งข้อมูล": here(one.source),
            "หลักฐานที่ใช้": here(one.evidence),
        },
    )
    press(page, "บันทึก")
    done(page)
    if one.criterion is not None:
        _write_criterion(page, one.criterion)


def _write_criterion(page: Page, criterion: Mapping[str, Any]) -> None:
    press(page, "เกณฑ์การให้คะแนน")
    go(page, KINDS[criterion["kind"]])
    fill(page, ANSWERS[criterion["kind"]](criterion))
    press(page, "บันทึก")
    done(page)


def _levels(criterion: Mapping[str, Any]) -> dict[str, str | bool]:
    return {**_ladder("ค่าระดับ", criterion["levels"]), **_ladder_settings(criterion)}


def _growth(criterion: Mapping[str, Any]) -> dict[str, str | bool]:
    return {
        "ค่าฐาน (ผลของช่วงที่ใช้เทียบ)": criterion["base"],
        "ช่วงเวลาของค่าฐาน": criterion["base_period"],
        **_ladder("ร้อยละที่เพิ่มของระดับ", criterion["levels"]),
        **_ladder("หรือจำนวนของระดับ", criterion["or_amount"]),
        **_ladder_settings(criterion),
    }


def _ladder(label: str, values: list[str | None]) -> dict[str, str | bool]:
    """Levels that nobody knows stay empty."""
    return {f"{label} {place}": value for place, value in enumerate(values, 1) if value is not None}


def _ladder_settings(criterion: Mapping[str, Any]) -> dict[str, str | bool]:
    return {
        "ทิศทาง": DIRECTIONS[criterion["direction"]],
        "เทียบบัญญัติไตรยางศ์ระหว่างระดับ": criterion["interpolate"],
        "เมื่อผลต่ำกว่าระดับแรก": FLOORS[criterion["floor"]],
    }


ANSWERS: dict[str, Callable[[Mapping[str, Any]], dict[str, str | bool]]] = {
    "levels": _levels,
    "growth": _growth,
    "steps": lambda one: {
        "จำนวนขั้นตอน": str(one["steps"]),
        "คะแนนของแต่ละขั้น คั่นด้วยจุลภาค (เว้นว่าง = แบ่งเท่ากัน)": ", ".join(one["scores"]),
    },
    "yes_no": lambda one: {"คะแนนเมื่อดำเนินการ": one["yes"], "คะแนนเมื่อไม่ดำเนินการ": one["no"]},
    "top_only": lambda one: {"ได้คะแนนสูงสุดเมื่อผล": "ไม่น้อยกว่า", "ค่า": one["at"]["value"]},
}


def set_numbers(desks: Desks, weights: Mapping[str, str]) -> None:
    """The process owner gives each indicator and child its number and weight; ``weights`` by key win over the year's."""
    page = desks("sk.owner")
    for indicator in ALL:
        for one in (indicator, *indicator.children):
            set_number(page, one, weights.get(one.key, one.weight))


def set_number(page: Page, one: DemoIndicator, weight: str) -> None:
    """The number and weight of one indicator, from the year's page."""
    year(page)
    _open(page, one)
    press(page, "แก้ไขรายละเอียด")
    fill(page, {"ลำดับที่": one.no, "น้ำหนัก (ร้อยละของทั้งหมด)": weight})
    press(page, "บันทึก")
    done(page)


def to_review(desks: Desks, indicator: DemoIndicator) -> None:
    """The office's head finds the finished sheet waiting and sends it to the province's committee."""
    page = desks(f"sk.{indicator.office}.head")
    take(waiting(page, here(indicator.name)), "เสนอคณะกรรมการจังหวัด")


def endorse(page: Page) -> None:
    """On the committee's page the secretary ticks all six and has them endorsed; the form is answered, not yet sent."""
    tick(page, [here(one.name) for one in ALL])
    press(page, "เห็นชอบระดับจังหวัด")


def endorse_refused(desks: Desks, meeting: str) -> str:
    """What stands beside the closed button when the weights do not add up."""
    page = desks("sk.secretary")
    go(page, "ประชุม", meeting)
    return closed(page, "เห็นชอบระดับจังหวัด")


def endorse_done(desks: Desks, meeting: str, resolution: str) -> None:
    """All six are endorsed by the committee's resolution."""
    page = desks("sk.secretary")
    go(page, "ประชุม", meeting)
    endorse(page)
    fill(page, {"มติที่ประชุม": resolution})
    press(page, "เห็นชอบระดับจังหวัด")
    done(page)


def return_for_weight(desks: Desks, indicator: DemoIndicator) -> None:
    """The secretary sends one indicator back; the owner puts the weight right; the head sends it on again."""
    page = desks("sk.secretary")
    take(waiting(page, here(indicator.name)), "ให้แก้ไข", {"เหตุผล": "น้ำหนักรวมไม่ครบ แก้น้ำหนักให้ตรงกรอบ"})
    set_number(desks("sk.owner"), indicator, indicator.weight)
    to_review(desks, indicator)

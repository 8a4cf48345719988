"""Letters that came in, results with evidence, e-SAR, scores, the end of the year."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx
from playwright.sync_api import Page, expect

from tests.browser.desk import Desks, attach, done, fill, go, press, take, tick, waiting
from tests.browser.opening import here, year
from workflow_app.demo.indicators_2565 import ALL, DemoIndicator
from workflow_app.demo.second_half import TOURISM_BY_OPDC, TOURISM_SELF

OPDC = "สำนักงาน ก.พ.ร."


def register_incoming(desks: Desks, number: str, dated: str, subject: str) -> None:
    """The registrar enters a letter of ก.พ.ร. into the book of incoming letters, with its scan."""
    page = desks("sk.registrar")
    go(page, "ทะเบียน", "หนังสือรับ")
    press(page, "ลงทะเบียนรับ")
    fill(page, {"เลขที่หนังสือ (ที่)": number, "ลงวันที่": dated, "จาก": OPDC, "เรื่อง": subject})
    attach(page, "ไฟล์สแกน (PDF)", "Letter of OPDC, demo copy")
    press(page, "ลงทะเบียนรับ")
    done(page)


def together(
    desks: Desks, words: str, answers: Mapping[str, str | bool], *, scans: Mapping[str, str] | None = None
) -> Page:
    """The process owner ticks all six on the year's page and takes a step of theirs together."""
    page = desks("sk.owner")
    year(page)
    tick(page, [here(one.name) for one in ALL])
    take(page, words, answers, scans=scans)
    return page


def report(desks: Desks, leaf: DemoIndicator) -> None:
    """The officer enters the result with evidence, the head checks it, the process owner accepts it."""
    page = desks(f"sk.{leaf.office}.officer")
    waiting(page, here(leaf.name))
    _enter(page, leaf)
    take(page, "ส่งผลให้หัวหน้าตรวจ")
    take(waiting(desks(f"sk.{leaf.office}.head"), here(leaf.name)), "ตรวจแล้ว ส่งจังหวัด")
    take(waiting(desks("sk.owner"), here(leaf.name)), "รับรองผล")


def _enter(page: Page, leaf: DemoIndicator) -> None:
    kind = (leaf.criterion or {})["kind"]
    if kind == "steps":
        steps = page.locator("main form ul input[type=checkbox]")
        for place in range(int(leaf.result)):
            steps.nth(place).check()
    elif kind == "yes_no":
        fill(page, {"ผล": "ดำเนินการแล้ว"})
    else:
        fill(page, {f"ผล ({leaf.unit})": leaf.result})
    fill(page, {"ผลการดำเนินงาน": here(leaf.narrative)})
    press(page, "บันทึกผล")
    done(page)
    attach(page, "ไฟล์หลักฐาน", "Evidence, demo copy")
    press(page, "แนบไฟล์")
    done(page)


def file_esar(desks: Desks, day: str) -> None:
    """The e-SAR was filed on ก.พ.ร.'s site; where the rule gives no score the province's own is given, with the reason."""
    page = desks("sk.owner")
    year(page)
    tick(page, [here(one.name) for one in ALL])
    press(page, "บันทึกการส่ง e-SAR")
    fill(page, {"วันที่ส่งในระบบของสำนักงาน ก.พ.ร.": day, "เลขอ้างอิงหรือหลักฐานการรับ": "e-SAR 2565/27-0001"})
    attach(page, "ไฟล์หลักฐานการส่ง", "e-SAR receipt, demo copy")
    give_score(page, TOURISM_SELF)
    press(page, "บันทึกการส่ง e-SAR")
    done(page)


def score(desks: Desks, letter: str) -> None:
    """The scores of ก.พ.ร.'s letter."""
    page = desks("sk.owner")
    year(page)
    tick(page, [here(one.name) for one in ALL])
    press(page, "บันทึกตามหนังสือ: ผลคะแนน")
    fill(page, {"หนังสือรับที่เป็นหลักฐาน": letter})
    give_score(page, TOURISM_BY_OPDC)
    press(page, "บันทึกตามหนังสือ: ผลคะแนน")
    done(page)


def give_score(page: Page, given: Mapping[str, object]) -> None:
    """A score for tourism with its reason."""
    name = here("รายได้จากการท่องเที่ยวของผู้เยี่ยมเยือนชาวไทย")
    page.get_by_label(f"คะแนนที่กำหนดของ {name}").fill(str(given["score"]))
    page.get_by_label(f"เหตุผลของคะแนนของ {name}").fill(str(given["reason"]))


def close_year(desks: Desks) -> None:
    """The owner closes the indicators, then the year."""
    together(desks, "ปิดรอบ", {})
    page = desks("sk.owner")
    year(page)
    take(page, "เริ่มปิดปี")
    take(page, "ปิดปี")


def scores_page(desks: Desks) -> Page:
    """The year's scores."""
    page = desks("sk.owner")
    year(page)
    go(page, "คะแนน")
    expect(page.locator("h1")).to_contain_text("คะแนน")
    return page


def esar(page: Page) -> list[list[str]]:
    """The rows of the tables of the e-SAR that is handed out on the page of scores."""
    link = page.get_by_role("link", name="e-SAR (Word)")
    answer = page.request.get(link.get_attribute("href") or "")
    document = docx.Document(io.BytesIO(answer.body()))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]

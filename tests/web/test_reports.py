"""Reports of results: what the criterion asks for, evidence, and who may read or write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select

from tests.web.mail import fields_of, upload
from tests.web.pages import Browser, words
from tests.web.year import Year, after, year_scenes
from workflow_app.demo.scan import scan
from workflow_app.files import read
from workflow_app.history.models import Event
from workflow_app.indicators.models import Indicator
from workflow_app.reports import operations
from workflow_app.reports.models import Evidence, Report

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]
PAPER = scan("Evidence of a test")

#: ปริมาณที่จัดการ for each of ปริมาณทั้งหมด, times a fixed figure; 8 is worth 4.
FORMULA = {
    "kind": "formula",
    "expression": "ปริมาณที่จัดการ / ปริมาณทั้งหมด * ตัวคูณ",
    "variables": {"ตัวคูณ": "100"},
    "then": {
        "kind": "levels", "levels": ["2", "4", "6", "8", "10"], "direction": "higher", "interpolate": True, "floor": "0",
    },
}  # fmt: skip


def report(year: Year, key: str) -> Report:
    """The report of an indicator of the story as it stands now."""
    with year.database.reading() as session:
        found = session.scalars(select(Report).where(Report.indicator_id == year.ids[key])).one()
        session.expunge(found)
    return found


def evidence(year: Year, key: str) -> list[Evidence]:
    """The evidence of that report."""
    with year.database.reading() as session:
        query = select(Evidence).where(Evidence.report_id == report(year, key).id).order_by(Evidence.id)
        found = list(session.scalars(query))
        session.expunge_all()
    return found


def save(year: Year, browser: Browser, key: str, **fields: Any) -> Any:
    """Send the form of a result with the version that is there now."""
    found = report(year, key)
    return browser.send(f"/reports/{found.id}/result", {"version": found.version, **fields})


def test_a_figure_in_thai_digits_is_the_result(after: After) -> None:
    year = after("targets_letter")
    officer = year.browser("local.officer")
    answer = save(year, officer, "waste", value="๘๓.๓๓", narrative="จัดการถูกต้อง\r\nครบทุกแห่ง")
    assert answer.status_code == 303
    found = report(year, "waste")
    assert (found.result, found.narrative) == ({"result": "83.33"}, "จัดการถูกต้อง\nครบทุกแห่ง")
    page = officer.open(f"/reports/{found.id}")
    assert 'value="83.33"' in page.text and "บันทึกผล" in words(page)


def test_a_figure_that_cannot_be_read_stays_with_its_words(after: After) -> None:
    year = after("targets_letter")
    answer = save(year, year.browser("local.officer"), "waste", value="83,3.3", narrative="พิมพ์ไว้แล้ว")
    assert answer.status_code == 422
    assert 'value="83,3.3"' in answer.text and "พิมพ์ไว้แล้ว" in answer.text
    assert report(year, "waste").result is None


@pytest.mark.parametrize(
    ("ticked", "status", "stored"),
    [
        (["1", "2"], 303, {"result": {"done": [1, 2]}}),
        (["0"], 303, {"result": "0"}),
        ([], 303, None),
        (["0", "3"], 422, None),
        (["9"], 422, None),
    ],
)
def test_steps_are_ticked_and_no_tick_is_not_a_zero(
    after: After, ticked: list[str], status: int, stored: Any
) -> None:
    year = after("targets_letter")
    officer = year.browser("statistics.officer")
    page = officer.open(f"/reports/{report(year, 'data').id}")
    assert "จัดทำ Template 1 (Dataset) ทุกชุดข้อมูลแล้วเสร็จ" in words(page)
    answer = save(year, officer, "data", done=ticked, narrative="ตามแผน")
    assert answer.status_code == status
    assert report(year, "data").result == stored


@pytest.mark.parametrize(
    ("chosen", "status", "stored"),
    [("yes", 303, {"result": "yes"}), ("no", 303, {"result": "no"}), ("", 303, None), ("maybe", 422, None)],
)
def test_done_or_not_is_chosen(after: After, chosen: str, status: int, stored: Any) -> None:
    year = after("targets_letter")
    answer = save(year, year.browser("center.officer"), "pmqa", yes=chosen, narrative="ส่งแล้ว")
    assert answer.status_code == status
    assert report(year, "pmqa").result == stored


def test_steps_that_are_done_are_told_from_those_that_are_not(after: After) -> None:
    year = after("report_results")
    page = words(year.browser("industry.head").open(f"/reports/{report(year, 'products.certificates').id}"))
    assert "✓ ทำแล้ว ๔. จัดประชุมคณะกรรมการรับรอง" in page
    assert "– ยังไม่ทำ ๕. ออกใบรับรองมาตรฐาน" in page


def test_a_formula_asks_for_the_figures_that_it_has_not_got_itself(after: After) -> None:
    year = after("targets_letter")
    with year.database.transaction() as session:
        session.get_one(Indicator, year.ids["waste"]).criterion = FORMULA
    officer, found = year.browser("local.officer"), report(year, "waste")
    form = words(officer.open(f"/reports/{found.id}"))
    assert "ปริมาณที่จัดการ" in form and "ตัวคูณ" not in form
    figures = {"variable_1": "๘๐", "variable_2": "๑,๐๐๐", "narrative": "ครบ"}
    assert save(year, officer, "waste", **figures).status_code == 303
    entered = {"variables": {"ปริมาณที่จัดการ": "80", "ปริมาณทั้งหมด": "1000"}}
    assert report(year, "waste").result == {"result": entered}
    page = officer.open(f"/reports/{found.id}")
    assert 'value="1,000"' in page.text
    assert "คะแนนตามเกณฑ์จากผลนี้ ๔.๐๐๐๐" in words(page)
    assert save(year, officer, "waste", narrative="ครบ").status_code == 303
    assert report(year, "waste").result is None


def test_what_the_rule_gives_is_shown_once_a_result_is_saved(after: After) -> None:
    year = after("targets_letter")
    officer, found = year.browser("local.officer"), report(year, "waste")
    assert "คะแนนตามเกณฑ์" not in words(officer.open(f"/reports/{found.id}"))
    save(year, officer, "waste", value="83.33", narrative="ครบ")
    page = words(officer.open(f"/reports/{found.id}"))
    assert "คะแนนตามเกณฑ์จากผลนี้ ๔.๖๖๖๐ คำนวณให้ดูเท่านั้น" in page
    tourism = report(year, "tourism")
    save(year, year.browser("tourism.officer"), "tourism", value="28.75", narrative="ไม่ถึง")
    page = words(year.browser("tourism.officer").open(f"/reports/{tourism.id}"))
    assert "คะแนนตามเกณฑ์จากผลนี้" in page and "คำนวณให้ดูเท่านั้น" not in page and "ผู้มีอำนาจ" in page


@pytest.mark.case("B63")
def test_a_long_narrative_is_kept_whole(after: After) -> None:
    year = after("targets_letter")
    told = "ผ" * 120_000
    assert save(year, year.browser("local.officer"), "waste", value="80", narrative=told).status_code == 303
    assert report(year, "waste").narrative == told


@pytest.mark.case("B42")
def test_an_old_form_is_told_who_was_first_and_keeps_what_was_typed(after: After) -> None:
    year = after("targets_letter")
    found = report(year, "waste")
    with year.stage.at("2022-10-03 09:00"), year.stage.working("local.officer") as (session, actor):
        operations.save_result(session, actor, found.id, result="70", narrative="ก่อนหน้า")
    officer = year.browser("local.officer")
    fields = {"version": found.version, "value": "83.33", "narrative": "ของฉัน"}
    answer = officer.send(f"/reports/{found.id}/result", fields)
    assert answer.status_code == 409
    assert "นางสาวอ้อมใจ ท้องถิ่น" in words(answer) and "๓ ต.ค. ๒๕๖๕ ๐๙.๐๐ น." in words(answer)
    assert 'value="83.33"' in answer.text and "ของฉัน" in answer.text
    assert f'value="{report(year, "waste").version}"' in answer.text
    assert report(year, "waste").narrative == "ก่อนหน้า"


def test_what_was_typed_stays_when_the_report_was_sent_on_meanwhile(after: After) -> None:
    year = after("report_results")
    answer = save(year, year.browser("local.officer"), "waste", value="99", narrative="พิมพ์ค้างไว้")
    assert answer.status_code == 409
    assert "กรอกผลไม่ได้เมื่ออยู่ในสถานะ" in words(answer)
    assert "พิมพ์ค้างไว้" in answer.text and 'value="99"' in answer.text
    assert report(year, "waste").result == {"result": "83.33"}


def test_a_file_is_attached_under_its_thai_name_and_comes_back_byte_for_byte(after: After) -> None:
    year = after("targets_letter")
    officer = year.browser("local.officer")
    found = report(year, "waste")
    name = "รายงาน มฝ.๒ ปี ๒๕๖๕.pdf"
    answer = upload(officer, f"/reports/{found.id}/evidence/file", {}, "file", name, PAPER.content)
    assert answer.status_code == 303
    (stored,) = evidence(year, "waste")
    got = officer.open(f"/reports/{found.id}/evidence/{stored.id}")
    assert (got.status_code, got.data, got.headers["Content-Type"]) == (200, PAPER.content, "application/pdf")
    assert quote(name) in got.headers["Content-Disposition"]
    assert "รายงาน มฝ.๒ ปี ๒๕๖๕.pdf" in words(officer.open(f"/reports/{found.id}"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("หลักฐาน.pdf", b"MZ not a pdf", "ไฟล์หลักฐาน"),
        ("หลักฐาน.exe", b"MZ", "ไฟล์หลักฐาน"),
        ("หลักฐาน.pdf", b"", "ไฟล์หลักฐาน"),
        ("", b"", "ต้องเลือกไฟล์"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(
    after: After, name: str, content: bytes, said: str
) -> None:
    year = after("targets_letter")
    found = report(year, "waste")
    path = f"/reports/{found.id}/evidence/file"
    answer = upload(year.browser("local.officer"), path, {}, "file", name, content)
    assert answer.status_code == 422
    assert said in words(answer) and 'id="file-error"' in answer.text
    assert evidence(year, "waste") == []


def test_evidence_in_another_system_says_what_was_seen_and_when(after: After) -> None:
    year = after("targets_letter")
    officer = year.browser("local.officer")
    path = f"/reports/{report(year, 'waste').id}/evidence/system"
    fields = {"name": "ระบบสารสนเทศ อปท.", "what": "ปริมาณขยะ <b>83.33</b>", "seen_on": "๔ ต.ค. ๒๕๖๕"}
    assert officer.send(path, fields).status_code == 303
    (stored,) = evidence(year, "waste")
    assert (stored.name, stored.seen_on) == ("ระบบสารสนเทศ อปท.", date(2022, 10, 4))
    page = officer.open(path.replace("/evidence/system", ""))
    assert "ดูเมื่อ ๔ ตุลาคม ๒๕๖๕" in words(page) or "ดูเมื่อ ๔ ต.ค. ๒๕๖๕" in words(page)
    assert "&lt;b&gt;" in page.text and "<b>83" not in page.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "", "what": "เห็น", "seen_on": "4/10/2565"}, "name"),
        ({"name": "ระบบ", "what": " ", "seen_on": "4/10/2565"}, "what"),
        ({"name": "ระบบ", "what": "เห็น", "seen_on": ""}, "seen_on"),
        ({"name": "ระบบ", "what": "เห็น", "seen_on": "31/9/2565"}, "seen_on"),
        ({"name": "ระบบ", "what": "เห็น", "seen_on": "1/1/2690"}, "seen_on"),
    ],
)
def test_a_gap_in_what_was_seen_is_named_and_the_rest_stays(
    after: After, fields: dict[str, str], field: str
) -> None:
    year = after("targets_letter")
    path = f"/reports/{report(year, 'waste').id}/evidence/system"
    answer = year.browser("local.officer").send(path, fields)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text and "<details open>" in answer.text
    kept = fields_of(answer)
    assert kept["seen_on"] == fields["seen_on"]
    assert evidence(year, "waste") == []


def test_evidence_is_taken_out_while_the_report_is_open_and_the_history_says_so(after: After) -> None:
    year = after("targets_letter")
    officer = year.browser("local.officer")
    found = report(year, "waste")
    upload(officer, f"/reports/{found.id}/evidence/file", {}, "file", "ก.pdf", PAPER.content)
    (stored,) = evidence(year, "waste")
    path = f"/reports/{found.id}/evidence/{stored.id}"
    foreign = f"/reports/{report(year, 'births').id}/evidence/{stored.id}"
    assert year.browser("health.officer").send(f"{foreign}/remove").status_code == 404
    assert year.browser("health.officer").open(foreign).status_code == 404
    assert officer.open(f"{path}/remove").status_code == 405
    assert officer.send(f"{path}/remove").status_code == 303
    assert evidence(year, "waste") == [] and officer.open(path).status_code == 404
    with year.database.reading() as session:
        noted = select(Event.action).where(Event.kind == "report", Event.record_id == found.id)
        assert "remove_evidence" in session.scalars(noted).all()


def test_evidence_of_a_report_that_was_sent_on_stays(after: After) -> None:
    year = after("report_results")
    officer = year.browser("local.officer")
    found, pieces = report(year, "waste"), evidence(year, "waste")
    page = officer.open(f"/reports/{found.id}")
    assert "/remove" not in page.text and 'type="file"' not in page.text
    assert officer.send(f"/reports/{found.id}/evidence/{pieces[0].id}/remove").status_code == 409
    assert len(evidence(year, "waste")) == len(pieces)
    system = officer.open(f"/reports/{found.id}/evidence/{pieces[1].id}")
    assert system.status_code == 404  # not a file


def test_a_returned_report_is_written_again(after: After) -> None:
    year = after("targets_letter")
    officer, found = year.browser("local.officer"), report(year, "waste")
    save(year, officer, "waste", value="83.33", narrative="ครบ")
    upload(officer, f"/reports/{found.id}/evidence/file", {}, "file", "ก.pdf", PAPER.content)
    with year.stage.at("2022-10-05 10:00"):
        year.stage.step("local.officer", "report", found.id, "enter")
    with year.stage.at("2022-10-06 10:00"):
        year.stage.step("local.head", "report", found.id, "return_report", "แนบรายงานรายแห่งด้วย")
    page = words(officer.open(f"/reports/{found.id}"))
    assert "แนบรายงานรายแห่งด้วย" in page
    assert save(year, officer, "waste", value="84", narrative="แนบแล้ว").status_code == 303


@pytest.mark.case("B60")
@pytest.mark.requirement("R20")
def test_a_report_is_unknown_to_other_offices_districts_and_provinces(after: After) -> None:
    year = after("report_results")
    found, piece = report(year, "waste"), evidence(year, "waste")[0]
    pages = [f"/reports/{found.id}", f"/reports/{found.id}/evidence/{piece.id}"]
    for username in ("health.officer", "health.head", "district.mueang", "sk.owner", "sk.local.officer"):
        browser = year.browser(username)
        for path in pages:
            assert browser.open(path).status_code == 404
        assert save(year, browser, "waste", value="1", narrative="x").status_code == 404
    for username in ("owner", "secretary", "local.head"):
        browser = year.browser(username)
        assert browser.open(pages[0]).status_code == 200 and browser.open(pages[1]).data == year_bytes(
            year, piece
        )
        assert save(year, browser, "waste", value="1", narrative="x").status_code == 404


def year_bytes(year: Year, piece: Evidence) -> bytes:
    """The bytes that are stored for a piece of evidence."""
    with year.database.reading() as session:
        return read(session, piece.file_id or 0)[0]


def test_the_list_shows_each_office_its_own_and_the_owner_all(after: After) -> None:
    year = after("report_results")
    path = f"/cycles/{year.ids['cycle']}/reports"
    own = words(year.browser("local.officer").open(path))
    assert "ขยะมูลฝอย" in own and "อัตราการคลอด" not in own
    every = words(year.browser("owner").open(path))
    assert "ขยะมูลฝอย" in every and "อัตราการคลอด" in every and "รับรองแล้ว" in every
    early = after("propose")
    assert "ยังไม่เปิดรอบรายงาน" in words(early.browser("owner").open(path))


def test_the_head_reads_why_the_report_cannot_be_checked_yet(after: After) -> None:
    year = after("targets_letter")
    found = report(year, "waste")
    page = words(year.browser("local.officer").open(f"/reports/{found.id}"))
    assert "ต้องกรอกผลการดำเนินงานทั้งค่าและคำอธิบาย" in page and "ต้องมีหลักฐานอย่างน้อยหนึ่งรายการ" in page
    head = words(year.browser("local.head").open(f"/reports/{found.id}"))
    assert "กรอกผลได้โดยเจ้าหน้าที่ของส่วนราชการที่รับผิดชอบ" in head
    assert "ผู้ทำขั้นตอนถัดไป: เจ้าหน้าที่ส่วนราชการ" in head

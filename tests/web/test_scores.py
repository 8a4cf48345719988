"""The scores of a year on their page: both sides, sums, what led to each score, and the e-SAR as a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from docx import Document
from sqlalchemy import select

from tests.web.pages import words
from tests.web.year import Year, after, counted, year_scenes
from workflow_app.demo.cast import PASSWORD
from workflow_app.demo.indicators_2565 import ALL
from workflow_app.demo.scan import scan
from workflow_app.demo.second_half import TOURISM_SELF
from workflow_app.indicators.models import Indicator
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.people.operations import create_person, give_posting
from workflow_app.people.rules import Role
from workflow_app.years.models import Framework

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def scores(year: Year, username: str = "owner") -> str:
    """The page of scores as read."""
    answer = year.browser(username).open(f"/cycles/{year.ids['cycle']}/scores")
    assert answer.status_code == 200
    return words(answer)


def esar(year: Year, query: str = "") -> list[list[str]]:
    """The rows of the downloaded e-SAR, cell by cell, and its last line as a row of its own."""
    answer = year.browser("owner").open(f"/cycles/{year.ids['cycle']}/e-sar.docx{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, DOCX)
    document = Document(BytesIO(answer.data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return [*rows, ["", document.paragraphs[-1].text]]


def filed(after: After) -> Year:
    """A year whose e-SAR was filed: the own scores stand, the evaluator's do not."""
    year = after("report_results")
    with year.stage.at("2022-10-25 15:00"):
        year.stage.step(
            "owner",
            "indicator",
            [year.ids[indicator.key] for indicator in ALL],
            "file_self_assessment",
            filed_on=date(2022, 10, 25),
            reference="e-SAR 2565",
            receipt=scan("Receipt of a test"),
            scores={year.ids["tourism"]: TOURISM_SELF},
        )
    return year


def opdc_officer(year: Year) -> str:
    """The account of an officer of ก.พ.ร., who is given a posting here."""
    with year.database.transaction() as session:
        office = session.scalar(select(Office).where(Office.kind == OfficeKind.OPDC))
        assert office is not None
        office.uses_system = True
        person, _ = create_person(
            session, None, username="opdc.test", name="นายตรวจ", password=PASSWORD, chain_id=1
        )
        give_posting(session, None, person, office=office, role=Role.OPDC_OFFICER)
    return "opdc.test"


def test_both_sides_stand_beside_each_other_with_their_sums(after: After) -> None:
    text = scores(after("close_out"))
    assert "ประเมินตนเอง ๔.๗๘๓ ๙๕.๖๖๔ ๙๕.๖๖๔ ยังไม่กำหนดช่วงระดับของปี ปิดแล้วเมื่อ ๒๐ ก.พ. ๒๕๖๖ ๑๐.๐๐ น." in text
    assert "ผู้ประเมิน ๔.๗๓๓ ๙๔.๖๖๔ ๙๔.๖๖๔ ยังไม่กำหนดช่วงระดับของปี ปิดแล้วเมื่อ" in text
    assert "๒๘.๗๕ ล้านบาท ๔.๐๐๐๐ ๓.๕๐๐๐ ๐.๔๐๐๐ ๐.๓๕๐๐" in text
    assert "ความสำเร็จในการพัฒนาและส่งเสริมผลิตภัณฑ์ชุมชน ๒๐ ๔.๗๕๐๐ ๔.๗๕๐๐ ๐.๙๕๐๐ ๐.๙๕๐๐" in text
    assert "รวมองค์ประกอบ ๗๐ ๓.๒๘๓ ๓.๒๓๓" in text and "รวมองค์ประกอบ ๓๐ ๑.๕๐๐ ๑.๕๐๐" in text


@pytest.mark.case("B29")
def test_every_score_tells_how_it_came_about_in_thai_digits(after: After) -> None:
    text = scores(after("close_out"))
    assert "ทั้งสองฝ่าย ๔.๖๖๖๐ ปิดแล้วเมื่อ" in text
    assert "๘๓.๓๓" in text and "กติกา" in text
    assert "ประเมินตนเอง ๔.๐๐๐๐ กำหนดโดยผู้มีอำนาจ" in text
    assert "ผู้มีอำนาจกำหนดคะแนน ๓.๕ เหตุผล: ตามหนังสือแจ้งผลการประเมินของสำนักงาน ก.พ.ร." in text


def test_before_any_score_the_rule_is_tried_on_the_accepted_results(after: After) -> None:
    year = after("report_results")
    text = scores(year)
    assert text.count("ยังไม่ให้คะแนน เกณฑ์ให้") == 7
    assert "เกณฑ์ให้ ๔.๖๖๖๐ จากผลที่รับรองล่าสุด" in text
    tourism = text[text.index("รายได้จากการท่องเที่ยวของผู้เยี่ยมเยือนชาวไทย – ยังไม่ให้คะแนน") :][:300]
    assert "กำหนดคะแนน" in tourism and "เหตุผล" in tourism
    assert "ยังไม่ให้คะแนน" in text and "ปิดแล้วเมื่อ" not in text


def test_without_an_accepted_result_the_rule_says_what_is_missing(after: After) -> None:
    text = scores(after("targets_letter"))
    assert "เกณฑ์ให้" not in text
    assert text.count("จึงให้คะแนนไม่ได้ ให้กรอก") == 8


def test_own_scores_alone_leave_the_other_side_open(after: After) -> None:
    year = filed(after)
    text = scores(year)
    assert "ให้คะแนนครบแล้ว ยังไม่ปิด" in text
    assert "ผู้ประเมิน – – – – ยังไม่ให้คะแนน" in text
    assert "๒๘.๗๕ ล้านบาท ๔.๐๐๐๐ - ๐.๔๐๐๐ -" in text
    page = year.browser("owner").open(f"/cycles/{year.ids['cycle']}/scores").text
    assert 'e-sar.docx"' in page and "e-sar.docx?by=self" not in page


def test_weights_that_are_missing_are_named_instead_of_sums(after: After) -> None:
    year = after("propose")
    text = scores(year)
    assert "ยังรวมคะแนนไม่ได้" in text
    assert "ในองค์ประกอบที่ ๒ ต้องมีน้ำหนักมากกว่า ๐ จึงจะรวมคะแนนได้" in text
    assert "ยังไม่มีเกณฑ์การให้คะแนน" in text
    answer = year.browser("owner").open(f"/cycles/{year.ids['cycle']}/e-sar.docx")
    assert answer.status_code == 422 and "ต้องมีน้ำหนักมากกว่า ๐" in words(answer)


def test_the_grade_follows_the_bands_of_the_year(after: After) -> None:
    year = after("close_out")
    with year.database.transaction() as session:
        framework = session.scalars(select(Framework)).one()
        framework.bands = [{"from": "95", "name": "ขั้นสูง"}, {"from": "75", "name": "มาตรฐาน"}]
    text = scores(year)
    assert "๙๕.๖๖๔ ขั้นสูง" in text and "๙๔.๖๖๔ มาตรฐาน" in text


def test_the_esar_prints_what_document_000_prints_with_the_scores_of_one_side(after: After) -> None:
    year = after("close_out")
    page = year.browser("owner").open(f"/cycles/{year.ids['cycle']}/scores").text
    assert 'e-sar.docx"' in page and "e-sar.docx?by=self" in page
    own, given = esar(year, "?by=self"), esar(year)
    assert own[0] == [
        "ลำดับ", "ชื่อตัวชี้วัด", "น้ำหนัก", "รายละเอียดค่าเป้าหมาย", "ผลการดำเนินงาน", "คะแนน", "คะแนนถ่วงน้ำหนัก",
    ]  # fmt: skip
    (tourism,) = [row for row in own if "ท่องเที่ยว" in row[1]]
    assert (tourism[0], tourism[2], tourism[5], tourism[6]) == ("3", "10", "4.0000", "0.4000")
    assert "32.1 ล้านบาท" in tourism[3] and "28.75 ล้านบาท" in tourism[4]
    assert [row[5] for row in given if "ท่องเที่ยว" in row[1]] == ["3.5000"]
    assert own[-1] == ["", "คะแนนตามที่จังหวัดประเมินตนเอง"] and given[-1] == ["", "คะแนนตามที่ผู้ประเมินให้"]
    assert [row[0] for row in own if row[0].startswith("2")] == ["2", "2.1", "2.2", "2.3", "2"]


def test_the_esar_holds_the_own_scores_until_the_evaluator_has_given_all(after: After) -> None:
    assert esar(filed(after))[-1] == ["", "คะแนนตามที่จังหวัดประเมินตนเอง"]


def test_the_esar_comes_under_a_thai_name_and_an_unknown_side_is_not_found(after: After) -> None:
    year = after("close_out")
    owner = year.browser("owner")
    path = f"/cycles/{year.ids['cycle']}/e-sar.docx"
    name = "e-SAR ปีงบประมาณ 2565 จังหวัดหนองบัวลำภู (ประเมินตนเอง).docx"
    assert quote(name) in owner.open(f"{path}?by=self").headers["Content-Disposition"]
    for query in ("?by=", "?by=SELF", "?by=ฉัน"):
        assert owner.open(path + query).status_code == 404


@pytest.mark.requirement("R20")
@pytest.mark.case("B60")
def test_sums_are_shown_to_those_who_work_on_the_whole_year_alone(after: After) -> None:
    year = after("close_out")
    paths = [f"/cycles/{year.ids['cycle']}/{name}" for name in ("scores", "e-sar.docx")]
    for username in (
        "local.officer",
        "local.head",
        "governor",
        "district.mueang",
        "administrator",
        "sk.owner",
    ):
        browser = year.browser(username)
        assert [browser.open(path).status_code for path in paths] == [404, 404]
    secretary = year.browser("secretary")
    assert [secretary.open(path).status_code for path in paths] == [200, 200]


@pytest.mark.requirement("R20")
def test_the_opdc_sees_scores_once_nothing_of_the_year_is_a_draft_any_more(after: After) -> None:
    for scene, status in (("province_review", 404), ("close_out", 200)):
        year = after(scene)
        officer = year.browser(opdc_officer(year))
        for name in ("scores", "e-sar.docx"):
            assert officer.open(f"/cycles/{year.ids['cycle']}/{name}").status_code == status


@pytest.mark.case("B61")
def test_words_of_people_are_escaped_once(after: After) -> None:
    year = after("close_out")
    with year.database.transaction() as session:
        session.get_one(Indicator, year.ids["waste"]).name = "ขยะ <img src=x onerror=alert(1)>"
    page = year.browser("owner").open(f"/cycles/{year.ids['cycle']}/scores").text
    assert "&lt;img src=x" in page and "<img src=x" not in page and "&amp;lt;" not in page


def test_a_page_of_scores_asks_the_database_as_often_for_few_scores_as_for_many(after: After) -> None:
    def asked(scene: str) -> int:
        year = after(scene)
        owner = year.browser("owner")
        with counted(year.database) as sent:
            assert owner.open(f"/cycles/{year.ids['cycle']}/scores").status_code == 200
        return len(sent)

    assert asked("report_results") == asked("close_out")

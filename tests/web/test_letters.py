"""Pages of letters for the side that makes them: lists, one letter, opening, writing, routing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.mail import After, carry, content, draft, fields_of, recipient, row, sent
from tests.web.pages import words
from tests.web.year import Year, after, counted, year_scenes
from workflow_app.letters.models import Letter
from workflow_app.letters.operations import change_route, edit
from workflow_app.states.vocabulary import LetterState
from workflow_app.web.letter_view import place_name

__all__ = ["after", "year_scenes"]

OFFICIAL = "ค่าเป้าหมายการประเมินผลการปฏิบัติราชการ"


@pytest.fixture
def drafted(after: After) -> tuple[Year, int]:
    """The year in force, with the targets circular as a draft."""
    year = after("review_by_opdc")
    return year, draft(year)


def save(year: Year, letter: int, **changes: Any) -> Any:
    """Open the form of a draft, change some fields and send it."""
    browser = year.browser("owner")
    fields = fields_of(browser.open(f"/letters/{letter}/edit"))
    return browser.send(f"/letters/{letter}/edit", {**fields, **changes})


def test_the_list_shows_the_offices_letters_with_number_date_and_acknowledgements(after: After) -> None:
    year, _letter = sent(after)
    text = words(year.browser("owner").open("/letters"))
    assert "การคัดเลือกตัวชี้วัด" in text and OFFICIAL in text
    assert "นภ ๐๐๑๗/ว ๑" in text and "๕ เม.ย. ๒๕๖๕" in text
    assert "๐/๖" in text and "๖/๖" in text


def test_the_list_is_narrowed_by_kind_and_state_and_ignores_what_it_does_not_know(after: After) -> None:
    year, _letter = sent(after)
    browser = year.browser("owner")
    only = words(browser.open("/letters?kind=targets"))
    assert OFFICIAL in only and "การคัดเลือกตัวชี้วัดตาม" not in only
    assert "ไม่มีหนังสือตามที่เลือก" in words(browser.open("/letters?kind=targets&state=draft"))
    for query in ("kind=<b>", "state=new", "view=x", "page=-1", "page=๑", "page=99999999999"):
        assert browser.open(f"/letters?{query}").status_code == 200


def test_a_checker_finds_a_letter_under_waiting_only_while_it_is_their_turn(
    drafted: tuple[Year, int],
) -> None:
    year, letter = drafted
    checker, chief = year.browser("checker"), year.browser("chief.checker")
    assert OFFICIAL not in words(checker.open("/letters?view=waiting"))
    carry(year, letter, "send_to_check")
    assert OFFICIAL in words(checker.open("/letters?view=waiting"))
    assert OFFICIAL not in words(chief.open("/letters?view=waiting"))


def test_the_list_asks_as_often_for_many_letters_as_for_one(after: After) -> None:
    year, _letter = sent(after)
    browser = year.browser("owner")
    with counted(year.database) as few:
        browser.open("/letters?kind=targets")
    with counted(year.database) as many:
        browser.open("/letters")
    assert len(many) == len(few)


def test_a_letter_reads_as_it_is_printed_with_its_enclosed_table(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    text = words(year.browser("owner").open(f"/letters/{letter}")).replace("\u00a0", " ")
    assert "ที่ นภ ๐๐๑๗/ว" in text and "เรียน นายอำเภอทุกอำเภอ" in text
    assert "รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๕" in text
    assert "องค์ประกอบที่ ๑" in text and "๑,๐๖๐,๒๙๕,๙๙๗ บาท" in text
    assert "ขอแสดงความนับถือ" in text and "(นายสุรชัย ผู้นำตัวอย่าง)" in text
    assert "นายอำเภอนาวัง" in text and "ไม่ใช้ระบบ ผู้ส่งบันทึกแทน" in text


def test_findings_stand_beside_the_draft_with_their_place_and_close_the_button(
    drafted: tuple[Year, int],
) -> None:
    year, letter = drafted
    assert save(year, letter, signature_name="สุรชัย ผู้นำ", body="ด้วยจังหวัด ๆ\n\nมี.... นั้น").status_code == 303
    page = year.browser("owner").open(f"/letters/{letter}")
    text = words(page)
    assert "ต้องแก้ก่อนเสนอ (๒)" in text
    assert "ชื่อผู้ลงนาม ชื่อผู้ลงนามต้องมีคำนำหน้า" in text
    assert "ข้อความ ย่อหน้าที่ ๒ มีข้อความค้าง" in text
    assert "ข้อสังเกต" in text
    assert "disabled" in page.text and "ร่างหนังสือยังมีข้อที่ต้องแก้" in text


def test_warnings_alone_do_not_close_the_button(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    save(year, letter, closing_line="ขอได้โปรดทราบ")
    page = year.browser("owner").open(f"/letters/{letter}")
    assert "ข้อสังเกต (๑)" in words(page) or "ข้อสังเกต" in words(page)
    assert "ต้องแก้ก่อนเสนอ" not in words(page)
    assert '<button class="btn btn-primary" name="carry_out"' in page.text


def test_what_is_typed_in_a_draft_is_what_the_letter_says(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    answer = save(
        year, letter,
        urgency="ด่วน",
        subject="ค่าเป้าหมาย\u200b ปี 2565",
        body="ตามหนังสือที่อ้างถึง นั้น\n\nขอให้ดำเนินการ\n- รายงานผล\n- ส่งหลักฐาน",
        agency_2="จังหวัดหนองบัวลำภู", number_2="นภ ๐๐๑๗/ว๔๙๖๘", date_2="๒๖ ธ.ค. ๒๕๖๔",
        copies="อำเภอเมือง\n\nอำเภอนากลาง",
    )  # fmt: skip
    assert answer.status_code == 303
    said = content(year, letter)
    assert (said["urgency"], said["subject"]) == ("ด่วน", "ค่าเป้าหมาย ปี 2565")
    assert said["body"] == [
        "ตามหนังสือที่อ้างถึง นั้น",
        "ขอให้ดำเนินการ",
        {"items": ["รายงานผล", "ส่งหลักฐาน"]},
    ]
    assert said["references"] == [
        {"agency": "จังหวัดหนองบัวลำภู", "urgency": "", "number": "นภ ๐๐๑๗/ว๔๙๖๘", "date": "2021-12-26"}
    ]
    assert said["copies"] == ["อำเภอเมือง", "อำเภอนากลาง"]
    text = words(year.browser("owner").open(f"/letters/{letter}")).replace("\u00a0", " ")
    assert "หนังสือจังหวัดหนองบัวลำภู ที่ นภ ๐๐๑๗/ว ๔๙๖๘ ลงวันที่ ๒๖ ธันวาคม ๒๕๖๔" in text
    assert "๑. รายงานผล" in text and "แก้ไขร่าง" in text


def test_saving_a_form_that_was_not_changed_changes_nothing_in_the_letter(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    before = content(year, letter)
    assert save(year, letter).status_code == 303
    assert content(year, letter) == before


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("subject", "  ", "โปรดกรอก"),
        ("date_1", "31 กุมภาพันธ์ 2565", "ไม่มีวันที่"),
        ("agency_1", "สำนักงาน ก.พ.ร.", "ยังไม่ได้ระบุ"),
        ("body", " \n ", "โปรดกรอก"),
    ],
)
def test_a_wrong_field_is_named_and_keeps_what_was_typed(
    drafted: tuple[Year, int], field: str, typed: str, sentence: str
) -> None:
    year, letter = drafted
    answer = save(year, letter, **{field: typed, "copies": "อำเภอที่พิมพ์ไว้"})
    assert answer.status_code == 422
    assert sentence in words(answer) and "อำเภอที่พิมพ์ไว้" in answer.text
    assert content(year, letter)["copies"] == []


def test_an_old_form_is_told_who_was_first_keeps_its_text_and_may_be_sent_again(
    drafted: tuple[Year, int],
) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    fields = fields_of(browser.open(f"/letters/{letter}/edit"))
    with year.stage.working("secretary") as (session, actor):
        edit(session, actor, letter, seen=int(fields["version"]), changes={"copies": ["อำเภออื่น"]})
    mine = {**fields, "closing_line": "จึงเรียนมาเพื่อทราบ"}
    answer = browser.send(f"/letters/{letter}/edit", mine)
    assert answer.status_code == 409
    assert "นายธนากร จดละเอียด" in words(answer) and "แก้ไขร่าง" in words(answer)
    again = fields_of(answer)
    assert again["closing_line"] == "จึงเรียนมาเพื่อทราบ"
    assert content(year, letter)["copies"] == ["อำเภออื่น"]
    assert browser.send(f"/letters/{letter}/edit", again).status_code == 303
    assert content(year, letter)["closing_line"] == "จึงเรียนมาเพื่อทราบ"


@pytest.mark.case("B61")
def test_markup_in_a_draft_is_shown_as_text(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    typed = "<img src=x onerror=alert(1)>ตรวจแล้ว"
    save(year, letter, subject=typed, body=f"ด้วย{typed}")
    for path in (f"/letters/{letter}", "/letters", f"/letters/{letter}/edit"):
        page = year.browser("owner").open(path).text
        assert "&lt;img" in page and "<img src=x" not in page and "&amp;lt;" not in page


@pytest.mark.case("B63")
def test_a_long_text_is_kept_whole(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    text = "กขคง " * 20_000
    assert save(year, letter, body=text).status_code == 303
    assert content(year, letter)["body"] == [text.strip()]


def test_the_text_is_closed_once_the_draft_is_on_its_way(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    carry(year, letter, "send_to_check")
    browser = year.browser("owner")
    for path in ("edit", "route", "enclosures"):
        answer = browser.open(f"/letters/{letter}/{path}")
        assert answer.status_code == 409 and "กำลังตรวจร่าง" in words(answer)
    assert "แก้ไขข้อความ" not in words(browser.open(f"/letters/{letter}"))


def test_the_route_is_chosen_from_the_provinces_people_without_the_drafter(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    page = browser.open(f"/letters/{letter}/route")
    fields = fields_of(page)
    assert "นางสาวพิมพ์ใจ" not in page.text.split("<main")[1]
    assert fields["checker_1"] == str(year.ids["person.checker"])
    fields |= {"checker_1": str(year.ids["person.center.head"]), "checker_2": ""}
    assert browser.send(f"/letters/{letter}/route", fields).status_code == 303
    text = words(browser.open(f"/letters/{letter}"))
    assert "นายประเสริฐ นำทีม" in text and "กำหนดผู้ตรวจและผู้ลงนาม" in text


def test_a_route_without_a_checker_is_refused_with_its_reason(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    fields = fields_of(browser.open(f"/letters/{letter}/route"))
    answer = browser.send(f"/letters/{letter}/route", {**fields, "checker_1": "", "checker_2": ""})
    assert answer.status_code == 422 and "ต้องกำหนดผู้ตรวจร่าง ๑ ถึง ๔ คน" in words(answer)


def test_who_is_no_choice_cannot_be_sent_as_one(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    fields = fields_of(browser.open(f"/letters/{letter}/route"))
    answer = browser.send(f"/letters/{letter}/route", {**fields, "signer": str(year.ids["person.owner"])})
    assert answer.status_code == 422
    assert row(year, Letter, letter).signer_person_id == year.ids["person.governor"]


def test_the_page_of_a_checking_letter_shows_whose_turn_it_is(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    carry(year, letter, "first_check")
    page = year.browser("owner").open(f"/letters/{letter}")
    assert "ตรวจแล้ว ๕ เม.ย. ๒๕๖๕" in words(page)
    assert "ขณะนี้รอ นางอรุณี รอบคอบ" in words(page)
    assert 'aria-current="step">นางอรุณี รอบคอบ' in page.text
    assert "ผู้ทำขั้นตอนถัดไป" in words(page)


def test_a_letter_is_opened_from_ticked_indicators(after: After) -> None:
    year = after("review_by_opdc")
    ids = [year.ids[name] for name in ("births", "waste")]
    fields = {"kind": "targets", "cycle": year.ids["cycle"], "ids": ids}
    answer = year.browser("owner").send("/letters/open", fields)
    assert answer.status_code == 303
    letter = int(answer.headers["Location"].rsplit("/", 1)[1])
    assert row(year, Letter, letter).state is LetterState.DRAFT
    rows = [one["cells"][0] for one in content(year, letter)["annex"]["rows"] if one["kind"] == "row"]
    assert len(rows) == 2
    assert recipient(year, letter, "นายอำเภอนาวัง")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "targets", "ids": []}, 409),
        ({"kind": "resolutions", "ids": ["1"]}, 409),
        ({"kind": "unknown", "ids": ["1"]}, 422),
        ({"kind": "targets", "ids": ["x"]}, 404),
        ({"kind": "targets", "ids": ["99999"]}, 404),
        ({"kind": "drafts_submission", "ids": ["2"]}, 409),
        ({"kind": "targets", "ids": ["2"], "cycle": "99"}, 404),
    ],
)
def test_a_letter_is_not_opened_about_what_cannot_stand_in_it(
    after: After, fields: dict[str, Any], status: int
) -> None:
    year = after("review_by_opdc")
    sent_fields = {"cycle": year.ids["cycle"], **fields}
    assert year.browser("owner").send("/letters/open", sent_fields).status_code == status


def test_writing_anew_brings_back_what_the_records_say(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    before = content(year, letter)
    with year.stage.at("2022-04-04 10:00"):
        save(year, letter, body="เขียนเอง")
        browser = year.browser("owner")
        version = row(year, Letter, letter).version
        assert browser.send(f"/letters/{letter}/compose", {"version": version - 1}).status_code == 409
        assert browser.send(f"/letters/{letter}/compose", {"version": version}).status_code == 303
    assert content(year, letter) == before


def test_a_returned_draft_says_why(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    carry(year, letter, "send_to_check")
    with year.stage.at("2022-04-05 10:00"):
        year.stage.step("checker", "letter", letter, "return_draft", "ย่อหน้าที่ ๒ ไม่ชัด")
    assert "ส่งคืนให้แก้ไข: ย่อหน้าที่ ๒ ไม่ชัด" in words(year.browser("owner").open(f"/letters/{letter}"))


PATHS = (
    "", "/edit", "/route", "/enclosures", "/print.docx", "/letter.docx", "/letter.pdf", "/scan.pdf",
)  # fmt: skip
POSTS = ("/edit", "/route", "/compose", "/enclosures", "/pdf", "/enclosures/1/remove")


@pytest.mark.case("B60")
@pytest.mark.parametrize("account", ["health.officer", "industry.head", "administrator", "district.naklang"])
def test_a_letter_of_another_office_is_not_there(drafted: tuple[Year, int], account: str) -> None:
    year, letter = drafted
    browser = year.browser(account)
    for path in PATHS:
        answer, missing = browser.open(f"/letters/{letter}{path}"), browser.open(f"/letters/99999{path}")
        assert answer.status_code == 404 and answer.text == missing.text
    before = row(year, Letter, letter).version
    for path in POSTS:
        assert browser.send(f"/letters/{letter}{path}", {"version": before}).status_code == 404
    assert row(year, Letter, letter).version == before
    assert OFFICIAL not in words(browser.open("/letters"))


@pytest.mark.case("B62")
def test_nothing_changes_by_get_or_without_a_token(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    for path in ("/letters/open", f"/letters/{letter}/compose", f"/letters/{letter}/enclosures/1/remove"):
        assert browser.open(path).status_code in (404, 405)
    assert browser.open(f"/letters/{letter}/compose").status_code == 405
    before = row(year, Letter, letter).version
    for path in ("edit", "compose", "route"):
        with browser.client.post(f"/letters/{letter}/{path}", data={"version": before}) as answer:
            assert answer.status_code == 400
    assert row(year, Letter, letter).version == before


def test_the_signer_who_drafts_nothing_cannot_write(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    governor = year.browser("governor")
    assert governor.open(f"/letters/{letter}").status_code == 200
    assert governor.open(f"/letters/{letter}/edit").status_code == 404


def test_a_route_changed_meanwhile_is_told(drafted: tuple[Year, int]) -> None:
    year, letter = drafted
    browser = year.browser("owner")
    fields = fields_of(browser.open(f"/letters/{letter}/route"))
    with year.stage.working("secretary") as (session, actor):
        change_route(
            session, actor, letter, seen=int(fields["version"]),
            person_ids=[year.ids["person.checker"]], signer_id=year.ids["person.governor"],
        )  # fmt: skip
    answer = browser.send(f"/letters/{letter}/route", fields)
    assert answer.status_code == 409 and "กำหนดผู้ตรวจและผู้ลงนาม" in words(answer)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("body.3", "ข้อความ ย่อหน้าที่ ๓"),
        ("references.2.date", "อ้างถึง ลำดับที่ ๒"),
        ("references", "อ้างถึง"),
        ("signature.name", "ชื่อผู้ลงนาม"),
        ("annex.rows.12.cells", "ตารางแนบ แถวที่ ๑๒"),
        ("recipients", "บัญชีผู้รับ"),
        ("word/document.xml", "word/document.xml"),
    ],
)
def test_the_place_of_a_finding_has_a_name(place: str, name: str) -> None:
    assert place_name(place) == name

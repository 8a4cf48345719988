"""The administrator's pages of people, as an administrator uses them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from tests.scenes import Scene
from tests.web.pages import Browser, words
from workflow_app import clock
from workflow_app.db import Database
from workflow_app.imports.operations import HEADINGS, OPTIONAL
from workflow_app.people.models import Person, Posting

SignedIn = Callable[[str], Browser]
SECRET = re.compile('<dd class="secret">([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</dd>')
NEW = "ภูเขา-ลำธาร-สายหมอก"


@pytest.fixture
def admin(signed_in: SignedIn) -> Browser:
    """The administrator of สระแก้ว."""
    return signed_in("admin.sk")


def new_person(scene: Scene, **changes: Any) -> dict[str, Any]:
    """The fields of a new district officer."""
    fields = {
        "name": "นายใหม่ มาแรง",
        "username": "new.sk",
        "email": "",
        "office": scene.offices["อำเภอคลองหาด"],
        "role": "district_officer",
        "position": "ปลัดอำเภอ",
    }
    return {**fields, **changes}


def test_a_new_person_gets_a_slip_signs_in_and_chooses_a_password(
    app: Flask, admin: Browser, scene: Scene
) -> None:
    slip = admin.send("/people/new", new_person(scene))
    assert slip.status_code == 200
    assert "เจ้าหน้าที่อำเภอ อำเภอคลองหาด" in words(slip)
    assert slip.headers["Cache-Control"] == "no-store"
    secret = SECRET.findall(slip.text)[0]
    person = Browser(app)
    assert person.sign_in("new.sk", secret).status_code == 303
    assert person.open("/").headers["Location"] == "/password"
    fields = {"old": secret, "password": NEW, "repeated": NEW}
    assert person.send("/password", fields).status_code == 303
    assert Browser(app).sign_in("new.sk", secret).status_code == 422
    assert Browser(app).sign_in("new.sk", NEW).status_code == 303


WRONG = [
    ({"name": " \u200b "}, "โปรดกรอก"),
    ({"username": "ชื่อไทย"}, "a-z"),
    ({"username": "CHIEF.SK"}, "มีผู้ใช้ชื่อ chief.sk แล้ว"),
    ({"office": ""}, "โปรดกรอก"),
    ({"role": ""}, "โปรดกรอก"),
    ({"role": "opdc_head"}, "เลือกจากรายการ"),
    ({"role": "administrator"}, "อำเภอ ไม่มีหน้าที่ ผู้ดูแลระบบ"),
    ({"name": "ก" * 201}, "ไม่เกิน 200 ตัวอักษร"),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG)
def test_a_wrong_new_person_comes_back_with_the_reason_and_what_was_typed(
    admin: Browser, scene: Scene, sealed_database: Database, changes: dict[str, Any], sentence: str
) -> None:
    answer = admin.send("/people/new", new_person(scene, **changes))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "ปลัดอำเภอ" in answer.text
    with sealed_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == len(scene.people)


def test_an_office_of_another_province_cannot_be_chosen(admin: Browser, scene: Scene) -> None:
    answer = admin.send("/people/new", new_person(scene, office=scene.offices["อำเภอเมืองพังงา"]))
    assert answer.status_code == 422
    assert "พังงา" not in words(admin.open("/people/new"))


def test_nobody_is_made_an_administrator_of_opdc_by_a_province(
    admin: Browser, scene: Scene, sealed_database: Database
) -> None:
    opdc = scene.offices["สำนักงาน ก.พ.ร."]
    own = f"/people/{scene.people['admin.sk']}/postings/new"
    assert "ก.พ.ร." not in words(admin.open(own))
    fields = {"office": opdc, "role": "administrator", "starts": "1/1/2567"}
    assert admin.send(own, fields).status_code == 422
    row = ["นายก", "a.b", "สำนักงาน ก.พ.ร.", "ผู้ดูแลระบบ"]
    assert "ไม่มีหน่วยงาน “สำนักงาน ก.พ.ร.”" in words(send_sheet(admin, [row]))
    with sealed_database.reading() as session:
        held = select(func.count()).select_from(Posting).where(Posting.office_id == opdc)
        assert session.scalar(held) == 1


@pytest.mark.case("B61")
def test_a_name_with_markup_is_shown_as_text_once(admin: Browser, scene: Scene) -> None:
    admin.send("/people/new", new_person(scene, name="<img src=x onerror=alert(1)>นายใหม่"))
    page = admin.open("/people").text
    assert "&lt;img src=x" in page
    assert "&amp;lt;" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("มาลี", ["two.sk"]),
        ("เมืองสระแก้ว", ["chief.sk"]),
        ("ADMIN", ["admin.sk"]),
        ("ไม่มี", []),
        ("", ["admin.sk", "chief.sk", "two.sk"]),
    ],
)
def test_people_are_found_by_name_user_name_and_office(admin: Browser, wanted: str, found: list[str]) -> None:
    page = words(admin.open("/people", query_string={"q": wanted}))
    assert [name for name in ("admin.sk", "chief.sk", "two.sk") if name in page] == found


@pytest.mark.case("B60")
@pytest.mark.requirement("R20")
@pytest.mark.parametrize(
    "path", ["", "/edit", "/postings/new", "/postings/{posting}/end", "/code", "/postings/1/end"]
)
def test_people_of_another_province_are_not_there(
    admin: Browser, scene: Scene, sealed_database: Database, path: str
) -> None:
    posting = scene.postings["chief.pg", "district_chief"]
    address = f"/people/{scene.people['chief.pg']}" + path.format(posting=posting)
    missing = "/people/99999" + path.format(posting=posting)
    ways = (admin.send,) if path == "/code" else (admin.open, admin.send) if path else (admin.open,)
    for way in ways:
        answer, nothing = way(address), way(missing)
        assert answer.status_code == nothing.status_code == 404
        assert answer.data == nothing.data
    with sealed_database.reading() as session:
        assert session.get_one(Posting, posting).ends is None


def test_a_posting_of_somebody_else_cannot_be_ended_through_a_person(admin: Browser, scene: Scene) -> None:
    other = scene.postings["two.sk", "checker"]
    assert admin.open(f"/people/{scene.people['chief.sk']}/postings/{other}/end").status_code == 404


@pytest.mark.parametrize("username", ["chief.sk", "two.sk"])
def test_only_administrators_have_these_pages(signed_in: SignedIn, scene: Scene, username: str) -> None:
    browser = signed_in(username)
    if username == "two.sk":
        browser.send("/postings", {"posting": scene.postings["two.sk", "process_owner"]})
    for path in ("/people", "/people/new", "/people/import", "/offices", f"/people/{scene.people['two.sk']}"):
        assert browser.open(path).status_code == 404


def test_a_posting_is_given_with_days_in_any_thai_form_and_ended(admin: Browser, scene: Scene) -> None:
    person_id = scene.people["chief.sk"]
    fields = {
        "office": scene.offices["อำเภอคลองหาด"],
        "role": "district_chief",
        "position": "นายอำเภอคลองหาด",
        "starts": "๑ ต.ค. ๒๕๖๗",
        "ends": "",
    }
    assert admin.send(f"/people/{person_id}/postings/new", fields).status_code == 303
    page = admin.open(f"/people/{person_id}")
    assert "๑ ต.ค. ๒๕๖๗" in words(page)
    posting = re.findall(r"/postings/(\d+)/end", page.text)[0]
    address = f"/people/{person_id}/postings/{posting}/end"
    assert admin.send(address, {"last_day": "30/9/2568"}).status_code == 303
    assert "๓๐ ก.ย. ๒๕๖๘" in words(admin.open(f"/people/{person_id}"))
    assert "สิ้นสุดหน้าที่นี้" not in words(admin.open(f"/people/{person_id}"))


@pytest.mark.requirement("R29")
@pytest.mark.parametrize("typed", ["31/2/2567", "1/10/3567", "เมื่อวาน", "1/10/24"])
def test_a_day_that_cannot_be_read_stays_in_the_field_with_the_reason(
    admin: Browser, scene: Scene, typed: str
) -> None:
    fields = {"office": scene.offices["อำเภอคลองหาด"], "role": "district_chief", "starts": typed}
    answer = admin.send(f"/people/{scene.people['chief.sk']}/postings/new", fields)
    assert (answer.status_code == 422) is (typed != "1/10/24")
    if answer.status_code == 422:
        assert f'value="{typed}"' in answer.text
        assert "ตั้งแต่วันที่" in words(answer)


def test_an_account_is_put_to_rest_and_taken_up_again(app: Flask, admin: Browser, scene: Scene) -> None:
    address = f"/people/{scene.people['chief.sk']}/edit"
    assert admin.send(address, {"name": "นายประสิทธิ์ เมืองงาม", "version": 1}).status_code == 303
    assert "ปิดบัญชี" in words(admin.open("/people"))
    assert Browser(app).sign_in("chief.sk").status_code == 422
    assert admin.send(address, {"name": "นายประสิทธิ์ เมืองงาม", "version": 2, "active": "y"}).status_code == 303
    assert Browser(app).sign_in("chief.sk").status_code == 303


@pytest.mark.case("B42")
def test_an_old_form_of_a_person_is_told_who_was_first_and_keeps_what_was_typed(
    admin: Browser, scene: Scene
) -> None:
    address = f"/people/{scene.people['chief.sk']}/edit"
    page = admin.open(address)
    assert re.search('name="version"[^>]* value="1"', page.text)
    fields = {"active": "y", "version": 1}
    assert admin.send(address, {**fields, "name": "นายประสิทธิ์ หนึ่ง"}).status_code == 303
    answer = admin.send(address, {**fields, "name": "นายประสิทธิ์ สอง"})
    assert answer.status_code == 409
    assert "นายสมหมาย ดูแลดี" in words(answer)
    assert 'value="นายประสิทธิ์ สอง"' in answer.text


def test_a_forgotten_password_is_replaced_by_a_code_on_paper(
    app: Flask, admin: Browser, scene: Scene
) -> None:
    slip = admin.send(f"/people/{scene.people['chief.sk']}/code")
    assert slip.status_code == 200
    assert "/reset" in words(slip)
    assert "ใช้ตั้งรหัสผ่านใหม่ได้ถึง" in words(slip)
    code = SECRET.findall(slip.text)[0]
    person = Browser(app)
    fields = {"username": "chief.sk", "code": code, "password": NEW, "repeated": NEW}
    assert person.send("/reset", {**fields, "repeated": "อื่น"}).status_code == 422
    assert person.send("/reset", fields).headers["Location"] == "/sign-in"
    assert person.sign_in("chief.sk", NEW).status_code == 303
    assert Browser(app).send("/reset", fields).status_code == 422


def test_codes_cannot_be_guessed_without_end(browser: Browser) -> None:
    fields = {"username": "chief.sk", "code": "aaaa-bbbb-cccc", "password": NEW, "repeated": NEW}
    statuses = [browser.send("/reset", fields).status_code for _ in range(9)]
    assert statuses == [422] * 8 + [429]


def sheet(rows: list[list[Any]], headings: tuple[str, ...] = (*HEADINGS, *OPTIONAL)) -> io.BytesIO:
    """An xlsx file of people."""
    book = Workbook()
    for row in [list(headings), *rows]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    buffer.seek(0)
    return buffer


def send_sheet(browser: Browser, rows: list[list[Any]]) -> Any:
    """Upload a file of people."""
    token = browser.token()
    data = {"csrf_token": token, "file": (sheet(rows), "ผู้ใช้งาน.xlsx")}
    with browser.client.post("/people/import", data=data) as answer:
        return answer


GOOD = [
    ["นางสาวดาว เดือน", "dao.d", "อำเภอคลองหาด", "เจ้าหน้าที่อำเภอ", "ปลัดอำเภอ", "dao@example.go.th"],
    ["นางสาวดาว เดือน", "dao.d", "อำเภอคลองหาด", "นายทะเบียนหนังสือ", "", ""],
    ["นายทราย ขาว", "sai.k", "สำนักงานจังหวัดสระแก้ว", "process_owner", "", ""],
]


def rows_of(answer: Any) -> str:
    """The hidden rows of a preview."""
    import html

    return html.unescape(re.findall('name="rows"[^>]* value="([^"]*)"', answer.text)[0])


def test_a_good_file_is_previewed_confirmed_and_becomes_slips(
    app: Flask, admin: Browser, sealed_database: Database
) -> None:
    preview = send_sheet(admin, GOOD)
    assert preview.status_code == 200
    assert "ถูกต้องทั้ง ๓ แถว" in words(preview)
    with sealed_database.reading() as session:
        assert session.scalar(select(Person).where(Person.username == "dao.d")) is None
    slips = admin.send("/people/import/confirm", {"rows": rows_of(preview)})
    assert slips.status_code == 200
    secrets = SECRET.findall(slips.text)
    assert len(secrets) == 2
    assert Browser(app).sign_in("dao.d", secrets[0]).headers["Location"] == "/postings"
    assert Browser(app).sign_in("sai.k", secrets[1]).status_code == 303


def test_confirming_twice_makes_nobody_twice(admin: Browser, sealed_database: Database) -> None:
    rows = rows_of(send_sheet(admin, GOOD))
    assert admin.send("/people/import/confirm", {"rows": rows}).status_code == 200
    again = admin.send("/people/import/confirm", {"rows": rows})
    assert again.status_code == 422
    assert "มีผู้ใช้ชื่อ dao.d แล้ว" in words(again)
    with sealed_database.reading() as session:
        assert session.scalar(select(func.count()).where(Person.username == "dao.d")) == 1


FAULTY = [
    (["", "a.b", "อำเภอคลองหาด", "นายอำเภอ"], "ชื่อ-สกุล"),
    (["นายก", "ไทย", "อำเภอคลองหาด", "นายอำเภอ"], "“ไทย” ใช้ไม่ได้"),
    (["นายก", "chief.sk", "อำเภอคลองหาด", "นายอำเภอ"], "มีผู้ใช้ชื่อ chief.sk แล้ว"),
    (["นายก", "a.b", "อำเภอดาวอังคาร", "นายอำเภอ"], "ไม่มีหน่วยงาน “อำเภอดาวอังคาร”"),
    (["นายก", "a.b", "อำเภอเมืองพังงา", "นายอำเภอ"], "ไม่มีหน่วยงาน “อำเภอเมืองพังงา”"),
    (["นายก", "a.b", "อำเภอคลองหาด", "พระราชา"], "ไม่มีบทบาท “พระราชา”"),
    (["นายก", "a.b", "อำเภอคลองหาด", "ผู้ดูแลระบบ"], "ไม่มีบทบาท ผู้ดูแลระบบ"),
    (["นายก", "a.b", "อำเภอคลองหาด", "นายอำเภอ", "", "ไม่มีแอท"], "ไม่ใช่ที่อยู่อีเมล"),
    (["นายก" * 60, "a.b", "อำเภอคลองหาด", "นายอำเภอ"], "ยาวเกิน 200"),
]


@pytest.mark.parametrize(("row", "sentence"), FAULTY)
def test_a_faulty_row_is_named_with_its_number_and_nothing_comes_in(
    admin: Browser, sealed_database: Database, scene: Scene, row: list[str], sentence: str
) -> None:
    preview = send_sheet(admin, [*GOOD, row])
    assert preview.status_code == 422
    assert sentence in words(preview)
    assert '<td class="num">5</td>' in preview.text
    assert "confirm" not in preview.text
    with sealed_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == len(scene.people)


def test_one_user_name_for_two_people_and_a_posting_twice_are_named(admin: Browser) -> None:
    other = ["นายคนอื่น", "dao.d", "อำเภอคลองหาด", "ผู้ลงนาม"]
    page = words(send_sheet(admin, [*GOOD, other, GOOD[0]]))
    assert "dao.d เป็นของ นางสาวดาว เดือน ในแถวก่อนหน้า" in page
    assert "ซ้ำกับแถว 2" in page


@pytest.mark.case("B64")
def test_three_hundred_faulty_rows_are_all_listed_and_the_person_stays_signed_in(admin: Browser) -> None:
    answer = send_sheet(admin, [["", f"user{number}", "อำเภอคลองหาด", "นายอำเภอ"] for number in range(300)])
    assert answer.status_code == 422
    numbers = re.findall(r'<td class="num">(\d+)</td>', answer.text)
    assert numbers == [str(number) for number in range(2, 302)]
    assert all(len(cookie) < 4_000 for cookie in answer.headers.getlist("Set-Cookie"))
    assert admin.open("/people").status_code == 200


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "x",
        "[]",
        "{}",
        "[1]",
        '[["x"]]',
        '[[1,"a"]]',
        "[" * 100_000,
        "[[1,2,3,4,5,6,7,8,9]]",
        "null",
        '[[Infinity, "a"]]',
    ],
)
def test_rows_that_no_preview_wrote_are_refused(admin: Browser, rows: str) -> None:
    assert admin.send("/people/import/confirm", {"rows": rows}).status_code == 422


def test_characters_that_no_database_keeps_are_cleaned_out_of_hidden_rows(
    admin: Browser, sealed_database: Database
) -> None:
    row = '[[2, "นาย\\u0000ก\\ud800", "a.b", "อำเภอคลองหาด", "นายอำเภอ", "x\\u0000", ""]]'
    assert admin.send("/people/import/confirm", {"rows": row}).status_code == 200
    with sealed_database.reading() as session:
        assert session.scalars(select(Person.name).where(Person.username == "a.b")).one() == "นายก"


def test_hidden_rows_are_checked_again_when_they_come_back(admin: Browser, sealed_database: Database) -> None:
    forged = '[[2, "นายก", "a.b", "อำเภอเมืองพังงา", "นายอำเภอ", "", ""]]'
    assert admin.send("/people/import/confirm", {"rows": forged}).status_code == 422
    with sealed_database.reading() as session:
        assert session.scalar(select(Person).where(Person.username == "a.b")) is None


@pytest.mark.parametrize("content", [b"name,role\n", b"PK\x03\x04", b""])
def test_a_file_that_is_no_spreadsheet_is_refused_on_the_form(admin: Browser, content: bytes) -> None:
    data = {"csrf_token": admin.token(), "file": (io.BytesIO(content), "ผู้ใช้งาน.xlsx")}
    with admin.client.post("/people/import", data=data) as answer:
        assert answer.status_code == 422
        assert "แฟ้ม" in words(answer)


def test_the_template_offers_the_offices_of_the_province_and_can_be_filled_in(admin: Browser) -> None:
    answer = admin.open("/people/import/template.xlsx")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    offered = [row[0].value for row in book["รายชื่อให้เลือก"].iter_rows(min_row=2) if row[0].value]
    assert "อำเภอคลองหาด" in offered
    assert not [name for name in offered if "พังงา" in name]
    assert [cell.value for cell in book["ผู้ใช้งาน"][1]] == [*HEADINGS, *OPTIONAL]
    token = admin.token()
    data = {"csrf_token": token, "file": (io.BytesIO(answer.data), "ตัวอย่าง.xlsx")}
    with admin.client.post("/people/import", data=data) as preview:
        assert "ถูกต้องทั้ง ๑ แถว" in words(preview)


def test_the_day_of_a_posting_is_offered_as_today(admin: Browser, scene: Scene) -> None:
    from workflow_app import thai

    page = admin.open(f"/people/{scene.people['chief.sk']}/postings/new")
    assert thai.date_out(clock.today()) in page.text

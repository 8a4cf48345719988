"""The frame around every page: access rules, CSRF, addresses, limits, headers, error pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Blueprint, Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tests.scenes import Scene
from tests.web.pages import Browser, words
from workflow_app import create_app
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.errors import Refused, Stale
from workflow_app.offices.models import Office
from workflow_app.people.rules import Role
from workflow_app.web.request import PUBLIC, SIGNED_IN, access, say, see_other, writing

SignedIn = Callable[[str], Browser]


@pytest.fixture
def app(settings: Settings, sealed_database: Database) -> Iterator[Flask]:
    """The application with a few pages that only these tests have."""
    app = create_app(settings, sealed_database)
    app.register_blueprint(_trial_pages())
    yield app


def _trial_pages() -> Blueprint:
    bp = Blueprint("trial", __name__, url_prefix="/trial")

    @bp.get("/silent")
    def silent() -> str:
        return "never"

    @bp.get("/officers")
    @access({Role.OFFICE_OFFICER, Role.PROCESS_OWNER})
    def officers() -> str:
        return "for officers"

    @bp.get("/all")
    @access(SIGNED_IN)
    def everybody() -> str:
        return "for everybody"

    @bp.get("/record/<int:number>")
    @access(PUBLIC)
    def record(number: int) -> str:
        return str(number)

    @bp.post("/text")
    @access(SIGNED_IN)
    def text() -> str:
        return str(len(request.form["text"]))

    @bp.post("/refused")
    @access(SIGNED_IN)
    def refused() -> str:
        with writing() as session:
            session.scalars(select(Office)).first().name = "เปลี่ยนไปแล้ว"  # type: ignore[union-attr]
            session.flush()
            raise Refused(["น้ำหนักรวม ๙๕ ยังไม่ครบ ๑๐๐", "ยังไม่มีหลักฐาน <b>"])

    @bp.get("/stale")
    @access(PUBLIC)
    def stale() -> str:
        raise Stale("นายสมหมาย ดูแลดี เห็นชอบแล้วเมื่อ ๑ ต.ค. ๒๕๖๗")

    @bp.get("/broken")
    @access(PUBLIC)
    def broken() -> str:
        raise ZeroDivisionError("secret detail")

    @bp.post("/notices")
    @access(SIGNED_IN)
    def notices() -> ResponseReturnValue:
        for _ in range(300):
            say("แถวนี้ผิดพลาด " * 40, "danger")
        return see_other("trial.everybody")

    return bp


@pytest.mark.requirement("R19")
def test_a_route_that_names_no_access_answers_as_if_it_did_not_exist(signed_in: SignedIn) -> None:
    browser = signed_in("admin.sk")
    silent, missing = browser.open("/trial/silent"), browser.open("/trial/nothing-there")
    assert silent.status_code == missing.status_code == 404
    assert silent.data == missing.data


@pytest.mark.requirement("R19")
def test_a_route_for_other_roles_answers_as_if_it_did_not_exist(signed_in: SignedIn) -> None:
    browser = signed_in("admin.sk")
    assert browser.open("/trial/officers").status_code == 404
    assert browser.open("/trial/officers").data == browser.open("/trial/nothing-there").data


def test_a_person_with_two_postings_has_the_rights_of_the_active_one_only(
    signed_in: SignedIn, scene: Scene
) -> None:
    browser = signed_in("two.sk")
    browser.send("/postings", {"posting": scene.postings["two.sk", "checker"]})
    assert browser.open("/trial/officers").status_code == 404
    browser.send("/postings", {"posting": scene.postings["two.sk", "process_owner"]})
    assert browser.open("/trial/officers").status_code == 200


@pytest.mark.case("B28")
@pytest.mark.parametrize(
    "number",
    ["99999999999999999999999", "๑๒", "2147483648", "0", "012", "-1", "+1", "1.0", "१५", "²", "1%00", ""],
)
def test_an_address_with_anything_but_a_record_number_is_not_found(app: Flask, number: str) -> None:
    assert Browser(app).open(f"/trial/record/{number}").status_code == 404


@pytest.mark.case("B28")
@pytest.mark.parametrize("number", ["1", "12", "2147483647"])
def test_record_numbers_are_taken(app: Flask, number: str) -> None:
    assert Browser(app).open(f"/trial/record/{number}").text == number


@pytest.mark.case("B62")
def test_a_post_without_its_token_is_refused_in_thai_and_changes_nothing(
    signed_in: SignedIn, scene: Scene, sealed_database: Database
) -> None:
    browser = signed_in("admin.sk")
    person_id = scene.people["chief.sk"]
    with browser.client.post(f"/people/{person_id}/edit", data={"name": "ชื่ออื่น"}) as answer:
        assert answer.status_code == 400
        assert "แบบฟอร์มนี้หมดอายุ" in words(answer)
    assert "นายประสิทธิ์ เมืองงาม" in words(browser.open(f"/people/{person_id}"))


@pytest.mark.case("B62")
def test_every_route_that_takes_post_refuses_it_without_a_token(
    app: Flask, signed_in: SignedIn, scene: Scene
) -> None:
    browser = signed_in("admin.sk")
    asked = {"person_id": scene.people["chief.sk"], "posting_id": 1, "office_id": 1}
    with app.test_request_context():
        paths = [
            app.url_for(rule.endpoint, **{name: asked.get(name, 1) for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if "POST" in (rule.methods or ())
        ]
    statuses = {path: browser.client.post(path, data={}).status_code for path in paths}
    # 404 is what a page of another role answers, token or not.
    assert {path for path, status in statuses.items() if status not in (400, 404)} == set()
    assert statuses["/sign-out"] == statuses["/postings"] == 400


@pytest.mark.case("B62")
@pytest.mark.parametrize("path", ["/sign-out", "/people/1/code"])
def test_an_address_that_only_changes_things_knows_no_get(signed_in: SignedIn, path: str) -> None:
    answer = signed_in("admin.sk").open(path)
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "หน้านี้ใช้วิธีนี้ไม่ได้" in words(answer)


@pytest.mark.case("B63")
@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_report_of_120000_thai_letters_arrives_whole(signed_in: SignedIn, kind: str) -> None:
    answer = signed_in("admin.sk").send("/trial/text", {"text": "ก" * 120_000}, content_type=kind)
    assert (answer.status_code, answer.text) == (200, "120000")


@pytest.mark.case("B63")
def test_text_over_the_limit_gets_a_thai_page_that_names_it_and_other_pages_work_on(
    signed_in: SignedIn,
) -> None:
    browser = signed_in("admin.sk")
    answer = browser.send("/trial/text", {"text": "ก" * 3_000_000}, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "ไม่เกิน 8 เมกะไบต์" in words(answer)
    assert browser.open("/trial/all").status_code == 200


def test_a_body_over_the_limit_of_files_gets_the_same_page(signed_in: SignedIn) -> None:
    answer = signed_in("admin.sk").send("/trial/text", {"text": "a" * 22 * 1024 * 1024})
    assert answer.status_code == 413
    assert "ไม่เกิน 20 เมกะไบต์" in words(answer)


@pytest.mark.case("B64")
def test_three_hundred_long_notices_fit_the_cookie_and_leave_the_person_signed_in(
    signed_in: SignedIn,
) -> None:
    browser = signed_in("admin.sk")
    answer = browser.send("/trial/notices")
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    assert all(len(cookie) < 4_000 for cookie in cookies)
    assert browser.open("/trial/all").status_code == 200


@pytest.mark.case("B41")
def test_a_refusal_shows_all_reasons_escaped_once_and_keeps_nothing(
    signed_in: SignedIn, sealed_database: Database
) -> None:
    answer = signed_in("admin.sk").send("/trial/refused")
    assert answer.status_code == 409
    assert "น้ำหนักรวม ๙๕ ยังไม่ครบ ๑๐๐" in words(answer)
    assert "หลักฐาน &lt;b&gt;" in answer.text
    assert "สำเร็จ" not in answer.text
    with sealed_database.reading() as session:
        assert session.scalar(select(Office).where(Office.name == "เปลี่ยนไปแล้ว")) is None


def test_a_stale_form_is_told_who_was_first(app: Flask) -> None:
    answer = Browser(app).open("/trial/stale")
    assert answer.status_code == 409
    assert "นายสมหมาย ดูแลดี เห็นชอบแล้ว" in words(answer)


def test_a_fault_shows_no_detail_and_asks_the_session_nothing(app: Flask, signed_in: SignedIn) -> None:
    answer = signed_in("admin.sk").open("/trial/broken")
    assert answer.status_code == 500
    assert "ระบบขัดข้อง" in words(answer)
    assert "secret detail" not in answer.text


def test_a_database_that_does_not_answer_gives_a_page_to_try_again(settings: Settings) -> None:
    nowhere = Database(f"sqlite:///{settings.data_dir}/no/such/folder/x.db")
    browser = Browser(create_app(settings, nowhere))
    token = browser.token()
    with browser.client.post(
        "/sign-in", data={"csrf_token": token, "username": "admin.sk", "password": "x"}
    ) as answer:
        assert answer.status_code == 503
        assert "ระบบยังไม่พร้อม" in words(answer)


@pytest.mark.parametrize("path", ["/sign-in", "/nothing-there", "/trial/broken", "/static/office.css"])
def test_every_answer_carries_the_strict_headers(app: Flask, path: str) -> None:
    headers = Browser(app).open(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_pages_hold_no_script_or_style_of_their_own(signed_in: SignedIn, scene: Scene) -> None:
    browser = signed_in("admin.sk")
    for path in (
        "/offices",
        "/people",
        "/people/new",
        f"/offices/{scene.offices['จังหวัดสระแก้ว']}",
        "/password",
    ):
        page = browser.open(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script src="/static/')


def test_everything_a_page_loads_comes_from_here(app: Flask) -> None:
    browser = Browser(app)
    page = browser.open("/sign-in").text
    assert "http://" not in page
    assert "https://" not in page
    for path in (
        "/bootstrap/static/css/bootstrap.min.css",
        "/static/office.css",
        "/static/office.js",
        "/static/mark.svg",
        "/fonts/Sarabun-Regular.ttf",
    ):
        assert browser.open(path).status_code == 200
    assert browser.open("/fonts/../LICENSE").status_code == 404
    assert browser.open("/fonts/Sarabun-Thin.ttf").status_code == 404


def test_behind_https_the_cookie_is_for_https_only(settings: Settings, sealed_database: Database) -> None:
    app = create_app(replace(settings, secure_cookies=True), sealed_database)
    browser = Browser(app)
    with browser.client.get("/sign-in", base_url="https://example.go.th/") as answer:
        assert "Secure" in answer.headers["Set-Cookie"]
        assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_the_banner_of_a_shifted_clock_shows_its_time_and_a_real_clock_has_none(
    settings: Settings, sealed_database: Database, app: Flask
) -> None:
    shifted = create_app(replace(settings, clock_shift=timedelta(days=-400)), sealed_database)
    assert "ระบบสาธิต: เวลาของระบบคือ" in words(Browser(shifted).open("/sign-in"))
    assert "ระบบสาธิต" not in words(Browser(app).open("/sign-in"))


@pytest.mark.parametrize("proxies", [0, 1])
def test_an_address_claimed_by_the_sender_counts_only_behind_a_known_proxy(
    settings: Settings, sealed_database: Database, proxies: int
) -> None:
    app = create_app(replace(settings, proxies=proxies), sealed_database)
    seen = []
    app.before_request(lambda: seen.append(request.remote_addr))
    Browser(app).open("/sign-in", headers={"X-Forwarded-For": "203.0.113.9"})
    assert seen == ["203.0.113.9" if proxies else "127.0.0.1"]

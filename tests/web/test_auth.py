"""Signing in and out, and what a session is worth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.scenes import PASSWORD, Scene
from tests.web.pages import Browser, words
from workflow_app import clock
from workflow_app.db import Database
from workflow_app.people import sessions
from workflow_app.people.models import Person, Posting, SignIn


def test_the_right_password_leads_to_the_first_page(browser: Browser) -> None:
    answer = browser.sign_in("admin.sk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert browser.open("/").headers["Location"] == "/offices"
    assert "นายสมหมาย ดูแลดี" in words(browser.open("/offices"))


def test_capitals_and_blanks_around_the_user_name_do_not_matter(browser: Browser) -> None:
    assert browser.sign_in(" Admin.SK ").status_code == 303


def test_a_wrong_password_and_an_unknown_account_get_the_same_page(app: Flask, browser: Browser) -> None:
    wrong = browser.sign_in("admin.sk", "ไม่ใช่รหัสนี้แน่นอน")
    unknown = Browser(app).sign_in("nobody.sk", "ไม่ใช่รหัสนี้แน่นอน")
    assert wrong.status_code == unknown.status_code == 422
    assert words(wrong) == words(unknown)
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in words(wrong)


@pytest.mark.parametrize("path", ["/", "/offices", "/people", "/password", "/postings"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(browser: Browser, path: str) -> None:
    answer = browser.open(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


def test_the_page_that_was_asked_for_comes_after_signing_in(browser: Browser) -> None:
    location = browser.open("/people?q=มาลี").headers["Location"]
    assert location == "/sign-in?next=/people?q%3D%E0%B8%A1%E0%B8%B2%E0%B8%A5%E0%B8%B5"
    page = browser.open(location)
    assert 'value="/people?q=มาลี"' in page.text


OTHER_SITES = [
    "https://evil.example/a",
    "//evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/a\r\nSet-Cookie: x=1",
]


@pytest.mark.case("B58")
@pytest.mark.parametrize("target", OTHER_SITES)
def test_signing_in_never_leads_to_another_site(browser: Browser, target: str) -> None:
    assert browser.sign_in("admin.sk", next=target).headers["Location"] == "/"


@pytest.mark.case("B58")
def test_signing_in_leads_to_a_page_of_ours_with_its_query(browser: Browser) -> None:
    location = browser.sign_in("admin.sk", next="/indicators/5?tab=ผล").headers["Location"]
    assert location == "/indicators/5?tab=%E0%B8%9C%E0%B8%A5"


@pytest.mark.case("B59")
def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, browser: Browser) -> None:
    browser.sign_in("admin.sk")
    thief = Browser(app)
    thief.carry(browser.cookie())
    assert thief.open("/offices").status_code == 200
    assert browser.send("/sign-out").status_code == 303
    thief.carry(thief.cookie())
    assert thief.open("/offices").headers["Location"].startswith("/sign-in")


@pytest.mark.case("B59")
def test_signing_in_again_makes_a_new_cookie_and_forgets_what_the_session_held(browser: Browser) -> None:
    browser.sign_in("admin.sk")
    first = browser.cookie()
    browser.send("/sign-out")
    with browser.client.session_transaction() as before:
        before["planted"] = "by somebody else"
    browser.sign_in("admin.sk")
    assert browser.cookie() != first
    with browser.client.session_transaction() as after:
        assert "planted" not in after


@pytest.mark.requirement("R21")
def test_signing_out_clears_what_the_browser_keeps_and_pages_are_not_kept(browser: Browser) -> None:
    browser.sign_in("admin.sk")
    assert browser.open("/offices").headers["Cache-Control"] == "no-store"
    assert browser.send("/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser: Browser) -> None:
    cookie = browser.sign_in("admin.sk").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_session_ends_after_its_hours(browser: Browser) -> None:
    browser.sign_in("admin.sk")
    with clock.shift(timedelta(hours=11)):
        assert browser.open("/offices").status_code == 200
    with clock.shift(timedelta(hours=12, minutes=1)):
        assert browser.open("/offices").status_code == 303


def test_only_the_digest_of_a_session_is_kept(browser: Browser, sealed_database: Database) -> None:
    browser.sign_in("admin.sk")
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    with sealed_database.reading() as session:
        assert session.scalars(select(SignIn.token_digest)).all() == [sessions.digest(token)]


def test_an_account_put_to_rest_is_out_at_once(browser: Browser, sealed_database: Database) -> None:
    browser.sign_in("chief.sk")
    with sealed_database.transaction() as session:
        session.scalars(select(Person).where(Person.username == "chief.sk")).one().active = False
    assert browser.open("/").headers["Location"].startswith("/sign-in")
    assert browser.sign_in("chief.sk").status_code == 422


def test_too_many_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(browser: Browser) -> None:
    for _ in range(sessions.MOST_BY_ACCOUNT):
        assert browser.sign_in("admin.sk", "ไม่ใช่รหัสนี้แน่นอน").status_code == 422
    blocked = browser.sign_in("admin.sk")
    assert blocked.status_code == 429
    assert "รอ ๑๕ นาที" in words(blocked)
    with clock.shift(sessions.WINDOW + timedelta(seconds=1)):
        assert browser.sign_in("admin.sk").status_code == 303


def test_an_account_that_does_not_exist_is_throttled_alike(browser: Browser) -> None:
    for _ in range(sessions.MOST_BY_ACCOUNT):
        browser.sign_in("nobody.sk", "ไม่ใช่รหัสนี้แน่นอน")
    assert browser.sign_in("nobody.sk", "ไม่ใช่รหัสนี้แน่นอน").status_code == 429


def test_an_address_that_tries_many_accounts_is_throttled_but_other_addresses_are_not(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST_BY_ADDRESS", 3)
    for number in range(3):
        browser.sign_in(f"guess{number}", "ไม่ใช่รหัสนี้แน่นอน")
    assert browser.sign_in("admin.sk").status_code == 429
    browser.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert browser.sign_in("admin.sk").status_code == 303


def test_a_right_password_is_no_failure(browser: Browser) -> None:
    for _ in range(sessions.MOST_BY_ACCOUNT + 2):
        assert browser.sign_in("admin.sk").status_code == 303
        browser.send("/sign-out")


def test_a_person_with_two_postings_chooses_one_and_may_change_it(browser: Browser) -> None:
    assert browser.sign_in("two.sk").headers["Location"] == "/postings"
    page = browser.open("/postings")
    assert "เจ้าของกระบวนงานของจังหวัด" in words(page)
    first, second = _offered(page.text)
    assert browser.send("/postings", {"posting": first}).status_code == 303
    assert "ปฏิบัติหน้าที่ เจ้าของกระบวนงานของจังหวัด" in words(browser.open("/password"))
    assert browser.send("/postings", {"posting": second}).status_code == 303
    assert "ปฏิบัติหน้าที่ ผู้ตรวจร่างหนังสือ" in words(browser.open("/password"))


def test_nobody_acts_under_the_posting_of_another(signed_in: Callable[[str], Browser], scene: Scene) -> None:
    browser = signed_in("two.sk")
    foreign = scene.postings["admin.sk", "administrator"]
    assert browser.send("/postings", {"posting": str(foreign)}).status_code == 422
    assert browser.open("/").headers["Location"] == "/postings"


def test_whoever_has_no_posting_today_sees_a_page_that_says_so(
    browser: Browser, sealed_database: Database
) -> None:
    with sealed_database.transaction() as session:
        person = session.scalars(select(Person).where(Person.username == "chief.sk")).one()
        posting = session.scalars(select(Posting).where(Posting.person_id == person.id)).one()
        posting.starts = clock.today() + timedelta(days=1)
    assert browser.sign_in("chief.sk").headers["Location"] == "/postings"
    assert "ยังไม่มีหน้าที่ในวันนี้" in words(browser.open("/postings"))
    assert browser.open("/").headers["Location"] == "/postings"


def test_a_posting_that_ended_while_signed_in_counts_no_more(
    browser: Browser, sealed_database: Database
) -> None:
    browser.sign_in("admin.sk")
    with sealed_database.transaction() as session:
        person = session.scalars(select(Person).where(Person.username == "admin.sk")).one()
        posting = session.scalars(select(Posting).where(Posting.person_id == person.id)).one()
        posting.starts, posting.ends = clock.today() - timedelta(days=9), clock.today() - timedelta(days=1)
    assert browser.open("/offices").headers["Location"] == "/postings"


NEW = "ภูเขา-ลำธาร-สายหมอก"


def test_changing_the_password_ends_the_other_sign_ins_and_keeps_this_one(
    app: Flask, browser: Browser
) -> None:
    other = Browser(app)
    other.sign_in("admin.sk")
    browser.sign_in("admin.sk")
    fields = {"old": PASSWORD, "password": NEW, "repeated": NEW}
    assert browser.send("/password", fields).status_code == 303
    assert browser.open("/offices").status_code == 200
    assert other.open("/offices").headers["Location"].startswith("/sign-in")
    assert Browser(app).sign_in("admin.sk").status_code == 422
    assert Browser(app).sign_in("admin.sk", NEW).status_code == 303


REFUSED = [
    ({"old": "ไม่ใช่รหัสเดิมแน่นอน", "password": NEW, "repeated": NEW}, "รหัสผ่านเดิมไม่ถูกต้อง"),
    ({"old": PASSWORD, "password": "สั้นไป", "repeated": "สั้นไป"}, "อย่างน้อย 10 ตัวอักษร"),
    ({"old": PASSWORD, "password": "aaaaaaaaaaaa", "repeated": "aaaaaaaaaaaa"}, "เดาง่าย"),
    ({"old": PASSWORD, "password": "Password1234", "repeated": "Password1234"}, "เดาง่าย"),
    ({"old": PASSWORD, "password": "1234567890123", "repeated": "1234567890123"}, "เดาง่าย"),
    ({"old": PASSWORD, "password": "my-admin.sk-xy", "repeated": "my-admin.sk-xy"}, "ชื่อผู้ใช้อยู่ในนั้น"),
    ({"old": PASSWORD, "password": NEW, "repeated": NEW + "ๆ"}, "ไม่ตรงกัน"),
    ({"old": PASSWORD, "password": PASSWORD, "repeated": PASSWORD}, "ต้องไม่เหมือนรหัสผ่านเดิม"),
    ({"old": "", "password": NEW, "repeated": NEW}, "โปรดกรอก"),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED)
def test_a_weak_or_mistyped_new_password_is_refused_with_the_reason(
    signed_in: Callable[[str], Browser], fields: dict[str, str], sentence: str
) -> None:
    answer = signed_in("admin.sk").send("/password", fields)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_first_password_must_be_changed_before_anything_else(
    browser: Browser, sealed_database: Database
) -> None:
    with sealed_database.transaction() as session:
        session.scalars(select(Person).where(Person.username == "admin.sk")).one().must_change_password = True
    browser.sign_in("admin.sk")
    assert browser.open("/offices").headers["Location"] == "/password"
    assert browser.send("/offices/new").headers["Location"] == "/password"
    fields = {"old": PASSWORD, "password": NEW, "repeated": NEW}
    assert browser.send("/password", fields).headers["Location"] == "/"
    assert browser.open("/offices").status_code == 200


def _offered(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('class="choice" name="posting" value="')[1:]]

"""The small rules about people: names, user names, passwords, who may hold what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_app.errors import Invalid
from workflow_app.offices.models import OfficeKind
from workflow_app.people import passwords
from workflow_app.people.names import without_title
from workflow_app.people.postings import SEATS, fits, is_current, role_named, roles_in
from workflow_app.people.rules import POSTING_ROLES, Role
from workflow_app.people.usernames import check_username

NAMES = [
    ("นางสาวมาลี สองหมวก", "มาลี สองหมวก"),
    ("นางมาลี สองหมวก", "มาลี สองหมวก"),
    ("นาย ประสิทธิ์ เมืองงาม", "ประสิทธิ์ เมืองงาม"),
    ("ว่าที่ ร.ต. กล้า หาญดี", "กล้า หาญดี"),
    ("ว่าที่ร้อยตรีกล้า หาญดี", "กล้า หาญดี"),
    ("พ.ต.อ. มั่น คงดี", "มั่น คงดี"),
    ("มาลี สองหมวก", "มาลี สองหมวก"),
    ("นาง", "นาง"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_list_sorts_by_the_name_without_its_title(name: str, expected: str) -> None:
    assert without_title(name) == expected


@pytest.mark.parametrize("typed", ["a.b", "Admin.SK", " somchai_j ", "x@example.go.th", "007", "abc\n"])
def test_a_user_name_is_kept_in_small_letters(typed: str) -> None:
    assert check_username(typed) == typed.strip().lower()


@pytest.mark.parametrize(
    "typed", ["", "ab", ".ab", "สมชาย", "a b c", "a/b/c", "a" * 81, "ａｂｃ", "a\u200bbc"]
)
def test_what_is_no_user_name_is_refused_with_the_form_that_is_wanted(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_username(typed)
    assert "a-z" in refused.value.fields["username"]


def test_every_posting_role_has_kinds_of_office_and_these_kinds_exist() -> None:
    assert set(SEATS) == set(POSTING_ROLES)
    assert {kind for kinds in SEATS.values() for kind in kinds} == {str(kind) for kind in OfficeKind}


def test_a_district_has_a_chief_and_a_province_has_none() -> None:
    assert fits(Role.DISTRICT_CHIEF, OfficeKind.DISTRICT)
    assert not fits(Role.DISTRICT_CHIEF, OfficeKind.PROVINCIAL_OFFICE)
    assert not fits(Role.FOLLOW, OfficeKind.PROVINCE)
    assert Role.OPDC_HEAD in roles_in(["opdc"])
    assert Role.OPDC_HEAD not in roles_in(["province", "district"])


def test_a_role_is_known_by_its_thai_name_and_its_code() -> None:
    assert role_named(" นายอำเภอ ") is Role.DISTRICT_CHIEF
    assert role_named("District_Chief") is Role.DISTRICT_CHIEF
    assert role_named("ระบบ (ขั้นตอนต่อเนื่อง)") is None
    assert role_named("") is None


FIRST, LAST = date(2024, 4, 1), date(2024, 4, 30)


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2024, 3, 31), False), (FIRST, True), (LAST, True), (date(2024, 5, 1), False)],
)
def test_a_posting_counts_from_its_first_to_its_last_day(day: date, counts: bool) -> None:
    assert is_current(FIRST, LAST, day) is counts
    assert is_current(FIRST, None, day) is (day >= FIRST)


@given(st.text(min_size=1, max_size=60))
def test_only_the_same_password_matches(password: str) -> None:
    hashed = passwords.hash_printed("k7mp-x3wd-9hta")
    assert passwords.matches(hashed, password) is (passwords.plain(password) == "k7mpx3wd9hta")


def test_a_chosen_password_is_compared_as_typed() -> None:
    hashed = passwords.hash_chosen("Pa-ss wo-RD ก ๑")
    assert passwords.matches(hashed, "Pa-ss wo-RD ก ๑")
    assert not passwords.matches(hashed, "passwordก๑")
    assert not passwords.matches("", "")
    assert not passwords.matches("not a hash", "x")


def test_a_printed_secret_may_be_typed_with_capitals_and_without_hyphens() -> None:
    hashed = passwords.hash_printed("k7mp-x3wd-9hta")
    assert passwords.matches(hashed, " K7MPX3WD 9hta")


def test_printed_secrets_differ_and_hold_no_letters_that_look_alike() -> None:
    made = {passwords.printed_secret() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("0o1li")
    assert all(len(passwords.plain(secret)) == 12 for secret in made)

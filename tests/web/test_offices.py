"""The administrator's pages of offices."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.scenes import Scene
from tests.web.pages import Browser, words
from workflow_app.db import Database
from workflow_app.offices.models import Office

SignedIn = Callable[[str], Browser]


@pytest.fixture
def admin(signed_in: SignedIn) -> Browser:
    """The administrator of สระแก้ว."""
    return signed_in("admin.sk")


def details(**changes: Any) -> dict[str, Any]:
    """The fields of the office form for อำเภอคลองหาด as it stands."""
    fields = {
        "version": "1",
        "name": "อำเภอคลองหาด",
        "head_position": "นายอำเภอคลองหาด",
        "uses_system": "y",
        "letter_letters": "สก",
        "letter_owner": "",
        "letter_unit": "",
        "book_office_id": "",
        "place": "",
        "phones": "",
        "email": "",
        "letter_font": "TH SarabunPSK",
    }
    return {**fields, **changes}


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_the_tree_shows_the_own_province_and_nothing_of_another(admin: Browser) -> None:
    page = words(admin.open("/offices"))
    assert "อำเภอวังสมบูรณ์" in page
    assert "พังงา" not in page


def test_letter_settings_are_typed_in_thai_and_shown_as_printed(admin: Browser, scene: Scene) -> None:
    office_id = scene.offices["อำเภอคลองหาด"]
    fields = details(
        letter_owner="๐๐๑๘", letter_unit="๕", place="ที่ว่าการอำเภอคลองหาด\r\nสก 27260", phones="0 3724 0000"
    )
    assert admin.send(f"/offices/{office_id}/edit", fields).status_code == 303
    page = words(admin.open(f"/offices/{office_id}"))
    assert "ที่ สก ๐๐๑๘.๕/…" in page
    assert "สก ๒๗๒๖๐" in page


def test_a_wrong_code_comes_back_with_the_reason_and_what_was_typed(admin: Browser, scene: Scene) -> None:
    answer = admin.send(
        f"/offices/{scene.offices['อำเภอคลองหาด']}/edit", details(letter_owner="19", phones="0 3724 0000")
    )
    assert answer.status_code == 422
    assert "ตัวเลข ๔ หลัก" in words(answer)
    assert 'value="0 3724 0000"' in answer.text


@pytest.mark.case("B42")
def test_an_old_form_gets_409_with_who_was_first_and_keeps_what_was_typed(
    admin: Browser, scene: Scene
) -> None:
    address = f"/offices/{scene.offices['อำเภอคลองหาด']}/edit"
    assert admin.send(address, details(phones="1111")).status_code == 303
    answer = admin.send(address, details(phones="2222"))
    assert answer.status_code == 409
    assert "นายสมหมาย ดูแลดี" in words(answer)
    assert 'value="2222"' in answer.text
    assert admin.send(address, details(phones="2222", version="2")).status_code == 303


@pytest.mark.parametrize("version", ["", "๑", "-1", "9" * 30, "x"])
def test_a_form_with_a_forged_version_is_an_old_form(admin: Browser, scene: Scene, version: str) -> None:
    address = f"/offices/{scene.offices['อำเภอคลองหาด']}/edit"
    assert admin.send(address, details(version=version)).status_code == 409


@pytest.mark.case("B60")
@pytest.mark.parametrize("path", ["", "/edit", "/emblem"])
def test_offices_of_another_province_answer_like_none(admin: Browser, scene: Scene, path: str) -> None:
    foreign, missing = f"/offices/{scene.offices['อำเภอเมืองพังงา']}{path}", f"/offices/99999{path}"
    assert admin.open(foreign).status_code == 404
    assert admin.open(foreign).data == admin.open(missing).data
    if path == "/edit":
        assert admin.send(foreign, details()).status_code == 404


def test_an_office_of_the_centre_is_shown_but_not_changed_here(admin: Browser, scene: Scene) -> None:
    address = f"/offices/{scene.offices['สำนักงาน ก.พ.ร.']}"
    page = admin.open(address)
    assert page.status_code == 200
    assert "แก้ไข" not in words(page)
    answer = admin.send(f"{address}/edit", details(name="สำนักงาน ก.พ.ร."))
    assert answer.status_code == 409
    assert "หน่วยงานส่วนกลาง" in words(answer)


def test_an_office_is_added_under_a_district(admin: Browser, scene: Scene) -> None:
    fields = details(
        name="สำนักงานพัฒนาชุมชนอำเภอคลองหาด", kind="district_office", parent=scene.offices["อำเภอคลองหาด"]
    )
    assert admin.send("/offices/new", fields).status_code == 303
    assert "สำนักงานพัฒนาชุมชนอำเภอคลองหาด" in words(admin.open("/offices"))
    again = admin.send("/offices/new", fields)
    assert again.status_code == 422
    assert "แล้ว" in words(again)


def test_opening_a_province_is_for_opdc(admin: Browser, signed_in: SignedIn) -> None:
    assert admin.open("/offices/provinces").status_code == 404
    assert admin.send("/offices/provinces", {"code": "นภ"}).status_code == 404
    central = signed_in("admin.opdc")
    assert central.send("/offices/provinces", {"code": "นภ"}).status_code == 303
    assert "อำเภอศรีบุญเรือง" in words(central.open("/offices"))
    again = central.send("/offices/provinces", {"code": "นภ"})
    assert again.status_code == 409
    assert "เปิดจังหวัดหนองบัวลำภูไว้แล้ว" in words(again)


def test_an_emblem_is_uploaded_and_shown(admin: Browser, scene: Scene, sealed_database: Database) -> None:
    address = f"/offices/{scene.offices['จังหวัดสระแก้ว']}"
    assert admin.open(f"{address}/emblem").status_code == 404
    data = {"csrf_token": admin.token(), "file": (io.BytesIO(png()), "ตราครุฑ.png")}
    with admin.client.post(f"{address}/emblem", data=data) as answer:
        assert answer.status_code == 303
    picture = admin.open(f"{address}/emblem")
    assert (picture.mimetype, picture.data) == ("image/png", png())
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    with sealed_database.reading() as session:
        assert session.get_one(Office, scene.offices["จังหวัดสระแก้ว"]).emblem_file_id is not None


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"%PDF-1.4", b"", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_no_emblem(admin: Browser, scene: Scene, content: bytes) -> None:
    address = f"/offices/{scene.offices['จังหวัดสระแก้ว']}/emblem"
    data = {"csrf_token": admin.token(), "file": (io.BytesIO(content), "ตรา.png")}
    with admin.client.post(address, data=data) as answer:
        assert answer.status_code == 422
    assert admin.open(address).status_code == 404

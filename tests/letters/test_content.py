"""Reading the JSON of a letter: every problem of it is told at once, by the path of its field."""

from __future__ import annotations

from datetime import date

import pytest

from workflow_app.errors import Invalid
from workflow_app.letters.content import Items, from_json


def problems(data: object) -> dict[str, str]:
    with pytest.raises(Invalid) as raised:
        from_json(data)
    return raised.value.fields


def test_a_letter_is_read_with_arabic_figures_and_dates(content) -> None:
    read = content()
    assert (read.number.letters, read.number.owner, read.number.running) == ("สก", "0019", 1555)
    assert read.date == date(2024, 4, 24)
    assert read.references[0].date == date(2023, 12, 26)
    assert read.annex is not None
    assert read.annex.rows[0].kind == "heading"


def test_lists_in_the_body_stand_between_paragraphs(content) -> None:
    body = content("resolutions").body
    assert [type(part) for part in body] == [str, str, Items, str, Items]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"subjet": "x"}, "subjet"),
        ({"subject": None}, "subject"),
        ({"subject": "  "}, "subject"),
        ({"subject": 5}, "subject"),
        ({"place": []}, "place"),
        ({"place": {"a": 1}}, "place"),
        ({"number": None}, "number"),
        ({"number": {"letters": "สก", "owner": "0019", "running": "x"}}, "number.running"),
        ({"number": {"letters": "สก", "owner": "0019", "running": 0}}, "number.running"),
        ({"number": {"letters": "สก", "owner": "0019", "running": True}}, "number.running"),
        ({"number": {"letters": "สก", "owner": 19}}, "number.owner"),
        ({"number": {"letters": "สก", "owner": "0019", "year": "2567"}}, "number.year"),
        ({"date": "24/4/2567"}, "date"),
        ({"date": "2567-04-24"}, "date"),
        ({"date": "2024-02-30"}, "date"),
        ({"date": 20240424}, "date"),
        ({"circular": "yes"}, "circular"),
        ({"circular": 1}, "circular"),
        ({"urgency": "ด่วนมากๆ"}, "urgency"),
        ({"urgency": "ลับ"}, "urgency"),
        ({"secrecy": "ลับมาก"}, "secrecy"),
        ({"salutation": {"level": "monk", "to": "เจ้าอาวาส"}}, "salutation.level"),
        ({"salutation": {"level": "general"}}, "salutation.to"),
        ({"references": [{"agency": "ก", "number": "สก 0019/1"}]}, "references.1.date"),
        ({"enclosures": [{"name": "ก", "quantity": 0, "unit": "ชุด"}]}, "enclosures.1.quantity"),
        ({"enclosures": ["แผนที่"]}, "enclosures.1"),
        ({"body": []}, "body"),
        ({"body": ["ก", {"items": []}]}, "body.2.items"),
        ({"body": ["ก", {"itmes": ["ข"]}]}, "body.2.itmes"),
        ({"body": ["ก", 7]}, "body.2"),
        ({"signature": {"name": "นายก ข", "position": "ก", "capacity": "boss"}}, "signature.capacity"),
        ({"signature": {"position": "ก"}}, "signature.name"),
        ({"owner": {}}, "owner.office"),
        (
            {"annex": {"title": "ก", "columns": ["ก", "ข"], "rows": [{"kind": "row", "cells": ["๑"]}]}},
            "annex.rows.1.cells",
        ),
        (
            {"annex": {"title": "ก", "columns": ["ก"], "rows": [{"kind": "sum", "cells": ["๑"]}]}},
            "annex.rows.1.kind",
        ),
        (
            {"annex": {"title": "ก", "columns": ["ก"], "rows": [{"kind": "heading", "cells": []}]}},
            "annex.rows.1.cells",
        ),
        ({"annex": []}, "annex"),
    ],
)
def test_a_wrong_field_is_named(sample, changes, path) -> None:
    assert path in problems(sample(**changes))


@pytest.mark.parametrize("data", [None, [], "letter", 3])
def test_what_is_no_object_is_refused(data) -> None:
    assert problems(data)


def test_all_problems_are_told_together(sample) -> None:
    found = problems(sample(subject="", date="soon", owner={}, poem="x"))
    assert {"subject", "date", "owner.office", "poem"} <= set(found)
    assert all(any("ก" <= sign <= "๛" for sign in sentence) for sentence in found.values())


def test_optional_fields_may_be_left_out(sample) -> None:
    optional = ("urgency", "circular", "date", "references", "enclosures", "copies", "recipients", "annex")
    bare = {name: value for name, value in sample().items() if name not in optional}
    read = from_json(bare)
    assert (read.urgency, read.circular, read.date, read.annex) == ("", False, None, None)


def test_a_secret_letter_is_refused_with_the_reason(sample) -> None:
    assert "ชั้นความลับ" in problems(sample(urgency="ลับที่สุด"))["urgency"]


def test_letters_to_monks_and_royalty_are_refused_with_the_reason(sample) -> None:
    found = problems(sample(salutation={"level": "royal", "to": "ก"}))
    assert "พระราชวงศ์" in found["salutation.level"]


def test_thai_digits_in_a_code_are_read_as_arabic(sample) -> None:
    number = from_json(
        sample(number={"letters": "พง", "owner": "๐๐๑๗", "unit": ".๕", "running": "๑๒"})
    ).number
    assert (number.owner, number.unit, number.running) == ("0017", "5", 12)


@pytest.mark.case("B05")
@pytest.mark.parametrize("sign", ["\u000b", "\u200b", "\ufeff", "\u0000", "\ue0f1", "\ue0f2", "\ufffe"])
def test_invisible_and_private_characters_do_not_enter(sample, sign) -> None:
    assert from_json(sample(subject=f"ตัวชี้วัด{sign}ที่ 1")).subject == "ตัวชี้วัดที่ 1"


@pytest.mark.case("B06")
def test_line_ends_of_a_browser_are_kept_once(sample) -> None:
    assert from_json(sample(body=["ข้อความหนึ่ง\r\nข้อความสอง"])).body == ("ข้อความหนึ่ง\nข้อความสอง",)
    assert from_json(sample(subject="เรื่อง\r\nยาว")).subject == "เรื่อง ยาว"

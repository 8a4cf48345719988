"""The fixed wording: salutation and closing, references, enclosures, who signs, the foot block, attached lists."""

from __future__ import annotations

import pytest
from docx_outline import texts

from workflow_app.letters.docx.render import Face, letter
from workflow_app.letters.docx.templates import load


@pytest.mark.parametrize(
    ("level", "to", "opening", "closing"),
    [
        ("general", "นายอำเภอทุกอำเภอ", "เรียน", "ขอแสดงความนับถือ"),
        ("high", "นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
    ],
)
def test_salutation_and_closing_move_together(made, level, to, opening, closing) -> None:
    docx = made(salutation={"level": level, "to": to})
    assert f"{opening}\t{to}" in texts(docx, "LetterTo")
    assert texts(docx, "LetterClosing") == [closing]


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        ({"capacity": "self"}, ["พัฒนาการจังหวัด"]),
        ({"capacity": "act_for"}, ["พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดสระแก้ว"]),
        ({"capacity": "acting"}, ["พัฒนาการจังหวัด รักษาราชการแทน", "ผู้ว่าราชการจังหวัดสระแก้ว"]),
        ({"capacity": "acting_in_post"}, ["พัฒนาการจังหวัด รักษาการในตำแหน่ง", "ผู้ว่าราชการจังหวัดสระแก้ว"]),
    ],
)
def test_the_capacity_stands_at_the_end_of_the_signers_own_line(made, signature, lines) -> None:
    given = {
        "name": "(นายตัวอย่าง ผู้ลงนาม)",
        "position": "พัฒนาการจังหวัด",
        "principal": "" if signature["capacity"] == "self" else "ผู้ว่าราชการจังหวัดสระแก้ว",
        **signature,
    }
    assert texts(made(signature=given), "LetterSignature") == ["(นายตัวอย่าง ผู้ลงนาม)", *lines]


def test_the_order_that_gives_the_power_is_never_printed(made) -> None:
    assert not [text for text in texts(made()) if "คำสั่งจังหวัด" in text]


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        (
            {"agency": "จังหวัดพังงา", "urgency": "ด่วนที่สุด", "number": "พง 0017.5/ว 5376", "date": "2020-10-09"},
            "หนังสือจังหวัดพังงา ด่วนที่สุด ที่ พง ๐๐๑๗.๕/ว ๕๓๗๖ ลงวันที่ ๙ ตุลาคม ๒๕๖๓",
        ),
        (
            {"agency": "หนังสือจังหวัดสระแก้ว", "number": "ที่ สก ๐๐๑๙/ว๔๙๖๘", "date": "2023-12-26"},
            "หนังสือจังหวัดสระแก้ว ที่ สก ๐๐๑๙/ว ๔๙๖๘ ลงวันที่ ๒๖ ธันวาคม ๒๕๖๖",
        ),
        (
            {"agency": "กระทรวงการคลัง", "number": "กค (กวจ) 0405.2/ว 119", "date": "2018-03-07"},
            "หนังสือกระทรวงการคลัง ที่ กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙ ลงวันที่ ๗ มีนาคม ๒๕๖๑",
        ),
    ],
)
def test_a_reference_names_agency_urgency_number_and_date(made, reference, wanted) -> None:
    assert texts(made(references=[reference]), "LetterReference") == [f"อ้างถึง\t{wanted}"]


def test_several_references_and_enclosures_are_numbered_under_one_label(content) -> None:
    docx = letter(load("drafts_submission"), content("drafts_submission"), Face())
    references, enclosures = texts(docx, "LetterReference"), texts(docx, "LetterEnclosure")
    assert [text.split(" ")[0] for text in references] == ["อ้างถึง\t๑.", "\t๒."]
    assert [text.split(" ")[0] for text in enclosures] == ["สิ่งที่ส่งมาด้วย\t๑.", "\t๒."]
    assert [text.split("\t")[-1] for text in enclosures] == ["จำนวน ๑ ชุด", "จำนวน ๑ ฉบับ"]


def test_the_foot_names_unit_telephone_and_mail_with_its_own_digits(made) -> None:
    owner = {
        "office": "สำนักงานจังหวัด",
        "unit": "กลุ่มงาน 1",
        "phones": ["0 7600 0000 ต่อ 12"],
        "email": "saraban2@example.go.th",
    }
    docx = made(owner=owner, annex=None)
    assert texts(docx, "LetterOwner") == ["สำนักงานจังหวัด"]
    assert texts(docx, "LetterLine") == [
        "กลุ่มงาน ๑",
        "โทร. ๐ ๗๖๐๐ ๐๐๐๐ ต่อ ๑๒",
        "ไปรษณีย์อิเล็กทรอนิกส์ saraban2@example.go.th",
    ]


def test_copies_are_named_and_many_copies_are_attached(made) -> None:
    two = texts(made(copies=["คลังจังหวัด", "แรงงานจังหวัด"]), "LetterCopies")
    assert two == ["สำเนาส่ง\tคลังจังหวัด", "\tแรงงานจังหวัด"]
    many = made(copies=["ก", "ข", "ค", "ง"])
    assert texts(many, "LetterCopies")[-1] == "สำเนาส่ง\tส่งไปตามรายชื่อที่แนบ"
    assert texts(many, "ListLine") == ["๑.\tก", "๒.\tข", "๓.\tค", "๔.\tง"]


def test_the_addressees_are_listed_when_the_letter_says_so(content, made) -> None:
    docx = letter(load("resolutions"), content("resolutions"), Face())
    assert texts(docx, "ListHeading")[0] == "บัญชีแนบท้าย"
    assert texts(docx, "ListLine")[0] == "๑.\tท่องเที่ยวและกีฬาจังหวัดพังงา"
    assert texts(made(), "ListLine") == []


def test_the_urgency_stands_above_the_number_and_not_in_it(made) -> None:
    assert texts(made(urgency="ด่วนที่สุด"), "LetterUrgency")[0] == "ด่วนที่สุด"
    assert "ด่วน" not in texts(made(urgency="ด่วนที่สุด"), "LetterNumber")[0]
    assert texts(made(), "LetterUrgency") == []

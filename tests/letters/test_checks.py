"""The checks before signing: each rule finds its fault and only its fault, at the right level."""

from __future__ import annotations

import pytest

from workflow_app.letters.checks import Finding, check_content, check_docx
from workflow_app.letters.content import texts
from workflow_app.letters.docx.package import pack_parts, unpack
from workflow_app.letters.docx.render import Face, letter

SIGNATURE = {
    "name": "นายตัวอย่าง ผู้ลงนาม",
    "position": "พัฒนาการจังหวัด",
    "capacity": "act_for",
    "principal": "ผู้ว่าราชการจังหวัดสระแก้ว",
    "order": "คำสั่งจังหวัดสระแก้ว ที่ 1/2567",
}
SAID = "ในการนี้ ขอส่งรายละเอียดตามสิ่งที่ส่งมาด้วย ตามหนังสือที่อ้างถึง"
ENCLOSURE = {"name": "แบบสรุป", "quantity": 1, "unit": "ฉบับ"}


def kinds(findings: list[Finding]) -> set[tuple[int, str]]:
    return {(finding.rule, finding.level) for finding in findings}


@pytest.mark.parametrize(
    ("changes", "rule", "level"),
    [
        ({"number": {"letters": "สกX", "owner": "0019"}}, 3, "error"),
        ({"number": {"letters": "สก", "owner": "19"}}, 3, "error"),
        ({"number": {"letters": "สก", "owner": "0019", "unit": "1-2"}}, 3, "error"),
        ({"date": "2023-12-26"}, 4, "warning"),
        ({"date": "2023-12-01"}, 4, "warning"),
        ({"salutation": {"level": "general", "to": "นายกรัฐมนตรี"}}, 5, "error"),
        ({"salutation": {"level": "high", "to": "นายอำเภอเมืองสระแก้ว"}}, 5, "error"),
        ({"salutation": {"level": "general", "to": "เรียน นายอำเภอ"}}, 5, "error"),
        ({"references": []}, 6, "warning"),
        ({"enclosures": [], "annex": None}, 6, "warning"),
        ({"enclosures": [], "body": ["ด้วยจังหวัด"], "references": []}, 6, "warning"),
        ({"body": [SAID.replace("ตามหนังสือที่อ้างถึง", "")]}, 6, "warning"),
        ({"body": [SAID.replace("ตามสิ่งที่ส่งมาด้วย", "")]}, 6, "warning"),
        ({"body": ["ตามที่จังหวัดได้แจ้ง", SAID]}, 7, "warning"),
        ({"body": ["ตามที่จังหวัดได้แจ้งนั้น", SAID]}, 7, "warning"),
        ({"body": ["ด้วยจังหวัดได้แจ้ง นั้น", SAID]}, 7, "warning"),
        ({"closing_line": "เรียนมาเพื่อทราบ"}, 7, "warning"),
        (
            {"body": [SAID, "รอบการประเมินที่ 1 ปีงบประมาณ พ.ศ. 2566 (1 ตุลาคม 2566 – 31 มีนาคม 2567)"]},
            8,
            "warning",
        ),
        ({"body": [SAID, "รอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ เมษายน – ๓๐ กันยายน ๒๕๖๖)"]}, 8, "warning"),
        ({"body": [SAID, "รอบการประเมินที่ 2 ปีงบประมาณ พ.ศ. 2567 (1 เมษายน – 31 กันยายน 2567)"]}, 8, "warning"),
        ({"signature": {**SIGNATURE, "name": "นาย ตัวอย่าง ผู้ลงนาม"}}, 9, "error"),
        ({"signature": {**SIGNATURE, "name": "ตัวอย่าง ผู้ลงนาม"}}, 9, "error"),
        ({"signature": {**SIGNATURE, "name": "นางสาว"}}, 9, "error"),
        ({"signature": {**SIGNATURE, "principal": ""}}, 9, "error"),
        ({"signature": {**SIGNATURE, "capacity": "self"}}, 9, "error"),
        ({"signature": {**SIGNATURE, "order": ""}}, 9, "warning"),
        ({"signature": {**SIGNATURE, "position": "พัฒนาการจังหวัด ปรก."}}, 9, "error"),
        ({"salutation": {"level": "general", "to": "ตามบัญชีแนบท้าย"}, "recipients": []}, 10, "error"),
        ({"circular": False}, 10, "error"),
        ({"body": [SAID, "อื่นๆ"]}, 11, "warning"),
        ({"body": [SAID, "ต่าง ๆที่เกี่ยวข้อง"]}, 11, "warning"),
        ({"body": [SAID, "ตัวชี้วัด  ที่ 1"]}, 11, "warning"),
        ({"body": [SAID, "เขียน {{ ชื่อ }}"]}, 13, "warning"),
        ({"body": [SAID, "เมื่อวันที่ ......"]}, 13, "error"),
        ({"subject": "การประชุม (ถ้ามี)"}, 13, "error"),
        ({"body": [SAID, "เมื่อวันที่ 24 April 2567"]}, 13, "error"),
        ({"subject": "การประเมินผลการปฏิบัติราชการ" * 12}, 14, "warning"),
    ],
)
def test_a_fault_is_found_by_its_rule(content, changes, rule, level) -> None:
    assert (rule, level) in kinds(check_content(content(**changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": {"letters": "สก", "owner": "0019", "running": None}, "date": None},
        {"signature": {**SIGNATURE, "name": "ว่าที่ ร.ต. ตัวอย่าง ผู้ลงนาม"}},
        {"signature": {**SIGNATURE, "name": "นางสาวตัวอย่าง ผู้ลงนาม", "capacity": "self", "principal": ""}},
        {"salutation": {"level": "high", "to": "นายกรัฐมนตรี"}},
        {"closing_line": "จึงเรียนยืนยันมาเพื่อทราบ"},
        {"body": [SAID, "งานอื่น ๆ และ “ต่าง ๆ” ฯลฯ"]},
        {"body": [SAID, "รอบการประเมินที่ 1 ปีงบประมาณ พ.ศ. 2567 (1 ตุลาคม 2566 – 31 มีนาคม 2567)"]},
        {"body": [SAID, "May Day และ PMQA 4.0 ... ต่อ"]},
        {"body": ["ตามหนังสือที่อ้างถึง จังหวัดขอให้รายงาน ความละเอียดแจ้งแล้ว นั้น", SAID]},
    ],
)
def test_what_is_right_is_left_alone(content, changes) -> None:
    assert check_content(content(**changes)) == []


#: Document 003's own letter, its one wrong year put right.
OWN_LETTER = {
    "references": [{"agency": "จังหวัดสระแก้ว", "number": "สก ๐๐๑๙/ว๔๙๖๘", "date": "2023-12-26"}],
    "body": [
        "ตามที่จังหวัดสระแก้ว ได้ดำเนินงานโครงการประชุมเชิงปฏิบัติการการดำเนินงานตามมาตรการปรับปรุงประสิทธิภาพในการปฏิบัติราชการ "
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ สำนักงานพัฒนาชุมชนจังหวัดสระแก้ว เมื่อวันที่ ๑๐ มกราคม ๒๕๖๗ เวลา ๐๘.๐๐ - ๑๖.๓๐ น. "
        "ณ ห้องประชุมบูรพา ชั้น ๔ ศาลากลางจังหวัดสระแก้ว และได้ดำเนินการประเมินผลการปฏิบัติราชการรอบการประเมินที่ ๑ "
        "ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗) เสร็จสิ้นแล้ว นั้น",
        "ในการนี้ จังหวัดสระแก้วได้สรุปตัวชี้วัด และค่าเป้าหมายในการประเมินผลการปฏิบัติราชการรอบการประเมินที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ "
        "(๑ เมษายน – ๓๐ กันยายน ๒๕๖๗) รายละเอียดตามสิ่งที่ส่งมาด้วย",
    ],
    "signature": {**SIGNATURE, "order": ""},
    "owner": {
        "office": "สำนักงานพัฒนาชุมชนจังหวัด",
        "unit": "กลุ่มงานยุทธศาสตร์การพัฒนาชุมชน",
        "phones": "โทร./โทรสาร ๐-๐๐๐๐-๐๐๐๐-๐",
    },
}


def test_document_003s_own_letter_has_no_error(content, targets) -> None:
    own = content(**OWN_LETTER)
    assert [finding for finding in check_content(own) if finding.level == "error"] == []
    assert check_docx(letter(targets, own, Face())) == []


def test_the_slip_of_document_003_is_found(content) -> None:
    body = [
        part.replace("ปีงบประมาณ พ.ศ. ๒๕๖๗ (๑ ตุลาคม", "ปีงบประมาณ พ.ศ. ๒๕๖๖ (๑ ตุลาคม")
        for part in OWN_LETTER["body"]
    ]
    assert 8 in {finding.rule for finding in check_content(content(**{**OWN_LETTER, "body": body}))}


def test_a_letter_before_its_number_passes(made) -> None:
    blank = {"letters": "สก", "owner": "0019", "running": None}
    assert check_docx(made(number=blank, date=None)) == []


def changed(docx: bytes, *replacements: tuple[str, str]) -> bytes:
    package = unpack(docx)
    text = package["word/document.xml"].decode()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return pack_parts({**package, "word/document.xml": text.encode()})


@pytest.mark.parametrize(
    ("replacement", "rule"),
    [
        (('w:left="1701"', 'w:left="1440"'), 1),
        (('w:right="1134" w:bottom="1134" w:left="1701"', 'w:right="1440" w:bottom="1134" w:left="1701"'), 1),
        (('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'), 1),
        (('<w:szCs w:val="32"/>', '<w:szCs w:val="22"/>'), 1),
        ((' w:cs="TH SarabunPSK"', ""), 1),
        (("<w:bCs/>", ""), 1),
        (("จังหวัดสระแก้วได้สรุป", "จังหวัดสระแก้ว 4 ได้สรุป"), 2),
        (("๒๗๐๐๐", "๒70๐๐"), 2),
        (("๐๐๑๙/ว\u00a0๑๕๕๕", "๐๐๑๙/ว๑๕๕๕"), 3),
        (("ที่\u00a0สก\u00a0๐๐๑๙/ว\u00a0๑๕๕๕", "ที่\u00a0สก\u00a0๑๙/ว\u00a0๑๕๕๕"), 3),
        ((">๒๔\u00a0เมษายน\u00a0๒๕๖๗<", ">วันที่\u00a0๒๔\u00a0เมษายน\u00a0๒๕๖๗<"), 4),
        ((">๒๔\u00a0เมษายน\u00a0๒๕๖๗<", ">๐๔\u00a0เมษายน\u00a0๒๕๖๗<"), 4),
        ((">๒๔\u00a0เมษายน\u00a0๒๕๖๗<", ">๒๔\u00a0เม.ย.\u00a0๒๕๖๗<"), 4),
        ((">๒๔\u00a0เมษายน\u00a0๒๕๖๗<", ">๒๔\u00a0เมษายน\u00a0๒๐๒๔<"), 4),
        ((">ขอแสดงความนับถือ<", ">ขอแสดงความนับถืออย่างยิ่ง<"), 5),
        ((">ขอแสดงความนับถือ<", "><"), 5),
        ((">(นายตัวอย่าง ผู้ลงนาม)<", ">นายตัวอย่าง ผู้ลงนาม<"), 9),
        ((">(นายตัวอย่าง ผู้ลงนาม)<", ">(นาย ตัวอย่าง ผู้ลงนาม)<"), 9),
        ((">นายอำเภอทุกอำเภอ<", ">ตามบัญชีแนบท้าย<"), 10),
        (("จึงเรียนมาเพื่อพิจารณา", "จึงเรียนมาเพื่อ {{ purpose }}"), 13),
        (("จึงเรียนมาเพื่อพิจารณา", "จึงเรียนมาเพื่อ ......"), 13),
    ],
)
def test_a_fault_of_the_docx_is_an_error_of_its_rule(made, replacement, rule) -> None:
    found = check_docx(changed(made(), replacement))
    assert (rule, "error") in kinds(found)


def test_braces_of_a_person_are_no_leftover(content, targets) -> None:
    braced = content(body=["ทดสอบ {{ 7*7 }}"])
    typed = "\n".join(text for _, text in texts(braced))
    docx = letter(targets, braced, Face())
    assert [finding.rule for finding in check_docx(docx)] == [13]
    assert check_docx(docx, typed=typed) == []

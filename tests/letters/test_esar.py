"""The self-assessment report: the form's columns, component headings, sums, digits as given, equal bytes."""

from __future__ import annotations

import pytest
from docx_outline import disorder, outline, sections

from workflow_app.letters.docx.esar import EsarComponent, EsarContent, EsarRow, esar_document
from workflow_app.letters.docx.templates import Face

ROWS = (
    EsarRow("2", "ความสำเร็จในการพัฒนาผลิตภัณฑ์ชุมชน", "20", "", "", "4.5000", "0.9000"),
    EsarRow(
        "2.1", "รายได้ (OTOP)", "10", "1) ประชุม\r\n2) ขับเคลื่อน", "1,070,000,000 บาท & อื่น", "5.0000", "0.5000"
    ),
)
REPORT = EsarContent(
    province="หนองบัวลำภู",
    fiscal_year="2565",
    components=(
        EsarComponent("องค์ประกอบที่ 1 : Performance Base : น้ำหนักร้อยละ 70", ROWS, "70", "3.4000"),
        EsarComponent("องค์ประกอบที่ 2 : Potential Base : น้ำหนักร้อยละ 30", (), "30", "1.5000"),
    ),
    total_weight="100",
    total_weighted="4.9000",
    note="ยื่นเมื่อวันที่ 20 ตุลาคม 2565",
)


def test_the_report_prints_the_form() -> None:
    assert outline(esar_document(REPORT, Face())).splitlines() == [
        "EnclosureHeading| แบบรายงานผลการดำเนินงานตามตัวชี้วัดตามมาตรการปรับปรุงประสิทธิภาพในการปฏิบัติราชการ (e-SAR)",
        "EnclosureHeading| ของจังหวัด ประจำปีงบประมาณ พ.ศ. 2565 จังหวัดหนองบัวลำภู",
        "row| ลำดับ | ชื่อตัวชี้วัด | น้ำหนัก | รายละเอียดค่าเป้าหมาย | ผลการดำเนินงาน | คะแนน | คะแนนถ่วงน้ำหนัก",
        "row| องค์ประกอบที่ 1 : Performance Base : น้ำหนักร้อยละ 70",
        "row| 2 | ความสำเร็จในการพัฒนาผลิตภัณฑ์ชุมชน | 20 |  |  | 4.5000 | 0.9000",
        "row| 2.1 | รายได้ (OTOP) | 10 | 1) ประชุม / 2) ขับเคลื่อน | 1,070,000,000 บาท & อื่น | 5.0000 | 0.5000",
        "row| รวมองค์ประกอบ | 70 |  | 3.4000",
        "row| องค์ประกอบที่ 2 : Potential Base : น้ำหนักร้อยละ 30",
        "row| ไม่มีตัวชี้วัด",
        "row| รวมองค์ประกอบ | 30 |  | 1.5000",
        "row| รวมทั้งสิ้น | 100 |  | 4.9000",
        "LetterPart| ยื่นเมื่อวันที่ 20 ตุลาคม 2565",
        "-- landscape",
    ]


@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH SarabunIT๙"])
def test_equal_reports_are_equal_bytes_in_the_offices_font(font) -> None:
    docx = esar_document(REPORT, Face(font=font))
    assert docx == esar_document(REPORT, Face(font=font))
    assert docx != esar_document(REPORT, Face(font="TH Sarabun New"))
    assert disorder(docx) == []
    assert sections(docx) == ["landscape"]

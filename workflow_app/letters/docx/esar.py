"""The self-assessment report (e-SAR) of a province as a plain table, in the form that provinces file.

Columns: ลำดับ, ชื่อตัวชี้วัด, น้ำหนัก, รายละเอียดค่าเป้าหมาย, ผลการดำเนินงาน, and beside them คะแนน and คะแนนถ่วงน้ำหนัก.
Digits are printed as they are given: the form itself is all Arabic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow_app.letters.docx import ooxml
from workflow_app.letters.docx.ooxml import Column
from workflow_app.letters.docx.package import pack_parts
from workflow_app.letters.docx.skeleton import parts
from workflow_app.letters.docx.templates import Face
from workflow_app.text import clean

TITLE = "แบบรายงานผลการดำเนินงานตามตัวชี้วัดตามมาตรการปรับปรุงประสิทธิภาพในการปฏิบัติราชการ (e-SAR)"
COLUMNS = (
    Column("ลำดับ", 850, centred=True),
    Column("ชื่อตัวชี้วัด", 3420),
    Column("น้ำหนัก", 1000, centred=True),
    Column("รายละเอียดค่าเป้าหมาย", 4000),
    Column("ผลการดำเนินงาน", 3100),
    Column("คะแนน", 1000, centred=True),
    Column("คะแนนถ่วงน้ำหนัก", 1200, centred=True),
)


@dataclass(frozen=True)
class EsarRow:
    """One indicator or child; every figure is a ready string ("10", "4.2500"), line ends make lines in the cell."""

    no: str
    name: str
    weight: str
    target: str
    result: str = ""
    score: str = ""
    weighted: str = ""


@dataclass(frozen=True)
class EsarComponent:
    """A component: its heading as printed, its rows in order, and its sums (over top-level indicators)."""

    heading: str
    rows: tuple[EsarRow, ...]
    weight: str
    weighted: str


@dataclass(frozen=True)
class EsarContent:
    """The report of one province and fiscal year; ``note`` says when and on what it was filed, or is ""."""

    province: str
    fiscal_year: str
    components: tuple[EsarComponent, ...]
    total_weight: str
    total_weighted: str
    note: str = ""


def esar_document(content: EsarContent, face: Face) -> bytes:
    """The report as a docx on landscape pages, the header row repeated. Equal arguments give equal bytes."""
    bold = ooxml.run_properties(font=face.font, bold=True)
    plain = ooxml.run_properties(font=face.font)
    subtitle = f"ของจังหวัด ประจำปีงบประมาณ พ.ศ. {content.fiscal_year} {_province(content.province)}"
    blocks = [_line(text, "EnclosureHeading", bold) for text in (TITLE, subtitle)]
    blocks += [_line("", "LetterLine", plain), ooxml.table(COLUMNS, _rows(content, face))]
    blocks += [_line(content.note, "LetterPart", plain) if content.note else _line("", "SectionEnd", plain)]
    document = "".join(blocks) + ooxml.section(landscape=True)
    return pack_parts(parts(document, font=face.font, title=f"{TITLE} {subtitle}"))


def _province(name: str) -> str:
    return f"จังหวัด{clean(name).removeprefix('จังหวัด')}"


def _line(text: str, style: str, properties: str) -> str:
    return ooxml.paragraph(ooxml.run(clean(text), properties) if text else "", style=style)


def _rows(content: EsarContent, face: Face) -> Iterator[str]:
    plain = ooxml.run_properties(font=face.font, half_points=28)
    bold = ooxml.run_properties(font=face.font, half_points=28, bold=True)
    yield ooxml.row(
        (ooxml.cell([column.name], column.width, bold, jc="center") for column in COLUMNS), header=True
    )
    for component in content.components:
        yield ooxml.row([_wide(component.heading, COLUMNS, bold)])
        yield from (_row(row, plain) for row in component.rows)
        if not component.rows:
            yield ooxml.row([_wide("ไม่มีตัวชี้วัด", COLUMNS, plain, "center")])
        yield _sum("รวมองค์ประกอบ", component.weight, component.weighted, bold)
    yield _sum("รวมทั้งสิ้น", content.total_weight, content.total_weighted, bold)


def _row(row: EsarRow, properties: str) -> str:
    texts = (row.no, row.name, row.weight, row.target, row.result, row.score, row.weighted)
    return ooxml.row(
        (
            ooxml.cell(_lines(text), column.width, properties, jc="center" if column.centred else "")
            for text, column in zip(texts, COLUMNS, strict=True)
        ),
        splits=True,
    )


def _sum(label: str, weight: str, weighted: str, properties: str) -> str:
    """A row of sums: the label over two columns, the weight, a blank over three, the weighted score."""
    return ooxml.row(
        (
            _wide(label, COLUMNS[:2], properties, "right"),
            _wide(weight, COLUMNS[2:3], properties, "center"),
            _wide("", COLUMNS[3:6], properties),
            _wide(weighted, COLUMNS[6:], properties, "center"),
        )
    )


def _wide(text: str, columns: Sequence[Column], properties: str, jc: str = "") -> str:
    total = sum(column.width for column in columns)
    return ooxml.cell(_lines(text), total, properties, span=len(columns), jc=jc)


def _lines(text: str) -> list[str]:
    return [line.replace("\t", " ") for line in clean(text).split("\n")]

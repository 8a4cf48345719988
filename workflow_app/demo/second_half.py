"""March to the close-out: targets to the districts, results, e-SAR, scores."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from workflow_app.demo.correspondence import acknowledge_by_offices, send_letter
from workflow_app.demo.indicators_2565 import ALL, DemoIndicator, leaves
from workflow_app.demo.scan import scan
from workflow_app.demo.stage import Stage
from workflow_app.reports import operations as reports
from workflow_app.reports.models import Report

TOURISM_SELF = {
    "score": Decimal(4),
    "reason": "ได้ร้อยละ 89.56 ของค่าเป้าหมาย ที่ประชุมผู้บริหารของจังหวัดกำหนดคะแนนประเมินตนเอง (สมมติ)",
}
TOURISM_BY_OPDC = {"score": Decimal("3.5"), "reason": "ตามหนังสือแจ้งผลการประเมินของสำนักงาน ก.พ.ร. (สมมติ)"}


def targets_letter(stage: Stage) -> None:
    """The circular with the targets for round 2, to every district; one district works on paper."""
    with stage.at("2022-04-04 09:00"):
        subjects = [("indicator", stage.ids[indicator.key]) for indicator in ALL]
        letter = stage.letter("owner", "targets", stage.ids["cycle"], subjects)
    stage.ids["letter.targets"] = letter
    send_letter(stage, letter, day="2022-04-05", running=None)
    acknowledge_by_offices(stage, letter, day="2022-04-07", number=1120)


def report_results(stage: Stage) -> None:
    """Each leaf's result of the reporting round: entered with evidence, checked by the head, accepted."""
    for leaf in leaves():
        _report(stage, leaf)


def _report(stage: Stage, leaf: DemoIndicator) -> None:
    report = _report_of(stage, stage.ids[leaf.key])
    officer, head = f"{leaf.office}.officer", f"{leaf.office}.head"
    with stage.at("2022-10-05 10:00"):
        with stage.working(officer) as (session, actor):
            reports.save_result(session, actor, report, result=leaf.result, narrative=leaf.narrative)
            paper = scan(f"Evidence, demo copy {leaf.no} {leaf.component}")
            reports.add_file(
                session,
                actor,
                report,
                name="หลักฐานผลการดำเนินงาน.pdf",
                content=paper.content,
                media_type=paper.media_type,
            )
            reports.add_system(
                session, actor, report, name=leaf.source, what=leaf.narrative, seen_on=date(2022, 10, 4)
            )
        stage.step(officer, "report", report, "enter")
    with stage.at("2022-10-07 10:00"):
        stage.step(head, "report", report, "check")
    with stage.at("2022-10-12 10:00"):
        stage.step("owner", "report", report, "accept")


def _report_of(stage: Stage, leaf_id: int) -> int:
    with stage.database.reading() as session:
        return session.scalars(
            select(Report.id).where(Report.indicator_id == leaf_id, Report.months == 12)
        ).one()


def close_out(stage: Stage) -> None:
    """e-SAR filed on ก.พ.ร.'s site, scored on its letters, closed; the year ends."""
    rows = [stage.ids[indicator.key] for indicator in ALL]
    with stage.at("2022-10-25 15:00"):
        stage.step(
            "owner",
            "indicator",
            rows,
            "file_self_assessment",
            filed_on=date(2022, 10, 25),
            reference="e-SAR 2565/39-0001",
            receipt=scan("e-SAR receipt, demo copy"),
            scores={stage.ids["tourism"]: TOURISM_SELF},
        )
    story: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
        ("2022-12-08", "นร 1202/1902", "ตรวจหลักฐานผลการดำเนินงานของจังหวัด", "verify_on_evidence", {}),
        (
            "2023-02-15",
            "นร 1202/ว 2",
            "แจ้งผลการประเมินการปฏิบัติราชการของจังหวัด",
            "score_on_evidence",
            {"scores": {stage.ids["tourism"]: TOURISM_BY_OPDC}},
        ),
    )
    for day, number, subject, action, values in story:
        with stage.at(f"{day} 10:00"):
            entry = stage.incoming(
                "registrar", number=number, dated=day, sender="สำนักงาน ก.พ.ร.", subject=subject
            )
            stage.step("owner", "indicator", rows, action, incoming=entry, **values)
    with stage.at("2023-02-20 10:00"):
        stage.step("owner", "indicator", rows, "close")
        stage.step("owner", "cycle", stage.ids["cycle"], "begin_closing")
        stage.step("owner", "cycle", stage.ids["cycle"], "close")

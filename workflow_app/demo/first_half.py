"""October to February: from the opening of the year to the indicators in force."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.demo.correspondence import acknowledge_by_offices, acknowledge_outside, send_letter
from workflow_app.demo.indicators_2565 import ALL, PROPOSED, DemoIndicator
from workflow_app.demo.stage import Stage, moment
from workflow_app.indicators import operations as indicators
from workflow_app.indicators.models import Indicator
from workflow_app.letters import operations as letters
from workflow_app.letters.models import Letter, LetterSubject
from workflow_app.meetings.models import About, Meeting, MeetingKind
from workflow_app.meetings.operations import add_resolution, new_meeting
from workflow_app.people.rules import Actor
from workflow_app.years.operations import new_cycle

FISCAL_YEAR = 2565


def open_year(stage: Stage) -> None:
    """The framework comes from ก.พ.ร.; the province opens its year; PMQA 4.0 is in it at once."""
    with stage.at("2021-10-04 09:30"):
        stage.ids["letter.framework"] = stage.incoming(
            "registrar",
            number="นร 1202/ว 14",
            dated="2021-09-28",
            sender="สำนักงาน ก.พ.ร.",
            subject=f"กรอบการประเมินตามมาตรการปรับปรุงประสิทธิภาพในการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. {FISCAL_YEAR}",
        )
        stage.ids["cycle"] = stage.first_step(
            "owner", "cycle", "open", lambda session, actor: new_cycle(session, actor, FISCAL_YEAR)
        )
    with stage.database.reading() as session:
        stage.ids["pmqa"] = session.scalars(select(Indicator.id).where(Indicator.compulsory)).one()


def propose(stage: Stage) -> None:
    """Each office proposes, with three to five past years and its judgement of ability."""
    with stage.at("2021-10-11 10:00"):
        for indicator in PROPOSED:
            _propose(stage, indicator)


def _propose(stage: Stage, indicator: DemoIndicator) -> None:
    account = f"{indicator.office}.officer"

    def make(session: Session, actor: Actor) -> Indicator:
        row = indicators.new_indicator(
            session,
            actor,
            cycle_id=stage.ids["cycle"],
            component_no=indicator.component,
            name=indicator.name,
            unit=indicator.unit,
        )
        years = [(year, Decimal(value), "") for year, value in indicator.past]
        indicators.set_baselines(session, actor, row.id, years)
        indicators.edit(session, actor, row.id, seen=None, ability=indicator.ability)
        return row

    stage.ids[indicator.key] = stage.first_step(account, "indicator", "propose", make)
    with stage.working(account) as (session, actor):
        for child in indicator.children:
            office_id = stage.ids[f"office.{child.office}"]
            row = indicators.add_child(
                session,
                actor,
                stage.ids[indicator.key],
                name=child.name,
                unit=child.unit,
                office_id=office_id,
            )
            stage.ids[child.key] = row.id


def _plan(stage: Stage, kind: MeetingKind, title: str, starts_at: str, place: str) -> int:
    """The id of a meeting that the secretary plans."""

    def make(session: Session, actor: Actor) -> Meeting:
        return new_meeting(
            session,
            actor,
            cycle_id=stage.ids["cycle"],
            kind=kind,
            title=title,
            starts_at=moment(starts_at),
            place=place,
        )

    return stage.first_step("secretary", "meeting", "plan", make)


def selection_meeting(stage: Stage) -> None:
    """The meeting is planned, held, and resolves; the proposals are selected by its resolution."""
    with stage.at("2021-10-14 13:00"):
        stage.ids["selection"] = _plan(
            stage,
            MeetingKind.SELECTION,
            "ประชุมคัดเลือกตัวชี้วัด ครั้งที่ 1/2565",
            "2021-10-25 09:00",
            "ห้องประชุมศาลากลางจังหวัดหนองบัวลำภู ชั้น 2",
        )
    with stage.at("2021-10-25 16:00"):
        stage.step("secretary", "meeting", stage.ids["selection"], "hold")
        with stage.working("secretary") as (session, actor):
            for text, about, key in _selection_resolutions():
                resolution = add_resolution(
                    session,
                    actor,
                    stage.ids["selection"],
                    text=text,
                    about=about,
                    indicator_id=stage.ids[key] if key else None,
                )
                stage.ids.setdefault("resolution.selection", resolution.id)
    with stage.at("2021-10-25 16:30"):
        chosen = [stage.ids[indicator.key] for indicator in PROPOSED]
        stage.step("secretary", "indicator", chosen, "select", resolution=stage.ids["resolution.selection"])


def _selection_resolutions() -> list[tuple[str, About, str]]:
    return [
        (
            "คัดเลือกตัวชี้วัดองค์ประกอบที่ 1 การประเมินประสิทธิผลการดำเนินงาน (Performance Base) จำนวน 4 ตัวชี้วัด "
            "และองค์ประกอบที่ 2 การประเมินศักยภาพในการดำเนินงาน (Potential Base) จำนวน 2 ตัวชี้วัด",
            About.ALL,
            "",
        ),
        (
            "ตัวชี้วัดการประเมินสถานะของหน่วยงานในการเป็นระบบราชการ 4.0 (PMQA 4.0) เป็นตัวชี้วัดภาคบังคับจากสำนักงาน ก.พ.ร.",
            About.INDICATOR,
            "pmqa",
        ),
        ("ให้ทุกส่วนราชการพัฒนาระบบข้อมูลให้เป็นดิจิทัลเพื่อนำไปสู่การเปิดเผยข้อมูลภาครัฐ", About.ALL, ""),
    ]


def resolutions_letter(stage: Stage) -> None:
    """The circular with the resolutions, to every office concerned; each receives and acknowledges it."""
    with stage.at("2021-10-26 09:00"):
        subjects = [
            ("meeting", stage.ids["selection"]),
            *(("indicator", stage.ids[one.key]) for one in PROPOSED),
        ]
        letter = stage.letter("owner", "resolutions", stage.ids["cycle"], subjects)
    stage.ids["letter.resolutions"] = letter
    send_letter(stage, letter, day="2021-10-27", running=None)
    acknowledge_by_offices(stage, letter, day="2021-10-29", number=2101)


def write_sheets(stage: Stage) -> None:
    """Details sheets: the office writes, the process owner sets numbers and weights, the head sends them on."""
    with stage.at("2021-11-08 09:00"):
        for indicator in ALL:
            stage.step(f"{indicator.office}.officer", "indicator", stage.ids[indicator.key], "begin_drafting")
            for one in (indicator, *indicator.children):
                _write_sheet(stage, one, writer=indicator.office)
        with stage.working("owner") as (session, actor):
            for indicator in ALL:
                for one in (indicator, *indicator.children):
                    indicators.edit(
                        session, actor, stage.ids[one.key], seen=None, no=one.no, weight=Decimal(one.weight)
                    )
    with stage.at("2021-11-22 14:00"):
        for indicator in ALL:
            stage.step(
                f"{indicator.office}.head", "indicator", stage.ids[indicator.key], "to_province_review"
            )


def _write_sheet(stage: Stage, one: DemoIndicator, *, writer: str) -> None:
    with stage.working(f"{writer}.officer") as (session, actor):
        indicators.edit(
            session,
            actor,
            stage.ids[one.key],
            seen=None,
            unit=one.unit,
            definition=one.definition,
            target_text=one.target,
            data_source=one.source,
            evidence_demanded=one.evidence,
        )
        if one.criterion is not None:
            indicators.set_criterion(session, actor, stage.ids[one.key], one.criterion)


def province_review(stage: Stage) -> None:
    """The province's committee finds 70 and 30 and endorses; the letter to ก.พ.ร. is drafted by that."""
    with stage.at("2021-11-24 10:00"):
        stage.ids["committee"] = _plan(
            stage,
            MeetingKind.COMMITTEE,
            "ประชุมคณะกรรมการพิจารณาตัวชี้วัดของจังหวัด ครั้งที่ 1/2565",
            "2021-11-29 13:30",
            "ห้องประชุมศาลากลางจังหวัดหนองบัวลำภู ชั้น 4",
        )
    with stage.at("2021-11-29 16:30"):
        stage.step("secretary", "meeting", stage.ids["committee"], "hold")
        with stage.working("secretary") as (session, actor):
            stage.ids["resolution.committee"] = add_resolution(
                session,
                actor,
                stage.ids["committee"],
                text="เห็นชอบ (ร่าง) ตัวชี้วัดของจังหวัด น้ำหนักองค์ประกอบที่ 1 ร้อยละ 70 และองค์ประกอบที่ 2 ร้อยละ 30",
                about=About.ALL,
            ).id
        rows = [stage.ids[indicator.key] for indicator in ALL]
        stage.step("secretary", "indicator", rows, "endorse", resolution=stage.ids["resolution.committee"])
    stage.ids["letter.drafts"] = _letter_about(stage, stage.ids["pmqa"])


def _letter_about(stage: Stage, indicator_id: int) -> int:
    with stage.database.reading() as session:
        query = (
            select(Letter.id)
            .join(LetterSubject, LetterSubject.letter_id == Letter.id)
            .where(LetterSubject.kind == "indicator", LetterSubject.record_id == indicator_id)
        )
        return session.scalars(query.where(Letter.kind == "drafts_submission")).one()


def submission_letter(stage: Stage) -> None:
    """The letter to ก.พ.ร. cites its framework letter; its dispatch sends all six indicators."""
    letter = stage.ids["letter.drafts"]
    with stage.at("2021-11-30 09:00"), stage.working("secretary") as (session, actor):
        row = letters.editable(session, actor, letter)
        reference = {
            "agency": "สำนักงาน ก.พ.ร.",
            "urgency": "",
            "number": "นร 1202/ว 14",
            "date": "2021-09-28",
        }
        body = [
            f"ตามหนังสือที่อ้างถึง สำนักงาน ก.พ.ร. ได้แจ้งกรอบการประเมินตามมาตรการปรับปรุงประสิทธิภาพในการปฏิบัติราชการ "
            f"ประจำปีงบประมาณ พ.ศ. {FISCAL_YEAR} ความละเอียดแจ้งแล้ว นั้น",
            *row.content["body"][1:],
        ]
        letters.edit(
            session, actor, letter, seen=row.version, changes={"references": [reference], "body": body}
        )
    send_letter(stage, letter, day="2021-12-01", running=8412, drafter="secretary")
    acknowledge_outside(stage, letter, day="2021-12-07")


def review_by_opdc(stage: Stage) -> None:
    """ก.พ.ร. works outside the system: each of its steps is entered on its letter."""
    rows = [stage.ids[indicator.key] for indicator in ALL]
    story = (
        ("2021-12-15", "นร 1202/1871", "รับ (ร่าง) ตัวชี้วัดไว้วิเคราะห์", ("analyse_on_evidence",)),
        (
            "2022-01-12",
            "นร 1202/58",
            "นำเสนอคณะกรรมการกำกับการประเมินผลการปฏิบัติราชการของจังหวัด",
            ("to_oversight_on_evidence",),
        ),
        ("2022-01-26", "นร 1202/131", "นำเสนอ อ.ก.พ.ร. ติดตาม", ("to_subcommission_on_evidence",)),
        (
            "2022-02-15",
            "นร 1202/ว 3",
            "แจ้งผลการพิจารณาตัวชี้วัดของจังหวัด",
            ("approve_on_evidence", "notify_on_evidence"),
        ),
    )
    for day, number, subject, actions in story:
        with stage.at(f"{day} 10:00"):
            entry = stage.incoming(
                "registrar", number=number, dated=day, sender="สำนักงาน ก.พ.ร.", subject=subject
            )
            for action in actions:
                stage.step("owner", "indicator", rows, action, incoming=entry)

"""Reports of results: the list of a year, one report, its result and its evidence."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import HiddenField

from workflow_app import files
from workflow_app.errors import Invalid, Refused, Stale
from workflow_app.history.queries import told
from workflow_app.indicators.models import Indicator
from workflow_app.people.rules import Role
from workflow_app.reports import operations, queries
from workflow_app.reports.models import Report
from workflow_app.scoring.words import criterion_words
from workflow_app.states.vocabulary import ReportState
from workflow_app.uploads import ALL_KINDS
from workflow_app.web.downloads import download
from workflow_app.web.forms import Day, Form, Line, Text, form_errors, version_seen
from workflow_app.web.navigation import YEAR_READERS
from workflow_app.web.old_form import explained
from workflow_app.web.request import access, actor, reading, say, see_other, writing
from workflow_app.web.result_form import result_form, result_of
from workflow_app.web.step_scores import LeafScore, rule_score
from workflow_app.web.steps import buttons
from workflow_app.web.uploaded import uploaded
from workflow_app.years import queries as years
from workflow_app.years.models import Cycle, Framework

bp = Blueprint("reports", __name__)

OFFICERS = frozenset({Role.OFFICE_OFFICER})


class FileForm(Form):
    """Evidence that is a file."""

    file = FileField("ไฟล์หลักฐาน")


class SystemForm(Form):
    """Evidence that stands in another system."""

    name = Line("ชื่อระบบ", most=300, needed=True)
    what = Text("สิ่งที่เห็นในระบบ", most=2000, needed=True, render_kw={"rows": 2})
    seen_on = Day("วันที่ดู", needed=True)


class EvidenceForm(Form):
    """Only the token: the address says which piece of evidence goes."""

    version = HiddenField()


@bp.get("/cycles/<int:cycle_id>/reports")
@access(YEAR_READERS)
def index(cycle_id: int) -> ResponseReturnValue:
    """The reports of a year that the person sees."""
    with reading() as session:
        cycle = years.seen_cycle(session, actor(), cycle_id)
        found = queries.reports_of_year(session, actor(), cycle.id)
        names = years.office_names(session, {report.responsible_office_id for report, _leaf in found})
    return render_template("reports/index.html", cycle=cycle, found=found, names=names)


@bp.get("/reports/<int:report_id>")
@access(YEAR_READERS)
def show(report_id: int) -> ResponseReturnValue:
    """One report, with forms for whoever may write it now."""
    return _page(report_id, status=200)


@bp.post("/reports/<int:report_id>/result")
@access(OFFICERS)
def save(report_id: int) -> ResponseReturnValue:
    """Keep the result; it is sent on by a step."""
    report, leaf = _report(report_id)
    form = result_form(leaf, report)
    status = 422
    if form.validate():
        try:
            with writing() as session:
                operations.save_result(
                    session,
                    actor(),
                    report_id,
                    result=result_of(leaf, form),
                    narrative=form.narrative.data or "",
                    seen=version_seen(form),
                )
            say("บันทึกผลแล้ว")
            return see_other("reports.show", report_id=report_id)
        except (Invalid, Refused, Stale) as error:
            form_errors(form, explained(form, "report", report, error))
            status = error.status
    return _page(report_id, status=status, result=form)


@bp.post("/reports/<int:report_id>/evidence/file")
@access(OFFICERS)
def add_file(report_id: int) -> ResponseReturnValue:
    """Add evidence that is a file, checked by its content."""
    _report(report_id)
    form = FileForm()
    try:
        given = uploaded(form.file.data, ALL_KINDS, "file")
        if given is None:
            raise Invalid({"file": "ต้องเลือกไฟล์"})
        with writing() as session:
            operations.add_file(
                session,
                actor(),
                report_id,
                name=given.name,
                content=given.content,
                media_type=given.media_type,
            )
    except (Invalid, Refused) as error:
        form.validate()
        form_errors(form, error)
        return _page(report_id, status=error.status, file=form)
    say("แนบหลักฐานแล้ว")
    return see_other("reports.show", report_id=report_id)


@bp.post("/reports/<int:report_id>/evidence/system")
@access(OFFICERS)
def add_system(report_id: int) -> ResponseReturnValue:
    """Add evidence that stands in another system."""
    _report(report_id)
    form = SystemForm()
    status = 422
    if form.validate():
        try:
            with writing() as session:
                operations.add_system(
                    session,
                    actor(),
                    report_id,
                    name=form.name.data or "",
                    what=form.what.data or "",
                    seen_on=form.seen_on.data,
                )
            say("บันทึกหลักฐานแล้ว")
            return see_other("reports.show", report_id=report_id)
        except (Invalid, Refused) as error:
            form_errors(form, error)
            status = error.status
    return _page(report_id, status=status, system=form)


@bp.post("/reports/<int:report_id>/evidence/<int:evidence_id>/remove")
@access(OFFICERS)
def remove(report_id: int, evidence_id: int) -> ResponseReturnValue:
    """Take a piece of evidence out of an open report."""
    with writing() as session:
        operations.remove_evidence(session, actor(), report_id, evidence_id)
    say("นำหลักฐานออกแล้ว")
    return see_other("reports.show", report_id=report_id)


@bp.get("/reports/<int:report_id>/evidence/<int:evidence_id>")
@access(YEAR_READERS)
def evidence(report_id: int, evidence_id: int) -> ResponseReturnValue:
    """The bytes of evidence that is a file."""
    with reading() as session:
        found = queries.evidence_file(session, actor(), report_id, evidence_id)
        content, media_type = files.read(session, found.file_id or 0)
    return download(content, media_type, found.name)


def _report(report_id: int) -> tuple[Report, Indicator]:
    with reading() as session:
        return queries.seen_report(session, actor(), report_id)


def _page(report_id: int, *, status: int, **forms: Any) -> ResponseReturnValue:
    with reading() as session:
        report, leaf = queries.seen_report(session, actor(), report_id)
        why_not = operations.why_not_write(report, actor())
        page = render_template(
            "reports/show.html",
            report=report,
            leaf=leaf,
            cycle=years.seen_cycle(session, actor(), leaf.cycle_id),
            office=years.office_names(session, {report.responsible_office_id})[report.responsible_office_id],
            criterion=criterion_words(leaf.criterion, leaf.unit),
            evidence=queries.evidence_of(session, report),
            others=queries.other_rounds(session, actor(), report),
            why_not=why_not,
            tried=_tried(session, report, leaf),
            most_mb=current_app.extensions["settings"].max_upload_mb,
            sent=bool(forms),
            result=forms.get("result") or result_form(leaf, report, fresh=True),
            file=forms.get("file") or FileForm(formdata=None),
            system=forms.get("system") or SystemForm(formdata=None),
            buttons=buttons(session, "report", report, actor()),
            history=told(session, "report", [report.id], ReportState),
        )
    return page, status


def _tried(session: Session, report: Report, leaf: Indicator) -> LeafScore | None:
    """What the rule gives for the result as saved; None before a result is saved."""
    if report.result is None:
        return None
    framework = session.get_one(Framework, session.get_one(Cycle, leaf.cycle_id).framework_id)
    return rule_score(framework, leaf, report.result)

"""Jobs behind the pages, for those who keep the installation running: what waits, what failed and why, do it again."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from workflow_app.errors import NotFound, Refused
from workflow_app.jobs import outbox, queries
from workflow_app.jobs.models import JobStatus
from workflow_app.letters.queries import seen_subjects
from workflow_app.people.rules import Role
from workflow_app.web.request import access, actor, argument, reading, say, see_other, writing

bp = Blueprint("jobs", __name__, url_prefix="/jobs")

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROCESS_OWNER})


@bp.get("")
@access(KEEPERS)
def index() -> ResponseReturnValue:
    """Jobs of the province, the newest first. A letter's subject is told only to those who may see the letter."""
    statuses = [status for status in JobStatus if status == argument("status")] or list(JobStatus)
    with reading() as session:
        lines = queries.listing(session, actor().province_id, statuses)
        counts = queries.counts(session, actor().province_id)
        ids = [line.record_id for line in lines if line.record_id is not None]
        subjects = seen_subjects(session, actor(), ids)
    return render_template(
        "jobs/index.html", lines=lines, counts=counts, subjects=subjects, chosen=argument("status")
    )


@bp.post("/<int:job_id>/retry")
@access(KEEPERS)
def retry(job_id: int) -> ResponseReturnValue:
    """Do a failed job again."""
    with writing() as session:
        job = queries.find(session, actor().province_id, job_id)
        if job is None:
            raise NotFound
        if not job.can_retry:
            raise Refused([f"ลองใหม่ได้เฉพาะงานที่ไม่สำเร็จ งานนี้{job.status.label}"])
        outbox.again(session, job_id)
    say("สั่งให้ทำงานนี้ใหม่แล้ว")
    return see_other("jobs.index")

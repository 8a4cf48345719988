"""Moving the clock of a demo database on, so that a year can be carried in one sitting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.calendar.models import ClockJump
from workflow_app.errors import Invalid
from workflow_app.history.record import record
from workflow_app.people.models import SignIn
from workflow_app.people.rules import Actor
from workflow_app.thai import BANGKOK, date_out

#: The office opens at this hour on the day that the clock is moved to.
MORNING = time(8, 30)


def jump_to(session: Session, actor: Actor, day: date | None) -> timedelta:
    """Move the demo's clock on to the morning of ``day``; returns by how much.

    Everybody who is signed in stays so. :raises Invalid: no day, or one that is not after today.
    """
    if day is None:
        raise Invalid({"day": "โปรดกรอกวันที่ที่จะข้ามไป"})
    moment = datetime.combine(day, MORNING, BANGKOK)
    by = moment - clock.now()
    if by <= timedelta():
        raise Invalid({"day": f"ข้ามได้เฉพาะไปข้างหน้า วันนี้ของระบบคือ {date_out(clock.today())}"})
    row = session.scalar(select(ClockJump).with_for_update())
    if row is None:
        session.add(ClockJump(id=1, seconds=round(by.total_seconds())))
    else:
        row.seconds += round(by.total_seconds())
    for sign_in in session.scalars(select(SignIn).where(SignIn.ended.is_(None))):
        sign_in.expires += by
    record(
        session,
        chain_id=actor.chain_id,
        actor=actor,
        kind="clock",
        record_id=1,
        record_name="นาฬิกาของระบบสาธิต",
        action="jump",
        label=f"ข้ามไปวันที่ {date_out(day)}",
    )
    return by

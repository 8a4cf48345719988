"""What a person may see of each kind, as SQL: pages, files, exports, steps and jobs all ask here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import aliased

from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, LetterCheck, Recipient
from workflow_app.meetings.models import Meeting
from workflow_app.people.rules import Actor, Role
from workflow_app.reports.models import Report
from workflow_app.states.vocabulary import IndicatorState, LetterState, RecipientState
from workflow_app.years.models import Cycle

Condition = ColumnElement[bool]

#: Roles that work for the whole province: they see every office's indicators and reports there.
PROVINCE_WIDE = (Role.PROCESS_OWNER, Role.COMMITTEE_SECRETARY)
#: Roles of one line office: they see what their office answers for.
OFFICE_ROLES = (Role.OFFICE_OFFICER, Role.OFFICE_HEAD)
#: Roles under which letters are checked and signed (the table of letters asks for one of them).
CHECKING = (Role.CHECKER, Role.OFFICE_HEAD, Role.PROCESS_OWNER, Role.SIGNER)
OPDC_ROLES = (Role.OPDC_OFFICER, Role.OPDC_HEAD, Role.COMMITTEE_SECRETARY)

#: Before the province sends it, a draft is nobody's business but the province's.
BEFORE_SUBMISSION = (
    IndicatorState.NEW,
    IndicatorState.PROPOSED,
    IndicatorState.SELECTED,
    IndicatorState.FALLBACK,
    IndicatorState.NOT_SELECTED,
    IndicatorState.DRAFTING,
    IndicatorState.FALLBACK_DRAFTING,
    IndicatorState.PREPARED,
    IndicatorState.PROVINCE_REVIEW,
    IndicatorState.READY,
)
SENT = (LetterState.DISPATCHED, LetterState.COMPLETED)
_child = aliased(Indicator)
_parent = aliased(Indicator)


def indicators(actor: Actor) -> Condition:
    """Own province's for those who work for it, own office's for line offices, submitted ones for ก.พ.ร."""
    if actor.office_kind == "opdc":
        return _submitted() if actor.role in OPDC_ROLES else false()
    if actor.role in PROVINCE_WIDE:
        return Indicator.province_id == actor.province_id
    if actor.role in OFFICE_ROLES:
        return _answered_for_by(actor.office_id)
    if actor.role is Role.HOST_AGENCY:
        return and_(Indicator.host_office_id == actor.office_id, _submitted())
    return false()


def _submitted() -> Condition:
    """Sent to ก.พ.ร. at least once; a child's own state never moves, so its parent's tells."""
    sent_tops = select(_parent.id).where(_parent.state.not_in(BEFORE_SUBMISSION))
    return or_(Indicator.state.not_in(BEFORE_SUBMISSION), Indicator.parent_id.in_(sent_tops))


def _answered_for_by(office_id: int) -> Condition:
    """Its own indicators, the parent of a leaf of its own, and the other leaves of its own parent."""
    own_leaf = select(_child.parent_id).where(
        _child.responsible_office_id == office_id, _child.parent_id.is_not(None)
    )
    own_parent = select(_parent.id).where(_parent.responsible_office_id == office_id)
    return or_(
        Indicator.responsible_office_id == office_id,
        Indicator.id.in_(own_leaf),
        Indicator.parent_id.in_(own_parent),
    )


def reports(actor: Actor) -> Condition:
    """Reports of the leaves that the person may see, by the columns of the report itself."""
    if actor.role in PROVINCE_WIDE and actor.office_kind != "opdc":
        return Report.province_id == actor.province_id
    if actor.role in OFFICE_ROLES:
        return Report.responsible_office_id == actor.office_id
    if actor.office_kind == "opdc" and actor.role in OPDC_ROLES:
        return Report.state == "accepted"
    return false()


def letters(actor: Actor) -> Condition:
    """Letters that the office drafts or numbers, that wait for the person or passed by, or that it received."""
    if actor.role is Role.ADMINISTRATOR:
        return false()
    ways: list[Condition] = [
        passing_by(actor),
        and_(Letter.state.in_(SENT), Letter.id.in_(received_letter_ids(actor))),
    ]
    if actor.role in (Role.PROCESS_OWNER, Role.COMMITTEE_SECRETARY, *OFFICE_ROLES):
        ways.append(Letter.drafter_office_id == actor.office_id)
    if actor.role is Role.PROCESS_OWNER:
        ways.append(Letter.province_id == actor.province_id)
    if actor.role is Role.REGISTRAR:
        ways.append(Letter.register_office_id == actor.office_id)
    return or_(*ways)


def passing_by(actor: Actor) -> Condition:
    """Letters of the own province that wait for the person or have the person on their route or as signer.

    Only under a posting that checks or signs: who also has another one sees nothing of them under that.
    """
    if actor.role not in CHECKING:
        return false()
    on_route = select(LetterCheck.letter_id).where(LetterCheck.person_id == actor.person_id)
    personal = or_(
        Letter.waiting_person_id == actor.person_id,
        Letter.signer_person_id == actor.person_id,
        Letter.id.in_(on_route),
    )
    return and_(Letter.province_id == actor.province_id, personal)


def told_states(actor: Actor) -> Collection[IndicatorState]:
    """The states whose steps are told of an indicator: for ก.พ.ร. and host agencies those since it was sent.

    Empty: all of its history. What the province did and wrote among itself before is its own business.
    """
    if actor.office_kind != "opdc" and actor.role is not Role.HOST_AGENCY:
        return ()
    return [state for state in IndicatorState if state not in BEFORE_SUBMISSION]


def received_letter_ids(actor: Actor) -> Any:
    """The ids of letters that came to the person's office."""
    return select(Recipient.letter_id).where(
        Recipient.office_id == actor.office_id, Recipient.state != RecipientState.WAITING
    )


def recipients(actor: Actor) -> Condition:
    """What came to the own office, and every recipient of a letter that the own office sends."""
    if actor.role is Role.ADMINISTRATOR:
        return false()
    came = and_(Recipient.office_id == actor.office_id, Recipient.state != RecipientState.WAITING)
    if actor.role in (Role.PROCESS_OWNER, Role.COMMITTEE_SECRETARY, Role.REGISTRAR, *OFFICE_ROLES):
        return or_(came, Recipient.letter_id.in_(_sent_letter_ids(actor)))
    return came


def _sent_letter_ids(actor: Actor) -> Any:
    sending = Letter.register_office_id if actor.role is Role.REGISTRAR else Letter.drafter_office_id
    condition: Condition = sending == actor.office_id
    if actor.role is Role.PROCESS_OWNER:
        condition = or_(condition, Letter.province_id == actor.province_id)
    return select(Letter.id).where(condition)


def meetings(actor: Actor) -> Condition:
    """Meetings of the own province, for those who take part in the year there."""
    if actor.role in (*PROVINCE_WIDE, *OFFICE_ROLES) and actor.province_id is not None:
        return Meeting.province_id == actor.province_id
    return false()


def cycles(actor: Actor) -> Condition:
    """The own province's years; ก.พ.ร. sees all."""
    if actor.office_kind == "opdc" and actor.role in OPDC_ROLES:
        return Cycle.id.is_not(None)
    if actor.role in (*PROVINCE_WIDE, *OFFICE_ROLES) and actor.province_id is not None:
        return Cycle.province_id == actor.province_id
    return false()


VISIBLE: dict[str, Callable[[Actor], Condition]] = {
    "cycle": cycles,
    "meeting": meetings,
    "indicator": indicators,
    "report": reports,
    "letter": letters,
    "recipient": recipients,
}

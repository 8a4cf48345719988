"""A letter's way from draft to its last acknowledgement, as every letter of the demo goes it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from workflow_app.demo import cast
from workflow_app.demo.scan import scan
from workflow_app.demo.stage import Stage
from workflow_app.letters.models import Recipient
from workflow_app.people.rules import Role

GOVERNOR = next(account for account in cast.PLAYED.accounts if account.role is Role.SIGNER)


def send_letter(stage: Stage, letter: int, *, day: str, running: int | None, drafter: str = "owner") -> None:
    """Checked by a route of two, signed on paper, numbered (``running`` from the central registry), dispatched."""
    when = date.fromisoformat(day)
    with stage.at(f"{day} 09:00"):
        stage.step(drafter, "letter", letter, "send_to_check")
        stage.step("checker", "letter", letter, "pass_check", "ตรวจถ้อยคำและรูปแบบแล้ว")
        stage.step("chief.checker", "letter", letter, "pass_check")
    with stage.at(f"{day} 13:00"):
        stage.step(
            "registrar",
            "letter",
            letter,
            "sign_on_paper",
            signed_by=GOVERNOR.name,
            signed_position=GOVERNOR.position,
            capacity="self",
            signed_on=when,
        )
    with stage.at(f"{day} 14:00"):
        stage.step("registrar", "letter", letter, "number", dated=when, running=running)
        stage.step(
            "registrar",
            "letter",
            letter,
            "dispatch",
            scan=scan(f"Signed letter, demo copy {letter} of {day}"),
        )


def acknowledge_by_offices(stage: Stage, letter: int, *, day: str, number: int) -> None:
    """Every recipient with an account takes it in under its own number, and its head acknowledges."""
    by_office = {stage.ids[f"office.{account.office}"]: account for account in _heads()}
    for place, (recipient, office) in enumerate(_recipients(stage, letter)):
        account = by_office.get(office)
        if account is None:
            _outside(stage, recipient, day)
            continue
        with stage.at(f"{day} 10:{place:02d}"):
            stage.step(
                account.username,
                "recipient",
                recipient,
                "receive",
                own_number=str(number + place),
                received_on=date.fromisoformat(day),
            )
            stage.step(account.username, "recipient", recipient, "acknowledge")


def acknowledge_outside(stage: Stage, letter: int, *, day: str) -> None:
    """Recipients outside the system: the sender enters what is known of their receipt."""
    for recipient, _office in _recipients(stage, letter):
        _outside(stage, recipient, day)


def _outside(stage: Stage, recipient: int, day: str) -> None:
    with stage.at(f"{day} 15:00"):
        how = "โทรศัพท์ยืนยันกับงานสารบรรณของผู้รับ"
        received = date.fromisoformat(day)
        stage.step("owner", "recipient", recipient, "receive_for", received_on=received, how=how)
        stage.step("owner", "recipient", recipient, "acknowledge_for", how=how)


def _heads() -> list[cast.Account]:
    return [
        account for account in cast.PLAYED.accounts if account.role in (Role.OFFICE_HEAD, Role.DISTRICT_CHIEF)
    ]


def _recipients(stage: Stage, letter: int) -> list[tuple[int, int]]:
    with stage.database.reading() as session:
        query = select(Recipient.id, Recipient.office_id).where(Recipient.letter_id == letter)
        return [(row, office or 0) for row, office in session.execute(query.order_by(Recipient.position))]

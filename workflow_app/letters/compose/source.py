"""What every composer starts from, and the parts that all letters share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow_app.offices.models import Office
from workflow_app.people.models import Person, Posting
from workflow_app.years.models import Cycle, Framework


@dataclass(frozen=True)
class Source:
    """The rows behind a letter."""

    cycle: Cycle
    framework: Framework
    province: Office
    #: The office in charge (foot of the letter) and the one whose code and letterhead it carries.
    drafter: Office
    issuer: Office
    signer: tuple[Person, Posting] | None
    subjects: Sequence[tuple[str, int]]
    recipients: Sequence[str]


def frame(source: Source, *, circular: bool, urgency: str = "") -> dict[str, Any]:
    """Number without its running part, letterhead, signature and foot: what the records say of any letter."""
    return {
        "urgency": urgency,
        "circular": circular,
        "number": {
            "letters": source.issuer.letter_letters,
            "owner": source.issuer.letter_owner,
            "unit": source.issuer.letter_unit,
            "running": None,
        },
        "place": list(source.issuer.place or source.province.place),
        "date": None,
        "references": [],
        "enclosures": [],
        "signature": _signature(source),
        "owner": _owner(source),
        "copies": [],
        "recipients": list(source.recipients),
        "annex": None,
    }


def year_words(source: Source) -> str:
    """ประจำปีงบประมาณ พ.ศ. 2565."""
    return f"ประจำปีงบประมาณ พ.ศ. {source.cycle.fiscal_year}"


def province_name(source: Source) -> str:
    """จังหวัดหนองบัวลำภู, once, however the office is called."""
    name = source.province.name
    return name if name.startswith("จังหวัด") else f"จังหวัด{name}"


def component_heading(component: dict[str, Any]) -> str:
    """As document 000 prints it."""
    return (
        f"องค์ประกอบที่ {component['no']} : {component['name']} ({component['english']}) : "
        f"น้ำหนักร้อยละ {component['weight']}"
    )


def _signature(source: Source) -> dict[str, str]:
    """The holder of the governor's post signs as himself; any other signer for the governor, by delegation."""
    governor = f"ผู้ว่าราชการ{province_name(source)}"
    if source.signer is None:
        return {"name": "", "position": governor, "capacity": "self", "principal": "", "order": ""}
    person, posting = source.signer
    if posting.position == governor:
        return {"name": person.name, "position": governor, "capacity": "self", "principal": "", "order": ""}
    return {
        "name": person.name,
        "position": posting.position,
        "capacity": "act_for",
        "principal": governor,
        "order": "",
    }


def _owner(source: Source) -> dict[str, Any]:
    drafter = source.drafter
    office, _, unit = drafter.name.partition(" กลุ่มงาน")
    return {
        "office": office,
        "unit": f"กลุ่มงาน{unit}" if unit else "",
        "phones": [drafter.phones] if drafter.phones else [],
        "email": drafter.email,
    }

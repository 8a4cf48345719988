"""Which role may be held in which kind of office, and when a posting counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from workflow_app.people.rules import Role

OPDC, PROVINCE, PROVINCIAL_OFFICE = "opdc", "province", "provincial_office"
DISTRICT, DISTRICT_OFFICE, CENTRAL = "district", "district_office", "central"
ALL_KINDS = (OPDC, PROVINCE, PROVINCIAL_OFFICE, DISTRICT, DISTRICT_OFFICE, CENTRAL)

#: The kinds of office (values of OfficeKind) in which a role can be held.
SEATS: dict[Role, tuple[str, ...]] = {
    Role.OFFICE_OFFICER: (PROVINCIAL_OFFICE, PROVINCE),
    Role.OFFICE_HEAD: (PROVINCIAL_OFFICE, PROVINCE),
    Role.PROCESS_OWNER: (PROVINCIAL_OFFICE, PROVINCE),
    Role.CHECKER: ALL_KINDS,
    Role.SIGNER: ALL_KINDS,
    Role.REGISTRAR: ALL_KINDS,
    Role.DISTRICT_CHIEF: (DISTRICT,),
    Role.DISTRICT_OFFICER: (DISTRICT, DISTRICT_OFFICE),
    Role.COMMITTEE_SECRETARY: (PROVINCIAL_OFFICE, PROVINCE, OPDC),
    Role.OPDC_OFFICER: (OPDC,),
    Role.OPDC_HEAD: (OPDC,),
    Role.HOST_AGENCY: (CENTRAL,),
    Role.ADMINISTRATOR: (PROVINCIAL_OFFICE, PROVINCE, OPDC),
}


def fits(role: Role, office_kind: str) -> bool:
    """True when ``role`` can be held in an office of that kind (a value of OfficeKind)."""
    return office_kind in SEATS.get(role, ())


def roles_in(office_kinds: Collection[str]) -> tuple[Role, ...]:
    """The roles that can be held in offices of these kinds, in the order of the list of roles."""
    return tuple(role for role, kinds in SEATS.items() if set(kinds) & set(office_kinds))


def is_current(starts: date, ends: date | None, day: date) -> bool:
    """True when a posting from ``starts`` to ``ends`` (both included, None = open) counts on ``day``."""
    return starts <= day and (ends is None or day <= ends)


def role_named(words: str) -> Role | None:
    """The role that a person means by its Thai name or its code; None for neither."""
    wanted = words.strip().lower()
    for role in SEATS:
        if wanted in (role.label, role.value):
            return role
    return None

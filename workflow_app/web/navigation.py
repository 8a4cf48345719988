"""The bar at the top: what it lists, to whom, and which page is home."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_login import current_user

from workflow_app import clock, thai
from workflow_app.people.rules import POSTING_ROLES, Role


@dataclass(frozen=True)
class Item:
    """A link of the bar: drawn when its endpoint exists and the acting role is among ``roles``."""

    label: str
    endpoint: str
    roles: frozenset[Role]


#: The administrator keeps offices and people, and reads no letters and no results.
WORKING = frozenset(POSTING_ROLES) - {Role.ADMINISTRATOR}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
#: Roles that receive letters and write none.
RECEIVING = frozenset({Role.DISTRICT_CHIEF, Role.DISTRICT_OFFICER, Role.HOST_AGENCY, Role.OPDC_OFFICER})
#: Roles that see a year: those who work on it, and ก.พ.ร. once it was submitted.
YEAR_READERS = frozenset(
    {
        Role.OFFICE_OFFICER,
        Role.OFFICE_HEAD,
        Role.PROCESS_OWNER,
        Role.COMMITTEE_SECRETARY,
        Role.OPDC_OFFICER,
        Role.OPDC_HEAD,
    }
)
MEETING_READERS = YEAR_READERS - {Role.OPDC_OFFICER, Role.OPDC_HEAD}
BOOK_READERS = frozenset({Role.REGISTRAR, Role.PROCESS_OWNER})

ITEMS = (
    Item("งานที่รอ", "inbox.index", WORKING),
    Item("ตารางปี", "board.index", YEAR_READERS),
    Item("ประชุม", "meetings.index", MEETING_READERS),
    Item("หนังสือ", "letters.index", WORKING - RECEIVING),
    Item("หนังสือเข้า", "recipients.index", RECEIVING),
    Item("ทะเบียน", "registers.index", BOOK_READERS),
    Item("หน่วยงาน", "offices.index", ADMINISTRATORS),
    Item("ผู้ใช้งาน", "people.index", ADMINISTRATORS),
    Item("แบบหนังสือ", "letter_templates.index", ADMINISTRATORS),
    Item("งานเบื้องหลัง", "jobs.index", ADMINISTRATORS | {Role.PROCESS_OWNER}),
)


def init_app(app: Flask) -> None:
    """Give the templates ``has_endpoint``, ``navigation`` and the banner of a shifted clock."""
    app.jinja_env.globals.update(
        has_endpoint=has_endpoint, navigation=navigation, is_here=is_here, clock_banner=clock_banner
    )


def has_endpoint(name: str) -> bool:
    """True when a page of that name is bound."""
    return name in current_app.view_functions


def navigation() -> list[Item]:
    """The links that the acting person sees."""
    acting = getattr(current_user, "actor", None)
    if acting is None:
        return []
    return [item for item in ITEMS if acting.role in item.roles and has_endpoint(item.endpoint)]


def is_here(item: Item) -> bool:
    """True when the page shown belongs to the subject of ``item``."""
    return (request.endpoint or "").partition(".")[0] == item.endpoint.partition(".")[0]


def clock_banner() -> str:
    """What the demo's clock shows, in words; empty on a real clock."""
    if not current_app.extensions["settings"].clock_shift:
        return ""
    return f"ระบบสาธิต: เวลาของระบบคือ {thai.moment_out(clock.now())} ไม่ใช่เวลาจริง"

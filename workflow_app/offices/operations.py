"""Changes to offices: opening a province, adding and editing offices, their emblem."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app import files, thai
from workflow_app.errors import Invalid, NotFound, Refused
from workflow_app.history.record import record
from workflow_app.offices import queries
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.offices.provinces import PROVINCES, Province, districts
from workflow_app.people.rules import Actor
from workflow_app.states.stale import compare

LETTER_FONTS = ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙")
#: Kinds that an administrator adds one by one, and the kind of the office above; None = no office above.
ADDED_BELOW = {
    OfficeKind.PROVINCIAL_OFFICE: OfficeKind.PROVINCE,
    OfficeKind.DISTRICT_OFFICE: OfficeKind.DISTRICT,
    OfficeKind.CENTRAL: None,
}
PLACE_LINES = 4


@dataclass(frozen=True)
class OfficeDetails:
    """What an administrator sets. Letter codes as printed; ``place`` is the letterhead's address, line by line."""

    name: str
    head_position: str = ""
    letter_letters: str = ""
    letter_owner: str = ""
    letter_unit: str = ""
    book_office_id: int | None = None
    uses_system: bool = True
    place: tuple[str, ...] = ()
    phones: str = ""
    email: str = ""
    letter_font: str = LETTER_FONTS[0]
    preprinted_paper: bool = False


def open_opdc(session: Session) -> Office:
    """สำนักงาน ก.พ.ร.; made without accounts when it is not there yet."""
    known = session.scalar(select(Office).where(Office.kind == OfficeKind.OPDC))
    if known is not None:
        return known
    office = Office(
        kind=OfficeKind.OPDC, name="สำนักงาน ก.พ.ร.", head_position="เลขาธิการ ก.พ.ร.", uses_system=False
    )
    session.add(office)
    session.flush()
    _note(session, None, office, "open", "เพิ่มสำนักงาน ก.พ.ร.")
    return office


def open_province(session: Session, code: str, actor: Actor | None = None) -> Office:
    """The province of two letters (สก) with its สำนักงานจังหวัด and all its districts; ก.พ.ร. too when missing.

    Only the two letters are known of the letter numbers; the four digits are left empty for the administrator.
    :raises NotFound: no province has these letters. :raises Refused: it is open already.
    """
    known = _province(code)
    name = f"จังหวัด{known.name_th}"
    if session.scalar(select(Office.id).where(Office.kind == OfficeKind.PROVINCE, Office.name == name)):
        raise Refused([f"เปิด{name}ไว้แล้ว"])
    open_opdc(session)
    province = _new(session, OfficeKind.PROVINCE, name, f"ผู้ว่าราชการ{name}", known.code2)
    province.province_id = province.id
    below = [(OfficeKind.PROVINCIAL_OFFICE, f"สำนักงาน{name}", f"หัวหน้าสำนักงาน{name}")]
    below += [
        (OfficeKind.DISTRICT, f"อำเภอ{district}", f"นายอำเภอ{district}")
        for district in districts(known.name_th)
    ]
    for place, (kind, office_name, head) in enumerate(below):
        _new(
            session,
            kind,
            office_name,
            head,
            known.code2,
            parent_id=province.id,
            province_id=province.id,
            sort_order=place,
        )
    _note(session, actor, province, "open", f"เปิด{name} พร้อมอำเภอ {len(below) - 1} แห่ง")
    return province


def add_office(
    session: Session, actor: Actor, *, kind: OfficeKind, parent_id: int | None, details: OfficeDetails
) -> Office:
    """A new office below ``parent_id`` (None for a central agency).

    :raises Invalid: a field is wrong, or an office of that name is there. :raises NotFound: the parent is not
        theirs. :raises Refused: offices of no province are kept by the administrator of ก.พ.ร.
    """
    parent = _parent(session, actor, kind, parent_id)
    details = checked(details)
    province_id = parent.province_id if parent else None
    _check_name(session, details.name, province_id, None)
    office = Office(
        kind=kind, parent_id=parent.id if parent else None, province_id=province_id, name=details.name
    )
    _check_may_edit(session, actor, office)
    _check_book(session, office, details)
    session.add(office)
    _apply(office, details)
    session.flush()
    _note(session, actor, office, "create", "เพิ่มหน่วยงาน")
    return office


def edit_office(
    session: Session, actor: Actor, office_id: int, details: OfficeDetails, *, seen: int
) -> Office:
    """Set all details of an office; ``seen`` is the version that the form showed.

    :raises NotFound: not one that they see. :raises Stale: somebody saved in between; says who and when.
    :raises Invalid: a field is wrong. :raises Refused: not theirs to edit, or it still has people.
    """
    office = queries.seen_office(session, actor, office_id)
    _check_may_edit(session, actor, office)
    compare(session, "office", [office], {office.id: seen})
    details = checked(details)
    _check_name(session, details.name, office.province_id, office.id)
    _check_book(session, office, details)
    people = queries.people_count(session, office.id)
    if not details.uses_system and people:
        raise Refused([f"{office.name} ยังมีผู้มีหน้าที่ {people} รายการ สิ้นสุดหน้าที่เหล่านั้นก่อน"])
    before = details_of(office)
    _apply(office, details)
    changed = _changes(before, details)
    if changed:
        _note(session, actor, office, "edit", "แก้ไขข้อมูลหน่วยงาน", details=changed)
    return office


def set_emblem(
    session: Session, actor: Actor, office_id: int, content: bytes | None, media_type: str = ""
) -> Office:
    """Keep the picture that stands at the head of the office's letters; None takes it away.

    :raises NotFound: not one that they see. :raises Refused: not theirs to edit.
    """
    office = queries.seen_office(session, actor, office_id)
    _check_may_edit(session, actor, office)
    office.emblem_file_id = files.store(session, content, media_type).id if content is not None else None
    _note(session, actor, office, "emblem", "เปลี่ยนตราครุฑ" if content else "นำตราครุฑออก")
    return office


def details_of(office: Office) -> OfficeDetails:
    """The details as they stand."""
    names = [name for name in OfficeDetails.__dataclass_fields__ if name != "place"]
    return OfficeDetails(**{name: getattr(office, name) for name in names}, place=tuple(office.place))


def checked(details: OfficeDetails) -> OfficeDetails:
    """The details with digits in ASCII and empty lines gone. :raises Invalid: all wrong fields at once."""
    tidy = replace(
        details,
        letter_owner=thai.arabic(details.letter_owner),
        letter_unit=thai.arabic(details.letter_unit).strip("."),
        place=tuple(line for line in details.place if line),
    )
    problems = {
        "name": "โปรดกรอกชื่อหน่วยงาน" if not tidy.name else "",
        "letter_letters": _unlike("[ก-ฮ]{1,4}", tidy.letter_letters, "ตัวอักษรย่อของเลขที่หนังสือเป็นพยัญชนะ เช่น สก"),
        "letter_owner": _unlike("[0-9]{4}", tidy.letter_owner, "รหัสหน่วยงานเป็นตัวเลข ๔ หลัก เช่น ๐๐๑๙"),
        "letter_unit": _unlike("[0-9]{1,3}(\\.[0-9]{1,3})*", tidy.letter_unit, "หน่วยย่อยเป็นตัวเลขหลังจุด เช่น ๕"),
        "email": _unlike(r"[^@\s]+@[^@\s]+\.[^@\s]+", tidy.email, "ที่อยู่อีเมลไม่ถูกต้อง เช่น saraban@example.go.th"),
        "place": f"ที่อยู่มีได้ไม่เกิน {PLACE_LINES} บรรทัด" if len(tidy.place) > PLACE_LINES else "",
        "letter_font": "" if tidy.letter_font in LETTER_FONTS else "เลือกแบบอักษรจากรายการ",
    }
    wrong = {field: sentence for field, sentence in problems.items() if sentence}
    if wrong:
        raise Invalid(wrong)
    return tidy


def _unlike(form: str, text: str, sentence: str) -> str:
    return "" if not text or re.fullmatch(form, text) else sentence


def _province(code: str) -> Province:
    for known in PROVINCES:
        if known.code2 == code.strip():
            return known
    raise NotFound(f"ไม่มีจังหวัดที่ใช้อักษรย่อ {code}")


def _new(session: Session, kind: OfficeKind, name: str, head: str, letters: str, **place: int) -> Office:
    office = Office(kind=kind, name=name, head_position=head, letter_letters=letters, **place)
    session.add(office)
    session.flush()
    return office


def _parent(session: Session, actor: Actor, kind: OfficeKind, parent_id: int | None) -> Office | None:
    if kind not in ADDED_BELOW:
        raise Invalid({"kind": f"เพิ่ม{kind.label}ทีละหน่วยงานไม่ได้"})
    above = ADDED_BELOW[kind]
    if above is None:
        return None
    parent = queries.seen_office(session, actor, parent_id) if parent_id else None
    if parent is None or parent.kind is not above:
        raise Invalid({"parent": f"{kind.label}ต้องอยู่ใต้{above.label}"})
    return parent


def _check_may_edit(session: Session, actor: Actor, office: Office) -> None:
    if not queries.may_edit(session, actor, office):
        raise Refused(["หน่วยงานส่วนกลางดูแลโดยผู้ดูแลระบบของสำนักงาน ก.พ.ร."])


def _check_name(session: Session, name: str, province_id: int | None, own_id: int | None) -> None:
    same = select(Office.id).where(Office.name == name, Office.province_id.is_not_distinct_from(province_id))
    if any(found != own_id for found in session.scalars(same)):
        raise Invalid({"name": f"มีหน่วยงานชื่อ {name} แล้ว"})


def _check_book(session: Session, office: Office, details: OfficeDetails) -> None:
    if details.book_office_id is None:
        return
    keeper = session.get(Office, details.book_office_id)
    if keeper is None or keeper.province_id != office.province_id:
        raise Invalid({"book_office_id": "เลือกหน่วยงานเจ้าของทะเบียนในจังหวัดเดียวกัน"})
    if keeper.id != office.id and keeper.book_office_id not in (None, keeper.id):
        raise Invalid({"book_office_id": f"{keeper.name} ใช้ทะเบียนของหน่วยงานอื่น เลือกหน่วยงานที่มีทะเบียนของตนเอง"})


def _apply(office: Office, details: OfficeDetails) -> None:
    for name, value in asdict(details).items():
        value = list(value) if name == "place" else value
        if getattr(office, name) != value:
            setattr(office, name, value)


def _changes(before: OfficeDetails, after: OfficeDetails) -> dict[str, list[object]]:
    old, new = asdict(before), asdict(after)
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}


def _note(
    session: Session,
    actor: Actor | None,
    office: Office,
    action: str,
    label: str,
    *,
    details: dict[str, list[object]] | None = None,
) -> None:
    record(
        session,
        chain_id=queries.chain_of(office),
        actor=actor,
        kind="office",
        record_id=office.id,
        record_name=office.name,
        action=action,
        label=label,
        details=details,
    )

"""Opening provinces, editing offices, and who may; on both databases where it matters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.scenes import Scene, acting, build_scene
from workflow_app.db import Database
from workflow_app.errors import Invalid, NotFound, Refused, Stale
from workflow_app.history.models import Event
from workflow_app.history.record import seal
from workflow_app.offices import operations, queries
from workflow_app.offices.models import Office, OfficeKind
from workflow_app.offices.operations import OfficeDetails, open_opdc, open_province
from workflow_app.offices.provinces import PROVINCES, districts


@pytest.fixture
def sealed(sqlite_database: Database) -> Database:
    """An empty database that seals its history."""
    sqlite_database.before_commit = (seal,)
    return sqlite_database


@pytest.fixture
def scene(sealed: Database) -> Scene:
    """The scene of two provinces."""
    with sealed.transaction() as session:
        return build_scene(session)


def test_a_province_opens_with_its_office_and_all_its_districts(database: Database) -> None:
    database.before_commit = (seal,)
    with database.transaction() as session:
        province = open_province(session, "สก")
    with database.reading() as session:
        below = session.scalars(select(Office).where(Office.parent_id == province.id)).all()
        names = {office.name: office for office in below}
        district = names["อำเภอเมืองสระแก้ว"]
        assert (district.kind, district.head_position) == (OfficeKind.DISTRICT, "นายอำเภอเมืองสระแก้ว")
        assert (district.letter_letters, district.letter_owner) == ("สก", "")
        center = queries.provincial_center(session, province.id)
        assert center is not None
        assert (center.name, center.head_position) == ("สำนักงานจังหวัดสระแก้ว", "หัวหน้าสำนักงานจังหวัดสระแก้ว")
        assert len(below) == 10
        stored = session.get_one(Office, province.id)
        assert (stored.province_id, stored.head_position) == (province.id, "ผู้ว่าราชการจังหวัดสระแก้ว")
        told = session.scalars(select(Event).where(Event.record_id == province.id)).all()
        assert [(event.chain_id, event.label) for event in told] == [
            (province.id, "เปิดจังหวัดสระแก้ว พร้อมอำเภอ 9 แห่ง")
        ]


def test_all_76_provinces_open_side_by_side(sealed: Database) -> None:
    with sealed.transaction() as session:
        for known in PROVINCES:
            open_province(session, known.code2)
    with sealed.reading() as session:
        counted = dict(session.execute(select(Office.kind, func.count()).group_by(Office.kind)).all())  # type: ignore[arg-type]
    assert counted[OfficeKind.PROVINCE] == counted[OfficeKind.PROVINCIAL_OFFICE] == 76
    assert counted[OfficeKind.OPDC] == 1
    assert counted[OfficeKind.DISTRICT] == sum(len(districts(known.name_th)) for known in PROVINCES) == 878


def test_a_province_opens_once(sealed: Database) -> None:
    with sealed.transaction() as session:
        open_province(session, "สก")
        with pytest.raises(Refused) as refused:
            open_province(session, "สก")
    assert refused.value.reasons == ("เปิดจังหวัดสระแก้วไว้แล้ว",)


@pytest.mark.parametrize("code", ["กท", "", "SK", "สกล"])
def test_letters_of_no_province_open_nothing(sealed: Database, code: str) -> None:
    with pytest.raises(NotFound), sealed.transaction() as session:
        open_province(session, code)
    with sealed.reading() as session:
        assert session.scalar(select(func.count()).select_from(Office)) == 0


def test_opdc_is_made_once_and_without_accounts(sealed: Database) -> None:
    with sealed.transaction() as session:
        first = open_opdc(session)
        assert open_opdc(session) is first
        assert (first.uses_system, first.head_position) == (False, "เลขาธิการ ก.พ.ร.")


def test_an_edit_is_kept_told_and_counts_the_version_up(sealed: Database, scene: Scene) -> None:
    office_id = scene.offices["อำเภอคลองหาด"]
    with sealed.transaction() as session:
        office = session.get_one(Office, office_id)
        details = replace(
            operations.details_of(office),
            letter_owner="๐๐๑๘",
            letter_unit=".๕",
            place=("ที่ว่าการอำเภอคลองหาด", "", "สก 27260"),
        )
        operations.edit_office(session, acting(session, scene, "admin.sk"), office_id, details, seen=1)
    with sealed.reading() as session:
        office = session.get_one(Office, office_id)
        assert (office.letter_owner, office.letter_unit, office.version) == ("0018", "5", 2)
        assert office.place == ["ที่ว่าการอำเภอคลองหาด", "สก 27260"]
        event = session.scalars(select(Event).where(Event.action == "edit")).one()
        assert event.details["letter_owner"] == ["", "0018"]
        assert set(event.details) == {"letter_owner", "letter_unit", "place"}


def test_an_edit_that_changes_nothing_is_not_told(sealed: Database, scene: Scene) -> None:
    with sealed.transaction() as session:
        office = session.get_one(Office, scene.offices["อำเภอคลองหาด"])
        actor = acting(session, scene, "admin.sk")
        operations.edit_office(session, actor, office.id, operations.details_of(office), seen=1)
    with sealed.reading() as session:
        assert session.scalars(select(Event).where(Event.action == "edit")).all() == []


@pytest.mark.case("B42")
def test_an_old_form_is_told_who_was_first_and_when(sealed: Database, scene: Scene) -> None:
    office_id = scene.offices["อำเภอคลองหาด"]
    with sealed.transaction() as session:
        actor = acting(session, scene, "admin.sk")
        details = replace(operations.details_of(session.get_one(Office, office_id)), phones="0 3724 0000")
        operations.edit_office(session, actor, office_id, details, seen=1)
    with sealed.transaction() as session, pytest.raises(Stale) as stale:
        operations.edit_office(session, actor, office_id, replace(details, phones="อื่น"), seen=1)
    assert "นายสมหมาย ดูแลดี" in stale.value.message
    assert "แก้ไขข้อมูลหน่วยงาน" in stale.value.message
    assert " น." in stale.value.message


WRONG = [
    ("name", ""),
    ("letter_letters", "SK"),
    ("letter_owner", "19"),
    ("letter_owner", "00190"),
    ("letter_owner", "٠٠١٩"),
    ("letter_unit", "ห้า"),
    ("email", "saraban"),
    ("place", ("๑", "๒", "๓", "๔", "๕")),
    ("letter_font", "Comic Sans"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_detail_is_refused_at_its_field(field: str, value: object) -> None:
    details = replace(OfficeDetails(name="อำเภอคลองหาด"), **{field: value})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        operations.checked(details)
    assert set(refused.value.fields) == {field}


def test_all_wrong_details_are_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        operations.checked(OfficeDetails(name="", letter_owner="1", email="x"))
    assert set(refused.value.fields) == {"name", "letter_owner", "email"}


def test_an_office_with_people_goes_on_using_the_system(sealed: Database, scene: Scene) -> None:
    with sealed.transaction() as session:
        office = session.get_one(Office, scene.offices["อำเภอเมืองสระแก้ว"])
        details = replace(operations.details_of(office), uses_system=False)
        with pytest.raises(Refused) as refused:
            operations.edit_office(session, acting(session, scene, "admin.sk"), office.id, details, seen=1)
    assert "ยังมีผู้มีหน้าที่ 1 รายการ" in refused.value.reasons[0]


@pytest.mark.case("B60")
def test_offices_of_another_province_are_not_there(sealed: Database, scene: Scene) -> None:
    foreign = scene.offices["อำเภอเมืองพังงา"]
    with sealed.transaction() as session:
        actor = acting(session, scene, "admin.sk")
        with pytest.raises(NotFound):
            queries.seen_office(session, actor, foreign)
        with pytest.raises(NotFound):
            operations.edit_office(session, actor, foreign, OfficeDetails(name="x"), seen=1)
        with pytest.raises(NotFound):
            operations.set_emblem(session, actor, foreign, b"x", "image/png")
        seen = {office.name for office in queries.offices_of(session, actor)}
        assert "สำนักงาน ก.พ.ร." in seen
        assert not [name for name in seen if "พังงา" in name]


def test_an_agency_of_the_centre_is_kept_by_a_lone_province_only(sealed: Database) -> None:
    with sealed.transaction() as session:
        scene = build_scene(session)
        opdc = session.get_one(Office, scene.offices["สำนักงาน ก.พ.ร."])
        opdc.uses_system = False
        actor = acting(session, scene, "admin.sk")
        assert not queries.may_edit(session, actor, opdc)
        with pytest.raises(Refused):
            details = replace(operations.details_of(opdc), phones="0 2356 9999")
            operations.edit_office(session, actor, opdc.id, details, seen=opdc.version)
        session.get_one(Office, scene.offices["จังหวัดพังงา"]).kind = OfficeKind.CENTRAL
        session.flush()
        assert queries.may_edit(session, actor, opdc)
        opdc.uses_system = True
        assert not queries.may_edit(session, actor, opdc)


def test_an_office_is_added_under_its_province_and_names_stay_different(
    sealed: Database, scene: Scene
) -> None:
    province_id = scene.offices["จังหวัดสระแก้ว"]
    details = OfficeDetails(name="สำนักงานพัฒนาชุมชนจังหวัดสระแก้ว", letter_letters="สก", letter_owner="0019")
    with sealed.transaction() as session:
        actor = acting(session, scene, "admin.sk")
        kind = OfficeKind.PROVINCIAL_OFFICE
        office = operations.add_office(session, actor, kind=kind, parent_id=province_id, details=details)
        assert (office.parent_id, office.province_id) == (province_id, province_id)
        with pytest.raises(Invalid) as refused:
            operations.add_office(session, actor, kind=kind, parent_id=province_id, details=details)
        assert "name" in refused.value.fields
        assert queries.office_named(session, "สก ๐๐๑๙") is office


@pytest.mark.parametrize(
    ("kind", "parent", "error"),
    [
        (OfficeKind.DISTRICT, "จังหวัดสระแก้ว", Invalid),
        (OfficeKind.PROVINCE, None, Invalid),
        (OfficeKind.PROVINCIAL_OFFICE, None, Invalid),
        (OfficeKind.PROVINCIAL_OFFICE, "อำเภอคลองหาด", Invalid),
        (OfficeKind.PROVINCIAL_OFFICE, "จังหวัดพังงา", NotFound),
        (OfficeKind.DISTRICT_OFFICE, "จังหวัดสระแก้ว", Invalid),
        (OfficeKind.CENTRAL, None, Refused),
    ],
)
def test_an_office_in_a_wrong_place_is_refused(
    sealed: Database, scene: Scene, kind: OfficeKind, parent: str | None, error: type[Exception]
) -> None:
    with sealed.transaction() as session, pytest.raises(error):
        operations.add_office(
            session,
            acting(session, scene, "admin.sk"),
            kind=kind,
            parent_id=scene.offices[parent] if parent else None,
            details=OfficeDetails(name="หน่วยงานใหม่"),
        )


@pytest.mark.parametrize(
    ("keeper", "accepted"),
    [("สำนักงานจังหวัดสระแก้ว", True), ("สำนักงานจังหวัดพังงา", False), ("สำนักงาน ก.พ.ร.", False)],
)
def test_the_book_is_kept_by_an_office_of_the_same_province(
    sealed: Database, scene: Scene, keeper: str, accepted: bool
) -> None:
    with sealed.transaction() as session:
        office = session.get_one(Office, scene.offices["อำเภอคลองหาด"])
        details = replace(operations.details_of(office), book_office_id=scene.offices[keeper])
        actor = acting(session, scene, "admin.sk")
        if accepted:
            operations.edit_office(session, actor, office.id, details, seen=1)
            assert office.book_office_id == scene.offices[keeper]
        else:
            with pytest.raises(Invalid) as refused:
                operations.edit_office(session, actor, office.id, details, seen=1)
            assert "book_office_id" in refused.value.fields


def test_the_book_of_an_office_that_uses_anothers_book_cannot_be_used(sealed: Database, scene: Scene) -> None:
    with sealed.transaction() as session:
        actor = acting(session, scene, "admin.sk")
        middle = session.get_one(Office, scene.offices["อำเภอคลองหาด"])
        middle.book_office_id = scene.offices["สำนักงานจังหวัดสระแก้ว"]
        session.flush()
        last = session.get_one(Office, scene.offices["อำเภอตาพระยา"])
        details = replace(operations.details_of(last), book_office_id=middle.id)
        with pytest.raises(Invalid):
            operations.edit_office(session, actor, last.id, details, seen=1)


@pytest.mark.parametrize("typed", ["สก", "จังหวัดสระแก้ว", " จังหวัด สระแก้ว "])
def test_a_province_is_found_by_its_letters_and_its_name(sealed: Database, scene: Scene, typed: str) -> None:
    with sealed.reading() as session:
        assert queries.office_named(session, typed).id == scene.offices["จังหวัดสระแก้ว"]


def test_the_tree_hangs_every_office_once(sealed: Database, scene: Scene) -> None:
    with sealed.reading() as session:
        offices = queries.offices_of(session, acting(session, scene, "admin.sk"))
        tree = queries.tree(offices)
        below = [branch.office.name for branch in tree[1].below]
        assert [branch.office.name for branch in tree] == ["สำนักงาน ก.พ.ร.", "จังหวัดสระแก้ว"]
    assert below[0] == "สำนักงานจังหวัดสระแก้ว"
    assert below[1] == "อำเภอเมืองสระแก้ว"
    assert len(below) == 10

"""Accounts, postings, one-time codes and the history of their changes, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.scenes import PASSWORD, Scene, acting, build_scene
from workflow_app import clock
from workflow_app.db import Database
from workflow_app.errors import Invalid, NotFound, Refused
from workflow_app.history.models import Event
from workflow_app.history.record import seal
from workflow_app.offices.models import Office
from workflow_app.people import operations, passwords, queries, sessions
from workflow_app.people.models import Person, Posting, ResetCode, SignInFailure
from workflow_app.people.rules import Role

NEW = "ภูเขา-ลำธาร-สายหมอก"


@dataclass(frozen=True)
class Stage:
    """The scene on one database."""

    database: Database
    scene: Scene

    def person(self, username: str) -> Person:
        """The person as stored now."""
        with self.database.reading() as session:
            person = session.get_one(Person, self.scene.people[username])
            session.expunge(person)
            return person

    def give_code(self, administrator: str, username: str) -> str:
        """A one-time code for somebody."""
        with self.database.transaction() as session:
            actor = acting(session, self.scene, administrator)
            return operations.give_code(session, actor, self.scene.people[username])

    def use_code(self, username: str, code: str, new: str = NEW) -> None:
        """Set a new password by a code."""
        with self.database.transaction() as session:
            sessions.use_code(session, username=username, code=code, new=new, repeated=new)

    def post(self, username: str, office: str, role: Role, **days: object) -> int:
        """Give a posting as the administrator of สระแก้ว."""
        with self.database.transaction() as session:
            return operations.give_posting(
                session,
                acting(session, self.scene, "admin.sk"),
                session.get_one(Person, self.scene.people[username]),
                office=session.get_one(Office, self.scene.offices[office]),
                role=role,
                **days,  # type: ignore[arg-type]
            ).id


@pytest.fixture
def stage(database: Database) -> Stage:
    """The scene of two provinces."""
    database.before_commit = (seal,)
    with database.transaction() as session:
        scene = build_scene(session)
    return Stage(database, scene)


@pytest.mark.requirement("R28")
def test_each_change_of_a_person_stands_in_the_history_of_the_province(stage: Stage) -> None:
    with stage.database.transaction() as session:
        actor = acting(session, stage.scene, "admin.sk")
        person_id = stage.scene.people["chief.sk"]
        operations.edit_person(
            session, actor, person_id, name="นายประสิทธิ์ เมืองใหม่", email="", active=True, seen=1
        )
        operations.give_code(session, actor, person_id)
    with stage.database.reading() as session:
        chosen = select(Event).where(Event.kind == "person", Event.record_id == person_id).order_by(Event.id)
        events = session.scalars(chosen).all()
        session.expunge_all()
    assert [event.action for event in events] == ["create", "give_posting", "edit", "give_code"]
    assert {event.chain_id for event in events} == {stage.scene.offices["จังหวัดสระแก้ว"]}
    assert events[2].details == {"name": ["นายประสิทธิ์ เมืองงาม", "นายประสิทธิ์ เมืองใหม่"]}
    assert events[2].actor == "นายสมหมาย ดูแลดี (ผู้ดูแลระบบ สำนักงานจังหวัดสระแก้ว)"
    assert events[0].actor == "ระบบ"


def test_the_history_never_holds_a_password_or_a_code(stage: Stage) -> None:
    code = stage.give_code("admin.sk", "chief.sk")
    stage.use_code("chief.sk", code)
    with stage.database.reading() as session:
        told = " ".join(
            f"{event.label} {event.comment} {event.details}" for event in session.scalars(select(Event))
        )
    assert code not in told
    assert passwords.code_digest(code) not in told
    assert NEW not in told


def test_a_user_name_is_given_once_whatever_its_capitals(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused, stage.database.transaction() as session:
        operations.create_person(session, None, username="Chief.SK", name="นายอื่น ไกล", chain_id=1)
    assert "มีผู้ใช้ชื่อ chief.sk แล้ว" in refused.value.fields["username"]


def test_a_first_password_must_be_changed_and_one_given_by_hand_stays(stage: Stage) -> None:
    with stage.database.transaction() as session:
        office = session.get_one(Office, stage.scene.offices["อำเภอคลองหาด"])
        new, secret = operations.create_person(
            session, None, username="new.sk", name="นายใหม่ มาแรง", chain_id=office.id
        )
    assert new.must_change_password
    assert passwords.matches(new.password_hash, secret)
    assert not stage.person("chief.sk").must_change_password


def test_an_account_can_be_added_from_the_command_line_by_names_or_codes(stage: Stage) -> None:
    with stage.database.transaction() as session:
        secret = operations.add_person(
            session, username="cli.sk", name="นายคำสั่ง เดียว", office="สก", role="process_owner"
        )
    with stage.database.reading() as session:
        person = queries.person_named(session, "cli.sk")
        assert person is not None
        assert passwords.matches(person.password_hash, secret)
        assert [seat.office_name for seat in queries.current_seats(session, person.id)] == ["จังหวัดสระแก้ว"]


@pytest.mark.parametrize(
    ("office", "role", "error"),
    [("สก", "king", Invalid), ("ไม่มีจริง", "signer", NotFound), ("สก", "opdc_head", Invalid)],
)
def test_the_command_line_names_what_it_does_not_know(
    stage: Stage, office: str, role: str, error: type[Exception]
) -> None:
    with pytest.raises(error), stage.database.transaction() as session:
        operations.add_person(session, username="cli.sk", name="นายคำสั่ง เดียว", office=office, role=role)
    with stage.database.reading() as session:
        assert queries.person_named(session, "cli.sk") is None


def test_a_role_that_an_office_does_not_have_is_refused(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        stage.post("chief.sk", "สำนักงานจังหวัดสระแก้ว", Role.DISTRICT_CHIEF)
    assert refused.value.fields == {"role": "ส่วนราชการประจำจังหวัด ไม่มีหน้าที่ นายอำเภอ"}


def test_an_office_outside_the_system_takes_no_posting(stage: Stage) -> None:
    with stage.database.transaction() as session:
        session.get_one(Office, stage.scene.offices["อำเภอคลองหาด"]).uses_system = False
    with pytest.raises(Invalid) as refused:
        stage.post("chief.sk", "อำเภอคลองหาด", Role.DISTRICT_CHIEF)
    assert "ยังไม่ใช้ระบบ" in refused.value.fields["office"]


@pytest.mark.parametrize("office", ["สำนักงาน ก.พ.ร.", "สำนักงานจังหวัดพังงา"])
def test_an_administrator_staffs_the_own_province_only(stage: Stage, office: str) -> None:
    with pytest.raises(NotFound):
        stage.post("chief.sk", office, Role.ADMINISTRATOR)


def test_the_same_posting_is_not_given_twice_in_the_same_days_but_again_after_its_end(stage: Stage) -> None:
    today = clock.today()
    first = stage.post("chief.sk", "อำเภอคลองหาด", Role.DISTRICT_CHIEF, ends=today + timedelta(days=30))
    with pytest.raises(Invalid):
        stage.post("chief.sk", "อำเภอคลองหาด", Role.DISTRICT_CHIEF, starts=today + timedelta(days=30))
    again = stage.post("chief.sk", "อำเภอคลองหาด", Role.DISTRICT_CHIEF, starts=today + timedelta(days=31))
    assert again != first


def test_a_posting_that_ends_before_it_starts_is_refused(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        stage.post("chief.sk", "อำเภอคลองหาด", Role.DISTRICT_CHIEF, ends=clock.today() - timedelta(days=1))
    assert "ends" in refused.value.fields


def test_a_posting_ends_after_its_last_day(stage: Stage) -> None:
    posting_id = stage.scene.postings["chief.sk", "district_chief"]
    with stage.database.transaction() as session:
        actor = acting(session, stage.scene, "admin.sk")
        operations.end_posting(session, actor, posting_id, last_day=clock.today())
    with stage.database.reading() as session:
        assert queries.actor_for(session, posting_id).name == "นายประสิทธิ์ เมืองงาม"
        with clock.shift(timedelta(days=1)), pytest.raises(NotFound):
            queries.actor_for(session, posting_id)


@pytest.mark.case("B60")
def test_the_administrator_of_another_province_reaches_nothing(stage: Stage) -> None:
    person_id = stage.scene.people["chief.sk"]
    with stage.database.transaction() as session:
        other = acting(session, stage.scene, "admin.pg")
        with pytest.raises(NotFound):
            operations.give_code(session, other, person_id)
        with pytest.raises(NotFound):
            operations.edit_person(session, other, person_id, name="x", email="", active=False, seen=1)
        with pytest.raises(NotFound):
            posting_id = stage.scene.postings["chief.sk", "district_chief"]
            operations.end_posting(session, other, posting_id, last_day=clock.today())
        seen = {one.person.username for one in queries.people_of(session, other)}
    assert seen == {"admin.pg", "chief.pg"}


def test_the_administrator_of_opdc_keeps_everybody(stage: Stage) -> None:
    with stage.database.reading() as session:
        people = queries.people_of(session, acting(session, stage.scene, "admin.opdc"))
        session.expunge_all()
    assert {one.person.username for one in people} == set(stage.scene.people)


def test_people_are_listed_by_first_name_in_dictionary_order(stage: Stage) -> None:
    with stage.database.reading() as session:
        people = queries.people_of(session, acting(session, stage.scene, "admin.sk"))
        session.expunge_all()
    assert [one.person.name for one in people] == [
        "นายประสิทธิ์ เมืองงาม",
        "นางสาวมาลี สองหมวก",
        "นายสมหมาย ดูแลดี",
    ]


def test_whoever_serves_in_two_provinces_gets_a_code_from_opdc_only(stage: Stage) -> None:
    with stage.database.transaction() as session:
        operations.give_posting(
            session,
            None,
            session.get_one(Person, stage.scene.people["chief.sk"]),
            office=session.get_one(Office, stage.scene.offices["อำเภอเมืองพังงา"]),
            role=Role.DISTRICT_CHIEF,
        )
    for administrator in ("admin.sk", "admin.pg"):
        with pytest.raises(Refused) as refused:
            stage.give_code(administrator, "chief.sk")
        assert "นอกจังหวัด" in refused.value.reasons[0]
    assert stage.give_code("admin.opdc", "chief.sk")


def test_a_one_time_code_sets_a_new_password_once_and_ends_all_sessions(stage: Stage) -> None:
    with stage.database.transaction() as session:
        token = sessions.begin(session, stage.scene.people["chief.sk"], hours=1)
    code = stage.give_code("admin.sk", "chief.sk")
    stage.use_code("chief.sk", code.upper().replace("-", " "))
    assert passwords.matches(stage.person("chief.sk").password_hash, NEW)
    with stage.database.reading() as session:
        assert sessions.account(session, token) is None
    with pytest.raises(Invalid):
        stage.use_code("chief.sk", code)


def test_a_code_is_good_for_24_hours_to_the_second(stage: Stage) -> None:
    start = clock.now()
    with clock.fixed(start):
        code = stage.give_code("admin.sk", "chief.sk")
    with clock.fixed(start + timedelta(hours=24)), pytest.raises(Invalid):
        stage.use_code("chief.sk", code)
    with clock.fixed(start + timedelta(hours=24, seconds=-1)):
        stage.use_code("chief.sk", code)


def test_a_new_code_ends_the_one_before(stage: Stage) -> None:
    first = stage.give_code("admin.sk", "chief.sk")
    second = stage.give_code("admin.sk", "chief.sk")
    with pytest.raises(Invalid):
        stage.use_code("chief.sk", first)
    stage.use_code("chief.sk", second)


def test_a_code_is_for_its_person_only_and_unknown_names_are_told_the_same(stage: Stage) -> None:
    code = stage.give_code("admin.sk", "chief.sk")
    for username in ("two.sk", "nobody.sk"):
        with pytest.raises(Invalid) as refused:
            stage.use_code(username, code)
        assert refused.value.fields == {"code": sessions.WRONG_CODE}


def test_a_weak_new_password_does_not_use_the_code_up(stage: Stage) -> None:
    code = stage.give_code("admin.sk", "chief.sk")
    with pytest.raises(Invalid):
        stage.use_code("chief.sk", code, new="สั้น")
    stage.use_code("chief.sk", code)


def test_of_two_who_use_one_code_at_once_one_wins(stage: Stage) -> None:
    code = stage.give_code("admin.sk", "chief.sk")

    def use(number: int) -> str:
        try:
            stage.use_code("chief.sk", code, new=f"{NEW}-{number}")
        except Invalid:
            return "refused"
        return "used"

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(use, range(8)))
    assert sorted(results) == ["refused"] * 7 + ["used"]


def test_codes_are_kept_as_digests_only(stage: Stage) -> None:
    code = stage.give_code("admin.sk", "chief.sk")
    with stage.database.reading() as session:
        kept = session.scalars(select(ResetCode.code_digest)).all()
    assert kept == [passwords.code_digest(code)]
    assert code not in kept


def test_an_account_put_to_rest_gets_no_code_and_no_session(stage: Stage) -> None:
    person_id = stage.scene.people["chief.sk"]
    with stage.database.transaction() as session:
        token = sessions.begin(session, person_id, hours=1)
        actor = acting(session, stage.scene, "admin.sk")
        operations.edit_person(
            session, actor, person_id, name="นายประสิทธิ์ เมืองงาม", email="", active=False, seen=1
        )
    with stage.database.reading() as session:
        assert sessions.account(session, token) is None
    with pytest.raises(Refused):
        stage.give_code("admin.sk", "chief.sk")


def test_an_administrator_does_not_lock_themselves_out(stage: Stage) -> None:
    with pytest.raises(Refused), stage.database.transaction() as session:
        actor = acting(session, stage.scene, "admin.sk")
        operations.edit_person(
            session, actor, actor.person_id, name=actor.name, email="", active=False, seen=1
        )


def test_a_hundred_attempts_at_once_are_not_all_looked_at(stage: Stage) -> None:
    def attempt(number: int) -> bool:
        with stage.database.transaction() as session:
            return sessions.attempt(session, "admin.sk", f"192.0.2.{number}")

    with ThreadPoolExecutor(4) as pool:
        allowed = sum(pool.map(attempt, range(40)))
    # On PostgreSQL two that run in the very same moment may both be counted in.
    assert sessions.MOST_BY_ACCOUNT <= allowed <= sessions.MOST_BY_ACCOUNT + 3


def test_old_failures_are_thrown_away(stage: Stage) -> None:
    with clock.fixed(clock.now() - 5 * sessions.WINDOW), stage.database.transaction() as session:
        sessions.attempt(session, "somebody", "192.0.2.1")
    with stage.database.transaction() as session:
        sessions.attempt(session, "other", "192.0.2.2")
        assert len(session.scalars(select(SignInFailure)).all()) == 2


def test_the_first_passwords_of_three_hundred_people_take_no_minute() -> None:
    started = clock.now()
    for _ in range(300):
        passwords.hash_printed(passwords.printed_secret())
    assert clock.now() - started < timedelta(seconds=20)


def test_changing_the_own_password_is_told_in_the_history(stage: Stage) -> None:
    person_id = stage.scene.people["chief.sk"]
    with stage.database.transaction() as session:
        sessions.change_password(session, person_id, old=PASSWORD, new=NEW, repeated=NEW, sign_in_id=0)
    with stage.database.reading() as session:
        event = session.scalars(select(Event).where(Event.action == "change_password")).one()
        assert (event.person_id, event.record_id) == (person_id, person_id)


def test_the_actor_of_a_posting_is_named_with_office_and_province(stage: Stage) -> None:
    with stage.database.reading() as session:
        actor = acting(session, stage.scene, "chief.sk", Role.DISTRICT_CHIEF)
        assert session.get_one(Posting, actor.posting_id).person_id == actor.person_id
    assert (actor.office_name, actor.office_kind) == ("อำเภอเมืองสระแก้ว", "district")
    assert actor.province_id == stage.scene.offices["จังหวัดสระแก้ว"]

"""Jobs: asked for with the change, claimed once, ended once, and never lost."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow_app import clock
from workflow_app.config import Settings
from workflow_app.db import Database
from workflow_app.errors import NotConfigured, NotFound
from workflow_app.jobs import operations, outbox, queries, runner
from workflow_app.jobs.handlers import HANDLERS, Failed, Handler, Payload, Workshop, open_workshop
from workflow_app.jobs.models import Job, JobStatus
from workflow_app.offices.models import Office, OfficeKind


@dataclass
class Bench:
    """A kind of job for tests: gives what it is told to, and notes what it did."""

    answers: dict[int, Any] = field(default_factory=dict)
    worked: list[list[int]] = field(default_factory=list)
    kept: list[tuple[int, Any]] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def work(self, _workshop: Workshop, payloads: Sequence[Payload]) -> list[Any]:
        numbers = [payload["n"] for payload in payloads]
        self.worked.append(numbers)
        answers = [self.answers.get(number, f"result {number}") for number in numbers]
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return answers

    def keep(self, _session: Session, payload: Payload, result: Any) -> None:
        self.kept.append((payload["n"], result))

    def fail(self, _session: Session, payload: Payload, reason: str) -> None:
        self.failed.append((payload["n"], reason))

    def handlers(self, batch: int = 1) -> dict[str, Handler]:
        return {"bench": Handler(self.work, self.keep, self.fail, batch)}


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def workshop(database: Database, settings: Settings) -> Iterator[Workshop]:
    with open_workshop(settings, database) as opened:
        yield opened


def ask(database: Database, number: int, due: datetime | None = None) -> int:
    with database.transaction() as session:
        return outbox.enqueue(session, "bench", f"bench:{number}", {"n": number}, due).id


def job(database: Database, job_id: int) -> Job:
    with database.reading() as session:
        found = session.get_one(Job, job_id)
        session.expunge(found)
    return found


def change(database: Database, job_id: int, **values: Any) -> None:
    with database.transaction() as session:
        session.execute(update(Job).where(Job.id == job_id).values(**values))


def claim(database: Database, job_id: int) -> operations.Claim:
    with database.transaction() as session:
        (held,) = operations.claim(session, job_id, {})
    return held


def past() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


# Asking


def test_a_job_is_asked_for_together_with_its_change(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        outbox.enqueue(session, "bench", "bench:1", {"n": 1})
        raise RuntimeError
    with database.reading() as session:
        assert session.scalars(select(Job)).all() == []


def test_a_key_is_one_job_however_often_it_is_asked_for(database: Database) -> None:
    first = ask(database, 1)
    assert ask(database, 1) == first
    claim(database, first)
    assert ask(database, 1) == first
    assert job(database, first).status == JobStatus.RUNNING


def test_the_session_names_the_jobs_to_be_announced_after_its_commit(database: Database) -> None:
    with database.transaction() as session:
        made = outbox.enqueue(session, "bench", "bench:1", {"n": 1})
        outbox.enqueue(session, "bench", "bench:1", {"n": 1})
    assert outbox.asked(session) == [made.id]
    with database.transaction() as session:
        outbox.enqueue(session, "bench", "bench:1", {"n": 1})
    assert outbox.asked(session) == []


def test_a_job_of_later_is_not_begun_before_its_moment(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    moment = datetime(2024, 9, 30, 9, tzinfo=UTC)
    job_id = ask(database, 1, due=moment)
    with clock.fixed(moment - timedelta(seconds=1)):
        assert runner.run(workshop, job_id, bench.handlers()) == 0
        assert runner.sweep(database, bench.handlers()) == []
    with clock.fixed(moment):
        assert runner.sweep(database, bench.handlers()) == [job_id]
        assert runner.run(workshop, job_id, bench.handlers()) == 1


def test_a_job_of_now_is_done_whatever_the_calendar_says(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    with clock.fixed(datetime(2030, 1, 1, tzinfo=UTC)):
        job_id = ask(database, 1)
    with clock.fixed(datetime(2021, 1, 1, tzinfo=UTC)):
        assert runner.run(workshop, job_id, bench.handlers()) == 1


# Doing


def test_a_job_is_done_once(database: Database, workshop: Workshop, bench: Bench) -> None:
    job_id = ask(database, 1)
    assert [runner.run(workshop, job_id, bench.handlers()) for _ in range(3)] == [1, 0, 0]
    assert bench.kept == [(1, "result 1")]
    done = job(database, job_id)
    assert (done.status, done.tries, done.error, done.claimed_until) == (JobStatus.DONE, 1, "", None)
    assert done.done_at is not None


def test_jobs_of_one_kind_are_done_together_up_to_their_batch(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    ids = [ask(database, number) for number in range(1, 6)]
    later = ask(database, 6, due=datetime(2999, 1, 1, tzinfo=UTC))
    with database.transaction() as session:
        other = outbox.enqueue(session, "other", "other:1", {}).id
    assert runner.run(workshop, ids[2], bench.handlers(batch=3)) == 3
    assert bench.worked == [[3, 1, 2]]
    assert [job(database, job_id).status for job_id in (*ids, later, other)] == [
        *[JobStatus.DONE] * 3, *[JobStatus.DUE] * 4
    ]  # fmt: skip


def test_each_job_of_a_batch_has_its_own_outcome(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    ids = [ask(database, number) for number in (1, 2, 3)]
    bench.answers = {2: Failed("ไฟล์เสียหาย")}
    runner.run(workshop, ids[0], bench.handlers(batch=3))
    assert [job(database, job_id).status for job_id in ids] == [
        JobStatus.DONE, JobStatus.FAILED, JobStatus.DONE
    ]  # fmt: skip
    assert job(database, ids[1]).error == "ไฟล์เสียหาย"
    assert bench.failed == [(2, "ไฟล์เสียหาย")]
    assert bench.kept == [(1, "result 1"), (3, "result 3")]


def test_what_is_missing_on_the_machine_fails_the_job_in_words(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    job_id = ask(database, 1)
    bench.answers = {1: NotConfigured("ไม่พบโปรแกรม LibreOffice")}
    runner.run(workshop, job_id, bench.handlers())
    assert job(database, job_id).error == "ไม่พบโปรแกรม LibreOffice"
    assert bench.failed == [(1, "ไม่พบโปรแกรม LibreOffice")]


def test_a_defect_is_shown_on_the_job_and_still_raised(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    job_id = ask(database, 1)
    bench.answers = {1: ZeroDivisionError()}
    with pytest.raises(ZeroDivisionError):
        runner.run(workshop, job_id, bench.handlers())
    assert job(database, job_id).status == JobStatus.FAILED
    assert "ZeroDivisionError" in job(database, job_id).error
    assert bench.failed[0][0] == 1


def test_a_kind_that_this_release_does_not_know_fails_in_words(
    database: Database, workshop: Workshop
) -> None:
    job_id = ask(database, 1)
    runner.run(workshop, job_id, {})
    assert job(database, job_id).error == runner.UNKNOWN.format("bench")


def test_a_stop_by_the_user_leaves_the_job_to_the_sweep(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    job_id = ask(database, 1)
    bench.answers = {1: KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        runner.run(workshop, job_id, bench.handlers())
    assert (job(database, job_id).status, bench.failed) == (JobStatus.RUNNING, [])


def test_a_passing_trouble_is_tried_three_times_and_then_told(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    job_id = ask(database, 1)
    bench.answers = {1: Failed("หยุดทำงาน", temporary=True)}
    for tries in (1, 2):
        assert runner.run(workshop, job_id, bench.handlers()) == 1
        waiting = job(database, job_id)
        assert (waiting.status, waiting.tries, waiting.error) == (JobStatus.DUE, tries, "หยุดทำงาน")
    assert bench.failed == []
    runner.run(workshop, job_id, bench.handlers())
    assert job(database, job_id).status == JobStatus.FAILED
    assert bench.failed == [(1, "หยุดทำงาน")]


def test_a_result_that_cannot_be_kept_leaves_nothing_half_done(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    def keep(session: Session, _payload: Payload, _result: Any) -> None:
        outbox.enqueue(session, "bench", "bench:half", {"n": 9})
        raise ZeroDivisionError

    job_id = ask(database, 1)
    with pytest.raises(ZeroDivisionError):
        runner.run(workshop, job_id, {"bench": Handler(bench.work, keep, bench.fail)})
    with database.reading() as session:
        assert [row.status for row in session.scalars(select(Job))] == [JobStatus.FAILED]


# Claims


def test_a_claimed_job_cannot_be_claimed_again(database: Database) -> None:
    job_id = ask(database, 1)
    claim(database, job_id)
    with database.transaction() as session:
        assert operations.claim(session, job_id, {}) == []


@pytest.mark.postgres
def test_a_job_that_is_being_claimed_is_passed_over_without_waiting(postgres_database: Database) -> None:
    job_id = ask(postgres_database, 1)
    with postgres_database.transaction() as first:
        assert len(operations.claim(first, job_id, {})) == 1
        with postgres_database.transaction() as second:
            assert operations.claim(second, job_id, {}) == []


@pytest.mark.requirement("R6")
def test_the_jobs_of_a_dead_worker_are_due_again(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    job_id = ask(database, 1)
    claim(database, job_id)
    assert runner.sweep(database, bench.handlers()) == []
    change(database, job_id, claimed_until=past())
    assert runner.sweep(database, bench.handlers()) == [job_id]
    assert runner.run(workshop, job_id, bench.handlers()) == 1
    assert job(database, job_id).tries == 2


@pytest.mark.requirement("R6")
def test_a_slow_worker_that_lost_its_claim_keeps_nothing(database: Database, bench: Bench) -> None:
    job_id = ask(database, 1)
    slow = claim(database, job_id)
    change(database, job_id, claimed_until=past())
    runner.sweep(database, bench.handlers())
    quick = claim(database, job_id)
    with database.transaction() as session:
        assert not operations.end(session, slow)
        assert not operations.put_back(session, slow, "ช้า")
    with database.transaction() as session:
        assert operations.end(session, quick)
    assert job(database, job_id).status == JobStatus.DONE


def test_a_claim_of_before_a_retry_ends_nothing(database: Database) -> None:
    job_id = ask(database, 1)
    old = claim(database, job_id)
    with database.transaction() as session:
        operations.end(session, old, "ไม่สำเร็จ")
    with database.transaction() as session:
        outbox.retry(session, job_id)
    claim(database, job_id)
    with database.transaction() as session:
        assert not operations.end(session, old)


def test_a_job_that_ends_its_worker_each_time_fails_after_three_times(
    database: Database, bench: Bench
) -> None:
    job_id = ask(database, 1)
    for _ in range(operations.MOST_TRIES):
        claim(database, job_id)
        change(database, job_id, claimed_until=past())
        found = runner.sweep(database, bench.handlers())
    assert found == []
    assert (job(database, job_id).status, job(database, job_id).error) == (
        JobStatus.FAILED, operations.ABANDONED
    )  # fmt: skip
    assert bench.failed == [(1, operations.ABANDONED)]


def test_the_claim_of_long_work_is_renewed_while_it_runs(
    database: Database, workshop: Workshop, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "CLAIM", timedelta(seconds=0.4))
    found: list[list[int]] = []

    def work(_workshop: Workshop, _payloads: Sequence[Payload]) -> list[str]:
        for _ in range(4):
            time.sleep(0.3)
            found.append(runner.sweep(database, bench.handlers()))
        return ["result"]

    job_id = ask(database, 1)
    runner.run(workshop, job_id, {"bench": Handler(work, bench.keep, bench.fail)})
    assert found == [[], [], [], []]
    assert bench.kept == [(1, "result")]


def test_a_claim_does_not_lapse_because_the_calendar_was_moved(database: Database, bench: Bench) -> None:
    job_id = ask(database, 1)
    claim(database, job_id)
    with clock.shift(timedelta(days=365)):
        assert runner.sweep(database, bench.handlers()) == []


# Seeing and doing again


def test_everything_due_can_be_done_without_a_queue(
    database: Database, workshop: Workshop, bench: Bench
) -> None:
    for number in range(5):
        ask(database, number)
    assert runner.run_due(workshop, bench.handlers(batch=2)) == 5
    assert runner.run_due(workshop, bench.handlers(batch=2)) == 0


def test_a_failed_job_can_be_done_again(database: Database, workshop: Workshop, bench: Bench) -> None:
    job_id = ask(database, 1)
    bench.answers = {1: Failed("ไม่สำเร็จ")}
    runner.run(workshop, job_id, bench.handlers())
    with database.transaction() as session:
        again = outbox.again(session, job_id)
        assert (again.status, again.tries, again.error) == (JobStatus.DUE, 0, "")
    assert outbox.asked(session) == [job_id]
    bench.answers = {}
    runner.run(workshop, job_id, bench.handlers())
    assert job(database, job_id).status == JobStatus.DONE


def test_a_running_job_is_not_begun_a_second_time_by_a_retry(database: Database) -> None:
    job_id = ask(database, 1)
    claim(database, job_id)
    with database.transaction() as session:
        assert outbox.retry(session, job_id).status == JobStatus.RUNNING
    assert outbox.asked(session) == []


def test_a_retry_of_nothing_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound), database.transaction() as session:
        outbox.retry(session, 999)


def test_an_administrator_sees_the_jobs_of_the_own_province_only(database: Database) -> None:
    with database.transaction() as session:
        ours, theirs = (Office(kind=OfficeKind.PROVINCE, name=name) for name in ("จังหวัดหนึ่ง", "จังหวัดสอง"))
        session.add_all([ours, theirs])
        session.flush()  # the jobs need their ids
        mine = outbox.enqueue(session, "bench", "a", {}, province_id=ours.id)
        other = outbox.enqueue(session, "bench", "b", {}, province_id=theirs.id)
        nobody = outbox.enqueue(session, "bench", "c", {})
    held = claim(database, mine.id)
    with database.transaction() as session:
        operations.end(session, held, "ไม่สำเร็จ")
    with database.reading() as session:
        (line,) = queries.listing(session, ours.id)
        assert (line.id, line.error, line.can_retry) == (mine.id, "ไม่สำเร็จ", True)
        assert [line.id for line in queries.listing(session, None)] == [nobody.id, other.id, mine.id]
        assert queries.listing(session, ours.id, [JobStatus.DUE]) == []
        assert queries.find(session, ours.id, other.id) is None
        assert queries.find(session, ours.id, mine.id) == line
        assert queries.counts(session, ours.id) == {
            JobStatus.DUE: 0, JobStatus.RUNNING: 0, JobStatus.DONE: 0, JobStatus.FAILED: 1
        }  # fmt: skip


def test_every_kind_of_job_has_a_name_for_the_administrator() -> None:
    assert set(HANDLERS) == set(queries.NAMES)


def test_every_status_has_a_word() -> None:
    assert all(status.label for status in JobStatus)

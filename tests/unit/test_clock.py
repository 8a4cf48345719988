"""The clock: real, shifted and fixed time."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from workflow_app import clock


def test_the_clock_tells_the_real_time_in_utc() -> None:
    before = datetime.now(UTC)
    moment = clock.now()
    assert before <= moment <= datetime.now(UTC)
    assert moment.utcoffset() == timedelta()


@pytest.mark.case("B25")
@pytest.mark.requirement("R28")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 4, 23, 16, 59, 59, tzinfo=UTC), date(2024, 4, 23)),
        (datetime(2024, 4, 23, 17, 0, tzinfo=UTC), date(2024, 4, 24)),
        (datetime(2024, 4, 23, 18, 30, tzinfo=UTC), date(2024, 4, 24)),
        (datetime(2023, 12, 31, 17, 0, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2024, 2, 28, 20, 0, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_today_is_the_day_in_thailand(moment: datetime, day: date) -> None:
    with clock.fixed(moment):
        assert clock.today() == day


def test_a_fixed_clock_is_told_in_utc_whatever_its_zone() -> None:
    bangkok = timezone(timedelta(hours=7))
    with clock.fixed(datetime(2024, 4, 24, 1, 30, tzinfo=bangkok)):
        assert clock.now() == datetime(2024, 4, 23, 18, 30, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


def test_fixed_clocks_may_be_nested_and_end_with_their_block() -> None:
    first, second = datetime(2021, 10, 1, tzinfo=UTC), datetime(2022, 9, 30, tzinfo=UTC)
    with clock.fixed(first):
        with clock.fixed(second):
            assert clock.now() == second
        assert clock.now() == first
    assert clock.now() > second


def test_a_moment_without_a_zone_is_no_clock() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.fixed(datetime(2024, 4, 24)):  # noqa: DTZ001
        pass


def test_shifts_add_up_and_end_with_their_block() -> None:
    with clock.shift(timedelta(days=10)), clock.shift(timedelta(days=-3)):
        ahead = clock.now() - datetime.now(UTC)
    assert abs(ahead - timedelta(days=7)) < timedelta(seconds=5)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_of_one_thread_does_not_move_that_of_another() -> None:
    seen: list[datetime] = []
    with clock.fixed(datetime(2021, 10, 1, tzinfo=UTC)):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert abs(seen[0] - datetime.now(UTC)) < timedelta(seconds=5)

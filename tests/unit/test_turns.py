"""Turns are given to one at a time, and nobody is passed over for long."""

from __future__ import annotations

import threading
import time

import pytest

from workflow_app.turns import Turns


@pytest.mark.requirement("R4")
def test_who_asked_first_is_served_first_however_often_the_others_come_back() -> None:
    turns, served = Turns(patience=0), []
    threads = []
    with turns.one(1):
        for number in range(8):
            thread = threading.Thread(target=_take, args=(turns, served, number))
            thread.start()
            threads.append(thread)
            while len(turns._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert served[:8] == list(range(8))
    assert sorted(served) == sorted([*range(8)] * 2)


@pytest.mark.requirement("R4")
def test_who_waits_is_not_passed_over_for_ever_by_those_who_never_rest() -> None:
    turns, rest = Turns(patience=0.05), threading.Event()

    def never_rests() -> None:
        while not rest.is_set():
            with turns.one(5):
                pass

    threads = [threading.Thread(target=never_rests) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        with turns.one(2):
            time.sleep(0.001)
    rest.set()
    for thread in threads:
        thread.join()


def _take(turns: Turns, served: list[int], number: int) -> None:
    for _ in range(2):
        with turns.one(5):
            served.append(number)


def test_never_two_at_once() -> None:
    turns, inside, most = Turns(), [0], [0]

    def work() -> None:
        for _ in range(200):
            with turns.one(5):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_turn_that_does_not_come_in_time_is_given_up_and_blocks_nobody() -> None:
    turns = Turns()
    with turns.one(1), pytest.raises(TimeoutError), turns.one(0.01):
        pass
    with turns.one(0.01):
        pass


def test_a_turn_ends_with_its_block_even_when_the_block_fails() -> None:
    turns = Turns()
    with pytest.raises(OSError, match="no room"), turns.one(1):
        raise OSError("no room")
    with turns.one(0.01):
        pass

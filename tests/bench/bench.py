"""How much a whole step costs beside the same two rows written bare, and how fast a book gives numbers.

python tests/bench/bench.py [--steps N]

Bare: the record's row and one history row, hash included, through the same mapper in one writing transaction of
the same database – no lock, no facts, no guards, no chain. Whole: states/run.py as a page calls it. Medians.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy.exc import OperationalError  # noqa: E402

from tests.databases import postgres_copy  # noqa: E402
from workflow_app import clock, migrations  # noqa: E402
from workflow_app.db import Database  # noqa: E402
from workflow_app.demo.stage import Stage  # noqa: E402
from workflow_app.demo.year import SCENES  # noqa: E402
from workflow_app.history.models import Event  # noqa: E402
from workflow_app.history.record import seal, sealed_values  # noqa: E402
from workflow_app.history.rules import link  # noqa: E402
from workflow_app.indicators.models import Indicator  # noqa: E402
from workflow_app.people.rules import Actor  # noqa: E402
from workflow_app.registers.numbering import take_number  # noqa: E402
from workflow_app.states.run import take_step  # noqa: E402
from workflow_app.states.vocabulary import IndicatorState as S  # noqa: E402

WRITERS = (1, 8)
#: Indicators of the story, one per writer; two writers share none.
KEYS = ("births", "products", "tourism", "waste", "data", "pmqa")
MOST = 3.0
#: Steps of a writer in one turn; even, so that every record ends where it began.
BLOCK = 20
Work = Callable[[], float]


@dataclass
class Bench:
    """A province whose indicators stand before its review, with more of them than the story has."""

    stage: Stage
    records: list[tuple[int, Actor]]
    secretary: Actor

    @property
    def database(self) -> Database:
        return self.stage.database


def prepare(url: str) -> Bench:
    """The demo's year up to the details sheets."""
    migrations.upgrade(url)
    stage = Stage(Database(url, before_commit=(seal,)), lambda said: None)
    for _title, scene in SCENES[:6]:
        scene(stage)
    heads = {
        actor.office_id: actor for actor in map(stage.actor, stage.postings) if actor.role == "office_head"
    }
    with stage.database.transaction() as session:
        rows = [session.get_one(Indicator, stage.ids[key]) for key in KEYS]
        rows += [_twin(rows[number]) for number in (0, 3)]
        session.add_all(rows)
        session.flush()
        return Bench(
            stage, [(row.id, heads[row.responsible_office_id]) for row in rows], stage.actor("secretary")
        )


def _twin(row: Indicator) -> Indicator:
    """One more indicator with a complete sheet: the story has six, the bench needs eight."""
    names = [column.name for column in Indicator.__table__.columns if column.name not in ("id", "version")]
    return Indicator(**{name: getattr(row, name) for name in names})


def whole(bench: Bench, number: int) -> Iterator[float]:
    """Seconds of whole steps of one writer: back to drafting by the secretary, and on again by the head."""
    record, head = bench.records[number]
    with bench.database.reading() as session:
        version = session.get_one(Indicator, record).version
    while True:
        for actor, action, comment in (
            (bench.secretary, "return_to_drafting", "แก้ไข"),
            (head, "to_province_review", ""),
        ):
            began = time.perf_counter()
            done = take_step(
                bench.database, "indicator", [record], action,
                actor=actor, seen={record: version}, comment=comment,
            )  # fmt: skip
            yield time.perf_counter() - began
            version = done.records[0].version


def bare(bench: Bench, number: int, places: Iterator[int]) -> Iterator[float]:
    """Seconds of the same two rows written bare by one writer."""
    record, head = bench.records[number]
    database = Database(bench.database.url)
    try:
        while True:
            began = time.perf_counter()
            with database.transaction() as session:
                row = session.get_one(Indicator, record)
                came_from = row.state
                row.state = S.DRAFTING if came_from is S.PROVINCE_REVIEW else S.PROVINCE_REVIEW
                event = Event(
                    chain_id=row.province_id, sequence=next(places), at=clock.now(), person_id=head.person_id,
                    actor=head.described, role=str(head.role), kind="indicator", record_id=row.id,
                    record_name=row.name, action="to_province_review", label="เสนอคณะกรรมการจังหวัด",
                    from_state=str(came_from), to_state=str(row.state), comment="", details={}, previous="",
                )  # fmt: skip
                event.digest = link("", sealed_values(event))
                session.add(event)
            yield time.perf_counter() - began
    finally:
        database.dispose()


def timed(writers: Sequence[Iterator[float]], steps: int) -> list[float]:
    """The seconds of each of ``steps`` works of every writer, all writers at the same time."""
    found: list[float] = []
    broken: list[Exception] = []
    barrier = threading.Barrier(len(writers))

    def write(writer: Iterator[float]) -> None:
        try:
            next(writer), next(writer)  # connections and compiled statements are there before it counts
            barrier.wait(timeout=60)
            found.extend([next(writer) for _ in range(steps)])
        except (OperationalError, threading.BrokenBarrierError) as error:
            broken.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return found


def measure(name: str, bench: Bench, steps: int) -> bool:
    """Print the lines of one database; True when no ratio is above the limit."""
    places = count(1_000_000)
    good = True
    for writers in WRITERS:
        slow, fast = _in_turns(bench, range(writers), steps, places)
        ratio = slow / fast
        good = good and ratio <= MOST
        print(f"| {name} | {writers} | {slow * 1000:.2f} | {fast * 1000:.2f} | {ratio:.2f} |", flush=True)
    return good


def _in_turns(bench: Bench, numbers: Sequence[int], steps: int, places: Iterator[int]) -> tuple[float, float]:
    """Medians of the whole and the bare way, measured in turns: what else the machine does meets both alike."""
    slow: list[float] = []
    fast: list[float] = []
    for _ in range(max(1, steps // BLOCK)):
        slow += timed([whole(bench, number) for number in numbers], BLOCK)
        fast += timed([bare(bench, number, places) for number in numbers], BLOCK)
    return median(slow), median(fast)


def numbers_per_second(bench: Bench, each: int) -> float:
    """How many numbers eight writers take from one book in a second, a transaction each."""
    office = bench.stage.ids["office.center"]

    def take() -> Iterator[float]:
        while True:
            began = time.perf_counter()
            with bench.database.transaction() as session:
                take_number(session, office, "circular", 2570, None)
            yield time.perf_counter() - began

    began = time.perf_counter()
    timed([take() for _ in range(8)], each)
    return 8 * (each + 2) / (time.perf_counter() - began)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The addresses of an empty database of each kind, gone afterwards."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        found = {"SQLite": f"sqlite:///{folder}/bench.db"}
        try:
            found["PostgreSQL"] = stack.enter_context(postgres_copy())
        except OSError:
            print("PostgreSQL does not answer: not measured", file=sys.stderr)
        yield found


def main() -> int:
    """Measure everything; 1 when a step costs more than it may."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--steps", type=int, default=200, help="steps of each writer")
    steps = options.parse_args().steps
    good = True
    print("| database | writers | whole step, ms | two rows bare, ms | ratio |\n|---|---|---|---|---|")
    with databases() as addresses:
        benches = {name: prepare(url) for name, url in addresses.items()}
        for name, bench in benches.items():
            good = measure(name, bench, steps) and good
        for name, bench in benches.items():
            print(f"numbers of one book, 8 writers, {name}: {numbers_per_second(bench, steps):.0f} a second")
            bench.database.dispose()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

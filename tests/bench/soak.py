"""Eight persons who take steps without a pause: how many presses fail, and how long the slowest one takes.

python tests/bench/soak.py [--seconds N]
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy.exc import OperationalError  # noqa: E402

from tests.bench.bench import Bench, databases, prepare, whole  # noqa: E402
from workflow_app.errors import DomainError  # noqa: E402
from workflow_app.history.verify import verify  # noqa: E402

#: Of a thousand presses at most one may fail, and nobody waits longer than this.
MOST_FAILED = 0.001
LONGEST = 2.0


def soak(bench: Bench, seconds: float) -> tuple[list[float], list[Exception]]:
    """The seconds of every press of eight writers, and the errors that they met."""
    taken: list[float] = []
    failed: list[Exception] = []
    until = time.monotonic() + seconds

    def press(number: int) -> None:
        writer: Iterator[float] = whole(bench, number)
        while time.monotonic() < until:
            try:
                taken.append(next(writer))
            except (DomainError, OperationalError) as error:
                failed.append(error)
                writer = whole(bench, number)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, failed


def main() -> int:
    """Soak each database; 1 when too many presses failed, one was too slow, or the history is not whole."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--seconds", type=float, default=300, help="seconds for each database")
    seconds = options.parse_args().seconds
    good = True
    with databases() as addresses:
        for name, url in addresses.items():
            bench = prepare(url)
            taken, failed = soak(bench, seconds)
            with bench.database.reading() as session:
                # The bench's twin indicators are written without a first step; everything else must agree.
                findings = [said for said in verify(session) if not said.startswith("indicator")]
            bench.database.dispose()
            good = good and len(failed) <= MOST_FAILED * len(taken) and max(taken) <= LONGEST and not findings
            print(
                f"{name}: {len(taken)} presses, {len(failed)} failed, slowest {max(taken):.2f} s, {findings or 'history whole'}"
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

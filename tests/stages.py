"""The demo's year as scenes on both databases: played once a run, copied for each test.

``played`` opens the year as it stood after a scene, on SQLite and on PostgreSQL in turn.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from tests.databases import postgres_copy
from workflow_app.db import Database
from workflow_app.demo.stage import Stage
from workflow_app.demo.year import SCENES
from workflow_app.history.models import Event
from workflow_app.history.record import seal
from workflow_app.jobs.models import Job
from workflow_app.letters.models import Letter
from workflow_app.registers.models import RegisterEntry
from workflow_app.states.registry import KINDS

#: A scene's name -> where its database is kept, and the stage as it stood then.
Scenes = Mapping[str, tuple[str, Stage]]
Play = Callable[[str], Stage]
Result = TypeVar("Result")


@pytest.fixture(scope="session")
def sqlite_scenes(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    """Every scene of the year as a SQLite file."""
    folder = tmp_path_factory.mktemp("scenes")
    path = folder / "play.db"
    shutil.copyfile(migrated_sqlite_file, path)
    stage = Stage(open_database(f"sqlite:///{path}"), lambda said: None)
    kept = {}
    for _title, scene in SCENES:
        scene(stage)
        stage.database.dispose()  # the last connection folds the write-ahead log into the file
        copy = folder / f"{scene.__name__}.db"
        shutil.copyfile(path, copy)
        kept[scene.__name__] = (str(copy), _known(stage))
    return kept


@pytest.fixture(scope="session")
def postgres_scenes(migrated_postgres_name: str) -> Iterator[Scenes]:
    """Every scene of the year as a PostgreSQL database, a template for copies."""
    with ExitStack() as stack:
        url = stack.enter_context(postgres_copy(migrated_postgres_name))
        stage = Stage(open_database(url), lambda said: None)
        kept = {}
        for _title, scene in SCENES:
            scene(stage)
            stage.database.dispose()  # a template must have nobody in it
            copy = make_url(stack.enter_context(postgres_copy(str(make_url(url).database))))
            kept[scene.__name__] = (str(copy.database), _known(stage))
        yield kept


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def played(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Play]:
    """Opens the year as it stood after the scene of that name, in a database of this test's own."""
    scenes: Scenes = request.getfixturevalue(f"{request.param}_scenes")
    with ExitStack() as stack:

        def open_scene(name: str) -> Stage:
            place, known = scenes[name]
            url = stack.enter_context(COPIES[request.param](place, tmp_path))
            stage = Stage(
                open_database(url), known.progress, dict(known.postings), dict(known.ids), known.steps
            )
            stack.callback(stage.database.dispose)
            return stage

        yield open_scene


def open_database(url: str) -> Database:
    """A database that seals its history, as every installation's does."""
    return Database(url, before_commit=(seal,))


@contextmanager
def _sqlite_copy(place: str, folder: Path) -> Iterator[str]:
    path = folder / f"{uuid.uuid4().hex}.db"
    shutil.copyfile(place, path)
    yield f"sqlite:///{path}"


@contextmanager
def _postgres_copy(place: str, _folder: Path) -> Iterator[str]:
    with postgres_copy(place) as url:
        yield url


COPIES = {"sqlite": _sqlite_copy, "postgres": _postgres_copy}


def _known(stage: Stage) -> Stage:
    return Stage(stage.database, stage.progress, dict(stage.postings), dict(stage.ids), stage.steps)


def row_of(stage: Stage, kind: str, record_id: int) -> Any:
    """A record as the database has it now."""
    with stage.database.reading() as session:
        row = session.get_one(KINDS[kind].model, record_id)
        session.expunge(row)  # the session forgets what it read when it ends
        return row


def state_of(stage: Stage, kind: str, record_id: int) -> str:
    """The state of a record as the database has it now."""
    return str(row_of(stage, kind, record_id).state)


def seen(stage: Stage, kind: str, *ids: int) -> dict[int, int]:
    """The versions that a page opened now would carry."""
    return {record_id: row_of(stage, kind, record_id).version for record_id in ids}


def steps_in_history(stage: Stage, kind: str, record_id: int) -> list[tuple[str, str, str]]:
    """Action, from and to of each step of a record, in order."""
    query = select(Event.action, Event.from_state, Event.to_state).where(
        Event.kind == kind, Event.record_id == record_id, Event.to_state != ""
    )
    with stage.database.reading() as session:
        return [(action, came, went) for action, came, went in session.execute(query.order_by(Event.id))]


def whole(stage: Stage) -> dict[str, Any]:
    """What there is in the database: states and versions of all records, and how much of everything else."""
    with stage.database.reading() as session:
        states = {
            name: [
                (row, str(state), version)
                for row, state, version in session.execute(
                    select(kind.model.id, kind.model.state, kind.model.version).order_by(kind.model.id)
                )
            ]
            for name, kind in KINDS.items()
        }
        counts = {
            model.__tablename__: session.scalar(select(func.count()).select_from(model))
            for model in (Event, Job, RegisterEntry, Letter)
        }
    return {**states, **counts}


def at_once(count: int, work: Callable[[int], Result]) -> list[Result | Exception]:
    """What ``work`` of 0 … count-1 gave, or the error it met, all released together in threads of their own."""
    barrier = Barrier(count)

    def run(number: int) -> Result | Exception:
        barrier.wait(timeout=30)
        try:
            return work(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))

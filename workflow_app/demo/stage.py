"""Where the demo is played: a database, a clock that stands at the story's moments, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow_app import clock, files
from workflow_app.db import Database
from workflow_app.demo.scan import scan
from workflow_app.people.queries import actor_for
from workflow_app.people.rules import Actor
from workflow_app.registers.operations import register_incoming
from workflow_app.states.perform import Performed, perform
from workflow_app.states.run import open_letter, take_step
from workflow_app.thai import BANGKOK, arabic

Progress = Callable[[str], None]


def moment(text: str) -> datetime:
    """A moment of the story, written "2021-10-04 09:00" in Bangkok time."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@dataclass
class Stage:
    """Plays steps as the right persons at fixed moments."""

    database: Database
    progress: Progress
    #: Posting ids by account name, and record ids by the story's own names.
    postings: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    steps: int = 0

    @contextmanager
    def at(self, text: str) -> Iterator[None]:
        """Everything in the block happens at this moment of the story."""
        with clock.fixed(moment(text)):
            yield

    def actor(self, account: str) -> Actor:
        """The person behind an account, as of the story's present moment."""
        with self.database.reading() as session:
            return actor_for(session, self.postings[account])

    @contextmanager
    def working(self, account: str) -> Iterator[tuple[Session, Actor]]:
        """One transaction of a person who writes something that is not a step."""
        actor = self.actor(account)
        with self.database.transaction() as session:
            yield session, actor

    def step(
        self, account: str, kind: str, ids: int | Sequence[int], action: str, comment: str = "", **values: Any
    ) -> Performed:
        """A step taken by a person through the same door as the pages."""
        listed = [ids] if isinstance(ids, int) else list(ids)
        done = take_step(
            self.database, kind, listed, action, actor=self.actor(account), comment=comment, values=values
        )
        self.steps += done.steps
        return done

    def first_step(self, account: str, kind: str, action: str, make: Callable[[Session, Actor], Any]) -> int:
        """The id of a record that is made and takes its first step in one transaction."""
        actor = self.actor(account)
        with self.database.transaction() as session:
            record_id: int = make(session, actor).id
            done = perform(session, kind, [record_id], action, actor=actor)
        self.steps += done.steps
        return record_id

    def letter(self, account: str, kind: str, cycle_id: int, subjects: Sequence[tuple[str, int]]) -> int:
        """The id of a letter drafted about records."""
        return open_letter(
            self.database, kind, cycle_id=cycle_id, actor=self.actor(account), subjects=subjects
        )

    def incoming(self, account: str, *, number: str, dated: str, sender: str, subject: str) -> int:
        """The id of an incoming letter, registered with its scan."""
        paper = scan(f"Incoming letter, demo copy {dated} {number_words(number)}")
        with self.working(account) as (session, actor):
            stored = files.store(session, paper.content, paper.media_type)
            entry = register_incoming(
                session,
                actor,
                number=number,
                dated=datetime.fromisoformat(dated).date(),
                sender=sender,
                subject=subject,
                scan_file_id=stored.id,
            )
            return entry.id


def number_words(number: str) -> str:
    """The figures of a letter number in Latin text, for the demo's scans."""
    return "".join(character for character in arabic(number) if character.isascii())

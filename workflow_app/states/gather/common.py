"""What gathering has in common: whose a record is, and only those facts that somebody asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from workflow_app.people.rules import Actor, Scope
from workflow_app.states.facts.common import Facts

Row = TypeVar("Row")
#: From a fact's name to the query behind it: the fact's value by id of the row.
Queries = Mapping[str, Callable[[Session, Sequence[Row], Actor], Mapping[int, Any]]]


class Gather(Protocol):
    """Rows into facts by id, as ``actor`` meets them now; ``wanted``: names of gathered facts, None = all."""

    def __call__(
        self, session: Session, rows: Sequence[Any], actor: Actor, wanted: Collection[str] | None = None
    ) -> Mapping[int, Facts]: ...


def gathered(
    queries: Queries[Row],
    session: Session,
    rows: Sequence[Row],
    actor: Actor,
    wanted: Collection[str] | None,
) -> dict[str, Mapping[int, Any]]:
    """The values by id of each gathered fact that is wanted: a constant number of queries for any number of rows."""
    return {
        name: query(session, rows, actor)
        for name, query in queries.items()
        if wanted is None or name in wanted
    }


def of_row(found: Mapping[str, Mapping[int, Any]], row_id: int) -> dict[str, Any]:
    """The gathered facts of one row, by name."""
    return {name: values[row_id] for name, values in found.items()}


def scopes(actor: Actor, columns: Mapping[Scope, Any]) -> frozenset[Scope]:
    """The scopes in which the record's columns name this person, office, or province."""
    mine = {Scope.PERSON: actor.person_id, Scope.PROVINCE: actor.province_id}
    held = {
        scope
        for scope, value in columns.items()
        if value is not None and value == mine.get(scope, actor.office_id)
    }
    if actor.office_kind == "opdc":
        held.add(Scope.OPDC)
        held.discard(Scope.PROVINCE)
    return frozenset({*held, Scope.ANY})

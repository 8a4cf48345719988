"""What gathering has in common: in which ways a record belongs to the acting person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow_app.people.rules import Actor, Scope


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

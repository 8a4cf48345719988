"""Which other rows a step on these rows may move: they are locked beforehand, in the registry's order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workflow_app.indicators.models import Indicator
from workflow_app.letters.models import Letter, LetterSubject, Recipient
from workflow_app.states.vocabulary import STANDING_BY, LetterState

Touched = dict[str, set[int]]

#: A letter that can still move what it names.
LIVE = (
    LetterState.DRAFT,
    LetterState.CHECKING,
    LetterState.FOR_SIGNATURE,
    LetterState.SIGNED,
    LetterState.NUMBERED,
)


def others(kind: str) -> tuple[str, ...]:
    """The other kinds that a step of this kind may move."""
    return tuple(name for name in TOUCHES.get(kind, ()) if (kind, name) not in ADDED_UP)


def touched(session: Session, kind: str, ids: Sequence[int], names: Collection[str]) -> Touched:
    """Ids by kind (of ``names``) of all rows that a step on these rows, with what follows from it, may change."""
    return {name: set(session.scalars(TOUCHES[kind][name](ids))) for name in names}


def _cycles_of_indicators(ids: Sequence[int]) -> Select[int]:
    return select(Indicator.cycle_id).where(Indicator.id.in_(ids))


def _cycles_of_letters(ids: Sequence[int]) -> Select[int | None]:
    return select(Letter.cycle_id).where(Letter.id.in_(ids), Letter.cycle_id.is_not(None))


def _letters_of_indicators(ids: Sequence[int]) -> Select[int]:
    return (
        select(Letter.id)
        .join(LetterSubject, LetterSubject.letter_id == Letter.id)
        .where(LetterSubject.kind == "indicator", LetterSubject.record_id.in_(ids), Letter.state.in_(LIVE))
    )


def _indicators_of_letters(ids: Sequence[int]) -> Select[int]:
    return select(LetterSubject.record_id).where(
        LetterSubject.kind == "indicator", LetterSubject.letter_id.in_(ids)
    )


def _recipients_of_letters(ids: Sequence[int]) -> Select[int]:
    return select(Recipient.id).where(Recipient.letter_id.in_(ids))


def _letters_of_recipients(ids: Sequence[int]) -> Select[int]:
    return select(Recipient.letter_id).where(Recipient.id.in_(ids))


def _fallbacks_of_cycles(ids: Sequence[int]) -> Select[int]:
    return select(Indicator.id).where(Indicator.cycle_id.in_(ids), Indicator.state.in_(STANDING_BY))


TOUCHES: dict[str, dict[str, Callable[[Sequence[int]], Select[Any]]]] = {
    "cycle": {"indicator": _fallbacks_of_cycles},
    "indicator": {"cycle": _cycles_of_indicators, "letter": _letters_of_indicators},
    "letter": {
        "cycle": _cycles_of_letters,
        "indicator": _indicators_of_letters,
        "recipient": _recipients_of_letters,
    },
    "recipient": {"letter": _letters_of_recipients},
}

#: Not moved, but held still while a guard adds up the weights of its indicators.
ADDED_UP = {("indicator", "cycle"), ("letter", "cycle")}
#: Gathered facts for which the year is held still.
OF_THE_YEAR = {"weight_findings", "follow_refusals"}

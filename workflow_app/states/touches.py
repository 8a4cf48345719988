"""Which other rows a step on these rows may move: they are locked beforehand, in the registry's order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

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
    """The other kinds that a step of this kind may move, in the order in which rows are locked."""
    return tuple(TOUCHES.get(kind, ()))


def touched(session: Session, kind: str, ids: Sequence[int], names: Collection[str]) -> Touched:
    """Ids by kind (of ``names``) of all rows that a step on these rows, with what follows from it, may change."""
    return {name: set(session.scalars(TOUCHES[kind][name](ids))) for name in names}


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


TOUCHES: dict[str, dict[str, Callable[[Sequence[int]], Select[int]]]] = {
    "cycle": {"indicator": _fallbacks_of_cycles},
    "indicator": {"letter": _letters_of_indicators},
    "letter": {"indicator": _indicators_of_letters, "recipient": _recipients_of_letters},
    "recipient": {"letter": _letters_of_recipients},
}

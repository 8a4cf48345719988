"""A criterion in words for a page: its sentence, its rule, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow_app.errors import Invalid
from workflow_app.scoring.criterion import KINDS, from_json, kind_of, rule
from workflow_app.scoring.sentence import top_sentence
from workflow_app.thai import digits


@dataclass(frozen=True)
class CriterionWords:
    """``label``: the kind; ``top``: what is worth the top score; ``rule``: the whole rule, every setting named."""

    label: str
    top: str
    rule: str
    problems: tuple[str, ...] = ()


def criterion_words(data: Mapping[str, Any] | None, unit: str) -> CriterionWords | None:
    """The words for a stored criterion (JSON of criterion.py), Thai digits; None where there is none."""
    if data is None:
        return None
    try:
        criterion = from_json(data)
    except Invalid as invalid:
        return CriterionWords(str(data.get("kind")), "", "", tuple(invalid.fields.values()))
    label = KINDS[kind_of(criterion)].label
    return CriterionWords(label, top_sentence(criterion, unit=unit), digits(rule(criterion)))

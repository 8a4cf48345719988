"""The result of an indicator: one shape for all kinds of criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workflow_app.errors import Invalid
from workflow_app.figures import plain
from workflow_app.scoring.fields import Fields
from workflow_app.scoring.threshold import Exact
from workflow_app.thai import digits

YES_WORDS = ("yes", "ใช่", "ส่ง", "ดำเนินการแล้ว")
NO_WORDS = ("no", "ไม่ใช่", "ไม่ส่ง", "ไม่ดำเนินการ")


@dataclass(frozen=True)
class Result:
    """What was achieved. Which part is filled depends on the kind of criterion (``Kind.asks``).

    ``value``: the figure in the indicator's unit (ร้อยละ, บาท, a count; the amount of this period for growth;
    the number of steps or items done). A ``Fraction`` comes from formulas only, as those are not rounded.
    ``done``: numbers of the steps or items done, from 1. ``yes``: done or not. ``variables``: a formula's
    figures by name. ``assigned`` and ``reason``: the score a person sets where the criterion gives none.
    """

    value: Exact | None = None
    done: tuple[int, ...] | None = None
    yes: bool | None = None
    variables: tuple[tuple[str, Decimal], ...] = ()
    assigned: Decimal | None = None
    reason: str = ""

    @property
    def empty(self) -> bool:
        """True where nothing was entered: not evaluated, which is not the same as 0."""
        return self == Result()

    @property
    def assigned_score(self) -> Decimal | None:
        """The assigned score; ``Invalid`` where it stands without a reason."""
        if self.assigned is not None and not self.reason:
            raise Invalid({"reason": "การกำหนดคะแนนโดยผู้มีอำนาจต้องมีเหตุผล ให้กรอกเหตุผล"})
        return self.assigned


def result_from_json(data: object) -> Result:
    """A result from JSON: null, a figure ("83.33"), yes/no (true, "ส่ง"), or an object with the field names.

    Raises ``Invalid`` naming each field that cannot be read.
    """
    if isinstance(data, Mapping):
        return _from_object(data)
    return _from_object({"value": data}) if _word(data) is None else Result(yes=_word(data))


def result_to_json(result: Result) -> object:
    """The shortest JSON that ``result_from_json`` reads back as the same result.

    A fraction, which only a formula makes and nobody stores, is refused with ``TypeError``.
    """
    if result.empty:
        return None
    if result == Result(value=result.value):
        return _plain(result.value)
    if result == Result(yes=result.yes):
        return "yes" if result.yes else "no"
    filled: dict[str, object] = {
        "value": _plain(result.value),
        "done": None if result.done is None else list(result.done),
        "yes": result.yes,
        "variables": {name: plain(figure) for name, figure in result.variables} or None,
        "assigned": _plain(result.assigned),
        "reason": result.reason or None,
    }
    return {name: part for name, part in filled.items() if part is not None}


def _plain(value: Exact | None) -> str | None:
    if value is None:
        return None
    if not isinstance(value, Decimal):
        raise TypeError("the result of a formula is worked out again from its variables, never stored")
    return plain(value)


def _word(data: object) -> bool | None:
    if isinstance(data, bool):
        return data
    if isinstance(data, str) and data.strip().lower() in YES_WORDS + NO_WORDS:
        return data.strip().lower() in YES_WORDS
    return None


def _from_object(data: Mapping[str, object]) -> Result:
    fields = Fields(data)
    result = Result(
        value=fields.figure("value"),
        done=_done(fields),
        yes=_yes(fields),
        variables=figures_by_name(fields, "variables"),
        assigned=fields.figure("assigned"),
        reason=fields.text("reason"),
    )
    fields.finish()
    return result


def _yes(fields: Fields) -> bool | None:
    value = fields.raw("yes")
    if value is not None and _word(value) is None:
        fields.problem("yes", "ต้องเป็น yes หรือ no")
    return _word(value)


def _done(fields: Fields) -> tuple[int, ...] | None:
    value = fields.raw("done")
    if value is None:
        return None
    members = value if isinstance(value, list | tuple) else [0]
    figures = [fields.figure_of("done", member) for member in members]
    if any(figure is None or figure < 1 or figure != int(figure) for figure in figures):
        fields.problem("done", "ต้องเป็นรายการเลขลำดับของขั้นตอนหรือรายการที่ทำแล้ว เช่น [1, 2, 3]")
        return None
    return tuple(sorted({int(figure) for figure in figures if figure is not None}))


def figures_by_name(fields: Fields, name: str) -> tuple[tuple[str, Decimal], ...]:
    """The members of an object of figures (a formula's variables), sorted by name; nulls are left out."""
    value = fields.raw(name)
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        fields.problem(name, "ต้องเป็นชื่อตัวแปรกับตัวเลข")
        return ()
    figures = {str(key): fields.figure_of(f"{name}.{key}", part) for key, part in value.items()}
    return tuple(sorted((key, figure) for key, figure in figures.items() if figure is not None))


def count_done(result: Result, total: int, what: str) -> tuple[int, ...] | None:
    """The numbers of what was done, from ``done`` or from a whole ``value`` (1..value); None where empty.

    Raises ``Invalid`` for a figure that is not a whole number from 0 to ``total``.
    """
    if result.done is not None:
        done: tuple[int, ...] = result.done
        good = all(1 <= place <= total for place in done)
    elif result.value is not None:
        good = result.value == int(result.value) and 0 <= result.value <= total
        done = tuple(range(1, int(result.value) + 1)) if good else ()
    else:
        return None
    if not good:
        raise Invalid({"value": digits(f"ผลต้องเป็นจำนวน{what}ที่ทำแล้ว ซึ่งเป็นจำนวนเต็ม 0 ถึง {total}")})
    return done


def needed_value(result: Result) -> Exact | None:
    """The figure of a kind that scores a figure; ``Invalid`` where something else was entered instead."""
    if result.value is None and (result.yes is not None or result.done is not None):
        raise Invalid({"value": "เกณฑ์นี้ต้องกรอกผลเป็นตัวเลข"})
    return result.value

"""What forms share: fields whose text is cleaned at this edge, and errors of an operation shown at their field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from workflow_app.errors import Invalid
from workflow_app.text import clean

NEEDED = "โปรดกรอก"


class Line(StringField):
    """One line of text: control and zero-width characters go, line breaks become spaces.

    ``most`` = letters allowed; ``needed`` = may not be left empty.
    """

    def __init__(self, label: str, *, most: int = 200, needed: bool = False, **options: Any) -> None:
        super().__init__(label, validators=_validators(most, needed), filters=(one_line,), **options)


class Text(TextAreaField):
    """Text of several lines, cleaned; blank lines and double spaces are the writer's and stay."""

    def __init__(self, label: str, *, most: int = 20_000, needed: bool = False, **options: Any) -> None:
        super().__init__(label, validators=_validators(most, needed), filters=(_cleaned,), **options)


class Secret(PasswordField):
    """A password: taken as typed."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(NEEDED), *_validators(200, False)], **options)


def one_line(text: str | None) -> str:
    """The text cleaned and on one line, without blanks at its ends; "" for None."""
    return " ".join(clean(text or "").split("\n")).strip()


def _cleaned(text: str | None) -> str:
    return clean(text or "").strip("\n")


def _validators(most: int, needed: bool) -> Sequence[Any]:
    length = Length(max=most, message=f"ยาวได้ไม่เกิน {most} ตัวอักษร")
    return [InputRequired(NEEDED), _SomeText(), length] if needed else [length]


class _SomeText:
    """Refuses what is empty after cleaning (InputRequired looks at what was sent)."""

    field_flags = {"required": True}

    def __call__(self, form: FlaskForm, field: Any) -> None:
        if not field.data:
            raise StopValidation(NEEDED)


def form_errors(form: FlaskForm, invalid: Invalid) -> None:
    """Put the sentences of ``invalid`` at their fields; those of no field of the form stand above it.

    What was typed stays in the form: render it again with status 422.
    """
    for name, sentence in invalid.fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, sentence]
        else:
            form.form_errors.append(sentence)
    if not invalid.fields:
        form.form_errors.append(invalid.message)


def argument(name: str, default: str = "") -> str:
    """A word of the address's query, cleaned."""
    return one_line(request.args.get(name, default))

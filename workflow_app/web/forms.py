"""What forms share: fields whose text is cleaned at this edge, and errors of an operation shown at their field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from workflow_app import figures, thai
from workflow_app.errors import DomainError, Invalid, Refused, Unreadable
from workflow_app.text import clean

NEEDED = "โปรดกรอก"


#: What WTForms says by itself, in Thai.
THAI = {
    "Not a valid choice.": "เลือกจากรายการ",
    "Invalid Choice: could not coerce.": "เลือกจากรายการ",
    "This field is required.": NEEDED,
    "CSRF token missing.": "แบบฟอร์มหมดอายุ โหลดหน้าใหม่แล้วบันทึกอีกครั้ง",
}


class ThaiWords:
    """Translations as WTForms asks for them."""

    def gettext(self, text: str) -> str:
        """The Thai sentence for an English one of WTForms; a plain one where none is listed."""
        return THAI.get(text, "ค่าที่กรอกใช้ไม่ได้")

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The same for sentences with a number."""
        return self.gettext(one)


class Form(FlaskForm):
    """A form whose every sentence is Thai. Use it in place of FlaskForm."""

    class Meta(FlaskForm.Meta):
        """Where WTForms looks for its sentences."""

        def get_translations(self, form: Any) -> ThaiWords:
            """Thai, whatever the browser asks for."""
            return ThaiWords()


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


class Day(StringField):
    """The one date field: every form of ``thai.date_in``; ``data`` is a date, or None when left empty."""

    data: Any

    def __init__(self, label: str, *, needed: bool = False, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(NEEDED)] if needed else [Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. :raises ValueError: shown at the field."""
        self.data = _read(thai.date_in, valuelist)

    def _value(self) -> str:
        return _shown(self.raw_data, thai.date_out(self.data) if self.data else "")


class Moment(StringField):
    """A day with an hour in Thailand; ``data`` is an aware moment, or None when left empty."""

    data: Any

    def __init__(self, label: str, *, needed: bool = False, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(NEEDED)] if needed else [Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. :raises ValueError: shown at the field."""
        self.data = _read(thai.moment_in, valuelist)

    def _value(self) -> str:
        return _shown(self.raw_data, thai.moment_out(self.data) if self.data else "")


class Figure(StringField):
    """A figure in Thai or ASCII digits with or without commas; ``data`` is a Decimal, or None when left empty."""

    data: Any

    def __init__(self, label: str, *, needed: bool = False, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(NEEDED)] if needed else [Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. :raises ValueError: shown at the field."""
        self.data = _read(figures.number, valuelist)

    def _value(self) -> str:
        return _shown(self.raw_data, figures.number_out(self.data) if self.data is not None else "")


def _read(reader: Callable[[str], Any], typed: list[str]) -> Any:
    text = one_line(typed[0]) if typed else ""
    if not text:
        return None
    try:
        return reader(text)
    except Unreadable as error:
        raise ValueError(error.message) from error


def _shown(typed: Any, stored: str) -> str:
    """What was typed stays in the field, right or wrong."""
    return str(typed[0]) if typed else stored


def options(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """The choices of a SelectField from (value, words shown), digits as Thai ones; WTForms wants its own kind of pair."""
    return [SelectChoice(value, thai.digits(label)) for value, label in pairs]


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


def form_errors(form: FlaskForm, error: DomainError) -> None:
    """Put the sentences of an error at their fields; those of no field of the form stand above it.

    What was typed stays in the form: render it again with ``error.status``.
    """
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, sentence in fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, sentence]
        else:
            form.form_errors.append(sentence)
    if not fields:
        form.form_errors.extend(error.reasons if isinstance(error, Refused) else (error.message,))


def version_seen(form: FlaskForm) -> int:
    """The version that was sent in the hidden field ``version``; 0, which no record has, for anything else.

    Only what was sent counts: the field's own default would make a form without it look fresh.
    """
    typed = str((form["version"].raw_data or [""])[0])
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

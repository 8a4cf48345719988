"""Reading one JSON object field by field: what is wrong is collected, so that all of it is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from workflow_app.text import clean

FIRST_DAY, LAST_DAY = date(1957, 1, 1), date(2157, 12, 31)


class Fields:
    """The fields of one object at ``path``. Every reader returns a usable value even when it notes a problem."""

    def __init__(self, data: object, problems: dict[str, str], path: str = "") -> None:
        self._problems, self._path, self._read = problems, path, set[str]()
        self._data: Mapping[str, object] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self._problems[path or "letter"] = "ต้องเป็นกลุ่มข้อมูล (object)"

    def problem(self, name: str, sentence: str) -> None:
        """Note that the field ``name`` is wrong; the first sentence about a field stays."""
        self._problems.setdefault(self._at(name), sentence)

    def refuse(self, name: str, reason: str) -> None:
        """Note ``reason`` when the field is given at all with a value."""
        if self._take(name):
            self.problem(name, reason)

    def close(self) -> None:
        """Note every field that nobody read."""
        for name in self._data:
            if name not in self._read:
                self.problem(str(name), "ไม่รู้จักช่องข้อมูลนี้ ให้ตัดออกหรือแก้ชื่อ")

    def line(self, name: str, *, needed: bool = True) -> str:
        """A text on one line; line ends and runs of line ends become one space."""
        text = self._text(name, self._take(name), needed)
        return re.sub(r"\s*\n\s*", " ", text)

    def lines(self, name: str, *, needed: bool = True, several: bool = False) -> tuple[str, ...]:
        """A list of texts (one text alone is taken as a list of one). ``several`` keeps line ends inside them."""
        value = self._take(name)
        found = self._list(name, [value] if isinstance(value, str) else value, needed)
        texts = (self._text(f"{name}.{index}", text, True) for index, text in enumerate(found, 1))
        return tuple(text if several else re.sub(r"\s*\n\s*", " ", text) for text in texts)

    def cells(self, name: str) -> tuple[str, ...]:
        """The cells of a row; an empty cell is "" and line ends stay."""
        found = self._list(name, self._take(name), True)
        return tuple(self._text(f"{name}.{index}", text, False) for index, text in enumerate(found, 1))

    def parts(self, name: str) -> list[str | Fields]:
        """The body: texts and objects, in their order."""
        read: list[str | Fields] = []
        for index, part in enumerate(self._list(name, self._take(name), True), 1):
            at = f"{name}.{index}"
            inner = isinstance(part, Mapping)
            read.append(Fields(part, self._problems, self._at(at)) if inner else self._text(at, part, True))
        return read

    def figures(self, name: str, *, needed: bool = True) -> str:
        """Digits and dots as text, always Arabic: ``"0019"``; a JSON number is refused, it has lost its zeros."""
        text = self._text(name, self._take(name), needed)
        return "".join(str(int(sign)) if sign.isdigit() else sign for sign in text)

    def whole(self, name: str, *, needed: bool = False) -> int | None:
        """A whole number from 1 on, as a JSON number or as digits."""
        value = self._take(name)
        if value in (None, "") and not needed:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        if isinstance(value, str) and value.isdecimal() and int(value) > 0:
            return int(value)
        self.problem(name, "ต้องเป็นจำนวนเต็มตั้งแต่ ๑ ขึ้นไป")
        return None

    def truth(self, name: str) -> bool:
        """true or false; missing is false."""
        value = self._take(name)
        if (
            value not in (None, True, False)
            or isinstance(value, (int, float))
            and not isinstance(value, bool)
        ):
            self.problem(name, "ต้องเป็น true หรือ false")
        return value is True

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """An ISO date of ค.ศ. 1957-2157, or None."""
        value = self._take(name)
        if value in (None, "") and not needed:
            return None
        wanted = 'ต้องเป็นวันที่แบบ ISO ปี ค.ศ. ๑๙๕๗-๒๑๕๗ เช่น "2024-04-24"'
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else date.min
        except ValueError:
            day = date.min
        if FIRST_DAY <= day <= LAST_DAY:
            return day
        self.problem(name, wanted)
        return None

    def one_of(self, name: str, choices: Sequence[str], usual: str, hint: str = "") -> str:
        """One of ``choices``; missing is ``usual``."""
        value = self._take(name)
        text = usual if value is None else self._text(name, value, False)
        if text in choices:
            return text
        self.problem(
            name, hint or "ต้องเป็นอย่างใดอย่างหนึ่ง: " + ", ".join(choice or "(ว่าง)" for choice in choices)
        )
        return usual

    def inner(self, name: str) -> Fields:
        """The object in the field ``name``."""
        value = self._take(name)
        if value is None:
            self.problem(name, "ยังไม่ได้ระบุ")
            return Fields({}, {}, "")
        return Fields(value, self._problems, self._at(name))

    def optional(self, name: str) -> Fields | None:
        """The object in the field ``name``, or None."""
        return None if self._take(name) is None else self.inner(name)

    def inners(self, name: str) -> list[Fields]:
        """The objects of a list; missing is an empty list."""
        found = self._list(name, self._take(name), False)
        return [
            Fields(part, self._problems, self._at(f"{name}.{index}")) for index, part in enumerate(found, 1)
        ]

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _take(self, name: str) -> object:
        self._read.add(name)
        return self._data.get(name)

    def _text(self, name: str, value: object, needed: bool) -> str:
        if value is not None and not isinstance(value, str):
            self.problem(name, "ต้องเป็นข้อความ")
            return ""
        text = clean(value or "")
        if needed and not text:
            self.problem(name, "ยังไม่ได้ระบุ")
        return text

    def _list(self, name: str, value: object, needed: bool) -> Sequence[object]:
        if value is not None and (isinstance(value, str) or not isinstance(value, Sequence)):
            self.problem(name, "ต้องเป็นรายการ (list)")
            return ()
        if needed and not value:
            self.problem(name, "ยังไม่ได้ระบุ")
        return value if isinstance(value, Sequence) else ()

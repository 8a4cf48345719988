"""What needs a Thai dictionary or a Thai word list. The only module that imports pythainlp.

The import is lazy (0.1 s, and 0.8 s more for the first word breaking) and told beforehand to write nothing: without
that pythainlp makes a folder in the home folder and fails for a service user who has none.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from types import ModuleType

from workflow_app.figures import half_up
from workflow_app.text import ARABIC_OF_THAI, clean

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MARK = re.compile("[็-๎]")
_DIGITS = re.compile("[0-9]+")
_PADDED = 20


def sort_key(text: str) -> str:
    """Return the text to sort ``text`` by, in the order of the Royal Institute's dictionary.

    A leading vowel counts after its consonant; tone marks and ◌็ ◌์ decide only between words that are equal without
    them; Thai and ASCII digits are one, numbers go by value, Latin letters by letter. Compare keys by code point
    (Python, SQLite's BINARY, PostgreSQL's collation "C").
    """
    cleaned = clean(text).strip().casefold().translate(ARABIC_OF_THAI)
    swapped = _LEADING_VOWEL.sub(r"\2\1", cleaned)
    primary = _DIGITS.sub(lambda match: match[0].zfill(_PADDED), _MARK.sub("", swapped))
    # A word with its mark further on comes first: ก่อน after a กอน that carries a mark on its last letter.
    marks = "".join(character if _MARK.match(character) else "0" for character in swapped)
    return f"{primary}\t{marks.rstrip('0')}"


def baht(value: Decimal) -> str:
    """Return an amount in บาท spelled out as in letters: ``หนึ่งแสนห้าหมื่นบาทถ้วน``, ``หนึ่งบาทห้าสิบสตางค์``.

    The amount is rounded half up to whole สตางค์; below one baht only the สตางค์ are spelled; a negative one starts with ลบ.
    Raises ``ValueError`` for NaN and infinity.
    """
    if not value.is_finite():
        raise ValueError(f"not a finite amount: {value}")
    satang = int(Fraction(half_up(value, 2)) * 100)
    sign = "ลบ" if satang < 0 else ""
    whole, part = divmod(abs(satang), 100)
    return sign + _whole_baht(whole, part) + (f"{_spelled(part)}สตางค์" if part else "ถ้วน")


def province_codes() -> dict[str, str]:
    """Return {name of the province without จังหวัด: its two letters in letter numbers}, the 76; กรุงเทพมหานคร is none."""
    rows = _pythainlp("corpus").provinces(details=True)
    return {row["name_th"]: row["abbr_th"] for row in rows if row["name_th"] != "กรุงเทพมหานคร"}


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, blanks left out, broken by dictionary (newmm)."""
    return [word for word in _pythainlp("tokenize").word_tokenize(text, engine="newmm") if word.strip()]


def _whole_baht(whole: int, part: int) -> str:
    if whole == 0 and part:
        return ""
    return f"{_spelled(whole)}บาท"


def _spelled(count: int) -> str:
    spelled: str = _pythainlp("util").num_to_thaiword(count)
    return spelled


def _pythainlp(part: str) -> ModuleType:
    """Return pythainlp.<part>, told before its first import to stay off the network and off the disk."""
    os.environ["PYTHAINLP_OFFLINE"] = "1"
    os.environ["PYTHAINLP_READ_ONLY"] = "1"
    return import_module(f"pythainlp.{part}")

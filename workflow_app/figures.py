"""Figures of results, targets, weights and money: typed text to Decimal and back, always exact.

Nothing here uses float or the precision of the decimal context; both would change a figure without a word.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from workflow_app.errors import Unreadable
from workflow_app.text import ARABIC_OF_THAI, THAI_OF_ARABIC, clean, shortened

WHOLE_DIGITS = 18
"""Most digits before the point that a typed figure may have (a national budget in satang has 15)."""
PLACES = 12
"""Most digits after the point that a typed figure may have."""

_FORM = re.compile(
    r"(?P<minus>[-\u2212])?(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.(?P<part>[0-9]+))?"
)
_ASCII_DIGIT = re.compile("[0-9]")
_THAI_DIGIT = re.compile("[๐-๙]")


def number(text: str) -> Decimal:
    """Return the figure typed in ``text``: Thai or ASCII digits, commas at thousands, a leading minus.

    Raises ``Unreadable`` (Thai sentence) for an empty text, both kinds of digits in one figure, digits of another
    script, commas in wrong places, signs of percent or units, exponents, and more than 18 + 12 digits.
    """
    typed = clean(text).strip()
    if not typed:
        raise Unreadable("ยังไม่ได้กรอกตัวเลข")
    if _ASCII_DIGIT.search(typed) and _THAI_DIGIT.search(typed):
        raise Unreadable(f"ตัวเลข “{shortened(typed)}” ใช้เลขไทยปนกับเลขอารบิก โปรดใช้อย่างใดอย่างหนึ่ง")
    match = _FORM.fullmatch(typed.translate(ARABIC_OF_THAI))
    if match is None or not (match["whole"] or match["part"]):
        raise Unreadable(_why_not(typed))
    return _value(match, typed)


def plain(value: Decimal) -> str:
    """Return the one text under which ``value`` is stored: no exponent, no trailing zeros, never ``-0``.

    Raises ``ValueError`` for NaN and infinity, which are no figures.
    """
    if not value.is_finite():
        raise ValueError(f"not a finite figure: {value}")
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """Return ``value`` rounded to ``places`` digits after the point, halves away from zero, exactly.

    The result always shows ``places`` digits (``half_up(Decimal(1), 2)`` is ``1.00``); minus zero becomes zero.
    """
    scaled = abs(Fraction(value)) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = 1 if value < 0 and units else 0
    return Decimal((sign, tuple(int(digit) for digit in str(units)), -places))


def number_out(value: Decimal, places: int | None = None) -> str:
    """Return ``value`` with commas at thousands and ASCII digits, rounded half up to ``places``.

    Without ``places`` every digit that matters is shown (``1060295997.50`` → ``1,060,295,997.5``).
    """
    written = plain(value) if places is None else format(half_up(value, places), "f")
    whole, point, part = written.removeprefix("-").partition(".")
    minus = "-" if written.startswith("-") else ""
    return f"{minus}{int(whole):,}{point}{part}"


def number_thai(value: Decimal, places: int | None = None) -> str:
    """Return ``number_out`` in Thai digits, for pages and letters (``๑,๐๖๐,๒๙๕,๙๙๗``)."""
    return number_out(value, places).translate(THAI_OF_ARABIC)


def _value(match: re.Match[str], typed: str) -> Decimal:
    whole = (match["whole"] or "0").replace(",", "").lstrip("0") or "0"
    part = match["part"] or ""
    if len(whole) > WHOLE_DIGITS or len(part) > PLACES:
        limit = f"ใส่ได้ไม่เกิน {WHOLE_DIGITS} หลักหน้าจุดทศนิยม และ {PLACES} หลักหลังจุดทศนิยม"
        raise Unreadable(f"ตัวเลข “{shortened(typed)}” ยาวเกินไป {limit}")
    value = Decimal(f"{whole}.{part}" if part else whole)
    return value.copy_negate() if match["minus"] and value else value


def _why_not(typed: str) -> str:
    if "," in typed:
        return f"ตัวเลข “{shortened(typed)}” ใส่เครื่องหมายจุลภาคผิดที่ โปรดคั่นทุกสามหลัก เช่น ๑,๐๖๐,๒๙๕,๙๙๗"
    return f"อ่าน “{shortened(typed)}” เป็นตัวเลขไม่ได้ โปรดกรอกเฉพาะตัวเลข เช่น ๓๑.๗๖ หรือ 1,060,295,997"

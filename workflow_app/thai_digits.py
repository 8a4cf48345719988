"""Which digits of a letter become Thai digits. Used through ``thai``; here so that the rule stands by itself.

Rule (letters.md 3, design decision 8.2): every digit is a Thai digit, except in a Latin token, a web or e-mail
address, and a number that belongs to the Latin name before it (``PMQA 4.0``).
"""

from __future__ import annotations

import re

from workflow_app.text import ARABIC_OF_THAI, THAI_OF_ARABIC

PROTECTED_NAMES = (
    "Agenda 2030",
    "2030 Agenda",
    "6 Building Blocks",
    "7 Habits",
    "Microsoft 365",
    "3 Rs",
    "ไทยแลนด์ 4.0",
)
"""Names that keep their digits though the rule alone would not tell. An office's own names are passed beside them."""

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # without × and ÷
_WORD = f"[0-9๐-๙{_LETTER}]"
_ADDRESS = r"(?:(?:https?|ftp)://|www\.)(?:[!#-;=?-Z\[\]_a-z~]|(?<=[/=_-])[ก-๎]+)*"
_ITEM = rf"(?m:^)[ \t]*[0-9๐-๙]{{1,2}}\.(?=[{_LETTER}])"
_RUN = rf"{_WORD}+(?:(?:[-._+&#/:@%~=?'’–]|(?<=[0-9๐-๙]),(?=[0-9๐-๙])){_WORD}+)*"
_HAS_LETTER = re.compile(f"[{_LETTER}]")
_AFTER_NAME = re.compile(rf"[{_LETTER}][ \u00a0]+\Z")
_THAI_DIGIT = re.compile("[๐-๙]")
_THOUSANDS = re.compile("[0-9],[0-9]{3}")
# A figure with a unit or with its range is counted, not named: OTOP ๕ ดาว, OTOP ๑ – ๕ ดาว.
_COUNTED = re.compile(
    r"[ \u00a0]*(?:[–—-][ \u00a0]*[0-9๐-๙]|%|"
    r"(?:ล้านบาท|บาท|คน|ราย|แห่ง|ครัวเรือน|ดาว|ชุด|ฉบับ|คะแนน|ผลิตภัณฑ์|รายการ|ช่องทาง|ประการ|เท่า)(?![ก-๎]))"
)


def arabic(text: str) -> str:
    """Return ``text`` with every Thai digit as an ASCII digit."""
    return text.translate(ARABIC_OF_THAI)


def digits(text: str, protected: tuple[str, ...] = PROTECTED_NAMES) -> str:
    """Return letter text with Thai digits; applying it twice changes nothing more.

    ASCII digits stay in Latin tokens (``e-SAR2``, ``COVID-19``, ``Data.go.th/2567``), addresses, ``protected`` names
    and directly after a Latin name (``PMQA 4.0``, ``ISO 9001:2015``), unless the number is an amount: has commas at
    thousands, a unit after it or is a range. Thai digits are never changed, so a writer who types them has his way.
    """
    return _chunks(protected).sub(_replaced, text)


def _chunks(protected: tuple[str, ...]) -> re.Pattern[str]:
    # The lookarounds keep a name from being found inside a longer figure: Microsoft 365.5, ข้อ ๒.6 Building Blocks.
    before, after = rf"(?<!{_WORD})(?<![0-9๐-๙][.,:/-])", rf"(?![-.,:/]?{_WORD})"
    names = [f"{before}{re.escape(name)}{after}" for name in sorted(protected, key=len, reverse=True)]
    kept = "|".join([*names, _ADDRESS])
    return re.compile(f"(?P<kept>{kept})|(?P<item>{_ITEM})|(?P<run>{_RUN})")


def _replaced(match: re.Match[str]) -> str:
    chunk = match[0]
    if match["kept"] is not None or (match["run"] is not None and _keeps(match)):
        return chunk
    return chunk.translate(THAI_OF_ARABIC)


def _keeps(match: re.Match[str]) -> bool:
    run = match[0]
    if _HAS_LETTER.search(run):
        return True
    if _THAI_DIGIT.search(run) or _THOUSANDS.search(run) or _COUNTED.match(match.string, match.end()):
        return False
    return _AFTER_NAME.search(match.string, max(0, match.start() - 40), match.start()) is not None

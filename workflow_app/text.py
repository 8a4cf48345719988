"""Text as it is stored, and text as it is searched for. Pure functions; nothing here knows a database."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_BLANKS = " \t\u00a0"
# Tone marks ◌่ ◌้ ◌๊ ◌๋ may stand between or after the parts of ำ, depending on who typed or which PDF it came from.
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_LATE_TONE = re.compile("\u0e33([\u0e48-\u0e4b]+)")
_KEPT_CONTROLS = frozenset("\n\t")
# Cc control, Cf zero-width and direction marks, Cs lone surrogates (no UTF-8 for them), Co private use.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})
_INVISIBLE_MARKS = frozenset(
    {"\u034f", "\u115f", "\u1160", "\u3164"} | {chr(c) for c in range(0xFE00, 0xFE10)}
)

ARABIC_OF_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
THAI_OF_ARABIC = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def clean(text: str) -> str:
    """Return ``text`` as every edge (form, import, API) stores it; applying it twice changes nothing more.

    Line ends become LF; control, zero-width and private-use characters vanish (letters use the private ones as
    marks); ◌ํ + า becomes ำ with its tone mark before it; blanks at line ends and the end of the text go.
    Blank lines, double spaces, tabs and no-break spaces are the writer's and stay. No NFKC: it would split ำ.
    """
    visible = "".join(filter(_stays, _LINE_ENDS.sub("\n", text)))
    composed = _LATE_TONE.sub("\\1\u0e33", _SPLIT_SARA_AM.sub("\\1\u0e33", visible))
    # By line and not by a pattern: a pattern anchored at the line end takes quadratic time on a long run of blanks.
    return "\n".join(line.rstrip(_BLANKS) for line in composed.split("\n")).rstrip()


def search_key(text: str) -> str:
    """Return the form in which two spellings of one thing are equal; for comparing and finding, never for showing.

    Digits become 0-9, ำ is composed, Latin letters lose their case, เเ becomes แ, and all spaces go, because Thai
    writers set them freely: ``สก ๐๐๑๙/ว ๔๙๖๘`` and ``สก 0019/ว4968`` have one key.
    """
    ordered = unicodedata.normalize("NFC", clean(text)).casefold()
    return "".join(ordered.translate(ARABIC_OF_THAI).replace("เเ", "แ").split())


def shortened(typed: str) -> str:
    """Return at most 40 characters of what was typed, for quoting it in a sentence to the user."""
    return typed if len(typed) <= 40 else f"{typed[:40]}…"


def _stays(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    if character in _INVISIBLE_MARKS or _is_noncharacter(ord(character)):
        return False
    return unicodedata.category(character) not in _DROPPED


def _is_noncharacter(code: int) -> bool:
    """U+FDD0-FDEF and the last two of every plane: XML, and so docx and xlsx, may not hold U+FFFE and U+FFFF."""
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE

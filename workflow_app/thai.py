"""Thai digits, Thai dates and the Buddhist era. Together with ``fiscal`` the only place that knows พ.ศ.

Dates inside the system are ``datetime.date``, moments are aware ``datetime``; พ.ศ. exists in text only. The year of
the Buddhist era is the Gregorian year plus 543 and is never put into a ``date``: 2567 is no leap year there.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow_app.errors import Unreadable
from workflow_app.text import THAI_OF_ARABIC, clean, shortened
from workflow_app.thai_digits import arabic as arabic
from workflow_app.thai_digits import digits as digits

BANGKOK = ZoneInfo("Asia/Bangkok")
ERA = 543
THAI_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
FIRST_YEAR, LAST_YEAR = 2500, 2700
"""Years of พ.ศ. that a date may have; anything else is taken for a slip (requirement R29)."""

_WANTED = "โปรดกรอก เช่น ๒๔ เมษายน ๒๕๖๗, 24/4/2567 หรือ 2024-04-24"
_MONTH_NUMBERS = {
    name.replace(".", ""): index
    for names in (THAI_MONTHS, SHORT_MONTHS)
    for index, name in enumerate(names, start=1)
}
_INTRODUCTION = re.compile(
    r"^(?:ณ\s*)?(?:ลง|เมื่อ)?(?:วัน(?P<weekday>จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)?\s*(?:ที่)?)?\s*"
)
_DAY = "(?P<day>[0-9]{1,2}|[๐-๙]{1,2})"
_YEAR = r"(?:(?P<era>พ\.?ศ\.?|ค\.?ศ\.?)\s*)?(?P<year>[0-9]{2}|[0-9]{4}|[๐-๙]{2}|[๐-๙]{4})"
_WORDED = re.compile(rf"{_DAY}\s*(?:เดือน\s*)?(?P<month>[ก-๎][ก-๎.]*?)\s*{_YEAR}")
_SLASHED = re.compile(
    rf"{_DAY}\s*(?P<mark>[/.-])\s*(?P<month>[0-9]{{1,2}}|[๐-๙]{{1,2}})\s*(?P=mark)\s*{_YEAR}"
)
_ISO = re.compile("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_CLOCK = re.compile(
    r"(?P<day>.*?)(?:[ \t]*(?:ก่อน)?เวลา\s*|\s+|(?<=[0-9])T)"
    r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?\s*(?:น\.?|นาฬิกา)?"
)
_ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})")


def date_out(day: date) -> str:
    """Return the date of a letter: ``๒๔ เมษายน ๒๕๖๗`` (no weekday, no zero before the day, no พ.ศ.)."""
    return _thai(f"{day.day} {THAI_MONTHS[day.month - 1]} {day.year + ERA}")


def date_short(day: date) -> str:
    """Return ``๒๔ เม.ย. ๒๕๖๗``, for tables, registers and pages."""
    return _thai(f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + ERA}")


def date_long(day: date) -> str:
    """Return ``๒๔ เมษายน พ.ศ. ๒๕๖๗``, as orders and announcements are dated."""
    return _thai(f"{day.day} {THAI_MONTHS[day.month - 1]} พ.ศ. {day.year + ERA}")


def weekday_out(day: date) -> str:
    """Return ``วันอังคารที่ ๒๗ ตุลาคม ๒๕๖๓``, for invitations and minutes."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {date_out(day)}"


def time_out(moment: datetime | time) -> str:
    """Return ``๐๙.๐๐ น.`` in Bangkok; a plain ``time`` is taken as it is. ``ValueError`` for a naive ``datetime``."""
    local = _in_bangkok(moment) if isinstance(moment, datetime) else moment
    return _thai(f"{local.hour:02}.{local.minute:02} น.")


def moment_out(moment: datetime) -> str:
    """Return an aware ``moment`` as ``๒๔ เม.ย. ๒๕๖๗ ๐๑.๓๐ น.`` in Bangkok. ``ValueError`` for a naive one."""
    return f"{date_short(bangkok_day(moment))} {time_out(moment)}"


def bangkok_day(moment: datetime) -> date:
    """Return the date in Thailand at an aware ``moment``. ``ValueError`` for a naive one, whose zone nobody knows."""
    return _in_bangkok(moment).date()


def date_in(text: str) -> date:
    """Return the date typed or cited in ``text``.

    Read are ``24 เมษายน 2567`` and ``24 เม.ย. 67`` (with พ.ศ., วันที่ or a weekday too), ``24/4/2567`` and ISO
    ``2024-04-24``, in Thai or ASCII digits. Two-figure years are พ.ศ. ๒๕xx; ค.ศ. must be written as such or as ISO.
    Raises ``Unreadable`` with a Thai sentence for anything else, for a day that does not exist, for a weekday that
    is not the day's, and for years outside พ.ศ. 2500-2700.
    """
    typed = " ".join(clean(text).split())
    introduction = _INTRODUCTION.match(typed)
    bare = typed[introduction.end() :] if introduction else typed
    match = _WORDED.fullmatch(bare) or _SLASHED.fullmatch(bare) or _ISO.fullmatch(arabic(bare))
    if match is None:
        raise Unreadable(
            f"อ่านวันที่ “{shortened(typed)}” ไม่ได้ {_WANTED}" if typed else f"ยังไม่ได้กรอกวันที่ {_WANTED}"
        )
    day = _existing(int(match["day"]), _month(match["month"], typed), _gregorian(match, typed))
    _check_weekday(introduction, day)
    return day


def moment_in(text: str) -> datetime:
    """Return the moment typed in ``text`` as aware UTC: a date as in ``date_in``, then a time of day in Bangkok.

    ``๒๖ ต.ค. ๖๓ ก่อนเวลา ๑๖.๓๐ น.``, ``26/10/2563 16:30``, ``2020-10-26T16:30`` are one moment; an ISO moment may
    carry its own zone; ๒๔.๐๐ น. is the end of the day. Raises ``Unreadable`` with a Thai sentence.
    """
    typed = arabic(" ".join(clean(text).split()))
    if _ISO_MOMENT.fullmatch(typed):
        return _iso_moment(typed)
    match = _CLOCK.fullmatch(typed)
    if match is None:
        raise Unreadable(f"อ่านวันเวลา “{shortened(typed)}” ไม่ได้ โปรดกรอก เช่น ๒๔ เม.ย. ๒๕๖๗ ๑๖.๓๐ น.")
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second > 0):
        raise Unreadable(f"ไม่มีเวลา {_thai(f'{hour:02}.{minute:02}')} น.")
    midnight = datetime.combine(date_in(match["day"]), time(), tzinfo=BANGKOK)
    return (midnight + timedelta(hours=hour, minutes=minute, seconds=second)).astimezone(UTC)


def _thai(text: str) -> str:
    return text.translate(THAI_OF_ARABIC)


def _in_bangkok(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(BANGKOK)


def _month(written: str, typed: str) -> int:
    if written.isdecimal():
        month = int(written)
        if not 1 <= month <= 12:
            raise Unreadable(f"ไม่มีเดือนที่ {_thai(str(month))} โปรดเรียง วัน/เดือน/ปี เช่น 24/4/2567")
        return month
    number = _MONTH_NUMBERS.get(written.replace(".", ""))
    if number is None:
        raise Unreadable(f"ไม่รู้จักเดือน “{shortened(written)}” ใน “{shortened(typed)}” {_WANTED}")
    return number


def _gregorian(match: re.Match[str], typed: str) -> int:
    """Return the Gregorian year; an era is never guessed between two that are possible."""
    year, era = int(match["year"]), match.groupdict().get("era") or ""
    if len(match["year"]) == 2 and not era.startswith("ค"):
        year += 2500
    if FIRST_YEAR <= year <= LAST_YEAR and not era.startswith("ค"):
        return year - ERA
    written_as_christian = era.startswith("ค") or match.re is _ISO
    if written_as_christian and FIRST_YEAR <= year + ERA <= LAST_YEAR:
        return year
    raise Unreadable(_year_refused(year, typed, in_christian_era=written_as_christian))


def _year_refused(year: int, typed: str, *, in_christian_era: bool) -> str:
    if FIRST_YEAR <= year + ERA <= LAST_YEAR and not in_christian_era:
        return f"ปี {year} ใน “{shortened(typed)}” ดูเหมือนปี ค.ศ. โปรดกรอกเป็นปี พ.ศ. คือ {year + ERA} หรือเขียนว่า ค.ศ. {year}"
    return f"ปีใน “{shortened(typed)}” ต้องเป็น พ.ศ. {FIRST_YEAR}–{LAST_YEAR} (หรือ ค.ศ. {FIRST_YEAR - ERA}–{LAST_YEAR - ERA})"


def _existing(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        missing = _thai(f"{day} {THAI_MONTHS[month - 1]} {year + ERA}")
        raise Unreadable(f"ไม่มีวันที่ {missing}") from None


def _check_weekday(introduction: re.Match[str] | None, day: date) -> None:
    named = introduction["weekday"] if introduction else None
    if named and named != WEEKDAYS[day.weekday()]:
        raise Unreadable(f"{date_out(day)} ไม่ใช่วัน{named} แต่เป็นวัน{WEEKDAYS[day.weekday()]}")


def _iso_moment(typed: str) -> datetime:
    day = date_in(typed[:10])
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}{typed[10:]}")
    except ValueError:
        raise Unreadable(
            f"อ่านวันเวลา “{shortened(typed)}” ไม่ได้ ตัวอย่างที่ถูกต้อง 2024-04-24T16:30:00+07:00"
        ) from None
    return moment.astimezone(UTC)

"""Points on the time line, and what the lexical forms of dates have in common."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from typing import Final

from .characters import unreadable

YEAR: Final = "-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
MONTH: Final = "(?:0[1-9]|1[0-2])"
DAY: Final = "(?:0[1-9]|[12][0-9]|3[01])"
ZONE: Final = "Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)"
_DAY: Final = f"({YEAR})-({MONTH})-({DAY})"
_CLOCK: Final = (
    "(?:([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\\.([0-9]+))?"
    "|24:00:00(?:\\.0+)?)"
)

DATE_TIME: Final = re.compile(f"{_DAY}T{_CLOCK}({ZONE})?")
DATE: Final = re.compile(f"{_DAY}({ZONE})?")
TIME: Final = re.compile(f"{_CLOCK}({ZONE})?")

DAY_SECONDS: Final = 86400
_LAST_DAY: Final = date.max.toordinal() - 1
_WIDEST: Final = timedelta(hours=23, minutes=59)

# A point on the time line: whether it has an offset, the seconds from the start
# of year 1 (in UTC if so), and the digits of the fraction without trailing zeros,
# which compare as text the way the fractions do.
Point = tuple[bool, int, str]


@cache
def read_zone(text: str | None) -> timezone | None:
    """Give the time zone of a checked `Z`, `+hh:mm` or `-hh:mm`, None for None."""
    if text is None:
        return None
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:]))
    return timezone(-offset if text[0] == "-" else offset)


@lru_cache
def write_zone(offset: timedelta | None) -> str:
    """Write an offset from UTC as `Z`, `+hh:mm` or `-hh:mm`.

    Args:
        offset: The offset; None for none, which gives the empty text.

    Raises:
        ValueError: It is not of whole minutes within 14 hours (Part 2, 3.2.7.3).
    """
    if offset is None:
        return ""
    if not offset:
        return "Z"
    minutes, rest = divmod(abs(offset), timedelta(minutes=1))
    if rest or minutes > 840:
        raise ValueError(f"offset {offset} is not of whole minutes within 14 hours")
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}"


def read_year(name: str, text: str, digits: str) -> int:
    """Give the number of a year of any length; ValueError for 0000."""
    try:
        year = int(digits)
    except ValueError:  # longer than Python's limit on digits
        raise ValueError(f"a year of {name} has too many digits to read") from None
    if year == 0:
        raise unreadable(name, text)
    return year


def _day_number(year: int, month: int, day: int) -> int:
    """Count the days from 0001-01-01, in which -0001 comes before 0001.

    Leap years go by the number as written, as in Part 2, appendix E.

    Raises:
        ValueError: The month has no such day.
    """
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    like = date(2000 if leap else 2001, month, day)
    passed = year - 1
    days = passed * 365 + passed // 4 - passed // 100 + passed // 400
    # The sum counts a year 0 of 366 days, which does not exist.
    return days + like.timetuple().tm_yday - 1 + (366 if year < 0 else 0)


def read_days(name: str, text: str, parts: tuple[str, ...]) -> int:
    """Count the days from 0001-01-01 to a matched year, month and day.

    Raises:
        ValueError: There is no such year, or its month has no such day.
    """
    year = read_year(name, text, parts[0])
    try:
        return _day_number(year, int(parts[1]), int(parts[2]))
    except ValueError:
        raise unreadable(name, text) from None


def offset_seconds(zone: timezone | None) -> int:
    """Give the seconds a zone read by `read_zone` is ahead of UTC, 0 for None."""
    return 0 if zone is None else int(zone.utcoffset(None).total_seconds())


def clock(parts: tuple[str | None, ...]) -> tuple[int, str]:
    """Give the seconds of the day and the fraction's digits; 24:00:00 is a day."""
    hour, minute, second, fraction = parts
    if hour is None or minute is None or second is None:
        return DAY_SECONDS, ""
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second)
    return seconds, (fraction or "").rstrip("0")


def _microseconds(fraction: str) -> int:
    return int(fraction[:6].ljust(6, "0"))


def fields_point(value: date | time) -> Point:
    """Give the point of a value whose fields say all of it."""
    seconds, fraction, offset = 0, "", None
    if isinstance(value, date):
        seconds = (value.toordinal() - 1) * DAY_SECONDS
    if isinstance(value, (datetime, time)):
        offset = value.utcoffset()
        seconds += value.hour * 3600 + value.minute * 60 + value.second
        fraction = f"{value.microsecond:06}".rstrip("0")
    if offset is None:
        return False, seconds, fraction
    # Python's offsets may have seconds and even microseconds.
    whole = timedelta(seconds=seconds, microseconds=_microseconds(fraction)) - offset
    fraction = f"{whole.microseconds:06}".rstrip("0")
    return True, whole.days * DAY_SECONDS + whole.seconds, fraction


def nearest(seconds: int, fraction: str) -> tuple[datetime, bool]:
    """Give the `datetime` at a point, or the nearest one, and whether it is at it.

    Digits below the microsecond are cut off; a point beyond the years from 1 to
    9999 gives the first or last `datetime`.
    """
    days, rest = divmod(seconds, DAY_SECONDS)
    if days < 0:
        return datetime.min, False
    if days > _LAST_DAY:
        return datetime.max, False
    passed = timedelta(days, rest, _microseconds(fraction))
    return datetime.min + passed, len(fraction) <= 6


def point_hash(point: Point) -> int:
    """Hash a point as the `datetime` with an offset hashes that is equal to it.

    Such a `datetime` may exist though the wall time of its own is out of range,
    as for 10000-01-01T00:00:00+14:00, and though no `datetime` in UTC does.
    """
    aware, seconds, fraction = point
    if aware and len(fraction) <= 6:
        for offset in (timedelta(), _WIDEST, -_WIDEST):
            wall = seconds + int(offset.total_seconds())
            value, found = nearest(wall, fraction)
            if found:
                return hash(value.replace(tzinfo=timezone(offset)))
    return hash(point)

"""Read and write the types of dates and times (Part 2, 3.2.7 to 3.2.9).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text that needs no escaping.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Final

from .characters import WHITE_SPACE, unreadable, unwritable
from .dates import Date, DateTime, Time
from .timeline import DAY, MONTH, write_zone

# What the standard types write back as it was: no 24:00:00, no trailing zeros in
# the fraction, no more than six digits of it, and UTC as Z.
_DAY: Final = f"[0-9]{{4}}-{MONTH}-{DAY}"
_CLOCK: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{0,5}[1-9])?"
_ZONE: Final = "(?:Z|[+-](?:(?!00:00)(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_PLAIN_DATE_TIME: Final = re.compile(f"{_DAY}T{_CLOCK}{_ZONE}").fullmatch
_PLAIN_DATE: Final = re.compile(_DAY).fullmatch
_PLAIN_TIME: Final = re.compile(_CLOCK + _ZONE).fullmatch

_UTC: Final = UTC


def read_date_time(text: str) -> datetime:
    """Read xs:dateTime: a plain `datetime` if it writes the same, else `DateTime`."""
    if _PLAIN_DATE_TIME(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise unreadable("xs:dateTime", text) from None
    stripped = text.strip(WHITE_SPACE)
    return DateTime.parse(text) if stripped == text else read_date_time(stripped)


def read_date(text: str) -> date:
    """Read xs:date: a plain `date` if it writes the same, else `Date`."""
    if _PLAIN_DATE(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise unreadable("xs:date", text) from None
    stripped = text.strip(WHITE_SPACE)
    return Date.parse(text) if stripped == text else read_date(stripped)


def read_time(text: str) -> time:
    """Read xs:time: a plain `time` if it writes the same, else `Time`."""
    if _PLAIN_TIME(text):
        return time.fromisoformat(text)
    stripped = text.strip(WHITE_SPACE)
    return Time.parse(text) if stripped == text else read_time(stripped)


def refuse_nanoseconds(name: str, value: object) -> None:
    """Refuse a value that is finer than its base class."""
    # The one well-known subclass that holds more than its base (pandas) says so.
    if getattr(value, "nanosecond", 0) or getattr(value, "nanoseconds", 0):
        raise ValueError(f"{name} would lose the nanoseconds of {value!r}")


def _write_clock(name: str, value: datetime | time, text: str) -> str:
    """Complete the text of a value, given in ISO form without its offset."""
    if value.microsecond:
        text = text.rstrip("0")
    if value.tzinfo is None:
        return text
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(f"{value!r} has a zone but no offset to write in {name}")
    return text + write_zone(offset)


def write_date_time(value: datetime) -> str:
    """Write xs:dateTime: as it was spelled, or with Z for an offset of zero."""
    if type(value) is datetime:
        if not value.microsecond:
            if value.tzinfo is None:
                return value.isoformat()
            if value.tzinfo is _UTC:
                return value.isoformat()[:19] + "Z"
    elif isinstance(value, DateTime):
        if value.lexical is not None:
            return value.lexical
    elif isinstance(value, datetime):
        refuse_nanoseconds("xs:dateTime", value)
    else:
        raise unwritable("xs:dateTime", "a datetime", value)
    text = datetime.isoformat(value)[: 26 if value.microsecond else 19]
    return _write_clock("xs:dateTime", value, text)


def write_date(value: date) -> str:
    """Write xs:date: as it was spelled, or without an offset."""
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, Date) and value.lexical is not None:
        return value.lexical
    if not isinstance(value, date) or isinstance(value, datetime):
        raise unwritable("xs:date", "a date", value)
    return date.isoformat(value)


def write_time(value: time) -> str:
    """Write xs:time: as it was spelled, or with Z for an offset of zero."""
    if not isinstance(value, time):
        raise unwritable("xs:time", "a time", value)
    if isinstance(value, Time) and value.lexical is not None:
        return value.lexical
    refuse_nanoseconds("xs:time", value)
    text = time.isoformat(value)[: 15 if value.microsecond else 8]
    return _write_clock("xs:time", value, text)

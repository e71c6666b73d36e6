"""Dates and times that the standard library types cannot spell or hold.

Reading gives a plain `datetime`, `date` or `time` wherever writing it gives the
same text again. The subclasses here are for the rest: spellings to be kept, and
values beyond the years, digits and offsets that the standard types have. C code
that reads the fields of a value that is not `exact`, as `datetime.combine` does,
sees the nearest value; all methods here refuse rather than compute from it.
"""

from datetime import date, datetime, time, timezone
from typing import Any, Self

from .characters import WHITE_SPACE, unreadable
from .spelling import Spelled, guard
from .timeline import (
    DATE,
    DATE_TIME,
    DAY_SECONDS,
    TIME,
    clock,
    nearest,
    offset_seconds,
    read_days,
    read_zone,
    write_zone,
)


class DateTime(Spelled, datetime):
    """A `datetime` with the spelling it was read from.

    It equals the plain `datetime` at the same point of time, and hashes like it.
    Results of arithmetic and of `replace` have no spelling.
    """

    _base = datetime

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a literal of xs:dateTime, to be written as it is spelled.

        Args:
            text: The literal; white space around it is left out.

        Returns:
            The value; where its year or its digits are beyond a `datetime`, it is
            not `exact` and its fields are those of the nearest one before it, or
            of the first or last one there is.

        Raises:
            ValueError: The text is no literal of xs:dateTime (Part 2, 3.2.7).
        """
        lexical = text.strip(WHITE_SPACE)
        found = DATE_TIME.fullmatch(lexical)
        if found is None:
            raise unreadable("xs:dateTime", text)
        parts = found.groups()
        if len(parts[0]) == 4 and parts[3] and len(parts[6] or "") <= 6:
            try:
                return cls.fromisoformat(lexical)._keep(lexical=lexical)
            except ValueError:
                raise unreadable("xs:dateTime", text) from None
        seconds, fraction = clock(parts[3:7])
        seconds += read_days("xs:dateTime", text, parts[:3]) * DAY_SECONDS
        zone = read_zone(parts[7])
        near, exact = nearest(seconds, fraction)
        fields = near.timetuple()[:6]
        value = cls(*fields, near.microsecond, zone)
        if exact:
            return value._keep(lexical=lexical)
        point = (zone is not None, seconds - offset_seconds(zone), fraction)
        return value._keep(lexical=lexical, exact=False, _point=point)


class Date(Spelled, date):
    """A `date` with the spelling it was read from, and perhaps an offset.

    One with an offset equals only dates with an offset that start at the same
    point of time; it cannot be ordered among plain dates or subtracted from them.
    Results of arithmetic and of `replace` keep the offset.
    """

    _base = date

    offset: timezone | None = None
    """The offset from UTC, which a plain `date` has no place for."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a literal of xs:date, to be written as it is spelled.

        Args:
            text: The literal; white space around it is left out.

        Returns:
            The value; where its year is beyond a `date`, it is not `exact` and
            its fields are those of the first or last `date` there is.

        Raises:
            ValueError: The text is no literal of xs:date (Part 2, 3.2.9).
        """
        lexical = text.strip(WHITE_SPACE)
        found = DATE.fullmatch(lexical)
        if found is None:
            raise unreadable("xs:date", text)
        parts = found.groups()
        seconds = read_days("xs:date", text, parts[:3]) * DAY_SECONDS
        zone = read_zone(parts[3])
        near, exact = nearest(seconds, "")
        value = cls(near.year, near.month, near.day)
        if exact and zone is None:
            return value._keep(lexical=lexical)
        point = (zone is not None, seconds - offset_seconds(zone), "")
        return value._keep(lexical=lexical, exact=exact, offset=zone, _point=point)

    def _result(self, result: Any) -> Any:
        if self.offset is None or not isinstance(result, date):
            return result
        zone = write_zone(self.offset.utcoffset(None))
        return type(self).parse(date.isoformat(result) + zone)


class Time(Spelled, time):
    """A `time` with the spelling it was read from.

    It equals the plain `time` at the same point of the day, and hashes like it.
    """

    _base = time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a literal of xs:time, to be written as it is spelled.

        Args:
            text: The literal; white space around it is left out.

        Returns:
            The value; where it has more digits than a `time`, it is not `exact`
            and its fields are those of the nearest one before it.

        Raises:
            ValueError: The text is no literal of xs:time (Part 2, 3.2.8).
        """
        lexical = text.strip(WHITE_SPACE)
        found = TIME.fullmatch(lexical)
        if found is None:
            raise unreadable("xs:time", text)
        parts = found.groups()
        seconds, fraction = clock(parts[:4])
        seconds %= DAY_SECONDS
        zone = read_zone(parts[4])
        near, exact = nearest(seconds, fraction)
        value = cls(near.hour, near.minute, near.second, near.microsecond, zone)
        if exact:
            return value._keep(lexical=lexical)
        point = (zone is not None, seconds - offset_seconds(zone), fraction)
        return value._keep(lexical=lexical, exact=False, _point=point)


_DATE_METHODS = (
    *("__add__", "__radd__", "__sub__", "__rsub__", "replace", "timetuple"),
    *("toordinal", "isocalendar", "weekday", "isoweekday", "ctime"),
)
guard(Date, *_DATE_METHODS)
guard(
    DateTime,
    *_DATE_METHODS,
    *("astimezone", "timestamp", "utctimetuple", "date", "time", "timetz"),
)
guard(Time, "replace")

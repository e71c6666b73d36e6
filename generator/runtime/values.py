"""Values that have no type of their own in the standard library.

The types of dates, times and their parts are in `dates` and `partials`, `NIL` is in
`nil`; all are to be had from here too.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Self

from .characters import WHITE_SPACE, shown, unreadable
from .dates import Date, DateTime, Time
from .nil import NIL, Nil
from .partials import GDay, GMonth, GMonthDay, GYear, GYearMonth, Partial

__all__ = [
    "NIL",
    "Date",
    "DateTime",
    "Duration",
    "GDay",
    "GMonth",
    "GMonthDay",
    "GYear",
    "GYearMonth",
    "Nil",
    "Partial",
    "Time",
]


_DURATION: Final = re.compile(
    "(-?)P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    "(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\\.[0-9]+)?)S)?)?"
)
_MICROSECOND: Final = timedelta(microseconds=1)


def _units(parts: list[tuple[Any, str]]) -> str:
    # Not str of a Decimal, which may come with an exponent.
    return "".join(
        f"{number:{'f' if isinstance(number, Decimal) else 'd'}}{unit}"
        for number, unit in parts
        if number
    )


@dataclass(frozen=True, slots=True, eq=False)
class Duration:
    """A length of time of xs:duration, in the parts it is written in.

    Durations are equal that have the same total of months and the same total of
    seconds (Part 2, 3.2.6). They have no order, as a month has no fixed length.

    Raises:
        ValueError: A part is of another type or below zero, or not finite.
    """

    negative: bool = False
    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: Decimal = Decimal(0)
    lexical: str | None = field(default=None, init=False, repr=False)
    """The text the value was read from, white space collapsed; else None."""

    def __post_init__(self) -> None:
        for part in (self.years, self.months, self.days, self.hours, self.minutes):
            if isinstance(part, bool) or not isinstance(part, int) or part < 0:
                raise ValueError(f"{shown(part)} is no part of a duration")
        seconds = self.seconds
        if isinstance(seconds, int) and not isinstance(seconds, bool):
            object.__setattr__(self, "seconds", Decimal(seconds))
        elif not isinstance(seconds, Decimal):
            raise ValueError(f"seconds are a Decimal or int, not {shown(seconds)}")
        if not self.seconds.is_finite() or self.seconds < 0:
            raise ValueError(f"{shown(seconds)} is no number of seconds")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a literal of xs:duration, to be written as it is spelled.

        Args:
            text: The literal; white space around it is left out.

        Raises:
            ValueError: The text is no literal of xs:duration (Part 2, 3.2.6.1).
        """
        lexical = text.strip(WHITE_SPACE)
        found = _DURATION.fullmatch(lexical)
        if found is None:
            raise unreadable("xs:duration", text)
        sign, *parts, seconds = found.groups("0")
        try:
            years, months, days, hours, minutes = map(int, parts)
        except ValueError:  # longer than Python's limit on digits
            raise ValueError("a number in xs:duration has too many digits") from None
        negative, exact = sign == "-", Decimal(seconds)
        value = cls(negative, years, months, days, hours, minutes, exact)
        object.__setattr__(value, "lexical", lexical)
        return value

    @classmethod
    def from_timedelta(cls, delta: timedelta) -> Self:
        """Give the duration of a timedelta, in days and smaller parts."""
        minutes, rest = divmod(abs(delta), timedelta(minutes=1))
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        whole, fraction = divmod(rest // _MICROSECOND, 1_000_000)
        # From text, as arithmetic would round to the precision of the context.
        seconds = Decimal(f"{whole}.{fraction:06}".rstrip("0").rstrip("."))
        negative = delta < timedelta()
        return cls(negative, 0, 0, days, hours, minutes, seconds)

    def to_timedelta(self) -> timedelta:
        """Give the timedelta of the same length.

        Raises:
            ValueError: There are years or months, which have no fixed length, or
                the length is beyond what a timedelta holds or finer than it.
        """
        months, seconds = self._totals()
        if months:
            raise ValueError(f"{self} has years or months, which differ in length")
        microseconds = seconds * 1_000_000
        if microseconds.denominator != 1:
            raise ValueError(f"{self} is finer than a timedelta's microseconds")
        try:
            return microseconds.numerator * _MICROSECOND
        except OverflowError:
            raise ValueError(f"{self} is longer than a timedelta can be") from None

    def _totals(self) -> tuple[int, Fraction]:
        minutes = (self.days * 24 + self.hours) * 60 + self.minutes
        sign = -1 if self.negative else 1
        seconds = minutes * 60 + Fraction(self.seconds)
        return sign * (self.years * 12 + self.months), sign * seconds

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Duration):
            return NotImplemented
        return self._totals() == other._totals()

    def __hash__(self) -> int:
        return hash(self._totals())

    def __str__(self) -> str:
        if self.lexical is not None:
            return self.lexical
        days = _units([(self.years, "Y"), (self.months, "M"), (self.days, "D")])
        clock = [(self.hours, "H"), (self.minutes, "M"), (self.seconds, "S")]
        text = days + ("T" + times if (times := _units(clock)) else "")
        return ("-P" if self.negative else "P") + (text or "T0S")

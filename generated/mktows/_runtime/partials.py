"""Parts of dates: xs:gYear, xs:gYearMonth, xs:gMonth, xs:gMonthDay and xs:gDay."""

import re
from dataclasses import dataclass, field, fields
from datetime import timezone
from typing import ClassVar, Self

from .characters import WHITE_SPACE, shown, unreadable
from .timeline import DAY, MONTH, YEAR, ZONE, read_year, read_zone, write_zone


@dataclass(frozen=True, slots=True)
class Partial:
    """What the types of part of a date have in common; use those below.

    Values are equal with the same numbers and the same offset.

    Raises:
        ValueError: The numbers are no such part of a date.
    """

    _name: ClassVar[str]
    _pattern: ClassVar[re.Pattern[str]]

    offset: timezone | None = field(default=None, kw_only=True)
    """The offset from UTC, if any."""
    lexical: str | None = field(default=None, init=False, repr=False, compare=False)
    """The text the value was read from, white space collapsed; else None."""

    def __post_init__(self) -> None:
        for part in fields(self):
            number = getattr(self, part.name)
            if part.name in ("offset", "lexical"):
                continue
            if isinstance(number, bool) or not isinstance(number, int):
                raise ValueError(f"{part.name} is an int, not {shown(number)}")
        if not isinstance(self.offset, timezone | None):
            raise ValueError(f"offset is a timezone, not {shown(self.offset)}")
        self._read(str(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a literal of the type, to be written as it is spelled.

        Args:
            text: The literal; white space around it is left out.

        Raises:
            ValueError: The text is no literal of the type (Part 2, 3.2.10 to 14).
        """
        lexical = text.strip(WHITE_SPACE)
        numbers, zone = cls._read(lexical)
        value = cls(*numbers, offset=zone)
        object.__setattr__(value, "lexical", lexical)
        return value

    @classmethod
    def _read(cls, text: str) -> tuple[list[int], timezone | None]:
        found = cls._pattern.fullmatch(text)
        if found is None:
            raise unreadable(cls._name, text)
        *numbers, zone = found.groups()
        return [read_year(cls._name, text, part) for part in numbers], read_zone(zone)

    def _digits(self) -> str:
        raise NotImplementedError

    def __str__(self) -> str:
        if self.lexical is not None:
            return self.lexical
        zone = self.offset.utcoffset(None) if self.offset is not None else None
        return self._digits() + write_zone(zone)


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@dataclass(frozen=True, slots=True)
class GYear(Partial):
    """A year of xs:gYear; years before 1 are negative, there is no year 0."""

    _name = "xs:gYear"
    _pattern = re.compile(f"({YEAR})({ZONE})?")
    year: int

    def _digits(self) -> str:
        return _year(self.year)


@dataclass(frozen=True, slots=True)
class GYearMonth(Partial):
    """A month of one year, of xs:gYearMonth."""

    _name = "xs:gYearMonth"
    _pattern = re.compile(f"({YEAR})-({MONTH})({ZONE})?")
    year: int
    month: int

    def _digits(self) -> str:
        return f"{_year(self.year)}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class GMonth(Partial):
    """A month of any year, of xs:gMonth."""

    _name = "xs:gMonth"
    _pattern = re.compile(f"--({MONTH})({ZONE})?")
    month: int

    def _digits(self) -> str:
        return f"--{self.month:02}"


@dataclass(frozen=True, slots=True)
class GMonthDay(Partial):
    """A day of any year, of xs:gMonthDay."""

    _name = "xs:gMonthDay"
    _pattern = re.compile(f"--(?!02-3|(?:04|06|09|11)-31)({MONTH})-({DAY})({ZONE})?")
    month: int
    day: int

    def _digits(self) -> str:
        return f"--{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class GDay(Partial):
    """A day of any month, of xs:gDay."""

    _name = "xs:gDay"
    _pattern = re.compile(f"---({DAY})({ZONE})?")
    day: int

    def _digits(self) -> str:
        return f"---{self.day:02}"

"""The values that texts stand for, and how they are ordered (XML Schema Part 2, 3.2).

Python's types of dates do not compare what has an offset with what has none, and a
duration has no order that is total. Here such pairs are neither before nor after one
another, as Part 2 says (3.2.6.2 and 3.2.7.4).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from struct import pack, unpack
from typing import Any, Final

from . import lexical
from .characters import collapse, replace
from .qnames import read_qname
from .timeline import (
    DATE,
    DATE_TIME,
    DAY_SECONDS,
    Point,
    clock,
    offset_seconds,
    read_days,
    read_zone,
)

_STRINGS: Final[dict[str, Callable[[str], str]]] = {
    "string": lexical.read_string,
    "anySimpleType": lexical.read_string,
    "normalizedString": lexical.read_normalized_string,
    "token": lexical.read_token,
    "language": lexical.read_language,
    "Name": lexical.read_name,
    "NCName": lexical.read_ncname,
    "NMTOKEN": lexical.read_nmtoken,
    "ID": lexical.read_ncname,
    "IDREF": lexical.read_ncname,
    "ENTITY": lexical.read_ncname,
    "anyURI": lexical.read_any_uri,
}
_INTEGERS: Final[dict[str, Callable[[str], int]]] = {
    "integer": lexical.read_integer,
    "long": lexical.read_long,
    "int": lexical.read_int,
    "short": lexical.read_short,
    "byte": lexical.read_byte,
    "nonNegativeInteger": lexical.read_non_negative_integer,
    "positiveInteger": lexical.read_positive_integer,
    "nonPositiveInteger": lexical.read_non_positive_integer,
    "negativeInteger": lexical.read_negative_integer,
    "unsignedLong": lexical.read_unsigned_long,
    "unsignedInt": lexical.read_unsigned_int,
    "unsignedShort": lexical.read_unsigned_short,
    "unsignedByte": lexical.read_unsigned_byte,
}
# What is missing in a part of a date is put in, so that it begins when that does.
_WHOLE: Final[dict[str, tuple[Callable[[str], object], str, str]]] = {
    "date": (lexical.read_date, "(.*)", r"\1"),
    "gYear": (lexical.read_g_year, "(.*)", r"\1-01-01"),
    "gYearMonth": (lexical.read_g_year_month, "(.*)", r"\1-01"),
    "gMonth": (lexical.read_g_month, "--(.*)", r"2000-\1-01"),
    "gMonthDay": (lexical.read_g_month_day, "--(.*)", r"2000-\1"),
    "gDay": (lexical.read_g_day, "---(.*)", r"2000-01-\1"),
}
_ZONED: Final = re.compile("(.*?)(Z|[+-][0-9]{2}:[0-9]{2})?").fullmatch
_WIDEST: Final = 14 * 3600
# Months before or after these are as long as months can be (Part 2, 3.2.6.2).
_STARTS: Final = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))

NEVER_EMPTY: Final = frozenset(
    {*_INTEGERS, *_WHOLE, "decimal", "double", "float", "dateTime", "time", "duration"}
    | {"boolean", "QName"}
)
"""The types of which an optional element that is empty counts as absent: of these no
empty text is a literal, and they are no strings."""

Length = tuple[int, Fraction]
"""A duration: months, and seconds."""


def normal(base: str, text: str) -> str:
    """A text as facets see it: with its white space as the type has it (4.3.6)."""
    if base in ("string", "anySimpleType"):
        return text
    return replace(text) if base == "normalizedString" else collapse(text)


def value(base: str, text: str) -> Any:
    """The value of a text, which can be compared with others of its type.

    That of a qualified name is the one that it has in the scope of `qnames`.

    Args:
        base: The built-in type.
        text: The text.

    Raises:
        ValueError: The text is no literal of the type.
    """
    if base == "QName":
        return read_qname(text)
    if base in _STRINGS:
        return _STRINGS[base](text)
    if base in _INTEGERS:
        return _INTEGERS[base](text)
    if base == "decimal":
        return lexical.read_decimal(text)
    if base == "double":
        return lexical.read_double(text)
    if base == "float":
        return unpack("<f", pack("<f", lexical.read_float(text)))[0]
    if base == "boolean":
        return lexical.read_boolean(text)
    if base == "hexBinary":
        return lexical.read_hex_binary(text)
    if base == "base64Binary":
        return lexical.read_base64_binary(text)
    if base == "duration":
        return _length(text)
    return _point(base, collapse(text))


def is_equal(one: Any, other: Any) -> bool:
    """Whether two values are the same; NaN is, to itself (3.2.4.1)."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_equal, one, other))
    if type(one) is not type(other):  # of several members of a union
        return False
    return bool(one == other) or (one != one and other != other)


def is_before(one: Any, other: Any) -> bool:
    """Whether a value is certainly less than another of its type."""
    if not isinstance(one, tuple):
        return bool(one < other)
    return _is_earlier(one, other) if len(one) == 3 else _is_shorter(one, other)


def digits(number: Decimal | int) -> tuple[int, int]:
    """How many digits a number needs, and how many of them behind the point.

    As Part 2 has it (4.3.11), 0.001 needs three.
    """
    if isinstance(number, int):
        return len(str(abs(number))), 0
    _, figures, exponent = number.as_tuple()
    text = "".join(map(str, figures)).lstrip("0")
    behind = max(0, -int(exponent))
    kept = text.rstrip("0") if behind else text
    cut = min(len(text) - len(kept), behind) if text else behind
    behind -= cut
    return max(len(text) - cut, behind, 1), behind


def _point(base: str, text: str) -> Point:
    """When something begins."""
    if base == "dateTime":
        lexical.read_date_time(text)
        return _at(DATE_TIME.fullmatch(text))
    if base == "time":
        lexical.read_time(text)
        # 24:00:00 is the same as 00:00:00 (3.2.8).
        text = re.sub("^24", "00", text)
        return _at(DATE_TIME.fullmatch(f"2000-01-01T{text}"))
    read, pattern, whole = _WHOLE[base]
    read(text)
    found = _ZONED(text)
    assert found is not None
    day = re.sub(f"^{pattern}$", whole, found[1])
    given = DATE.fullmatch(day + (found[2] or ""))
    assert given is not None
    zone = read_zone(found[2])
    seconds = read_days(base, text, given.groups()[:3]) * DAY_SECONDS
    return zone is not None, seconds - offset_seconds(zone), ""


def _at(found: re.Match[str] | None) -> Point:
    assert found is not None
    parts = found.groups()
    zone = read_zone(parts[7])
    seconds, fraction = clock(parts[3:7])
    seconds += read_days("xs:dateTime", found[0], parts[:3]) * DAY_SECONDS
    return zone is not None, seconds - offset_seconds(zone), fraction


def _is_earlier(one: Point, other: Point) -> bool:
    """Where only one has an offset, the other may have any (3.2.7.4)."""
    (aware, seconds, fraction), (is_other, later, rest) = one, other
    if aware and not is_other:
        later -= _WIDEST
    elif is_other and not aware:
        seconds += _WIDEST
    return (seconds, fraction) < (later, rest)


def _length(text: str) -> Length:
    found = lexical.read_duration(text)
    minutes = (found.days * 24 + found.hours) * 60 + found.minutes
    sign = -1 if found.negative else 1
    seconds = sign * (minutes * 60 + Fraction(found.seconds))
    return sign * (found.years * 12 + found.months), seconds


def _is_shorter(one: Length, other: Length) -> bool:
    """Whether it ends earlier, whenever both begin (3.2.6.2)."""
    return all(_end(start, one) < _end(start, other) for start in _STARTS)


def _end(start: tuple[int, int], length: Length) -> Fraction:
    year, month = divmod(start[0] * 12 + start[1] - 1 + length[0], 12)
    return _days(year, month) * DAY_SECONDS + length[1]


def _days(year: int, month: int) -> int:
    """The days to the first of a month, counted from 0, in any year."""
    since = year if month > 1 else year - 1  # a leap day ends February
    leaps = since // 4 - since // 100 + since // 400
    before = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
    return year * 365 + leaps + before[month]

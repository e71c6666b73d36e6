"""Values with one wrong part.

A part is replaced by one that a type checker would not let pass, or that is of the
right class and none of the type's values. Some of these are right after all.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import partial
from random import Random
from typing import Any, Final

_MANY: Final = 8


class _Text(str):
    """A string that is a little more."""


class _Odd(Enum):
    ODD = "odd"


_TEXTS: Final = (
    "",
    " ",
    "tea",
    " tea ",
    "a b",
    "a\tb",
    "a\r\nb",
    "\0",
    "\x1f",
    "\ud800",
    "\uffff",
    "]]>",
    "<&>\"'",
    "p:leaf",
    "1",
    "-1",
    "x" * 300,
    _Text("tea"),
)
_NUMBERS: Final = (
    0,
    -1,
    256,
    -129,
    65536,
    2**31,
    2**63,
    -(2**63) - 1,
    10**40,
    True,
    1.5,
    float("inf"),
    float("nan"),
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("1E+30"),
    Decimal("-0"),
    Decimal("0.1234567890123456789"),
)
_MOMENTS: Final = (
    date(1, 1, 1),
    datetime(9999, 12, 31, 23, 59, 59, 999999),
    datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59))),
    datetime(2024, 1, 1, tzinfo=timezone(timedelta(seconds=1))),
    time(12, 30),
    time(12, 30, tzinfo=timezone(timedelta(hours=-15))),
    timedelta(days=1),
)
_OTHERS: Final[tuple[Any, ...]] = (
    None,
    object(),
    b"tea",
    b"",
    [],
    [None],
    {},
    (),
    int,
    _Odd.ODD,
)
WRONG: Final = (*_TEXTS, *_NUMBERS, *_MOMENTS, *_OTHERS)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value with one part replaced.

    Attributes:
        value: The whole.
        where: The classes and fields that lead to the part, for people.
        steps: The names on the wire that lead to it, without its own.
        given: What it is now.
    """

    value: Any
    where: str
    steps: tuple[str, ...]
    given: Any


class Spoiler:
    """Replaces parts of values.

    Args:
        values: Values whose parts may also stand in the wrong place.
        nil: What stands for nil.
        random: Chooses.
    """

    def __init__(self, values: Any, nil: object, random: Random) -> None:
        self.random = random
        self.wrong = [*WRONG, nil]
        self.known: dict[tuple[type, str], list[Any]] = {}
        self.records: dict[type, Any] = {}
        self._learn(values)

    def _learn(self, value: Any) -> None:
        """Take note of what records hold."""
        if isinstance(value, list | tuple):
            for item in value:
                self._learn(item)
        elif dataclasses.is_dataclass(value):
            self.records.setdefault(type(value), value)
            for one in dataclasses.fields(value):
                inner = getattr(value, one.name)
                if inner not in (None, [], {}):
                    self.known.setdefault((type(value), one.name), []).append(inner)
                self._learn(inner)

    def every(self, value: Any, times: int) -> Iterator[Wrong]:
        """The value with each of its parts replaced, one at a time.

        Args:
            value: The value; it is left as it is.
            times: How many wrong values each part gets.
        """
        seen: set[object] = set()
        yield from self._of(value, "", (), seen, times)

    def _of(
        self,
        value: Any,
        where: str,
        steps: tuple[str, ...],
        seen: set[object],
        times: int,
    ) -> Iterator[Wrong]:
        if isinstance(value, list):
            for number, item in enumerate(value):
                put = partial(_with_item, value, number)
                for found in self._of(item, f"{where}[]", steps, seen, times):
                    yield dataclasses.replace(found, value=put(found.value))
            return
        if not dataclasses.is_dataclass(value) or type(value) in seen:
            return
        seen.add(type(value))
        for one in dataclasses.fields(value):
            there = f"{where}/{type(value).__name__}.{one.name}"
            old, put = getattr(value, one.name), partial(_with_field, value, one.name)
            for new in self._others(old, (type(value), one.name), times):
                with suppress(TypeError, ValueError):  # a value that there cannot be
                    yield Wrong(put(new), there, steps, new)
            wire = one.metadata.get("wrapper", one.metadata.get("name"))
            inner = (*steps, str(wire)) if wire else steps
            for found in self._of(old, there, inner, seen, times):
                yield dataclasses.replace(found, value=put(found.value))

    def _others(self, old: Any, place: tuple[type, str], times: int) -> Iterator[Any]:
        """What stands in the place of a part."""
        yield from self.random.sample(self.wrong, times)
        yield self.random.choice(list(self.records.values()))
        if old is None or old == []:
            yield from self.known.get(place, [])[:1]  # the other branch of a choice
        else:
            yield None
        if isinstance(old, list):
            yield old * _MANY
            yield old[:-1]
            yield [*old, self.random.choice(self.wrong)]
            yield [old]
        elif old is not None:
            yield [old]
        if isinstance(old, dict):
            yield old | {"odd": "", "{urn:elsewhere}odd": "\0"}


def _with_field(value: Any, name: str, new: Any) -> Any:
    return dataclasses.replace(value, **{name: new})


def _with_item(values: list[Any], number: int, new: Any) -> list[Any]:
    return [*values[:number], new, *values[number + 1 :]]

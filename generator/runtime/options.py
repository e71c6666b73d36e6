"""What a client is made with, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

LONGEST: Final = 2_000_000.0
"""The most seconds to wait: sockets take no more than some 24 days."""


def seconds(name: str, value: object, least: float = 0.0) -> float:
    """A length of time.

    Args:
        name: What the option is called.
        value: What was given for it.
        least: What it is at least.

    Raises:
        TypeError: It is no number.
        ValueError: It is too short or too long, or not a number to IEEE 754.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} is a number of seconds, not a {type(value).__name__}")
    if not least <= value <= LONGEST:
        raise ValueError(f"{name} is from {least:g} to {LONGEST:.0f} seconds")
    return float(value)


def count(name: str, value: object) -> int:
    """A number of things, one at least.

    Raises:
        TypeError: It is no whole number.
        ValueError: It is less than one.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} is a whole number, not a {type(value).__name__}")
    if value < 1:
        raise ValueError(f"{name} is at least 1")
    return value


def names(name: str, value: object) -> frozenset[str]:
    """Some names.

    Raises:
        TypeError: It is not a collection of texts; one text alone is none.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Collection):
        raise TypeError(f"{name} is a collection of names")
    if not all(isinstance(item, str) for item in value):
        raise TypeError(f"{name} is a collection of names, which are texts")
    return frozenset(value)


def instance(name: str, value: object, *kinds: type[Any]) -> None:
    """Refuse what is of none of some types.

    Raises:
        TypeError: It is of none of them.
    """
    if not isinstance(value, kinds):
        known = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{name} is a {known}, not a {type(value).__name__}")

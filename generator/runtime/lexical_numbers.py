"""Read and write booleans and whole numbers (Part 2, 3.2.2 and 3.3.13 to 3.3.25).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text that needs no escaping.
"""

import re
from collections.abc import Callable
from math import inf
from typing import Final

from .characters import WHITE_SPACE, shown, unreadable, unwritable

SPACE: Final = "[ \t\n\r]*"
POINT: Final = "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)"
"""What may stand around a number, and one with a point in it, as expressions."""

RANGES: Final = {
    "long": range(-(2**63), 2**63),
    "int": range(-(2**31), 2**31),
    "short": range(-(2**15), 2**15),
    "byte": range(-(2**7), 2**7),
    "unsigned_long": range(2**64),
    "unsigned_int": range(2**32),
    "unsigned_short": range(2**16),
    "unsigned_byte": range(2**8),
}
"""The numbers of the types that have bounds, by what follows `read_` and `write_`."""

_INTEGER: Final = re.compile(f"{SPACE}[+-]?[0-9]+{SPACE}").fullmatch
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def read_boolean(text: str) -> bool:
    """Read xs:boolean (Part 2, 3.2.2)."""
    value = _BOOLEANS.get(text)
    if value is None:
        value = _BOOLEANS.get(text.strip(WHITE_SPACE))
        if value is None:
            raise unreadable("xs:boolean", text)
    return value


def write_boolean(value: bool) -> str:
    """Write xs:boolean as true or false."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise unwritable("xs:boolean", "a bool", value)


def write_boolean_digit(value: bool) -> str:
    """Write xs:boolean as 1 or 0, for a type whose pattern allows nothing else."""
    write_boolean(value)
    return "1" if value else "0"


def digits(name: str, value: int) -> str:
    """Give the digits of a number; the name is that of its type, for the error."""
    try:
        return int.__repr__(value)
    except ValueError:  # longer than Python's limit on digits
        raise ValueError(f"a number for {name} has too many digits") from None


def _integer(
    name: str, low: float = -inf, high: float = inf
) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """Make the reader and the writer of an integer type with its limits."""

    def read(text: str) -> int:
        if _INTEGER(text) is None:
            raise unreadable(name, text)
        try:
            value = int(text)
        except ValueError:  # longer than Python's limit on digits
            message = f"a number of {name} has too many digits to read"
            raise ValueError(message) from None
        if not low <= value <= high:
            raise ValueError(f"{shown(value)} is out of the range of {name}")
        return value

    def write(value: int) -> str:
        if type(value) is not int and (
            not isinstance(value, int) or isinstance(value, bool)
        ):
            raise unwritable(name, "an int", value)
        if not low <= value <= high:
            raise ValueError(f"{shown(value)} is out of the range of {name}")
        return digits(name, value)

    return read, write


def _bounded(name: str, kind: str) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """The same for a type that is in `RANGES`."""
    return _integer(name, RANGES[kind][0], RANGES[kind][-1])


read_integer, write_integer = _integer("xs:integer")
read_long, write_long = _bounded("xs:long", "long")
read_int, write_int = _bounded("xs:int", "int")
read_short, write_short = _bounded("xs:short", "short")
read_byte, write_byte = _bounded("xs:byte", "byte")
read_non_negative_integer, write_non_negative_integer = _integer(
    "xs:nonNegativeInteger", 0
)
read_positive_integer, write_positive_integer = _integer("xs:positiveInteger", 1)
read_non_positive_integer, write_non_positive_integer = _integer(
    "xs:nonPositiveInteger", high=0
)
read_negative_integer, write_negative_integer = _integer("xs:negativeInteger", high=-1)
read_unsigned_long, write_unsigned_long = _bounded("xs:unsignedLong", "unsigned_long")
read_unsigned_int, write_unsigned_int = _bounded("xs:unsignedInt", "unsigned_int")
read_unsigned_short, write_unsigned_short = _bounded(
    "xs:unsignedShort", "unsigned_short"
)
read_unsigned_byte, write_unsigned_byte = _bounded("xs:unsignedByte", "unsigned_byte")

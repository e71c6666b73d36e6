"""Read and write booleans and numbers (Part 2, 3.2.2 to 3.2.5 and 3.3.13 to 3.3.25).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text that needs no escaping.
"""

import re
import struct
from collections.abc import Callable
from decimal import Decimal
from math import inf, isfinite, isinf
from typing import Final

from .characters import WHITE_SPACE, shown, unreadable, unwritable

_SPACE: Final = "[ \t\n\r]*"
_INTEGER: Final = re.compile(f"{_SPACE}[+-]?[0-9]+{_SPACE}").fullmatch
_POINT: Final = "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)"
_DECIMAL: Final = re.compile(f"{_SPACE}{_POINT}{_SPACE}").fullmatch
_FLOAT: Final = re.compile(f"{_SPACE}{_POINT}(?:[eE][+-]?[0-9]+)?{_SPACE}").fullmatch
_SPECIAL: Final = {"INF": float("inf"), "-INF": float("-inf"), "NaN": float("nan")}
# Decimals may stand for more digits than any memory holds.
_LONGEST: Final = 10_000_000
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


def read_decimal(text: str) -> Decimal:
    """Read xs:decimal, with all its digits (Part 2, 3.2.3)."""
    if _DECIMAL(text) is None:
        raise unreadable("xs:decimal", text)
    return Decimal(text)


def write_decimal(value: Decimal | int) -> str:
    """Write xs:decimal without an exponent, with all digits of the value."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no value of xs:decimal")
        text = Decimal.__str__(value)
        # The exponent is in either case, as the caller's decimal context has it.
        if "E" not in text and "e" not in text:
            return text
        if abs(value.adjusted()) > _LONGEST:
            raise ValueError(f"{shown(value)} has too many digits to write")
        return Decimal.__format__(value, "f")
    if not isinstance(value, int) or isinstance(value, bool):
        raise unwritable("xs:decimal", "a Decimal or int", value)
    return _digits("xs:decimal", value)


def _digits(name: str, value: int) -> str:
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
        return _digits(name, value)

    return read, write


read_integer, write_integer = _integer("xs:integer")
read_long, write_long = _integer("xs:long", -(2**63), 2**63 - 1)
read_int, write_int = _integer("xs:int", -(2**31), 2**31 - 1)
read_short, write_short = _integer("xs:short", -(2**15), 2**15 - 1)
read_byte, write_byte = _integer("xs:byte", -128, 127)
read_non_negative_integer, write_non_negative_integer = _integer(
    "xs:nonNegativeInteger", 0
)
read_positive_integer, write_positive_integer = _integer("xs:positiveInteger", 1)
read_non_positive_integer, write_non_positive_integer = _integer(
    "xs:nonPositiveInteger", high=0
)
read_negative_integer, write_negative_integer = _integer("xs:negativeInteger", high=-1)
read_unsigned_long, write_unsigned_long = _integer("xs:unsignedLong", 0, 2**64 - 1)
read_unsigned_int, write_unsigned_int = _integer("xs:unsignedInt", 0, 2**32 - 1)
read_unsigned_short, write_unsigned_short = _integer("xs:unsignedShort", 0, 2**16 - 1)
read_unsigned_byte, write_unsigned_byte = _integer("xs:unsignedByte", 0, 255)


def _narrow(value: float) -> float | None:
    """Give the 32-bit float nearest to a finite number, None if out of range."""
    try:
        narrowed: float = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return None
    return narrowed


def _same(value: float) -> float:
    return value


def _float(
    name: str, nearest: Callable[[float], float | None]
) -> tuple[Callable[[str], float], Callable[[float | int], str]]:
    """Make the reader and the writer of a type of floating-point numbers.

    Literals stand for the nearest number of the type (Part 2, 3.2.4 and 3.2.5); a
    literal so large that this is no finite number is refused. What is read as
    xs:float keeps the digits a Python float has room for beyond 32 bits.
    """

    def read(text: str) -> float:
        if _FLOAT(text) is None:
            special = _SPECIAL.get(text.strip(WHITE_SPACE))
            if special is None:
                raise unreadable(name, text)
            return special
        value = float(text)
        if isinf(value) or nearest(value) is None:
            raise ValueError(f"{shown(text)} is out of the range of {name}")
        return value

    def write(value: float | int) -> str:
        if not isinstance(value, float):
            if not isinstance(value, int) or isinstance(value, bool):
                raise unwritable(name, "a float or int", value)
            return write_whole(value)
        if not isfinite(value):
            return "NaN" if value != value else "INF" if value > 0 else "-INF"
        if nearest(value) is None:
            raise ValueError(f"{shown(value)} is out of the range of {name}")
        return float.__repr__(value)

    def write_whole(value: int) -> str:
        try:
            number = nearest(float(value))
        except OverflowError:
            number = None
        if number is None:
            raise ValueError(f"{shown(value)} is out of the range of {name}")
        if number != value:
            raise ValueError(f"{shown(value)} cannot be written exactly as {name}")
        return float.__repr__(number)

    return read, write


read_double, write_double = _float("xs:double", _same)
read_float, write_float = _float("xs:float", _narrow)

"""Read and write xs:float and xs:double (Part 2, 3.2.4 and 3.2.5).

The functions are as those of `lexical_numbers`.
"""

import re
import struct
from collections.abc import Callable
from math import isfinite, isinf
from typing import Final

from .characters import WHITE_SPACE, shown, unreadable, unwritable
from .lexical_numbers import POINT, SPACE

_FLOAT: Final = re.compile(f"{SPACE}{POINT}(?:[eE][+-]?[0-9]+)?{SPACE}").fullmatch
_SPECIAL: Final = {"INF": float("inf"), "-INF": float("-inf"), "NaN": float("nan")}


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

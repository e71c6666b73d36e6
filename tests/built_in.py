"""Values of the built-in types: usual ones, and those at the edges of what each may be.

What Python has no value of is read from texts, as a package reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from generator.atomics import ATOMICS

TEXT: Final = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda c: c >= " " or c in "\t\n\r"
    ),
    max_size=8,
)
WORDS: Final = st.sampled_from(["tea", "black-leaf"])
"""Values of any string type, which no other takes for its own."""

_OFFSETS: Final[st.SearchStrategy[Any]] = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
_MOMENTS: Final = st.datetimes(
    datetime(1, 1, 2),
    datetime(9999, 12, 30),
    timezones=st.none() | _OFFSETS,
)
_BITS: Final = {"long": 64, "int": 32, "short": 16, "byte": 8}
_NAMED: Final = {
    "language": ["en", "de-CH", "x-Leaf-1"],
    "Name": ["t:leaf_1", "_", "\u8336"],
    "NCName": ["leaf-1", "_", "th\u00e9"],
    "ID": ["leaf-2", "_2"],
    "NMTOKEN": ["1-leaf", "-", "t:leaf"],
    "IDREF": ["tea", "_1"],
    "ENTITY": ["tea"],
    "anyURI": ["", "urn:tea:1", "http://example.com/a b?c=<d>&e#th\u00e9", "../leaf"],
}
_CLOCKS: Final = [
    "24:00:00",
    "00:00:00-00:00",
    "12:30:00.1200",
    "23:59:59.123456789+14:00",
]
_YEARS: Final = ["12024", "-0044", "0001", "9999", "-12024"]
_ZONES: Final = ["", "Z", "+14:00", "-13:59", "-00:00"]
SPELT: Final = {
    "decimal": ["-0", "1.50", "1000000000000000000000000.000000000000000001", "0.0"],
    "dateTime": [f"2024-02-29T{clock}" for clock in _CLOCKS]
    + [f"{year}-12-31T23:59:59{zone}" for year in _YEARS for zone in _ZONES],
    "date": [f"{year}-03-01{zone}" for year in _YEARS for zone in _ZONES],
    "time": _CLOCKS,
    "duration": ["P1D", "-PT0.5S", "P1Y2M3DT4H5M6.70S", "P0Y", "PT36H", "-P13M"],
    "gYear": [year + zone for year in _YEARS for zone in _ZONES],
    "gYearMonth": [f"{year}-02{zone}" for year in _YEARS for zone in _ZONES],
    "gMonth": [f"--12{zone}" for zone in _ZONES],
    "gMonthDay": [f"--02-29{zone}" for zone in _ZONES],
    "gDay": [f"---31{zone}" for zone in _ZONES],
}
"""Texts that must be written as they were read, whatever Python makes of them."""


def _integers(name: str) -> st.SearchStrategy[int]:
    bits = _BITS.get(name.removeprefix("unsigned").lower(), 80)
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    if name.startswith("unsigned"):
        low, high = 0, 2**bits - 1
    low = {"nonNegativeInteger": 0, "positiveInteger": 1}.get(name, low)
    high = {"nonPositiveInteger": 0, "negativeInteger": -1}.get(name, high)
    return st.integers(low, high) | st.sampled_from([low, high])


_USUAL: Final[dict[str, st.SearchStrategy[Any]]] = {
    "boolean": st.booleans(),
    "float": st.floats(width=32, allow_nan=False),
    "double": st.floats(allow_nan=False),
    "decimal": st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.sampled_from([Decimal("1E+3"), Decimal("1E-20")]),
    "hexBinary": st.binary(max_size=8),
    "base64Binary": st.binary(max_size=8),
    "dateTime": _MOMENTS,
    "date": _MOMENTS.map(lambda moment: moment.date()),
    "time": _MOMENTS.map(lambda moment: moment.timetz()),
}


def built_in(name: str, lexical: Any) -> st.SearchStrategy[Any]:
    """Values of a built-in type.

    Args:
        name: What the type is called; QName and swaRef have values of their own.
        lexical: The module of a package that reads texts.
    """
    read: Callable[[str], Any] = getattr(lexical, f"read_{ATOMICS[name].lexical}")
    if name in ("string", "anySimpleType", "normalizedString", "token"):
        return TEXT.map(read)
    if name in _NAMED:
        return WORDS | st.sampled_from(_NAMED[name])
    if ATOMICS[name].annotation == "int":
        return _integers(name)
    spelt = st.sampled_from(SPELT[name]).map(read) if name in SPELT else st.nothing()
    return _USUAL.get(name, st.nothing()) | spelt

"""Texts of simple types: plain ones, extremes, and those that facets ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any, Final

from generator.bindings import Facets
from generator.runtime.patterns import compiled

from .patterns import Unsupported, maker

Read = Callable[[str], Any]

_LONG: Final = "tea and then more of it, please; "
_TEXTS: Final[dict[str, list[str]]] = {
    "string": ["tea", "", " <&>\"' ", "th\u00e9 \u8336 \U0001f375", "a\tb\nc"],
    "anySimpleType": ["tea", "a b"],
    "normalizedString": ["tea", "black  leaf"],
    "token": ["tea", "black leaf"],
    "language": ["en", "de-CH"],
    "Name": ["tea", "t:leaf_1"],
    "NCName": ["tea", "leaf-1"],
    "NMTOKEN": ["tea", "1-leaf"],
    "IDREF": ["tea"],
    "ENTITY": ["tea"],
    "anyURI": ["urn:tea", "https://example.com/a?b=c&d=e"],
    "QName": ["q:leaf", "leaf"],
    "boolean": ["true", "false", "1", "0"],
    "float": ["1.5", "-0", "INF", "3.4028235E38", "1E-45"],
    "double": ["1.5", "-INF", "1.7976931348623157E308", "5E-324"],
    "decimal": ["1.5", "0", "-12345678901234567890.5", "0.01", "100"],
    "hexBinary": ["00FF", "", "0a"],
    "base64Binary": ["AP8=", ""],
    "dateTime": [
        "2024-02-29T12:30:00Z",
        "1999-12-31T23:59:59.999+14:00",
        "0001-01-01T00:00:00",
    ],
    "date": ["2024-02-29", "9999-12-31", "2024-01-01Z"],
    "time": ["12:30:00", "23:59:59.5Z"],
    "duration": ["P1D", "-PT0.5S", "P1Y2M3DT4H5M6S"],
    "gYear": ["2024", "-0044"],
    "gYearMonth": ["2024-02"],
    "gMonth": ["--02"],
    "gMonthDay": ["--02-29"],
    "gDay": ["---31"],
}
_LOW: Final = {"nonNegativeInteger": 0, "positiveInteger": 1}
_HIGH: Final = {"nonPositiveInteger": 0, "negativeInteger": -1}
_BITS: Final = {"long": 64, "int": 32, "short": 16, "byte": 8}
_MOST_TRIES: Final = 60


def _integers(name: str) -> list[str]:
    bits = _BITS.get(name.removeprefix("unsigned").lower(), 80)
    if name.startswith("unsigned"):
        low, high = 0, 2**bits - 1
    else:
        low = _LOW.get(name, -(2 ** (bits - 1)))
        high = _HIGH.get(name, 2 ** (bits - 1) - 1)
    return [str(n) for n in (min(high, max(low, 7)), low, high)]


def plain(name: str) -> list[str]:
    """Texts of a built-in type, the plainest first."""
    if name in ("NMTOKENS", "IDREFS", "ENTITIES"):
        return ["tea"]
    return list(_TEXTS.get(name) or _integers(name))


def candidates(name: str, facets: Facets, read: Read, random: Random) -> list[str]:
    """Texts of a built-in type that its facets allow, as far as can be made out."""
    texts = plain(name)
    if not facets.bounds and not facets.patterns:
        return texts
    fits = Fits(name, facets, read)
    wanted = [*texts, *_near(facets, texts, read), *_patterned(facets, random, fits)]
    found = [text for text in dict.fromkeys(wanted) if fits(text)]
    return found or texts[:1]


class Fits:
    """Whether facets allow a text (XML Schema Part 2, 4.3)."""

    def __init__(self, name: str, facets: Facets, read: Read) -> None:
        self.bounds = dict(facets.bounds)
        self.patterns = facets.patterns
        self.read = read

    def __call__(self, text: str) -> bool:
        try:
            value = self.read(text)
        except ValueError:
            return False
        return self.ranged(value) and self.sized(value) and self.shaped(text)

    def ranged(self, value: Any) -> bool:
        for facet, fails in _RANGES.items():
            if facet in self.bounds:
                try:
                    if fails(value, self.read(self.bounds[facet])):
                        return False
                except (TypeError, ValueError):
                    return False
        return True

    def sized(self, value: Any) -> bool:
        if isinstance(value, str | bytes):
            least = int(self.bounds.get("min_length", 0))
            most = int(self.bounds.get("max_length", 1 << 30))
            exact = int(self.bounds.get("length", len(value)))
            return least <= len(value) <= most and len(value) == exact
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            _, digits, exponent = Decimal(value).normalize().as_tuple()
            places = max(0, -int(exponent))
            total = max(len(digits), places) + max(0, int(exponent))
            return total <= int(
                self.bounds.get("total_digits", 1 << 30)
            ) and places <= int(self.bounds.get("fraction_digits", 1 << 30))
        return True

    def shaped(self, text: str) -> bool:
        return all(
            any(compiled(p).matches(text) for p in alternatives)
            for alternatives in self.patterns
        )


_RANGES: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "min_inclusive": lambda value, bound: bool(value < bound),
    "min_exclusive": lambda value, bound: bool(value <= bound),
    "max_inclusive": lambda value, bound: bool(value > bound),
    "max_exclusive": lambda value, bound: bool(value >= bound),
}


def _near(facets: Facets, texts: list[str], read: Read) -> Iterator[str]:
    """Texts at the bounds."""
    bounds = dict(facets.bounds)
    for facet in _RANGES:
        if facet in bounds:
            yield bounds[facet]
            try:
                value = read(bounds[facet])
            except ValueError:
                continue
            if isinstance(value, int | Decimal):
                yield from (str(value + 1), str(value - 1))
                yield str(value + Decimal("0.1"))
            elif isinstance(value, float):
                yield from (str(value + 1), str(value - 1), str(value + 0.1))
    yield from ("0", "1", "0.1", "5", "10")
    for facet in ("length", "min_length", "max_length"):
        if facet in bounds and isinstance(read(texts[0]), str):
            size = min(int(bounds[facet]), 5000)
            yield (_LONG * (size // len(_LONG) + 1))[:size].strip().ljust(size, "x")
            yield "A" * size
            yield "1" * size
        elif facet in bounds and isinstance(read(texts[0]), bytes):
            yield from ("AAAA" * (int(bounds[facet]) // 3), "00" * int(bounds[facet]))


def _patterned(facets: Facets, random: Random, fits: Fits) -> Iterator[str]:
    """Texts made from the patterns: a few that fit everything else too."""
    found = 0
    for alternatives in facets.patterns:
        for pattern in alternatives:
            try:
                make = maker(pattern)
                for _ in range(_MOST_TRIES):
                    text = make(random)
                    if fits(text):
                        found += 1
                        yield text
                    if found == 4:
                        return
            except Unsupported:
                continue

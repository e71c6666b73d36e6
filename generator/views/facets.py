"""What a docstring says of the facets of a simple type (XML Schema Part 2, 4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..bindings import Facets, Scope
from .allowed import telling

_MEMBERS: Final = 8
"""Unions of more types are not told apart: nobody would read it."""
_LONGEST: Final = 100
_BINARY: Final = ("hexBinary", "base64Binary")
_RANGES: Final = {
    "min_inclusive": "At least",
    "min_exclusive": "More than",
    "max_inclusive": "At most",
    "max_exclusive": "Less than",
}


def said(facets: Facets) -> str:
    """The sentences for the facets, or "" where there are none."""
    return " ".join(_sentences(facets))


def _sentences(facets: Facets) -> Iterator[str]:
    bounds = dict(facets.bounds)
    unit = "bytes" if facets.base in _BINARY else "characters"
    lengths = _lengths(bounds, "items" if facets.item is not None else unit)
    if lengths:
        yield f"{lengths}."
    for name, words in _RANGES.items():
        if name in bounds:
            yield f"{words} `{bounds[name]}`."
    if "total_digits" in bounds:
        yield f"At most {_count(bounds['total_digits'], 'digits')}."
    if "fraction_digits" in bounds:
        yield f"At most {_count(bounds['fraction_digits'], 'digits')} behind the point."
    for choice in facets.patterns:
        if sum(map(len, choice)) > _LONGEST:
            yield "Matches a long pattern."
        else:
            yield f"Matches {' or '.join(f'`{pattern}`' for pattern in choice)}."
    if facets.enumeration and facets.item is not None:
        yield one_of(facets)
    if facets.item is not None:
        yield from each(said(facets.item))
    if facets.members and telling(facets):
        yield _either(facets.members)


def each(item: str) -> Iterator[str]:
    """The sentence for the items of a list, if there is something to say of one."""
    if item:
        yield f"Each item: {_lowered(item)}"


def _either(members: tuple[Facets, ...]) -> str:
    """The sentence for the types that a union has."""
    if len(members) > _MEMBERS:
        return f"Of one of {len(members)} types, which have facets."
    return f"Either {'; or '.join(map(_member, members))}."


def _member(facets: Facets) -> str:
    kind = f"`{facets.base}`" if facets.base else "a list" if facets.item else "others"
    told = [*_sentences(facets)]
    if facets.item is None and facets.enumeration:
        told.append(one_of(facets))
    parts = (_lowered(sentence).removesuffix(".") for sentence in told)
    return ", ".join([kind, *parts])


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"


def one_of(facets: Facets) -> str:
    """The sentence for the values of an enumeration, or "" where there are none."""
    texts = [plain(text, facets.scope) for text in facets.enumeration]
    every = " or ".join(f"`{text}`" for text in texts)
    if len(every) > _LONGEST:
        return f"One of {len(facets.enumeration)} values."
    return every and f"Only {every}."


def plain(text: str, scope: Scope) -> str:
    """A text of the schema with its names in Clark's notation: prefixes say nothing."""
    known = dict(scope)
    parted = [(word.rpartition(":"), word) for word in text.split()]
    words = [
        f"{{{known[prefix]}}}{name}" if prefix in known else word
        for (prefix, _, name), word in parted
    ]
    return " ".join(words) if known else text


def _lengths(bounds: Mapping[str, str], unit: str) -> str:
    exact, least = bounds.get("length"), bounds.get("min_length")
    most = bounds.get("max_length")
    if least is not None and least == most:
        exact = least
    if exact is not None:
        return f"Exactly {_count(exact, unit)}"
    if least in (None, "0"):
        return "" if most is None else f"At most {_count(most, unit)}"
    if most is None:
        return f"At least {_count(least, unit)}"
    return f"{least} to {_count(most, unit)}"


def _count(number: str, unit: str) -> str:
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"

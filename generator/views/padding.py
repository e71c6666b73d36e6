"""Numbers whose patterns want zeros before them: how long their texts must be."""

from __future__ import annotations

from typing import Final

from ..atomics import ATOMICS
from ..bindings import Facets
from ..runtime.pattern_syntax import Either, Item, One, Row, parse
from .allowed import sound

_LONGEST: Final = 100
"""Texts that must be longer than this are not tried, nor are longer ones."""

Padding = tuple[int, int, tuple[tuple[str, ...], ...]]
"""The least and the most characters of a text, and the patterns that it must fit."""


def wanted(facets: Facets) -> Padding | None:
    """What the texts of a number must be like, where its shortest may not do.

    That is where no text of one character fits.

    Args:
        facets: What the type of the number allows.
    """
    if facets.base not in ATOMICS:
        return None
    if ATOMICS[facets.base].annotation not in ("int", "Decimal"):
        return None
    patterns = tuple(choice for choice in facets.patterns if sound(choice))
    sizes = [_sizes(choice) for choice in patterns]
    least = max((size[0] for size in sizes), default=0)
    if not 1 < least <= _LONGEST:
        return None
    bounds = [most for _, most in sizes if most is not None]
    most = min(bounds) if bounds else least + 1  # for a sign
    return least, min(most, _LONGEST), patterns


def _sizes(choice: tuple[str, ...]) -> tuple[int, int | None]:
    every = [(_least(item), _most(item)) for item in map(parse, choice)]
    longest = [most for _, most in every if most is not None]
    most = max(longest) if len(longest) == len(every) else None
    return min(least for least, _ in every), most


def _least(item: Item) -> int:
    """How many characters a text has at least."""
    if isinstance(item, One):
        return 1
    if isinstance(item, Row):
        return sum(map(_least, item.items))
    if isinstance(item, Either):
        return min(map(_least, item.items))
    return item.least * _least(item.item)


def _most(item: Item) -> int | None:
    """How many it has at most, or None without a bound."""
    if isinstance(item, One):
        return 1
    if isinstance(item, Row | Either):
        sizes = [_most(inner) for inner in item.items]
        known = [size for size in sizes if size is not None]
        if len(known) < len(sizes):
            return None
        return sum(known) if isinstance(item, Row) else max(known)
    inner = _most(item.item)
    if inner is None or item.most is None:
        return 0 if inner == 0 else None
    return item.most * inner

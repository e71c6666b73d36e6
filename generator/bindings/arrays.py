"""Types that are called arrays: lists, where they do nothing but wrap their items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .catalogue import Binding, Kind, Place
from .values import Atomic, Key, Reference, Type


def wraps(binding: Binding) -> bool:
    """Whether a record does nothing but wrap one repeated element, by its name.

    .NET calls it `ArrayOfLeaf`; JAXB and spyne `leafArray`, after the items' type.
    """
    key = binding.key
    if key.element or key.inner or binding.abstract or binding.ordered:
        return False
    if len(binding.fields) != 1 or binding.fields[0].place is not Place.ELEMENT:
        return False
    return binding.fields[0].repeated and _is_said_by(
        key.name.name, binding.fields[0].type
    )


def _is_said_by(name: str, item: Type) -> bool:
    if name.startswith("ArrayOf"):
        return True
    of = item.name if isinstance(item, Atomic) else ""
    if isinstance(item, Reference) and item.key == Key(item.key.name):
        of = item.key.name.name
    return bool(of) and name.lower() == f"{of}Array".lower()


def without_endless(made: dict[Key, Binding]) -> dict[Key, Binding]:
    """Make records of arrays that hold themselves: no list could.

    Of those that hold one another the first becomes one, and of what holds them only
    what comes before.
    """
    inner: dict[Key, Key] = {}
    for key, binding in made.items():
        if binding.kind is Kind.ARRAY:
            type_ = binding.fields[0].type
            if isinstance(type_, Reference) and made[type_.key].kind is Kind.ARRAY:
                inner[key] = type_.key
    mine = [k for k, b in made.items() if b.kind is Kind.ARRAY and not b.encoded]
    rank = {key: number for number, key in enumerate(mine)}
    for key, first in _firsts(inner, rank).items():
        if rank.get(key) == first:
            made[key] = replace(made[key], kind=Kind.RECORD)
    return made


def _firsts(inner: Mapping[Key, Key], rank: Mapping[Key, int]) -> dict[Key, int]:
    """Of each way that has no end, the lowest rank on it; -1 where it ends.

    Args:
        inner: Where the way leads from each key.
        rank: The ranks; what has none comes last.
    """
    found: dict[Key, int] = {}
    for start in inner:
        way: dict[Key, None] = {}
        key: Key | None = start
        while key is not None and key not in way and key not in found:
            way[key] = None
            key = inner.get(key)
        keys = list(way)
        first = -1 if key is None else found.get(key, -1)
        if key in way:
            ring = keys[keys.index(key) :]
            first = min(rank.get(one, len(rank)) for one in ring)
            found |= dict.fromkeys(ring, first)
            del keys[-len(ring) :]
        for one in reversed(keys):
            if first >= 0:
                first = min(first, rank.get(one, len(rank)))
            found[one] = first
    return found

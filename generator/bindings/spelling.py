"""The names of classes: which type is called what, and the rule where two collide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xsdata.models import xsd

from ..model import QName
from ..naming import Names, shortened, unique
from .passes import Uses
from .values import Key

Rank = tuple[int, int, int]

_NOWHERE: Rank = (1 << 30, 0, 0)
_DULL = re.compile(r"v?[0-9._-]*|www|https?|urn|xsd|schemas?|types?|com|org|net", re.I)


def ranks(schemas: Iterable[xsd.Schema], uses: Uses) -> dict[Key, Rank]:
    """Where each global type or element stands: types first, schema by schema."""
    found: dict[Key, Rank] = {}
    for number, schema in enumerate(schemas):
        home = schema.target_namespace or ""
        kinds: list[list[xsd.SimpleType] | list[xsd.ComplexType] | list[xsd.Element]]
        kinds = [schema.simple_types, schema.complex_types, schema.elements]
        for kind, nodes in enumerate(kinds):
            for node in nodes:
                key = Key(QName(home, node.name or ""), element=kind == 2)
                found.setdefault(key, (number, kind, node.index))
    for type_, element in uses.folded.items():
        found[Key(type_)] = found[Key(element, element=True)]
    return found


def rank(key: Key, known: Mapping[Key, Rank]) -> Rank:
    """Where a type stands, or what it lies in."""
    return known.get(Key(key.name, key.element), _NOWHERE)


def spell(
    keys: Iterable[Key], known: Mapping[Key, Rank], uses: Uses, names: Names
) -> dict[Key, str]:
    """Name the class of each type.

    A type has its own name, or that of the element that it is folded into. What has no
    name is called by what it lies in and where. Where two would be called alike, types
    go before elements, which get `Element` behind; of several namespaces the first
    keeps the name, and the next have the last word of their namespace before it; what
    then collides is numbered.

    Args:
        keys: The types to name.
        known: Where each type and element of all schemas stands.
        uses: Which types are folded.
        names: The spelling rules of the package.
    """
    outer = sorted(known, key=lambda key: (known[key], key.element))
    folded = {Key(element, element=True) for element in uses.folded.values()}
    wanted = [key for key in outer if key not in folded]
    spelt = dict(zip(wanted, _settled(wanted, uses, names), strict=True))
    inner = [key for key in keys if key not in spelt]
    whole = [_inside(key, spelt, names) for key in inner]
    taken = {spelt[key] for key in keys if key in spelt}
    return spelt | dict(zip(inner, unique(whole, taken), strict=True))


def _settled(keys: list[Key], uses: Uses, names: Names) -> list[str]:
    wanted: list[str] = []
    used: dict[str, Key] = {}
    for key in keys:
        name = names.type(uses.folded.get(key.name, key.name).name)
        if key.element:
            name = names.type(key.name.name)
        for candidate in _candidates(name, key, used, names):
            if candidate.casefold() not in used:
                name = candidate
                break
        used.setdefault(name.casefold(), key)
        wanted.append(name)
    return unique(wanted)


def _candidates(
    name: str, key: Key, used: Mapping[str, Key], names: Names
) -> Iterator[str]:
    yield name
    other = used[name.casefold()]
    if key.element and other.name.namespace == key.name.namespace:
        yield f"{name}Element"
        return
    words = [w for w in re.split(r"[^A-Za-z0-9]+", key.name.namespace) if w]
    telling = [w for w in words if not _DULL.fullmatch(w)]
    for word in reversed(telling[-3:]):
        yield f"{names.pascal(word)}{name}"


def _inside(key: Key, spelt: Mapping[Key, str], names: Names) -> str:
    outer = Key(key.name, key.element)
    name = spelt.get(outer) or names.type(key.name.name)
    steps = (names.pascal(step) for step in key.inner if step[0] != "#")
    return shortened("".join([name, *steps]))

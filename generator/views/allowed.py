"""Facets as source: what of them has to be looked at, and can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from .. import literal
from ..atomics import ATOMICS
from ..bindings import Facets, Field, Scope
from ..runtime.patterns import Pattern
from ..runtime.value_space import NEVER_EMPTY
from ..runtime.value_space import value as value_of

Note = Callable[[str], None]
"""Takes a line about a facet that is not looked at."""

_LENGTHS: Final = ("length", "min_length", "max_length")
_RANGES: Final = ("min_inclusive", "max_inclusive", "min_exclusive", "max_exclusive")
_DIGITS: Final = ("total_digits", "fraction_digits")
_COUNT: Final = re.compile(r"[ \t\n\r]*\+?([0-9]{1,15})[ \t\n\r]*").fullmatch
_FREE: Final = frozenset({"string", "anySimpleType", "normalizedString", "token"})
_UNORDERED: Final = frozenset({"str", "bytes", "bool", "QName", "MimePart"})


def telling(facets: Facets) -> bool:
    """Whether the decoders of a type do not see to its facets by themselves.

    They do to the values of an enumeration, but not where those are lists.
    """
    if facets.bounds or facets.patterns:
        return True
    if facets.item is not None:
        return bool(facets.enumeration) or telling(facets.item)
    anything = any(m.base in _FREE and not telling(m) for m in facets.members)
    return not anything and any(map(telling, facets.members))


def never_empty(facets: Facets) -> bool:
    """Whether no empty text is a value of a type, nor could be taken for a string."""
    if facets.members:
        return all(map(never_empty, facets.members))
    return facets.base in NEVER_EMPTY


def as_digit(facets: Facets) -> bool:
    """Whether the patterns of a boolean allow 1 and 0, but not true and false.

    So has SOAP 1.1 it for `mustUnderstand` (4.2.3).
    """
    words, numbers = ("true", "false"), ("1", "0")
    fits = partial(_is_shaped, facets)
    return any(map(fits, numbers)) and not any(map(fits, words))


def source(facets: Facets, note: Note, *, defaulted: bool = False) -> str:
    """Facets as an expression.

    Args:
        facets: The facets.
        note: Told of each that is unsound, and so left out.
        defaulted: Whether an empty element stands for a default value.
    """
    parts = [literal.string(facets.base)] if facets.base else []
    parts += _parts(facets, note)
    if facets.item is not None:
        parts.append(f"item={source(facets.item, note)}")
    if facets.members:
        members = [source(member, note) for member in facets.members]
        parts.append(f"members={literal.tupled(members)}")
    if facets.named:
        parts.append(f"scope={scope(facets.scope)}")
    if defaulted:
        parts.append("defaulted=True")
    return f"Facets({', '.join(parts)})"


def scope(said: Scope) -> str:
    """What prefixes mean, as source; the default namespace has None."""
    return literal.value({prefix or None: uri for prefix, uri in said})


def _parts(facets: Facets, note: Note) -> Iterator[str]:
    for name, text in facets.bounds:
        try:
            yield f"{name}={_bound(facets, name, text)}"
        except ValueError as error:
            note(f"{_spelt(name)} {text!r} is not checked: {error}")
    patterns = [choice for choice in facets.patterns if _is_sound(choice, note)]
    if patterns:
        yield f"patterns={literal.value(patterns)}"
    prefixes = [prefix for prefix, _ in facets.scope]
    if len({*prefixes}) < len(prefixes):
        note("the enumeration is not checked: one prefix in it means several things")
    elif facets.enumeration:
        yield f"enumeration={literal.value(facets.enumeration)}"


def _bound(facets: Facets, name: str, text: str) -> str:
    """One facet as source.

    Raises:
        ValueError: It is unsound, or is none of such a type (Part 2, 4.1.5).
    """
    kind = "list" if facets.item is not None else ""
    kind = ATOMICS[facets.base].annotation if facets.base in ATOMICS else kind
    if name in _RANGES and kind not in _UNORDERED | {"list", ""}:
        value_of(facets.base, text)
        return literal.string(text)
    is_number = name in _DIGITS and kind in ("int", "Decimal")
    if is_number or (name in _LENGTHS and kind in ("str", "bytes", "list", "QName")):
        found = _COUNT(text)
        if found is None:
            raise ValueError("it is no number that a computer could count to")
        return str(int(found[1]))
    raise ValueError("values of such a type have no such facet")


def _is_shaped(facets: Facets, text: str) -> bool:
    sound = (choice for choice in facets.patterns if _is_sound(choice, lambda _: None))
    return all(any(Pattern(p).matches(text) for p in choice) for choice in sound)


def _is_sound(choice: tuple[str, ...], note: Note) -> bool:
    for pattern in choice:
        try:
            Pattern(pattern)
        except ValueError as error:
            note(f"pattern {pattern!r} is not checked: {error}")
            return False
    return True


def sound(choice: tuple[str, ...]) -> bool:
    """Whether all expressions of a pattern are some."""
    return _is_sound(choice, lambda _: None)


def _spelt(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def without_enumeration(facets: Facets) -> Facets:
    """The facets without the values of an enumeration, which decoders see to."""
    return replace(facets, enumeration=())


def takes(wildcard: Field, element: Field) -> bool:
    """Whether a wildcard may stand for an element too (XML Schema Part 1, 3.10.4)."""
    home, space = wildcard.wire.namespace, element.wire.namespace
    words = wildcard.wire.name.split()
    if "##other" in words:
        return space not in ("", home)
    places = {"##targetNamespace": home, "##local": "", "##any": space}
    return space in [places.get(word, word) for word in words]

"""Attributes that a schema leaves open: what `xs:anyAttribute` allows.

Which namespaces it allows comes together from the type, its attribute groups and its
base (XML Schema Part 1, 3.4.2 and 3.10.6). They are kept as a schema would spell them,
with a home that says what `##other` and `##targetNamespace` mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .catalogue import OpenAttributes

ABSENT: Final = ""
"""Stands for no namespace."""


@dataclass(frozen=True, slots=True)
class _Not:
    """Every namespace but this one, and but none at all."""

    namespace: str


_ANY: Final = None
_Spaces = _Not | frozenset[str] | None


def common(one: OpenAttributes, other: OpenAttributes) -> OpenAttributes:
    """What both allow; the first says how it is processed."""
    left, right = _meant(one), _meant(other)
    if left is _ANY or right is _ANY:
        found = right if left is _ANY else left
    elif isinstance(left, _Not) and isinstance(right, _Not):
        found = right if left.namespace == ABSENT else left
    elif isinstance(left, _Not):
        assert isinstance(right, frozenset)
        found = right - {left.namespace, ABSENT}
    elif isinstance(right, _Not):
        found = left - {right.namespace, ABSENT}
    else:
        found = left & right
    return _spelt(found, strict=one.strict, skip=one.skip)


def united(own: OpenAttributes, base: OpenAttributes) -> OpenAttributes:
    """What either allows; the first says how it is processed."""
    left, right = _meant(own), _meant(base)
    found: _Spaces
    if left is _ANY or right is _ANY:
        found = _ANY
    elif isinstance(left, _Not) and isinstance(right, _Not):
        found = left if left == right else _Not(ABSENT)
    elif isinstance(left, frozenset) and isinstance(right, frozenset):
        found = left | right
    else:
        but, some = (left, right) if isinstance(left, _Not) else (right, left)
        assert isinstance(but, _Not)
        assert isinstance(some, frozenset)
        if but.namespace not in some:
            found = _ANY if ABSENT in some else but  # the first has no spelling
        else:
            found = _ANY if ABSENT in some else _Not(ABSENT)
    return _spelt(found, strict=own.strict, skip=own.skip)


def allows(said: OpenAttributes, namespace: str) -> bool:
    """Whether attributes of a namespace may stand."""
    found = _meant(said)
    if isinstance(found, _Not):
        return namespace not in (found.namespace, ABSENT)
    return found is _ANY or namespace in found


def _meant(said: OpenAttributes) -> _Spaces:
    if said.namespaces == "##any":
        return _ANY
    if said.namespaces == "##other":
        return _Not(said.home)
    special = {"##targetNamespace": said.home, "##local": ABSENT}
    return frozenset(special.get(word, word) for word in said.namespaces.split())


def _spelt(found: _Spaces, *, strict: bool, skip: bool) -> OpenAttributes:
    if found is _ANY:
        namespaces, home = "##any", ABSENT
    elif isinstance(found, _Not):
        namespaces, home = "##other", found.namespace
    else:
        words = sorted(space or "##local" for space in found)
        namespaces, home = " ".join(words), ABSENT
    return OpenAttributes(namespaces=namespaces, home=home, strict=strict, skip=skip)

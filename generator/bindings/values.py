"""What a value may be of: types by their keys, simple ones, and what facets allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..model import QName


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What names a type in the catalogue.

    Types and elements have symbol spaces of their own (XML Schema Part 1, 2.5), so an
    element that is a record by itself may have the name of a type.

    Attributes:
        name: The qualified name of the type or the element.
        element: Whether it is an element.
        inner: For what has no name of its own: the way to it, as the names of the
            elements and attributes that it lies in.
    """

    name: QName
    element: bool = False
    inner: tuple[str, ...] = ()

    def within(self, *steps: str) -> Key:
        """The key of what lies in this one."""
        return Key(self.name, self.element, (*self.inner, *steps))


@dataclass(frozen=True, slots=True)
class Atomic:
    """A built-in type of XML Schema Part 2, by its local name."""

    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A type of the package, by its key in the catalogue."""

    key: Key


@dataclass(frozen=True, slots=True)
class ListOf:
    """Values with white space between them (`xs:list`)."""

    item: Type


@dataclass(frozen=True, slots=True)
class UnionOf:
    """A value of the first type that it fits (`xs:union`).

    Attributes:
        members: The types.
        facets: What each of them allows, which decides on whose value a text is of.
    """

    members: tuple[Type, ...]
    facets: tuple[Facets, ...]


Scope = tuple[tuple[str, str], ...]
"""The namespaces of prefixes where a text stands; "" is none."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """XML as it stands."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some texts, where no enumeration of the package is made of them.

    Attributes:
        texts: The texts.
        text: The type that they are of, which decides on white space.
    """

    texts: tuple[str, ...]
    text: Type


Type = Atomic | Reference | ListOf | UnionOf | Opaque | OneOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a simple type allows of its base (XML Schema Part 2, 4.3).

    Attributes:
        base: The built-in type that it is made from; "" of a list, a union, or what is
            no simple type.
        bounds: Lengths, ranges and digits, by the name of the facet.
        patterns: Patterns that must all fit; each is a choice of expressions.
        enumeration: The only values, as texts.
        item: What the items of a list allow.
        members: What the members of a union allow.
        scope: What the prefixes in the enumeration mean, where it is one of names.
    """

    base: str = ""
    bounds: tuple[tuple[str, str], ...] = ()
    patterns: tuple[tuple[str, ...], ...] = ()
    enumeration: tuple[str, ...] = ()
    item: Facets | None = None
    members: tuple[Facets, ...] = ()
    scope: Scope = ()

    @property
    def named(self) -> bool:
        """Whether values hold qualified names, which prefixes in scope decide on."""
        inner = self.members if self.item is None else (self.item,)
        return self.base == "QName" or any(each.named for each in inner)


UNRESTRICTED: Final = Facets()
STRING: Final = Atomic("string")


def references(type_: Type) -> Iterator[Key]:
    """The types of the package that a type is made of."""
    if isinstance(type_, Reference):
        yield type_.key
    elif isinstance(type_, ListOf):
        yield from references(type_.item)
    elif isinstance(type_, UnionOf):
        for member in type_.members:
            yield from references(member)

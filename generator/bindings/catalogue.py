"""What the schemas bind to: the types of a package, as codecs and views see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from ..model import QName


class Kind(Enum):
    """What a type of a schema becomes."""

    RECORD = "record"
    """A dataclass."""
    ENUMERATION = "enumeration"
    """An `Enum` over texts."""
    ARRAY = "array"
    """A list: the type did nothing but wrap repeated elements."""


class Place(Enum):
    """Where a field stands in its element."""

    ELEMENT = "Element"
    ATTRIBUTE = "Attribute"
    TEXT = "Text"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What names a type in the catalogue.

    Types and elements have symbol spaces of their own (XML Schema Part 1, 2.5), so an
    element that is a record by itself may have the name of a type.

    Attributes:
        name: The qualified name of the type or the element.
        element: Whether it is an element.
    """

    name: QName
    element: bool = False


@dataclass(frozen=True, slots=True)
class Atomic:
    """A built-in type of XML Schema Part 2, by its local name."""

    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A type of the package, by its key in the catalogue."""

    key: Key


Type = Atomic | Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record, or the item of an array.

    Attributes:
        name: The Python name.
        wire: The name on the wire; its namespace is "" where it is unqualified.
        place: Where it stands.
        type: The type of one value.
        required: Whether it must be there (minOccurs is not 0, use is required).
        repeated: Whether it may stand more than once: the value is then a list.
        nillable: Whether `xsi:nil` may stand for its value.
        help: What the schema says about it.
    """

    name: str
    wire: QName
    place: Place
    type: Type
    required: bool
    repeated: bool
    nillable: bool
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One value of an enumeration: its Python name, and its text on the wire."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One type of the package.

    Attributes:
        key: What names it.
        name: The Python name.
        kind: What it becomes.
        element: The global element that this record is, where it is just that one.
        folded: The name of the complex type that this element stands for, or "".
        base: The record that it extends.
        abstract: Whether it only stands for the records that extend it.
        fields: The record's own fields in wire order, without those of its base; of an
            array the one that repeats.
        members: The enumeration's values.
        derived: All records that extend it, directly or not.
        help: What the schema says about it.
    """

    key: Key
    name: str
    kind: Kind
    element: QName | None = None
    folded: str = ""
    base: Key | None = None
    abstract: bool = False
    fields: tuple[Field, ...] = ()
    members: tuple[Member, ...] = ()
    derived: tuple[Key, ...] = ()
    help: str = ""

    def references(self) -> Iterator[Key]:
        """The types that it needs to be complete, itself possibly among them."""
        if self.base is not None:
            yield self.base
        for field in self.fields:
            if isinstance(field.type, Reference):
                yield field.type.key
        yield from self.derived


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """The catalogue.

    Attributes:
        types: Every type by its key, in the order of the schemas.
        elements: The type of each global element that a message can be.
        declared: The fields or values of every type of the schemas, used or not, by
            the names on the wire.
    """

    types: Mapping[Key, Binding]
    elements: Mapping[QName, Key]
    declared: Mapping[str, tuple[str, ...]]

    def fields(self, key: Key) -> list[Field]:
        """All fields of a record in wire order: those of its base come first."""
        binding = self.types[key]
        inherited = [] if binding.base is None else self.fields(binding.base)
        return [*inherited, *binding.fields]

    def reach(self, key: Key) -> set[Key]:
        """The types that a value of this one can hold, itself included."""
        found: set[Key] = set()
        queue = [key]
        while queue:
            current = queue.pop()
            if current not in found:
                found.add(current)
                queue.extend(self.types[current].references())
        return found

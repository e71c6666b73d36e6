"""What the schemas bind to: the types of a package, as codecs and views see them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from ..model import QName
from .content_models import NO_FIELDS, NO_PARTICLES, Group, Model
from .values import STRING, UNRESTRICTED, Facets, Key, Scope, Type, references


class Kind(Enum):
    """What a type of a schema becomes."""

    RECORD = "record"
    """A dataclass."""
    ENUMERATION = "enumeration"
    """An `Enum` over texts."""
    ARRAY = "array"
    """A list: the type did nothing but wrap repeated elements."""
    OPAQUE = "opaque"
    """XML as it stands: its content is mixed, or anything at all."""


class Place(Enum):
    """Where a field stands in its element."""

    ELEMENT = "Element"
    ATTRIBUTE = "Attribute"
    TEXT = "Text"
    """The text of an element that also has attributes."""
    WILDCARD = "Wildcard"
    """Elements that the schema leaves open (`xs:any`)."""
    ATTRIBUTES = "Attributes"
    """Attributes that the schema leaves open (`xs:anyAttribute`)."""
    GROUP = "Group"
    """Elements that repeat together, without an element around them."""
    WHOLE = "Whole"
    """The element itself, whatever it holds."""
    ATTACHMENT = "Attachment"
    """Beside the envelope (WSDL 1.1, section 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record, or the item of an array.

    Attributes:
        name: The Python name.
        wire: The name on the wire; its namespace is "" where it is unqualified. Of a
            wildcard, the namespaces that it allows.
        place: Where it stands.
        type: The type of one value.
        required: Whether it must be there (minOccurs is not 0, use is required).
        repeated: Whether it may stand more than once: the value is then a list.
        nillable: Whether `xsi:nil` may stand for its value.
        accessor: Whether it may also be left out for that, as in SOAP's encoding.
        help: What the schema says about it.
        default: The text that counts where it is empty, or None.
        fixed: The only text that it may have, or None.
        scope: What the prefixes in these two mean, where they hold names.
        facets: What its simple type restricts.
        media: The media types that its bytes are said to be of.
    """

    name: str
    wire: QName
    place: Place
    type: Type
    required: bool
    repeated: bool
    nillable: bool
    help: str = ""
    default: str | None = None
    fixed: str | None = None
    scope: Scope = ()
    facets: Facets = UNRESTRICTED
    accessor: bool = False
    media: tuple[str, ...] = ()

    @property
    def given(self) -> str | None:
        """The text that counts where an element is empty, or None."""
        return self.default if self.fixed is None else self.fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAttributes:
    """Which attributes without a field may stand (`xs:anyAttribute`).

    Attributes:
        namespaces: What it allows, as a schema has it.
        home: The target namespace of its schema.
        strict: Whether only declared attributes may stand.
        skip: Whether the values of declared ones are free.
        declared: The global attributes that it allows.
    """

    namespaces: str
    home: str
    strict: bool = False
    skip: bool = False
    declared: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One value of an enumeration.

    Attributes:
        name: Its Python name.
        value: Its text as the schema has it, which is that on the wire.
        expanded: The qualified name that this stands for, where it is one.
        help: What the schema says about it.
    """

    name: str
    value: str
    expanded: QName | None = None
    help: str = ""


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
        restricts: Whether it allows less than its base, and has no fields of its own.
        narrowed: What it allows of fields of its base, by their names.
        prohibited: The fields of attributes of its base that it does not have.
        demanded: Those of attributes that its base can do without, and it cannot.
        kept: The names of attributes that must stand, where it is kept as XML.
        stand_in: The type that an element that is nil says to be of, where it is kept
            as XML and abstract.
        group: Whether it is elements that repeat together: no element is around it.
        fields: The record's own fields in wire order, without those of its base; of an
            array the one that repeats.
        content: Which of all its fields stand in its element, and how.
        whole: The same as the schema has it, with that of its base before.
        ordered: Whether its elements can only be told apart by their order.
        encoded: Whether it is an array of SOAP's encoding, or a record of its items:
            they may have any name.
        rank: How many dimensions an array of SOAP's encoding has: with more than one,
            its items are its rows, which are arrays in the same element.
        members: The enumeration's values.
        text: What the texts of an enumeration are of, which decides on white space.
        open: Which attributes may stand that have no fields, or None.
        derived: All records that extend it, directly or not, where a value can be
            declared to be of it, so that any of them may stand there.
        help: What the schema says about it.
    """

    key: Key
    name: str
    kind: Kind
    element: QName | None = None
    folded: str = ""
    base: Key | None = None
    abstract: bool = False
    restricts: bool = False
    narrowed: tuple[tuple[str, Facets], ...] = ()
    prohibited: tuple[str, ...] = ()
    demanded: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    stand_in: QName | None = None
    group: bool = False
    fields: tuple[Field, ...] = ()
    content: Model = NO_FIELDS
    whole: Group = NO_PARTICLES
    ordered: bool = False
    encoded: bool = False
    rank: int = 1
    members: tuple[Member, ...] = ()
    text: Type = STRING
    open: OpenAttributes | None = None
    derived: tuple[Key, ...] = ()
    help: str = ""

    def references(self) -> Iterator[Key]:
        """The types that it needs to be complete, itself possibly among them."""
        if self.base is not None:
            yield self.base
        yield from self.values()
        yield from self.derived

    def fields_after(self, inherited: Iterable[Field]) -> tuple[Field, ...]:
        """All its fields, given those of its base."""
        less = dict(self.narrowed)
        narrower = [
            dataclasses.replace(
                field,
                facets=less.get(field.name, field.facets),
                required=field.required or field.name in self.demanded,
            )
            for field in inherited
        ]
        return (*narrower, *self.fields)

    def values(self) -> Iterator[Key]:
        """The types that its own fields are of."""
        for field in self.fields:
            yield from references(field.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """The catalogue.

    Attributes:
        types: Every type by its key, in the order of the schemas.
        elements: The type of each global element that a message can be.
        declared: The fields or values of every type of the schemas, used or not, by
            the names on the wire.
        messages: The type of each message that has a type and no element.
        nillable: Those of the elements that may be nil.
    """

    types: Mapping[Key, Binding]
    elements: Mapping[QName, Key]
    declared: Mapping[str, tuple[str, ...]]
    messages: Mapping[QName, Key] = dataclasses.field(default_factory=dict)
    nillable: frozenset[QName] = frozenset()
    _fields: dict[Key, tuple[Field, ...]] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _places: dict[Key, frozenset[Place]] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def fields(self, key: Key) -> tuple[Field, ...]:
        """All fields of a record in wire order: those of its base come first."""
        if key not in self._fields:
            binding = self.types[key]
            inherited = () if binding.base is None else self.fields(binding.base)
            self._fields[key] = binding.fields_after(inherited)
        return self._fields[key]

    def places(self, key: Key) -> frozenset[Place]:
        """Where the fields of a type stand, and those of what may stand for it."""
        if key not in self._places:
            every = (key, *self.types[key].derived)
            fields = (field for one in every for field in self.fields(one))
            self._places[key] = frozenset(field.place for field in fields)
        return self._places[key]

    def reach(self, *keys: Key) -> set[Key]:
        """The types that values of these can hold, themselves included."""
        return _reached(keys, lambda key: self.types[key].references())

    def holders(self, keys: Iterable[Key]) -> set[Key]:
        """The types whose values can hold one of these, these included."""
        users: dict[Key, list[Key]] = defaultdict(list)
        for key, binding in self.types.items():
            for used in binding.references():
                users[used].append(key)
        return _reached(keys, users.__getitem__)


def _reached(keys: Iterable[Key], leads: Callable[[Key], Iterable[Key]]) -> set[Key]:
    """The keys, and all that they lead to."""
    found: set[Key] = set()
    queue = list(keys)
    while queue:
        current = queue.pop()
        if current not in found:
            found.add(current)
            queue.extend(leads(current))
    return found

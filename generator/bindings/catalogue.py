"""What the schemas bind to: the types of a package, as codecs and views see them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
    facets: Facets = Facets()
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
class Leaf:
    """A field in a content model.

    Attributes:
        field: The field's name.
        least: How many values there must be.
        most: How many there may be, or None without a bound.
        turn: How many stand together, at least and at most, where that allows less
            than these two say: `(a{2,4})*` allows no single `a`.
    """

    field: str
    least: int = 1
    most: int | None = 1
    turn: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model group that stands at most once.

    Attributes:
        choice: Whether just one of its items stands, rather than all.
        items: What it is made of.
        required: Whether it must stand.
    """

    choice: bool = False
    items: tuple[Leaf | Model, ...] = ()
    required: bool = True

    def leaves(self) -> Iterator[Leaf]:
        """The fields in order."""
        for item in self.items:
            if isinstance(item, Leaf):
                yield item
            else:
                yield from item.leaves()

    @property
    def plain(self) -> bool:
        """Whether each field's own flags say all that there is to say."""
        return not self.choice and self.required and all(map(_is_plain, self.items))


def _is_plain(item: Leaf | Model) -> bool:
    if isinstance(item, Model):
        return item.plain
    if item.least > 1 or item.turn is not None:
        return False
    return item.most is None or item.most <= 1


class Order(Enum):
    """How the particles of a model group follow one another (Part 1, 3.8)."""

    SEQUENCE = "sequence"
    CHOICE = "choice"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Particle:
    """An element or a wildcard in a content model as the schema has it.

    Attributes:
        wire: The element's name on the wire; of a wildcard, its schema's namespace.
        least: How often it must stand.
        most: How often it may, or None without a bound.
        namespaces: What a wildcard allows, or "".
    """

    wire: QName
    least: int = 1
    most: int | None = 1
    namespaces: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A model group as the schema has it.

    Attributes:
        order: How its items follow one another.
        items: What it is made of.
        least: How often it must stand.
        most: How often it may, or None without a bound.
    """

    order: Order = Order.SEQUENCE
    items: tuple[Particle | Group, ...] = ()
    least: int = 1
    most: int | None = 1


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
    content: Model = Model()
    whole: Group = Group()
    ordered: bool = False
    encoded: bool = False
    rank: int = 1
    members: tuple[Member, ...] = ()
    text: Type = Atomic("string")
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
            yield from _references(field.type)


def _references(type_: Type) -> Iterator[Key]:
    if isinstance(type_, Reference):
        yield type_.key
    elif isinstance(type_, ListOf):
        yield from _references(type_.item)
    elif isinstance(type_, UnionOf):
        for member in type_.members:
            yield from _references(member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """The catalogue.

    Attributes:
        types: Every type by its key, in the order of the schemas.
        elements: The type of each global element that a message can be.
        nillable: Those of these elements that may be nil.
        messages: The same of each type that a message has without an element.
        declared: The fields or values of every type of the schemas, used or not, by
            the names on the wire.
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
        found: set[Key] = set()
        queue = list(keys)
        while queue:
            current = queue.pop()
            if current not in found:
                found.add(current)
                queue.extend(self.types[current].references())
        return found

    def holders(self, keys: Iterable[Key]) -> set[Key]:
        """The types whose values can hold one of these, these included."""
        users: dict[Key, list[Key]] = defaultdict(list)
        for key, binding in self.types.items():
            for used in binding.references():
                users[used].append(key)
        found: set[Key] = set()
        queue = list(keys)
        while queue:
            current = queue.pop()
            if current not in found:
                found.add(current)
                queue.extend(users[current])
        return found

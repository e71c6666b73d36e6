"""Values of generated types, made from the catalogue: the same for the same seed."""

from __future__ import annotations

import importlib
from collections import Counter
from dataclasses import replace
from enum import Enum, StrEnum
from functools import partial
from random import Random
from typing import Any, Final

from generator.atomics import ATOMICS
from generator.bindings import (
    Atomic,
    Binding,
    Bindings,
    Facets,
    Field,
    Key,
    Kind,
    Leaf,
    ListOf,
    Model,
    Opaque,
    Place,
    Reference,
    Type,
    UnionOf,
)
from generator.model import QName

from .heights import ENDLESS, Heights
from .nils import may_be_nil
from .texts import Fits, candidates
from .wild import Wild, attributes

_INSIDE: Final = (Place.ELEMENT, Place.WILDCARD, Place.GROUP)
_MOST_RECORDS: Final = 150


class Shape(Enum):
    """How much of what is optional there is."""

    SMALL = "small"
    FULL = "full"
    MIXED = "mixed"


class Endless(Exception):
    """A type that no finite value has."""


class Samples:
    """Makes values of the types of one package.

    Args:
        bindings: Its catalogue.
        package: The name it can be imported by.
        wild: Makes what a wildcard stands for.
    """

    def __init__(self, bindings: Bindings, package: str, wild: Wild) -> None:
        self.bindings = bindings
        self.wild = wild
        self.heights = Heights(bindings)
        self.types: Any = importlib.import_module(f"{package}.types")
        self.lexical: Any = importlib.import_module(f"{package}._runtime.lexical")
        self.nil: Any = importlib.import_module(f"{package}._runtime.values").NIL
        self.xml: Any = importlib.import_module(f"{package}._runtime.opaque").Xml
        self.part: Any = importlib.import_module(f"{package}._runtime.mime").MimePart
        self.names: Any = importlib.import_module(f"{package}._runtime.qnames")
        self.turns: Counter[object] = Counter()
        self.fields: dict[Key, dict[str, Field]] = {}
        self.beside: list[set[QName]] = []
        self.begin(Shape.SMALL, "")

    def begin(self, shape: Shape, seed: str) -> None:
        """Start another value."""
        self.shape, self.random = shape, Random(seed)
        self.records = 0
        self.ids = 0
        self.beside.clear()

    def of(self, key: Key, depth: int = 0) -> Any:
        """A value of a type."""
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY:
            if binding.rank > 1:
                return self.rows(binding, binding.rank, depth)
            field = binding.fields[0]
            (leaf,) = binding.content.leaves()
            return self.many(leaf, field, depth)
        if binding.kind is Kind.ENUMERATION:
            made: Any = getattr(self.types, binding.name)
            return self.turn(key, list(made))
        choices = [binding, *(self.bindings.types[k] for k in binding.derived)]
        choices = [c for c in choices if self.heights.alone(c) < ENDLESS]
        if not choices:
            raise Endless(key)
        if self.tight(depth):
            return self.record(min(choices, key=self.heights.alone), depth)
        return self.record(self.turn(key, choices), depth)

    def rows(self, binding: Binding, rank: int, depth: int) -> list[Any]:
        """An array of several dimensions, whose rows all have two items."""
        field = binding.fields[0]
        if rank == 1:
            return [self.one(field, depth) for _ in range(2)]
        assert isinstance(field.type, Reference)
        inner = self.bindings.types[field.type.key]
        count = 2 if self.wanted(depth) else 0
        if rank < binding.rank or binding.rank == 1:
            count = 2
        return [self.rows(inner, rank - 1, depth) for _ in range(count)]

    def tight(self, depth: int) -> bool:
        """Whether it is time to come to an end."""
        return self.records > _MOST_RECORDS or depth > 6

    def turn(self, what: object, options: list[Any]) -> Any:
        """One of several, each in its turn."""
        self.turns[what] += 1
        return options[(self.turns[what] - 1) % len(options)]

    def wanted(self, depth: int) -> bool:
        """Whether something optional stands here."""
        if self.shape is Shape.SMALL or self.tight(depth):
            return False
        return self.shape is Shape.FULL or self.random.random() < 0.5

    def record(self, binding: Binding, depth: int) -> Any:
        """A value of just this record."""
        self.records += 1
        key = binding.key
        if key not in self.fields:
            self.fields[key] = {f.name: f for f in self.bindings.fields(key)}
        every = self.fields[key]
        self.beside.append({f.wire for f in every.values() if f.place in _INSIDE})
        values: dict[str, Any] = {
            n: [] if f.repeated else None for n, f in every.items()
        }
        for name, field in every.items():
            if field.place is Place.WHOLE:
                wire = binding.element or key.name
                values[name] = self.xml.of(self.wild.whole(wire, key, self.random))
            elif field.place not in _INSIDE and name not in binding.prohibited:
                values[name] = self.outside(binding, field, depth)
        values |= self.content(binding.content, every, depth + 1, key)
        self.beside.pop()
        _settle(binding.content, every, values)
        return getattr(self.types, binding.name)(**values)

    def content(
        self, item: Leaf | Model, fields: dict[str, Field], depth: int, owner: Key
    ) -> dict[str, Any]:
        """The values of some fields, by name, as a content model allows them."""
        if isinstance(item, Leaf):
            return {item.field: self.leaf(item, fields[item.field], depth)}
        if not item.items or not (item.required or self.wanted(depth)):
            return {}
        if not item.choice:
            made: dict[str, Any] = {}
            for inner in item.items:
                made |= self.content(inner, fields, depth, owner)
            return made
        ranked = [(self.heights.of_item(i, fields), i) for i in item.items]
        finite = [i for height, i in ranked if height < ENDLESS]
        if not finite:
            return {}
        if self.tight(depth):
            chosen = min(ranked, key=lambda pair: pair[0])[1]
        else:
            chosen = self.turn((owner, id(item)), finite)
        return self.content(chosen, fields, depth, owner)

    def leaf(self, leaf: Leaf, field: Field, depth: int) -> Any:
        if field.repeated:
            return self.many(leaf, field, depth)
        if not leaf.least and not self.wanted(depth):
            return None
        if not leaf.least and field.place is Place.WILDCARD and self.wild.narrow:
            return None
        if not leaf.least and self.heights.of_type(field.type) >= ENDLESS:
            return None
        return self.one(field, depth)

    def many(self, leaf: Leaf, field: Field, depth: int) -> list[Any]:
        count = leaf.least
        held = field.place is Place.WILDCARD and self.wild.narrow
        if (
            self.wanted(depth)
            and not held
            and self.heights.of_type(field.type) < ENDLESS
        ):
            count = max(count, 2 if self.shape is Shape.FULL else 1)
            if leaf.turn is not None:
                count = max(count, leaf.turn[0])
            if leaf.most is not None:
                count = min(count, leaf.most)
        found = [self.one(field, depth) for _ in range(count)]
        if field.place is Place.GROUP:
            found = [g for g in found if g != type(g)(**_nothing(g))] or found[
                : leaf.least
            ]
        return found

    def one(self, field: Field, depth: int) -> Any:
        if field.type == Atomic("swaRef"):
            kind = (*field.media, "application/x-tea")[0].replace("*", "png")
            return self.part(f"tea {self.records}".encode(), kind)
        if field.fixed is not None:
            return self.fixed(field.type, field, depth)
        if field.place is Place.WILDCARD:
            beside = self.beside[-1] if self.beside else ()
            return self.xml.of(self.wild.element(field.wire, beside, self.random))
        if may_be_nil(self.bindings, field) and self.nils():
            return self.nil
        if self.is_opaque(field.type):
            kept = field.type.key if isinstance(field.type, Reference) else None
            return self.xml.of(self.wild.whole(field.wire, kept, self.random))
        made = self.value(field.type, field.facets, depth)
        if field.default is not None and made in ("", b"", []):
            return self.given(field.type, field.default, field)
        if field.default is not None and isinstance(field.type, Reference):
            self.fill(made, field.default)
        return made

    def nils(self) -> bool:
        """Whether the next thing that may be nil is."""
        return self.shape is Shape.MIXED and self.random.random() < 0.2

    def fill(self, made: Any, default: str) -> None:
        """Give a record without text the text that its empty element reads as."""
        for key, fields in self.fields.items():
            if self.bindings.types[key].name != type(made).__name__:
                continue
            for name, field in fields.items():
                if field.place is Place.TEXT and getattr(made, name) in ("", b""):
                    setattr(made, name, self.read_as(field.type, default))

    def given(self, type_: Type, text: str, field: Field) -> Any:
        """What a text that the schema gives a field stands for."""
        scope = {prefix or None: uri for prefix, uri in field.scope}
        return self.names.in_scope(scope, lambda t: self.read_as(type_, t))(text)

    def fixed(self, type_: Type, field: Field, depth: int) -> Any:
        """The only value of a field; of a text, with any attributes."""
        assert field.fixed is not None
        if isinstance(type_, Reference):
            binding = self.bindings.types[type_.key]
            fields = self.bindings.fields(type_.key)
            inner = next((f for f in fields if f.place is Place.TEXT), None)
            if binding.kind is Kind.RECORD and inner is not None:
                only = self.read_as(inner.type, field.fixed)
                return replace(self.of(type_.key, depth), **{inner.name: only})
        return self.given(type_, field.fixed, field)

    def is_opaque(self, type_: Type) -> bool:
        """Whether values are XML as it stands."""
        if isinstance(type_, Reference):
            return self.bindings.types[type_.key].kind is Kind.OPAQUE
        return isinstance(type_, Opaque)

    def value(self, type_: Type, facets: Facets, depth: int) -> Any:
        """A value of a type."""
        if isinstance(type_, Reference):
            return self.of(type_.key, depth)
        if isinstance(type_, ListOf):
            bounds = dict(facets.bounds)
            least = int(bounds.get("length", bounds.get("min_length", 0)))
            most = int(bounds.get("length", bounds.get("max_length", 1 << 30)))
            count = min(most, max(least, 2 if self.wanted(depth) else 0))
            return [self.item(type_.item, depth) for _ in range(count)]
        if isinstance(type_, UnionOf):
            return self.union(type_, facets)
        assert isinstance(type_, Atomic)
        return self.atomic(type_.name, facets)

    def item(self, type_: Type, depth: int) -> Any:
        """A value of a list, which white space would part."""
        if isinstance(type_, Atomic):
            return self.made(type_, self.text(type_.name, Facets(), plain=True))
        return self.value(type_, Facets(), depth)

    def union(self, type_: UnionOf, facets: Facets) -> Any:
        """A value of one member; of the first one that its text fits."""
        members = list(zip(type_.members, type_.facets, strict=True))
        member, allowed = self.turn(type_, members)
        if any(map(self.is_name, type_.members)):  # which no text alone stands for
            made = self.value(member, Facets(), 0)
            if isinstance(made, StrEnum):
                return self.read_as(type_, made.value)
            before = type_.members[: type_.members.index(member)]
            plain = isinstance(made, Enum) and Atomic("QName") in before
            return made.value if plain else made
        own = facets.patterns or facets.bounds
        return self.read_as(type_, self.said(member, facets if own else allowed))

    def is_name(self, type_: Type) -> bool:
        """Whether the values of a type are qualified names."""
        if isinstance(type_, Reference):
            made: Any = getattr(self.types, self.bindings.types[type_.key].name)
            return not issubclass(made, StrEnum)
        return type_ == Atomic("QName")

    def said(self, type_: Type, facets: Facets) -> str:
        """A plain text of a simple type."""
        if isinstance(type_, Reference):
            made: Any = getattr(self.types, self.bindings.types[type_.key].name)
            return str(self.turn(type_.key, list(made)).value)
        if isinstance(type_, UnionOf):
            return self.said(type_.members[0], type_.facets[0])
        if isinstance(type_, ListOf):
            bounds = dict(facets.bounds)
            count = int(bounds.get("length", bounds.get("min_length", 1)))
            item = self.said(type_.item, facets.item or Facets())
            return " ".join([item] * count)
        assert isinstance(type_, Atomic)
        return self.text(type_.name, facets, plain=True)

    def atomic(self, name: str, facets: Facets) -> Any:
        if name == "ID":
            self.ids += 1
            return f"id{self.ids}"
        return self.made(Atomic(name), self.text(name, facets))

    def text(self, name: str, facets: Facets, *, plain: bool = False) -> str:
        read = getattr(self.lexical, f"read_{ATOMICS[name].lexical}", str)
        texts = candidates(name, facets, read, self.random)
        if plain or self.shape is Shape.SMALL:
            return texts[0]
        return self.random.choice(texts)

    def made(self, type_: Type, text: str) -> Any:
        """What a text of ours stands for."""
        read = self.names.in_scope({"q": "urn:q"}, lambda t: self.read_as(type_, t))
        return read(text)

    def read_as(self, type_: Type, text: str) -> Any:
        """What a text stands for."""
        if isinstance(type_, Reference):
            binding = self.bindings.types[type_.key]
            made: Any = getattr(self.types, binding.name)
            is_name = binding.text == Atomic("QName")
            return made(self.names.read_qname(text) if is_name else text)
        if isinstance(type_, ListOf):
            return [self.read_as(type_.item, word) for word in text.split()]
        if isinstance(type_, UnionOf):
            return self.first(type_, text)
        assert isinstance(type_, Atomic)
        if type_.name == "QName":
            return self.names.read_qname(text)
        return getattr(self.lexical, f"read_{ATOMICS[type_.name].lexical}")(text)

    def first(self, union: UnionOf, text: str) -> Any:
        """What a text is of the first member that allows it; else, that can read it."""
        for look in (True, False):
            for member, allowed in zip(union.members, union.facets, strict=True):
                if not look or self.allows(member, allowed, text):
                    try:
                        return self.read_as(member, text)
                    except ValueError:
                        continue
        raise ValueError(text)

    def allows(self, type_: Type, facets: Facets, text: str) -> bool:
        """Whether a type takes a text, as far as its facets can be made out."""
        if isinstance(type_, ListOf):
            words, bounds = text.split(), dict(facets.bounds)
            least = int(bounds.get("length", bounds.get("min_length", 0)))
            most = int(bounds.get("length", bounds.get("max_length", len(words))))
            item = facets.item or Facets()
            return least <= len(words) <= most and all(
                self.allows(type_.item, item, word) for word in words
            )
        if not isinstance(type_, Atomic):
            return True
        return Fits(type_.name, facets, partial(self.read_as, type_))(text)

    def outside(self, binding: Binding, field: Field, depth: int) -> Any:
        """The value of an attribute or a text."""
        if field.place is Place.ATTRIBUTES:
            said = binding.open if self.wanted(depth) else None
            every = {} if said is None else attributes(said)
            fields = self.bindings.fields(binding.key)
            own = {str(f.wire) for f in fields if f.place is Place.ATTRIBUTE}
            return {name: text for name, text in every.items() if name not in own}
        if field.required or self.wanted(depth):
            return self.one(field, depth)
        return None


def _nothing(group: Any) -> dict[str, Any]:
    return {
        name: [] if isinstance(getattr(group, name), list) else None
        for name in group.__dataclass_fields__
    }


def _settle(model: Model, fields: dict[str, Field], values: dict[str, Any]) -> None:
    """Where a sequence has an optional element twice, fill the first place first.

    Schemas may not have that (XML Schema Part 1, 3.8.6), and some do: what stands there
    alone reads as the first.
    """
    if model.choice:
        return
    free: dict[QName, str] = {}
    for item in model.items:
        if not isinstance(item, Leaf) or fields[item.field].repeated:
            continue
        name, wire = item.field, fields[item.field].wire
        if values[name] is None:
            free.setdefault(wire, name)
        elif wire in free and not item.least:
            values[free.pop(wire)], values[name] = values[name], None
            free[wire] = name

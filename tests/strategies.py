"""Values of generated types, made from the catalogue of the schemas they come from."""

from __future__ import annotations

import dataclasses
import importlib
from random import Random
from typing import Any

from hypothesis import strategies as st

from generator.atomics import ATOMICS
from generator.bindings import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    Leaf,
    ListOf,
    Model,
    Place,
    Reference,
    Type,
    UnionOf,
)

from .built_in import TEXT, WORDS, built_in
from .corpus.nils import may_be_nil
from .corpus.wild import Wild, attributes


class Values:
    """Strategies for the types of one package.

    Args:
        bindings: Its catalogue.
        package: The name it can be imported by.
        wild: Makes what wildcards allow, and what is kept as XML.
        loose: Whether None is given for nil as well, where a value is required: it
            is written as nil, and reads as `NIL`.
    """

    def __init__(
        self, bindings: Bindings, package: str, wild: Wild, *, loose: bool = False
    ) -> None:
        self.bindings = bindings
        self.wild = wild
        every = bindings.types.values()
        self.known = {field.wire for binding in every for field in binding.fields}
        self.loose = loose
        self.types: Any = importlib.import_module(f"{package}.types")
        self.lexical: Any = importlib.import_module(f"{package}._runtime.lexical")
        self.nil: Any = importlib.import_module(f"{package}._runtime.values").NIL
        self.xml: Any = importlib.import_module(f"{package}._runtime.opaque").Xml
        self.part: Any = importlib.import_module(f"{package}._runtime.mime").MimePart
        self.names: Any = importlib.import_module(f"{package}._runtime.qnames")

    def of(self, key: Key, depth: int = 3) -> st.SearchStrategy[Any]:
        """Values of a type."""
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY and binding.rank > 1:
            rows = self.row(binding, binding.rank, depth)
            return rows | st.just([])
        if binding.kind is Kind.ARRAY:
            (leaf,) = binding.content.leaves()
            return self.leaf(leaf, binding.fields[0], depth)
        made: Any = getattr(self.types, binding.name)
        if binding.kind is Kind.ENUMERATION:
            return st.sampled_from(list(made))
        own = [] if binding.abstract else [binding]
        choices = own + [self.bindings.types[k] for k in binding.derived]
        return st.one_of([self.record(c, depth) for c in choices if not c.abstract])

    def row(
        self, binding: Binding, rank: int, depth: int
    ) -> st.SearchStrategy[list[Any]]:
        """Arrays of several dimensions, whose rows all have two items."""
        field = binding.fields[0]
        if rank == 1:
            return st.lists(self.one(field, depth), min_size=2, max_size=2)
        assert isinstance(field.type, Reference)
        inner = self.row(self.bindings.types[field.type.key], rank - 1, depth)
        return st.lists(inner, min_size=2, max_size=2)

    def record(self, binding: Binding, depth: int) -> st.SearchStrategy[Any]:
        """Values of just this record, whose fields stand together as they must."""
        every = {f.name: f for f in self.bindings.fields(binding.key)}
        inside = (Place.ELEMENT, Place.WILDCARD, Place.GROUP)
        made: Any = getattr(self.types, binding.name)
        empty: dict[str, Any] = {
            n: [] if f.repeated else None for n, f in every.items()
        }
        around = {
            name: self.field(binding, field, depth)
            for name, field in every.items()
            if field.place not in inside and name not in binding.prohibited
        }
        values = st.builds(
            lambda content, **rest: made(**{**empty, **content, **rest}),
            self.content(binding.content, every, depth),
            **around,
        )
        if not binding.group:
            return values
        return values.filter(lambda v: any(getattr(v, n) != empty[n] for n in every))

    def content(
        self, item: Leaf | Model, fields: dict[str, Field], depth: int
    ) -> st.SearchStrategy[dict[str, Any]]:
        """The values of some fields, by name, as a content model allows them."""
        if isinstance(item, Leaf):
            name = item.field
            return self.leaf(item, fields[name], depth).map(lambda v: {name: v})
        if not item.items:
            return st.just({})
        each = [self.content(i, fields, depth) for i in item.items]
        if item.choice:
            values = st.one_of(each)
        else:
            values = st.tuples(*each).map(_merged)
        if item.required or depth > 0:
            return values if item.required else values | st.just({})
        return st.just({})

    def leaf(self, leaf: Leaf, field: Field, depth: int) -> st.SearchStrategy[Any]:
        if field.repeated and leaf.turn is not None:
            some = leaf.least or leaf.turn[0]
            turn = self.many(field, depth, some, some)
            return turn if leaf.least else st.just([]) | turn
        if field.repeated:
            most = leaf.least + (2 if depth > 0 else 0)
            if leaf.most is not None:
                most = min(most, leaf.most)
            return self.many(field, depth, leaf.least, most)
        if leaf.least == 0 and depth <= 0:
            return st.none()
        value = self.one(field, depth)
        nillable = may_be_nil(self.bindings, field)
        value = value | st.just(self.nil) if nillable else value
        loose = nillable and field.required and self.loose
        return value if leaf.least and not loose else st.none() | value

    def one(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        if field.place is Place.WILDCARD:
            return _RANDOM.map(
                lambda r: self.xml.of(self.wild.element(field.wire, self.known, r))
            )
        if field.fixed is not None:
            return self.fixed(field.type, field, depth)
        value = self.value(field.type, field, depth)
        if field.default is not None:  # which is what an empty element reads as
            return value.filter(lambda given: given not in ("", []))
        return value

    def fixed(self, type_: Type, field: Field, depth: int) -> st.SearchStrategy[Any]:
        """The only value that a field may have; of a text, with any attributes."""
        assert field.fixed is not None
        text = field.fixed
        known = isinstance(type_, ListOf | Atomic)
        if isinstance(type_, Reference):
            binding = self.bindings.types[type_.key]
            known = binding.kind is Kind.ENUMERATION
        if known:
            read = self.names.in_scope(
                dict(field.scope), lambda given: self.read(type_, given)
            )
            return st.just(read(text))
        assert isinstance(type_, Reference)
        fields = self.bindings.fields(type_.key)
        inner = next(f for f in fields if f.place is Place.TEXT)
        only = self.fixed(inner.type, dataclasses.replace(inner, fixed=text), depth)
        return st.builds(
            lambda made, value: dataclasses.replace(made, **{inner.name: value}),
            self.of(type_.key, depth - 1),
            only,
        )

    def read(self, type_: Type, text: str) -> Any:
        """What a text of the schema stands for."""
        if isinstance(type_, ListOf):
            return [self.read(type_.item, word) for word in text.split()]
        if isinstance(type_, Reference):
            binding = self.bindings.types[type_.key]
            is_name = binding.text == Atomic("QName")
            value = self.names.read_qname(text) if is_name else text
            return getattr(self.types, binding.name)(value)
        assert isinstance(type_, Atomic)
        lexical = self.names if type_.name == "QName" else self.lexical
        return getattr(lexical, f"read_{ATOMICS[type_.name].lexical}")(text)

    def value(self, type_: Type, field: Field, depth: int) -> st.SearchStrategy[Any]:
        """Values of a type, for a field."""
        if isinstance(type_, Atomic) and type_.name == "swaRef":
            media = (*field.media, "application/x-tea")[0].replace("*", "png")
            return st.binary(max_size=8).map(lambda b: self.part(b, media))
        if isinstance(type_, Atomic) and type_.name == "QName":
            return st.builds(self.names.QName, st.sampled_from(["", "urn:x"]), WORDS)
        if isinstance(type_, Atomic):
            return built_in(type_.name, self.lexical)
        if isinstance(type_, ListOf):
            return st.lists(self.part_of(type_.item, field, depth), max_size=3)
        if isinstance(type_, UnionOf):
            return st.one_of([self.part_of(m, field, depth) for m in type_.members])
        if isinstance(type_, Reference):
            kind = self.bindings.types[type_.key].kind
            if kind is not Kind.OPAQUE:
                return self.of(type_.key, depth - 1)
        kept = type_.key if isinstance(type_, Reference) else None
        return _RANDOM.map(lambda r: self.xml.of(self.wild.whole(field.wire, kept, r)))

    def part_of(self, type_: Type, field: Field, depth: int) -> st.SearchStrategy[Any]:
        """Values of a type within a list, which white space parts, or a union.

        Texts that another member of a union may take for its own are left out.
        """
        if isinstance(type_, Atomic) and ATOMICS[type_.name].annotation == "str":
            return WORDS
        return self.value(type_, field, depth)

    def many(
        self, field: Field, depth: int, least: int = 0, most: int = 2
    ) -> st.SearchStrategy[Any]:
        if depth <= 0 and not least:
            return st.just([])
        item = self.one(field, depth)
        nillable = may_be_nil(self.bindings, field)
        item = item | st.just(self.nil) if nillable else item
        return st.lists(item, min_size=least, max_size=most)

    def field(
        self, binding: Binding, field: Field, depth: int
    ) -> st.SearchStrategy[Any]:
        """Values of an attribute or a text: nothing and something."""
        if field.place is Place.ATTRIBUTES:
            known = {} if binding.open is None else attributes(binding.open)
            free = {name: TEXT for name in known if name.endswith("}note")}
            texts = {name: free.get(name, st.just(t)) for name, t in known.items()}
            return st.fixed_dictionaries({}, optional=texts)
        value = self.one(field, depth)
        return value if field.required else st.none() | value


_RANDOM = st.integers(0, 2**32).map(Random)


def _merged(parts: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}

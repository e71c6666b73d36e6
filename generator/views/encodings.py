"""What SOAP's encoding says of types: the names that go into `xsi:type`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import literal
from ..bindings import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    Place,
    Reference,
    Type,
)
from ..model import Operation
from ..profile import Profile
from ..synthesis import NAMESPACE
from .messages import Carrier, carriers
from .modules import Prefixes


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedView:
    """One entry, as source."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingView:
    """The module `codecs/encoding.py`."""

    types: tuple[TypedView, ...]
    messages: tuple[TypedView, ...]
    blocks: tuple[TypedView, ...]


def is_encoded(operation: Operation, profile: Profile) -> bool:
    """Whether anything that an operation carries is in SOAP's encoding."""
    return any(carrier.encoded for carrier in carriers(operation, profile))


def view(
    operations: Iterable[Operation],
    profile: Profile,
    bindings: Bindings,
    prefix: Prefixes,
) -> EncodingView | None:
    """The types of what encoded operations carry, or None where there are none."""
    bodies: dict[Carrier, Key] = {}
    blocks: dict[Carrier, Key] = {}
    for operation in operations:
        carried = carriers(operation, profile)
        inside = (carried.request, carried.response)
        for carrier in filter(None, carried):
            if carrier.encoded:
                held = bodies if carrier in inside else blocks
                held[carrier] = carrier.key(bindings)
    if not bodies and not blocks:
        return None
    names = _Names(bindings, prefix)
    keys = {*bodies.values(), *blocks.values()}
    reached = bindings.reach(*keys) - set(bodies.values()) | set(blocks.values())
    return EncodingView(
        types=tuple(
            TypedView(name=literal.string(names.of(key)), value=names.typed(key))
            for key in bindings.types
            if key in reached and bindings.types[key].kind in (Kind.RECORD, Kind.ARRAY)
            if not names.is_simple(key)
        ),
        messages=tuple(
            TypedView(name=literal.string(message(c)), value=names.typed(key))
            for c, key in bodies.items()
        ),
        blocks=tuple(
            TypedView(
                name=literal.string(message(c)), value=literal.string(names.block(key))
            )
            for c, key in blocks.items()
        ),
    )


def message(carrier: Carrier) -> str:
    """What a body, a header block or a detail is known by."""
    return str(carrier.type or carrier.root)


def said(key: Key, bindings: Bindings) -> list[str]:
    """What `xsi:type` may say of a value, in Clark's notation; nothing of a text."""
    every = (key, *bindings.types[key].derived)
    named = [each for each in every if each == Key(each.name)]
    return [str(each.name) for each in named if each.name.namespace != NAMESPACE]


@dataclass(frozen=True, slots=True)
class _Names:
    bindings: Bindings
    prefix: Prefixes

    def of(self, key: Key) -> str:
        """The name of a type, as `xsi:type` has it; "#" and more for what has none."""
        if key.inner == ("#message",) and not key.element:
            return self.prefix.tag(key.name)
        if key.inner or key.element:
            return f"#{self.prefix.tag(key.name)}.{'.'.join(key.inner)}"
        return self.prefix.tag(key.name)

    def is_simple(self, key: Key) -> bool:
        """Whether a type is a text, which was made a record for a message."""
        fields = self.bindings.types[key].fields
        made = key.name.namespace == NAMESPACE or key.inner == ("#message",)
        return made and len(fields) == 1 and fields[0].place is Place.TEXT

    def block(self, key: Key) -> str:
        """The name of the type of a header block or a detail."""
        if self.is_simple(key):
            return self.type(self.bindings.types[key].fields[0].type) or "xsd:string"
        return self.of(key)

    def typed(self, key: Key) -> str:
        """What is said of a struct or an array, as source."""
        binding = self.bindings.types[key]
        if binding.encoded:
            of = binding.fields[0].type
            for _ in range(binding.rank - 1):  # rows stand in the same element
                assert isinstance(of, Reference)
                of = self.bindings.types[of.key].fields[0].type
            item = literal.string(self.type(of) or "xsd:anyType")
            rank = f", rank={binding.rank}" if binding.rank > 1 else ""
            return f"Typed(item={item}{rank})"
        children = ", ".join(
            f"{literal.string(str(f.wire))}: {literal.string(name)}"
            for f in self.elements(binding)
            if (name := self.type(f.type))
        )
        return f"Typed(children={{{children}}})" if children else "Typed()"

    def elements(self, binding: Binding) -> Iterator[Field]:
        every = self.bindings.fields(binding.key)
        fields = every if binding.kind is Kind.RECORD else binding.fields
        return (field for field in fields if field.place is Place.ELEMENT)

    def type(self, type_: Type) -> str:
        """The name of a field's type; "" where nothing is to be said."""
        if isinstance(type_, Atomic):
            return f"xsd:{type_.name}"
        if not isinstance(type_, Reference):
            return ""
        binding = self.bindings.types[type_.key]
        if binding.kind is Kind.OPAQUE:
            return ""
        if binding.kind is Kind.ENUMERATION and type_.key.inner:
            return "xsd:string"
        return self.of(type_.key)

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
from ..model import Operation, Use
from ..profile import Profile
from .messages import Carrier, carriers
from .values import Prefixes


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


def is_encoded(operation: Operation) -> bool:
    """Whether the bodies of an operation are in SOAP's encoding."""
    messages = (operation.input, operation.output)
    return any(m is not None and m.coding.use is Use.ENCODED for m in messages)


def view(
    operations: Iterable[Operation],
    profile: Profile,
    bindings: Bindings,
    prefix: Prefixes,
) -> EncodingView | None:
    """The types of what encoded operations carry, or None where there are none."""
    bodies: dict[Carrier, Key] = {}
    for operation in filter(is_encoded, operations):
        carried = carriers(operation, profile)
        for carrier in filter(None, (carried.request, carried.response)):
            bodies[carrier] = carrier.key(bindings)
    if not bodies:
        return None
    names = _Names(bindings, prefix)
    reached = bindings.reach(*bodies.values()) - set(bodies.values())
    return EncodingView(
        types=tuple(
            TypedView(name=literal.string(names.of(key)), value=names.typed(key))
            for key in bindings.types
            if key in reached and bindings.types[key].kind in (Kind.RECORD, Kind.ARRAY)
        ),
        messages=tuple(
            TypedView(name=literal.string(message(c)), value=names.typed(key))
            for c, key in bodies.items()
        ),
    )


def message(carrier: Carrier) -> str:
    """What a body is known by."""
    return str(carrier.type or carrier.root)


@dataclass(frozen=True, slots=True)
class _Names:
    bindings: Bindings
    prefix: Prefixes

    def of(self, key: Key) -> str:
        """The name of a type, as `xsi:type` has it."""
        if key.inner:
            return f"{self.prefix.tag(key.name)}.{'.'.join(key.inner)}"
        return self.prefix.tag(key.name)

    def typed(self, key: Key) -> str:
        """What is said of a struct or an array, as source."""
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY and binding.encoded:
            item = self.type(binding.fields[0].type) or "xsd:anyType"
            return f"Typed(item={literal.string(item)})"
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

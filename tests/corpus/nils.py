"""Where an element can be nil and be as its schema says."""

from __future__ import annotations

from generator.bindings import (
    Atomic,
    Bindings,
    Field,
    Key,
    Kind,
    Place,
    Reference,
    Type,
)


def may_be_nil(bindings: Bindings, field: Field) -> bool:
    """Whether a field may be nil, and its type agrees."""
    return field.nillable and agrees(bindings, field.type)


def agrees(bindings: Bindings, type_: Type) -> bool:
    """Whether an element of a type can be nil: also then it demands its attributes."""
    if not isinstance(type_, Reference):
        return True
    binding = bindings.types[type_.key]
    if binding.kind is not Kind.RECORD or binding.kept:
        return not binding.kept
    keys = (binding.key, *(binding.derived if binding.abstract else ()))
    return any(_demands_nothing(bindings, key) for key in keys)


def _demands_nothing(bindings: Bindings, key: Key) -> bool:
    """Whether a value can be of this type itself, and need no attributes."""
    return not bindings.types[key].abstract and not any(
        field.place is Place.ATTRIBUTE
        and field.required
        and field.type != Atomic("swaRef")
        for field in bindings.fields(key)
    )

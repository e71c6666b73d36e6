"""What SOAP's encoding makes of a type: every value may be left out, or be nil.

A type says there what an accessor holds, not that it is there: "a NULL value or a
default value MAY be represented by omission of the accessor element" (SOAP 1.1, 5.1).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .catalogue import Binding, Bindings, Field, Kind, Place
from .values import Key


def loosened(whole: Bindings, encoded: Collection[Key]) -> Bindings:
    """Let the values of types that only encoded messages hold be nil.

    A type that a literal message holds too stays as its schema has it.

    Args:
        whole: The catalogue.
        encoded: The types of the messages in SOAP's encoding.
    """
    messages = {*whole.elements.values(), *whole.messages.values()}
    only = whole.reach(*encoded) - whole.reach(*(messages - {*encoded}))
    types = {
        key: _loose(binding) if key in only else binding
        for key, binding in whole.types.items()
    }
    return replace(whole, types=types)


def _loose(binding: Binding) -> Binding:
    if binding.kind is not Kind.RECORD:
        return binding
    return replace(binding, fields=tuple(map(_accessor, binding.fields)))


def _accessor(field: Field) -> Field:
    if field.place is not Place.ELEMENT:
        return field
    return replace(field, nillable=True, accessor=not field.repeated)

"""What the encoders and the decoders of a record both go by."""

from __future__ import annotations

from ..bindings import Binding, Bindings, Field, Key, Place
from .modules import Module


def standing(module: Module, binding: Binding) -> list[Field]:
    """The fields that a record's element has, in wire order, attributes last."""
    every = {f.name: f for f in module.bindings.fields(binding.key)}
    elements = [every[leaf.field] for leaf in binding.content.leaves()]
    apart = {Place.ELEMENT, Place.WILDCARD, Place.GROUP}
    if binding.open is None:  # a restriction may take it away
        apart.add(Place.ATTRIBUTES)
    rest = [f for f in every.values() if f.place not in apart]
    return elements + [f for f in rest if f.name not in binding.prohibited]


def holds_text(bindings: Bindings, key: Key) -> bool:
    """Whether an element of a type may have text of its own, or anything."""
    return not bindings.places(key).isdisjoint((Place.TEXT, Place.WHOLE))


def text_of(bindings: Bindings, key: Key) -> Field | None:
    """The text of a record that is a text with attributes, or None of another."""
    return next((f for f in bindings.fields(key) if f.place is Place.TEXT), None)

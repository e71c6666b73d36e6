"""The only package that knows xsdata: schemas in, a catalogue out."""

from .bind import bind
from .catalogue import (
    Atomic,
    Binding,
    Bindings,
    Facets,
    Field,
    Key,
    Kind,
    Leaf,
    ListOf,
    Member,
    Model,
    Opaque,
    Place,
    Reference,
    Type,
    UnionOf,
)

__all__ = [
    "Atomic",
    "Binding",
    "Bindings",
    "Facets",
    "Field",
    "Key",
    "Kind",
    "Leaf",
    "ListOf",
    "Member",
    "Model",
    "Opaque",
    "Place",
    "Reference",
    "Type",
    "UnionOf",
    "bind",
]

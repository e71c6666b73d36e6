"""The only package that knows xsdata: schemas in, a catalogue out."""

from .bind import bind
from .catalogue import Binding, Bindings, Field, Kind, Member, OpenAttributes, Place
from .content_models import Group, Leaf, Model, Order, Particle
from .values import (
    Atomic,
    Facets,
    Key,
    ListOf,
    OneOf,
    Opaque,
    Reference,
    Scope,
    Type,
    UnionOf,
)

__all__ = [
    "Atomic",
    "Binding",
    "Bindings",
    "Facets",
    "Field",
    "Group",
    "Key",
    "Kind",
    "Leaf",
    "ListOf",
    "Member",
    "Model",
    "OneOf",
    "Opaque",
    "OpenAttributes",
    "Order",
    "Particle",
    "Place",
    "Reference",
    "Scope",
    "Type",
    "UnionOf",
    "bind",
]

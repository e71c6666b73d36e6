"""The only package that knows xsdata's generator: schemas in, a catalogue out."""

from .bind import bind
from .catalogue import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    Member,
    Place,
    Reference,
    Type,
)

__all__ = [
    "Atomic",
    "Binding",
    "Bindings",
    "Field",
    "Key",
    "Kind",
    "Member",
    "Place",
    "Reference",
    "Type",
    "bind",
]

"""The Python types of fields and values, as annotations have them."""

from __future__ import annotations

from dataclasses import dataclass

from ..atomics import ATOMICS
from ..bindings import (
    Atomic,
    Bindings,
    Field,
    Key,
    Kind,
    ListOf,
    Place,
    Reference,
    Type,
    UnionOf,
)
from .imports import Imports
from .layout import Layout


@dataclass(frozen=True, slots=True)
class Annotations:
    """Spells the Python types of fields, and notes what they need imported."""

    bindings: Bindings
    layout: Layout

    def one(
        self, field: Field, imports: Imports, taken: frozenset[str] = frozenset()
    ) -> str:
        """The type of one value of a field."""
        return self.type(field.type, imports, taken)

    def type(self, type_: Type, imports: Imports, taken: frozenset[str]) -> str:
        """The Python type of the values of a type."""
        if isinstance(type_, Atomic):
            simple = ATOMICS[type_.name]
            alias = simple.annotation in taken
            if simple.home:
                name = simple.annotation
                imports.add(simple.home, f"{name} as {name}_" if alias else name)
            return f"{simple.annotation}_" if alias else simple.annotation
        if isinstance(type_, Reference):
            return self.of(type_.key, imports, taken)
        if isinstance(type_, ListOf):
            return f"list[{self.type(type_.item, imports, taken)}]"
        if isinstance(type_, UnionOf):
            members = (self.type(m, imports, taken) for m in type_.members)
            return " | ".join(dict.fromkeys(members))
        imports.add("_runtime.opaque", "Xml")
        return "Xml"

    def of(
        self, key: Key, imports: Imports, taken: frozenset[str] = frozenset()
    ) -> str:
        """The type of a value of a type of the package."""
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY:
            return f"list[{self.item(binding.fields[0], imports, taken)}]"
        if binding.kind is Kind.OPAQUE:
            imports.add("_runtime.opaque", "Xml")
            return "Xml"
        imports.add(f"types.{self.layout.home[key]}", binding.name)
        return binding.name

    def item(self, field: Field, imports: Imports, taken: frozenset[str]) -> str:
        """The type of one item of a list."""
        name = self.one(field, imports, taken)
        return f"{name} | None" if field.nillable else name

    def whole(
        self, field: Field, imports: Imports, taken: frozenset[str] = frozenset()
    ) -> str:
        """The type of a field, as its dataclass and its argument have it."""
        if field.place is Place.ATTRIBUTES:
            return "dict[str, str]"
        if field.repeated:
            return f"list[{self.item(field, imports, taken)}]"
        name = self.one(field, imports, taken)
        return name if field.required and not field.nillable else f"{name} | None"


def values(bindings: Bindings, layout: Layout) -> dict[str, str]:
    """The types of simple values that a package uses, and where each lives.

    Fields of a `datetime` may hold a `DateTime`, which keeps its spelling.
    """
    imports = Imports()
    spell = Annotations(bindings, layout)
    for key, binding in bindings.types.items():
        spell.of(key, imports)
        if any(member.expanded for member in binding.members):
            imports.add("_runtime.qnames", "QName")
        for field in binding.fields:
            spell.one(field, imports)
    exact = {"datetime": "DateTime", "date": "Date", "time": "Time"}
    dates = {exact[name]: "_runtime.dates" for name in imports.names("datetime")}
    return {**dates, **imports.below("_runtime")}

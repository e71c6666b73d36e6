"""Content models in codecs: constants that say which fields stand together.

Only where that is not free: else the codecs themselves look for what is required.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import literal
from ..bindings import (
    Binding,
    Field,
    Kind,
    Leaf,
    ListOf,
    Model,
    Place,
    Reference,
    Type,
    UnionOf,
)
from .modules import Module

_NAMED: Final = 5
"""So many names of elements that repeat an error gives at most."""


def is_checked(binding: Binding) -> bool:
    """Whether fields do not stand free of one another, or items in any number."""
    return binding.restricts or not binding.content.plain


def of_record(module: Module, binding: Binding) -> str:
    """The constant that holds the content model of a record."""
    fields = {f.name: f for f in module.bindings.fields(binding.key)}
    return module.constant("MODEL", _model(module, binding.content, fields))


def of_array(module: Module, binding: Binding) -> str:
    """The constant that holds the content model of an array."""
    module.imports.add("_runtime.content", "ArrayItems")
    (leaf,) = binding.content.leaves()
    wire = literal.string(binding.fields[0].wire.name)
    return module.constant("MODEL", f"ArrayItems({wire}{_bounds(leaf)})")


def _model(module: Module, item: Leaf | Model, fields: dict[str, Field]) -> str:
    if isinstance(item, Leaf):
        return _one(module, item, fields[item.field])
    kind = "Choice" if item.choice else "Sequence"
    module.imports.add("_runtime.content", kind)
    items = literal.tupled([_model(module, i, fields) for i in item.items])
    return f"{kind}({items}{'' if item.required else ', required=False'})"


def _one(module: Module, leaf: Leaf, field: Field) -> str:
    module.imports.add("_runtime.content", "One")
    wire = called(module, field)
    # None is written as nil there, so that it counts as an element.
    nil = field.nillable and field.required and not field.repeated
    bounds = _bounds(replace(leaf, least=0) if nil else leaf)
    whole = not field.repeated and _is_list(module, field.type)
    more = f"{bounds}{', whole=True' if whole else ''}"
    return f"One({literal.string(leaf.field)}, {literal.string(wire)}{more})"


def called(module: Module, field: Field) -> str:
    """What an error calls the elements of a field."""
    if field.place is Place.WILDCARD:
        return f"any of {field.wire.name}"
    if field.place is not Place.GROUP:
        return field.wire.name
    assert isinstance(field.type, Reference)
    group = module.bindings.types[field.type.key]
    names = [called(module, inside) for inside in group.fields[:_NAMED]]
    others = ["others"] if len(group.fields) > _NAMED else []
    return (" or " if group.content.choice else " with ").join([*names, *others])


def _is_list(module: Module, type_: Type) -> bool:
    """Whether one value of a type is a list."""
    if isinstance(type_, UnionOf):
        return any(_is_list(module, member) for member in type_.members)
    return isinstance(type_, ListOf) or module.kind(type_) is Kind.ARRAY


def _bounds(leaf: Leaf) -> str:
    """How often an element stands, as keyword arguments, where it is not just once."""
    least = "" if leaf.least == 1 else f", least={leaf.least}"
    most = "" if leaf.most == 1 else f", most={leaf.most}"
    turn = "" if leaf.turn is None else f", turn={leaf.turn}"
    return f"{least}{most}{turn}"

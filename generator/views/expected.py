"""What stands in the elements of a type, for who asks for drift or strict order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from .. import literal
from ..bindings import (
    Binding,
    Field,
    Group,
    Key,
    Kind,
    Order,
    Particle,
    Place,
    Reference,
    Type,
)
from ..synthesis import NAMESPACE
from . import derived
from .imports import Imports
from .modules import Module

_ORDERS: Final = {
    Order.SEQUENCE: "in_order",
    Order.CHOICE: "one_of",
    Order.ALL: "all_of",
}


def expected(module: Module, binding: Binding) -> Iterator[str]:
    """The functions that say what a type expects, as source; notes their imports."""
    own = module.records(binding) or binding.kind is Kind.ARRAY
    if own or module.chooses(binding):
        module.imports.add("_runtime.expected", "Expected")
    if own:
        head = f"def expect_{module.own(binding.key)}() -> Expected:"
        yield f"{head}\n    return {_own(module, binding)}"
    if binding.kind is not Kind.ARRAY and module.chooses(binding):
        name = module.layout.functions[binding.key]
        later = Imports("codecs")
        choice = _choice(module, binding, later)
        lines = (f"def expect_{name}() -> Expected:", *derived.loading(module, later))
        yield "\n".join([*lines, f"    return {choice}"])


def _own(module: Module, binding: Binding) -> str:
    """What a record or an array itself expects, as an expression."""
    fields = module.bindings.fields(binding.key)
    places = {field.place for field in fields}
    if Place.WHOLE in places:
        return "Expected(is_kept=True)"
    if binding.encoded:
        of = _of(module, fields[0].type)
        if of == "simple":
            module.imports.add("_runtime.expected", "simple")
        return f"Expected(items={of})"
    types = dict(_types(module, fields))
    given = []
    if Place.TEXT not in places:
        given.append(_group(module, binding.whole, types))
    given += [
        literal.string(str(f.wire))
        for f in fields
        if f.place is Place.ATTRIBUTE and f.name not in binding.prohibited
    ]
    given += _open(binding)
    if given and Place.TEXT in places:
        given.insert(0, "None")
    given += _named(binding.key, places)
    return f"Expected({', '.join(given)})"


def _named(key: Key, places: set[Place]) -> Iterator[str]:
    """The name of a type, if it has one."""
    if not key.element and not key.inner and key.name.namespace != NAMESPACE:
        yield f"named={literal.string(str(key.name))}"
    elif places == {Place.TEXT}:  # the element of a message, which is simple
        yield "named=None"


def _open(binding: Binding) -> Iterator[str]:
    """Which attributes without fields a record may have: all of some, or just these."""
    said = binding.open
    if said is None:
        return
    if said.strict:
        yield from (literal.string(str(f.wire)) for f in said.declared)
        return
    home = literal.string(said.home)
    yield f"others={literal.tupled([literal.string(said.namespaces), home])}"


def content(module: Module, group: Group) -> str:
    """A content model, as an expression, without what its elements hold."""
    return _group(module, group, {})


def _choice(module: Module, binding: Binding, later: Imports) -> str:
    """The same where others may stand for a record."""
    entries = []
    if not binding.abstract:
        expect = module.itself("expect", binding.key)
        entries.append(f'"": {expect}')
    for key in (binding.key, *binding.derived):
        if not module.bindings.types[key].abstract:
            name = literal.string(str(key.name))
            imports = derived.noted(module, binding, key, later)
            expect = module.itself("expect", key, imports)
            entries.append(f"{name}: {expect}")
    return f"Expected(types={{{', '.join(entries)}}})"


def _types(module: Module, fields: Iterable[Field]) -> Iterator[tuple[str, Type]]:
    """The types of elements by their names; one name has one type (Part 1, 3.8.6)."""
    for field in fields:
        if field.place is Place.ELEMENT:
            yield str(field.wire), field.type
        elif field.place is Place.GROUP:
            assert isinstance(field.type, Reference)
            yield from _types(module, module.bindings.types[field.type.key].fields)


def _group(module: Module, group: Group, types: dict[str, Type]) -> str:
    name = _ORDERS[group.order]
    module.imports.add("_runtime.expected", name)
    items = [
        (
            _group(module, item, types)
            if isinstance(item, Group)
            else _particle(module, item, types)
        )
        for item in group.items
    ]
    return f"{name}({', '.join([*items, *_bounds(group.least, group.most)])})"


def _particle(module: Module, particle: Particle, types: dict[str, Type]) -> str:
    bounds = _bounds(particle.least, particle.most)
    if particle.namespaces:
        module.imports.add("_runtime.expected", "wild")
        home = literal.string(particle.wire.namespace)
        given = [literal.string(particle.namespaces), home]
        return f"wild({', '.join([*given, *bounds])})"
    module.imports.add("_runtime.expected", "element")
    name = str(particle.wire)
    given = [literal.string(name)]
    of = _of(module, types[name]) if name in types else "simple"
    if of != "simple":
        given.append(of)
    return f"element({', '.join([*given, *bounds])})"


def _bounds(least: int, most: int | None) -> Iterator[str]:
    if least != 1:
        yield f"least={least}"
    if most != 1:
        yield f"most={most}"


def _of(module: Module, type_: Type) -> str:
    """What says what an element of a type holds; "simple" is what counts anyway."""
    if module.is_opaque(type_):
        module.imports.add("_runtime.expected", "kept")
        return "kept"
    if module.is_complex(type_):
        assert isinstance(type_, Reference)
        return module.use("expect", type_.key)
    return "simple"

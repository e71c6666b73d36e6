"""The attributes of a record in codecs, and those that its schema leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import literal
from ..bindings import Binding, Field, Place
from . import values
from .element_decoders import reader
from .modules import Module
from .values import is_string

PLACES = (Place.ATTRIBUTE, Place.ATTRIBUTES)


def written(module: Module, binding: Binding, attributes: list[Field]) -> Iterator[str]:
    """The statements that add the attributes of a record to `out`."""
    for number, field in enumerate(attributes, 1):
        if field.place is Place.ATTRIBUTES:
            yield from _others_written(module, binding, field, attributes)
        else:
            yield from _written(module, field, number)


def _written(module: Module, field: Field, number: int) -> Iterator[str]:
    value = f"value.{field.name}"
    given = f"{module.tag(field.wire)}, {values.writer(module, field)}, {value}"
    if module.is_named(field.type):
        module.imports.add("_runtime.scoped", "scoped_attribute")
        call = f'scoped_attribute({given}, "q{number}")'
    else:
        module.imports.add("_runtime.attributes", "attribute")
        call = f"attribute({given})"
    if field.required:
        yield f"out += {call}"
    else:
        yield f"if {value} is not None:"
        yield f"    out += {call}"


def _others_written(
    module: Module, binding: Binding, field: Field, every: Iterable[Field]
) -> Iterator[str]:
    module.imports.add("_runtime.attributes", "other_attributes")
    value = f"value.{field.name}"
    given = f"{value}, {_known(every)}, {_open_to(module, binding)}"
    yield f"if {value}:"
    yield f"    out += other_attributes({given})"


def read(module: Module, fields: Iterable[Field]) -> Iterator[str]:
    """The statements that read the attributes that have fields."""
    for field in fields:
        if field.place is not Place.ATTRIBUTE:
            continue
        wire = literal.string(str(field.wire))
        yield f"given = node.get({wire})"
        yield "if given is not None:"
        if is_string(field):
            yield f"    x_{field.name} = given"
        else:
            module.imports.add("_runtime.attributes", "read_attribute")
            given = f"{wire}, given, {reader(module, field, 'node')}"
            yield f"    x_{field.name} = read_attribute(node, reader, {given})"
        if field.required:
            module.imports.add("_runtime.attributes", "missing_attribute")
            yield "else:"
            yield f"    raise missing_attribute(node, reader, {wire})"


def others_read(module: Module, binding: Binding, fields: Iterable[Field]) -> str:
    """The expression that reads those that have none."""
    module.imports.add("_runtime.attributes", "read_other_attributes")
    given = f"node, reader, {_known(fields)}, {_open_to(module, binding)}"
    return f"read_other_attributes({given})"


def _known(fields: Iterable[Field]) -> str:
    names = [str(f.wire) for f in fields if f.place is Place.ATTRIBUTE]
    return literal.tupled([literal.string(name) for name in names])


def _open_to(module: Module, binding: Binding) -> str:
    """The constant that says which attributes without fields a record may have."""
    said = binding.open
    assert said is not None
    module.imports.add("_runtime.attributes", "AnyAttribute")
    given = [literal.string(said.namespaces), literal.string(said.home)]
    if said.declared:
        readers = [
            f"{literal.string(str(f.wire))}: {values.reader(module, f)}"
            for f in said.declared
        ]
        given.append(f"{{{', '.join(readers)}}}")
    if said.strict:
        given.append("strict=True")
    return module.constant("OPEN", f"AnyAttribute({', '.join(given)})")

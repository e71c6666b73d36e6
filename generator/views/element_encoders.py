"""The expressions that write one element, or one for each value of a list."""

from __future__ import annotations

from .. import literal
from ..bindings import Field, Kind, Place, Reference
from . import nils, values
from .modules import Module
from .records import text_of
from .values import is_string


def tag_of(module: Module, field: Field) -> str:
    """What a field's element is called, for writing or for an error."""
    if field.place is Place.ELEMENT:
        return module.tag(field.wire)
    return literal.string(field.name)


def one(module: Module, field: Field, tag: str, value: str) -> str:
    """The call that writes one value as an element.

    Args:
        module: Notes what it imports.
        field: The field that the value is of.
        tag: The element's tag, as source.
        value: The value, as source.
    """
    if field.place is Place.WILDCARD:
        spec = literal.string(field.wire.name)
        home = literal.string(field.wire.namespace)
        return _kept(module, "any_encoder", f"{spec}, {home}", tag, value)
    if module.is_opaque(field.type):
        expected = literal.string(str(field.wire))
        return _kept(module, "xml_encoder", expected, tag, value)
    if module.is_complex(field.type):
        return _complex(module, field, tag, value)
    if is_string(field):
        module.imports.add("_runtime.writing", "string")
        return f"string({tag}, {value})"
    if module.is_named(field.type):
        module.imports.add("_runtime.scoped", "scoped_leaf")
        return f"scoped_leaf({tag}, {values.writer(module, field)}, {value})"
    if module.kind(field.type) is Kind.ENUMERATION and field.fixed is None:
        assert isinstance(field.type, Reference)
        module.imports.add("_runtime.writing", "enumeration")
        kind = module.spell.of(field.type.key, module.imports)
        return f"enumeration({tag}, {kind}, {value})"
    module.imports.add("_runtime.writing", "leaf")
    return f"leaf({tag}, {values.content_writer(module, field)}, {value})"


def many(module: Module, field: Field, values: str) -> str:
    """The call that writes an element for each value of a list."""
    module.imports.add("_runtime.writing", "many")
    call = one(module, field, "tag", "item")
    encode = call.removesuffix("(tag, item)")
    if field.nillable:
        module.imports.add("_runtime.nil", "NIL")
        said = nils.written(module, field.type, "tag")
        call = f"{said} if item is NIL or item is None else {call}"
    if field.nillable or encode == call:
        encode = f"lambda tag, item: {call}"
    return f"many({tag_of(module, field)}, {encode}, {values})"


def _kept(module: Module, maker: str, given: str, tag: str, value: str) -> str:
    """The call that writes what is kept as XML."""
    module.imports.add("_runtime.opaque", maker)
    return f"{module.constant('XML', f'{maker}({given})')}({tag}, {value})"


def _complex(module: Module, field: Field, tag: str, value: str) -> str:
    assert isinstance(field.type, Reference)
    key = field.type.key
    encode, text = module.use("encode", key), text_of(module.bindings, key)
    if field.fixed is None or text is None:
        return f"{encode}({tag}, {value})"
    module.imports.add("_runtime.constrained", "write_fixed_content")
    name, only = literal.string(text.name), literal.string(field.fixed)
    read = values.type_reader(module, text.type)
    return f"write_fixed_content({tag}, {value}, {encode}, {name}, {read}, {only})"

"""The expressions that read one element, or the text of one."""

from __future__ import annotations

from .. import literal
from ..bindings import Field, Place, Reference
from . import usual, values
from .modules import Module
from .records import holds_text, text_of
from .values import SWA_REF, is_string


def decoded(module: Module, field: Field, node: str) -> str:
    """The expression that reads one element.

    Args:
        module: Notes what it imports.
        field: The field that the element is of.
        node: The element, as source.
    """
    if field.place is Place.WILDCARD or module.is_opaque(field.type):
        return _as_it_stands(module, field, node)
    if module.is_complex(field.type):
        return _complex(module, field, node)
    given = defaulted(module, field, node)
    if given:
        return given
    if is_string(field):
        return f"reader.string({node}{_nillable(field)})"
    method = "optional" if module.is_lenient(field) else "required"
    return f"reader.{method}({node}, {reader(module, field, node)}, {field.nillable})"


def quickly(module: Module, field: Field, node: str) -> str:
    """The same for an item of a list: by its quick way, if it has one."""
    value = decoded(module, field, node)
    if not isinstance(field.type, Reference):
        return value
    key = field.type.key
    if not usual.is_read(module, module.bindings.types[key]):
        return value
    return f"{module.use('usual', key)}({node}, reader) or {value}"


def defaulted(module: Module, field: Field, node: str) -> str:
    """The same for one that is the default where it is empty; "" if it has none."""
    if field.given is None or field.type == SWA_REF:
        return ""
    module.imports.add("_runtime.simple", "defaulted")
    read, text = reader(module, field, node), literal.string(field.given)
    more = f", {field.nillable}"
    if module.is_named(field.type):
        more += f", {values.given_reader(module, field)}"
    return f"defaulted({node}, reader, {read}, {text}{more})"


def reader(module: Module, field: Field, node: str) -> str:
    """What reads a field's text, at the element where it stands."""
    read = values.reader(module, field)
    if not module.is_named(field.type):
        return read
    module.imports.add("_runtime.qnames", "at")
    return f"at({node}, reader, {read})"


def _as_it_stands(module: Module, field: Field, node: str) -> str:
    nillable = field.nillable and field.place is not Place.WILDCARD
    decode = "decode_nillable_xml" if nillable else "decode_xml"
    module.imports.add("_runtime.opaque", decode)
    return f"{decode}({node}, reader)"


def _complex(module: Module, field: Field, node: str) -> str:
    assert isinstance(field.type, Reference)
    key = field.type.key
    given = f"{node}, reader, {module.use('decode', key)}"
    if field.given is not None and text_of(module.bindings, key) is not None:
        name = "defaulted_content" if field.fixed is None else "fixed_content"
        module.imports.add("_runtime.constrained", name)
        return f"{name}({given}, {literal.string(field.given)}{_nillable(field)})"
    if holds_text(module.bindings, key):
        module.imports.add("_runtime.simple", "content")
        return f"content({given}{_nillable(field)})"
    decode = module.use("decode", key)
    return f"reader.value({node}, {decode}{_nillable(field)})"


def _nillable(field: Field) -> str:
    return ", True" if field.nillable else ""

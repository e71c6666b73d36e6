"""Simple types in codecs: the functions that read and write their values."""

from __future__ import annotations

from typing import Final

from .. import literal
from ..atomics import ATOMICS, STRINGS
from ..bindings import (
    Atomic,
    Facets,
    Field,
    ListOf,
    OneOf,
    Reference,
    Type,
    UnionOf,
)
from . import allowed, padding
from .modules import QNAME, Module

SWA_REF: Final = Atomic("swaRef")


def reader(module: Module, field: Field) -> str:
    """What reads a field's text."""
    read = type_reader(module, field.type)
    if field.fixed is None or field.type == SWA_REF:
        return read
    given = [read, literal.string(field.fixed)]
    if module.is_named(field.type):
        given.append(given_reader(module, field))
    return _made(module, "_runtime.simple", "read_fixed", *given)


def given_reader(module: Module, field: Field) -> str:
    """What reads the default or the fixed value that the schema gives a field."""
    read = type_reader(module, field.type)
    if not module.is_named(field.type):
        return read
    module.imports.add("_runtime.qnames", "in_scope")
    return module.constant("READ", f"in_scope({allowed.scope(field.scope)}, {read})")


def writer(module: Module, field: Field) -> str:
    """What writes a field's text."""
    if field.type == Atomic("boolean") and allowed.as_digit(field.facets):
        write = "write_boolean_digit"
        module.imports.add("_runtime.lexical_numbers", write)
    else:
        write = _type_writer(module, field.type, field.facets)
    if field.fixed is None or field.type == SWA_REF:
        return write
    given = [write, given_reader(module, field), literal.string(field.fixed)]
    if module.is_named(field.type):
        given.append("True")
    return _made(module, "_runtime.simple", "write_fixed", *given)


def content_writer(module: Module, field: Field) -> str:
    """The same for the content of an element, beside which bytes may travel."""
    if field.type != Atomic("base64Binary") or field.fixed is not None:
        return writer(module, field)
    module.imports.add("_runtime.attaching", "write_binary")
    return "write_binary"


def type_reader(module: Module, type_: Type) -> str:
    """What reads the texts of a simple type."""
    if type_ == SWA_REF:
        return "reader.swa_ref"
    if isinstance(type_, Atomic):
        return _lexical(module, "read", type_)
    if isinstance(type_, ListOf):
        item = type_reader(module, type_.item)
        return _made(module, "_runtime.simple", "read_list", item)
    if isinstance(type_, UnionOf):
        members = [type_reader(module, member) for member in type_.members]
        return _union(module, "read", type_, members)
    if isinstance(type_, OneOf):
        texts = literal.tupled([literal.string(text) for text in type_.texts])
        text = type_reader(module, type_.text)
        return _made(module, "_runtime.simple", "read_one_of", text, texts)
    assert isinstance(type_, Reference)
    return _enumeration_reader(module, type_)


def _enumeration_reader(module: Module, type_: Reference) -> str:
    text = module.bindings.types[type_.key].text
    if text == QNAME:
        return _of_members(module, type_, "_runtime.qnames", "read_name_of")
    if isinstance(text, Atomic) and text.name in STRINGS:
        return _of_members(module, type_, "_runtime.simple", "read_enumeration")
    if isinstance(text, Atomic) and text.name in ATOMICS and not _is_text(text):
        read = type_reader(module, text)
        return _of_members(module, type_, "_runtime.simple", "read_member", read)
    return _of_members(module, type_, "_runtime.simple", "read_collapsed")


def _of_members(
    module: Module, type_: Reference, home: str, maker: str, *given: str
) -> str:
    """The constant that holds what reads or writes an enumeration, called after it."""
    kind = module.spell.of(type_.key, module.imports)
    name = module.layout.functions[type_.key].upper()
    return _made(module, home, maker, kind, *given, name=name)


def _type_writer(module: Module, type_: Type, facets: Facets) -> str:
    """What writes the texts of a simple type, and what it allows."""
    if type_ == SWA_REF:
        module.imports.add("_runtime.attaching", "write_swa_ref")
        return "write_swa_ref"
    if isinstance(type_, Atomic):
        return _padded(module, _lexical(module, "write", type_), facets)
    if isinstance(type_, ListOf):
        item = _type_writer(module, type_.item, facets.item or Facets())
        return _made(module, "_runtime.simple", "write_list", item)
    if isinstance(type_, UnionOf):
        pairs = zip(type_.members, type_.facets, strict=True)
        members = [_type_writer(module, member, less) for member, less in pairs]
        return _union(module, "write", type_, members)
    assert isinstance(type_, Reference)
    if module.is_named(type_):
        return _of_members(module, type_, "_runtime.qnames", "write_name_of")
    return _of_members(module, type_, "_runtime.simple", "write_enumeration")


def _padded(module: Module, write: str, facets: Facets) -> str:
    """What writes a number, with zeros before it if patterns want them."""
    found = padding.wanted(facets)
    if found is None:
        return write
    least, most, patterns = found
    given = [write, *map(literal.value, patterns), f"least={least}", f"most={most}"]
    return _made(module, "_runtime.padded", "write_padded", *given)


def _union(module: Module, verb: str, type_: UnionOf, members: list[str]) -> str:
    """What reads or writes a union, given what does each member.

    The facets of a member tell, beside its type, which texts are its own.
    """
    if not any(map(allowed.telling, type_.facets)):
        return _made(module, "_runtime.simple", f"{verb}_union", *members)
    module.imports.add("_runtime.facets", "Facets")
    pairs = [
        f"({member}, {_facets(facets)})"
        for member, facets in zip(members, type_.facets, strict=True)
    ]
    return _made(module, "_runtime.unions", f"{verb}_narrow_union", *pairs)


def _facets(facets: Facets) -> str:
    if not allowed.telling(facets):
        return "None"
    return allowed.source(facets, lambda _: None)  # `tables` takes the notes


def _made(module: Module, home: str, maker: str, *given: str, name: str = "") -> str:
    """The constant that holds a function over texts, which another makes."""
    module.imports.add(home, maker)
    verb = maker.partition("_")[0].upper()
    return module.constant(verb, f"{maker}({', '.join(given)})", name)


def _lexical(module: Module, verb: str, atomic: Atomic) -> str:
    simple = ATOMICS[atomic.name]
    name = f"{verb}_{simple.lexical}"
    module.imports.add(simple.codec, name)
    return name


def is_string(field: Field) -> bool:
    """Whether a field is text as it stands."""
    return (
        isinstance(field.type, Atomic)
        and field.type.name in STRINGS
        and field.fixed is None
    )


def _is_text(atomic: Atomic) -> bool:
    """Whether the values of a type are texts; a reference is taken for one."""
    return ATOMICS[atomic.name].annotation in ("str", "MimePart")

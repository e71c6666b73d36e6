"""Simple types in codecs: the functions that read and write their values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from .. import literal
from ..atomics import ATOMICS, STRINGS
from ..bindings import (
    Atomic,
    Binding,
    Bindings,
    Facets,
    Field,
    Key,
    Kind,
    ListOf,
    OneOf,
    Opaque,
    Reference,
    Type,
    UnionOf,
)
from ..model import QName
from ..xml import XML
from . import allowed, padding
from .imports import Imports
from .layout import Layout
from .types import Annotations

SWA_REF: Final = Atomic("swaRef")
QNAME: Final = Atomic("QName")

_LENIENT: Final = frozenset(
    {"int", "float", "Decimal", "datetime", "date", "time", "Duration"}
    | {"GYear", "GYearMonth", "GMonth", "GMonthDay", "GDay"}
)
"""Types of which an empty optional element counts as absent: numbers and dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefixes:
    """The prefix of each namespace of a package, the same in all its messages."""

    by_namespace: Mapping[str, str]

    def tag(self, name: QName) -> str:
        """A name as it is written: with its prefix, or bare in no namespace."""
        if not name.namespace:
            return name.name
        if name.namespace == XML:
            return f"xml:{name.name}"
        return f"{self.by_namespace[name.namespace]}:{name.name}"


@dataclass(slots=True)
class Module:
    """What the functions of one module of codecs share.

    Attributes:
        bindings: The catalogue.
        layout: Where each type lives.
        prefix: The prefixes of the package.
        name: The module's own name.
        imports: What the module imports.
        constants: Source of the module's own constants, by name.
        wrappers: Source of the functions that load another when they are called, by the
            name of the other.
        listed: The types whose elements stand in lists.
    """

    bindings: Bindings
    layout: Layout
    prefix: Prefixes
    name: str
    imports: Imports = field(default_factory=lambda: Imports("codecs"))
    constants: dict[str, str] = field(default_factory=dict)
    wrappers: dict[str, str] = field(default_factory=dict)
    listed: Collection[Key] = ()
    _by_source: dict[str, str] = field(default_factory=dict)

    @property
    def spell(self) -> Annotations:
        """Spells Python types."""
        return Annotations(self.bindings, self.layout)

    def constant(self, kind: str, source: str) -> str:
        """A constant of the module with that value; the same value is the same."""
        known = self._by_source.get(source)
        if known is None:
            number = sum(name.startswith(f"_{kind}_") for name in self.constants) + 1
            known = self._by_source[source] = f"_{kind}_{number}"
            self.constants[known] = source
            self.imports.add("typing", "Final")
        return known

    def tag(self, wire: QName) -> str:
        """A name as it is written, as a literal."""
        return literal.string(self.prefix.tag(wire))

    def use(self, verb: str, key: Key) -> str:
        """The function of a type, imported where it lives elsewhere."""
        name = f"{verb}_{self.layout.functions[key]}"
        return self._found(verb, key, name, self.layout.codec(key))

    def own(self, key: Key) -> str:
        """What follows the verb for the record itself, where others derive from it."""
        ending = "__itself" if self.bindings.types[key].derived else ""
        return f"{self.layout.functions[key]}{ending}"

    def itself(self, verb: str, key: Key, imports: Imports | None = None) -> str:
        """The function of the record itself, imported where it lives elsewhere.

        Args:
            verb: What it does.
            key: The type.
            imports: Notes the import, if not that of the module.
        """
        name = f"{verb}_{self.own(key)}"
        home = self.layout.shelf[key]
        if imports is None or imports is self.imports:
            return self._found(verb, key, name, home)
        imports.add(f"codecs.{home}", name)
        return name

    def _found(self, verb: str, key: Key, name: str, home: str) -> str:
        """A function that is imported, or one that loads it when it is called."""
        if not self.layout.apart(home, self.name):
            self.imports.add(f"codecs.{home}", name)
            return name
        kind = self.spell.of(key, self.imports)
        node = "node: Node"
        if verb == "decode" and self.bindings.types[key].group:
            self.imports.add("_runtime.ordered", "Cursor")
            node = "cursor: Cursor"
        given, result = {
            "encode": (f"tag: str, value: {kind}", "str"),
            "decode": (f"{node}, reader: Reader", kind),
            "usual": (f"{node}, reader: Reader", f"{kind} | None"),
            "expect": ("", "Expected"),
        }[verb]
        passed = ", ".join(part.partition(":")[0] for part in given.split(", ") if part)
        self.wrappers[name] = (
            f"def _{name}({given}) -> {result}:\n"
            f"    from .{home} import {name}\n\n"
            f"    return {name}({passed})"
        )
        return f"_{name}"

    def records(self, binding: Binding) -> bool:
        """Whether the functions of the record itself are in this module."""
        return not binding.abstract and self.layout.shelf[binding.key] == self.name

    def chooses(self, binding: Binding) -> bool:
        """Whether those that choose what stands for it are in this module."""
        return self.layout.chooser.get(binding.key) == self.name

    def kind(self, type_: Type) -> Kind | None:
        """What a type of the package is, or None of another."""
        if not isinstance(type_, Reference):
            return None
        return self.bindings.types[type_.key].kind

    def is_opaque(self, type_: Type) -> bool:
        """Whether a type's values are XML as it stands."""
        return isinstance(type_, Opaque) or self.kind(type_) is Kind.OPAQUE

    def is_complex(self, type_: Type) -> bool:
        """Whether a type has a codec of its own."""
        return self.kind(type_) in (Kind.RECORD, Kind.ARRAY)

    def is_named(self, type_: Type) -> bool:
        """Whether values of a simple type hold names, and need prefixes in scope."""
        if isinstance(type_, ListOf):
            return self.is_named(type_.item)
        if isinstance(type_, UnionOf):
            return any(map(self.is_named, type_.members))
        if self.kind(type_) is Kind.ENUMERATION:
            assert isinstance(type_, Reference)
            return self.bindings.types[type_.key].text == QNAME
        return type_ == QNAME

    def is_lenient(self, field: Field) -> bool:
        """Whether an empty element of the field counts as absent."""
        if field.required or field.repeated or not isinstance(field.type, Atomic):
            return False
        return ATOMICS[field.type.name].annotation in _LENIENT

    # Functions over texts

    def reader(self, field: Field) -> str:
        """What reads a field's text."""
        read = self.read(field.type)
        if field.fixed is None or field.type == SWA_REF:
            return read
        self.imports.add("_runtime.simple", "read_fixed")
        given = f"{read}, {literal.string(field.fixed)}"
        if self.is_named(field.type):
            given += f", {self.known(field)}"
        return self.constant("READ", f"read_fixed({given})")

    def known(self, field: Field) -> str:
        """What reads the default or the fixed value that the schema gives a field."""
        read = self.read(field.type)
        if not self.is_named(field.type):
            return read
        self.imports.add("_runtime.qnames", "in_scope")
        return self.constant("READ", f"in_scope({allowed.scope(field.scope)}, {read})")

    def writer(self, field: Field) -> str:
        """What writes a field's text."""
        if field.type == Atomic("boolean") and allowed.as_digit(field.facets):
            write = "write_boolean_digit"
            self.imports.add("_runtime.lexical_numbers", write)
        else:
            write = self.write(field.type, field.facets)
        if field.fixed is None or field.type == SWA_REF:
            return write
        self.imports.add("_runtime.simple", "write_fixed")
        read = self.known(field)
        given = f"{write}, {read}, {literal.string(field.fixed)}"
        if self.is_named(field.type):
            given += ", True"
        return self.constant("WRITE", f"write_fixed({given})")

    def content_writer(self, field: Field) -> str:
        """The same for the content of an element, beside which bytes may travel."""
        if field.type != Atomic("base64Binary") or field.fixed is not None:
            return self.writer(field)
        self.imports.add("_runtime.attaching", "write_binary")
        return "write_binary"

    def read(self, type_: Type) -> str:
        """What reads the texts of a simple type."""
        if type_ == SWA_REF:
            return "reader.swa_ref"
        if isinstance(type_, Atomic):
            return self._lexical("read", type_)
        if isinstance(type_, ListOf):
            self.imports.add("_runtime.simple", "read_list")
            return self.constant("READ", f"read_list({self.read(type_.item)})")
        if isinstance(type_, UnionOf):
            return self.union("read", type_, [*map(self.read, type_.members)])
        if isinstance(type_, OneOf):
            self.imports.add("_runtime.simple", "read_one_of")
            texts = literal.tupled([literal.string(text) for text in type_.texts])
            return self.constant(
                "READ", f"read_one_of({self.read(type_.text)}, {texts})"
            )
        assert isinstance(type_, Reference)
        name = self.spell.of(type_.key, self.imports)
        text = self.bindings.types[type_.key].text
        if text == QNAME:
            self.imports.add("_runtime.qnames", "read_name_of")
            return self.constant("READ", f"read_name_of({name})")
        if isinstance(text, Atomic) and text.name in STRINGS:
            return name
        if isinstance(text, Atomic) and text.name in ATOMICS and not _is_text(text):
            self.imports.add("_runtime.simple", "read_member")
            return self.constant("READ", f"read_member({name}, {self.read(text)})")
        self.imports.add("_runtime.simple", "read_collapsed")
        return self.constant("READ", f"read_collapsed({name})")

    def write(self, type_: Type, facets: Facets) -> str:
        """What writes the texts of a simple type, and what it allows."""
        if type_ == SWA_REF:
            self.imports.add("_runtime.attaching", "write_swa_ref")
            return "write_swa_ref"
        if isinstance(type_, Atomic):
            return self._padded(self._lexical("write", type_), facets)
        if isinstance(type_, ListOf):
            self.imports.add("_runtime.simple", "write_list")
            write = self.write(type_.item, facets.item or Facets())
            return self.constant("WRITE", f"write_list({write})")
        if isinstance(type_, UnionOf):
            return self.union(
                "write", type_, [*map(self.write, type_.members, type_.facets)]
            )
        assert isinstance(type_, Reference)
        name = self.spell.of(type_.key, self.imports)
        if self.is_named(type_):
            self.imports.add("_runtime.qnames", "write_name_of")
            return self.constant("WRITE", f"write_name_of({name})")
        self.imports.add("_runtime.simple", "write_enumeration")
        return self.constant("WRITE", f"write_enumeration({name})")

    def _padded(self, write: str, facets: Facets) -> str:
        """What writes a number, with zeros before it if patterns want them."""
        found = padding.wanted(facets)
        if found is None:
            return write
        least, most, patterns = found
        self.imports.add("_runtime.padded", "write_padded")
        texts = ", ".join(map(literal.value, patterns))
        return self.constant(
            "WRITE", f"write_padded({write}, {texts}, least={least}, most={most})"
        )

    def union(self, verb: str, type_: UnionOf, members: list[str]) -> str:
        """What reads or writes a union, given what does each member.

        The facets of a member tell, beside its type, which texts are its own.
        """
        if not any(map(allowed.telling, type_.facets)):
            self.imports.add("_runtime.simple", f"{verb}_union")
            return self.constant(verb.upper(), f"{verb}_union({', '.join(members)})")
        self.imports.add("_runtime.unions", f"{verb}_narrow_union")
        self.imports.add("_runtime.facets", "Facets")
        pairs = [
            f"({member}, {self._facets(facets)})"
            for member, facets in zip(members, type_.facets, strict=True)
        ]
        return self.constant(verb.upper(), f"{verb}_narrow_union({', '.join(pairs)})")

    def _facets(self, facets: Facets) -> str:
        if not allowed.telling(facets):
            return "None"
        return allowed.source(facets, lambda _: None)  # `tables` takes the notes

    def _lexical(self, verb: str, atomic: Atomic) -> str:
        simple = ATOMICS[atomic.name]
        name = f"{verb}_{simple.lexical}"
        self.imports.add(simple.codec, name)
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

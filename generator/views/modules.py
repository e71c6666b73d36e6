"""One module of codecs while its functions are written: its imports and constants."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from .. import literal
from ..bindings import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    ListOf,
    Opaque,
    Reference,
    Type,
    UnionOf,
)
from ..model import QName
from ..xml import XML
from . import allowed
from .imports import Imports
from .layout import Layout
from .python_types import Annotations

QNAME: Final = Atomic("QName")


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

    def constant(self, kind: str, source: str, name: str = "") -> str:
        """A constant of the module with that value; the same value is the same.

        Args:
            kind: What its name begins with.
            source: Its value.
            name: How its name goes on; with a number if that is "" or taken.
        """
        known = self._by_source.get(source)
        if known is None:
            others = [each.removeprefix(f"_{kind}_") for each in self.constants]
            if not name or name in others:
                name = f"{sum(map(str.isdigit, others)) + 1}"
            known = self._by_source[source] = f"_{kind}_{name}"
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
        is_optional = not (field.required or field.repeated)
        return is_optional and allowed.never_empty(field.facets)

"""Modules of `facets/`: where facets hold, by the names on the wire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import literal
from ..bindings import Binding, Bindings, Facets, Field, Key, Kind, Place, Reference
from . import allowed
from .layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """One module of `facets/`: the rules of its types, as source, by their names."""

    entries: tuple[tuple[str, str], ...]
    has_facets: bool


@dataclass(slots=True)
class Tables:
    """Says where the facets of each type are.

    Attributes:
        bindings: The catalogue.
        layout: Where each type lives.
        notes: What is not checked, a line each.
    """

    bindings: Bindings
    layout: Layout
    notes: dict[str, None] = field(default_factory=dict)
    _told: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        needed = defaultdict(list)
        for key, binding in self.bindings.types.items():
            for inner in (*self._complex(binding), *binding.derived):
                needed[inner].append(key)
        queue = [
            key
            for key, binding in self.bindings.types.items()
            if any(self._telling(f) for f in self._fields(binding))
        ]
        while queue:
            key = queue.pop()
            if key not in self._told:
                self._told.add(key)
                queue += needed[key]

    def place(self, key: Key) -> str:
        """Where the rules of a type are; "" where there are none."""
        if key not in self._told:
            return ""
        return f"{self.layout.home[key]}.{self.layout.functions[key]}"

    def module(self, name: str) -> TableView | None:
        """The module of that name, or None where it would be empty."""
        types = (self.bindings.types[key] for key in self.layout.modules[name])
        entries = tuple(
            (literal.string(self.layout.functions[b.key]), self._rules(b))
            for b in types
            if b.key in self._told and not b.group
        )
        if not entries:
            return None
        has_facets = any("Facets(" in source for _, source in entries)
        return TableView(entries=entries, has_facets=has_facets)

    def _fields(self, binding: Binding) -> Iterator[Field]:
        """The fields of a type, those of what repeats in it, and what may stand too."""
        every = binding.fields
        if binding.kind is Kind.RECORD:
            every = tuple(self.bindings.fields(binding.key))
        for each in every:
            if each.place is Place.GROUP:
                assert isinstance(each.type, Reference)
                yield from self._fields(self.bindings.types[each.type.key])
            else:
                yield each
        if binding.open is not None:
            yield from binding.open.declared

    def _complex(self, binding: Binding) -> Iterator[Key]:
        for each in self._fields(binding):
            key = self._key(each)
            if key is not None:
                yield key

    def _key(self, field: Field) -> Key | None:
        """The type of a field, where it is complex."""
        type_ = field.type
        if not isinstance(type_, Reference):
            return None
        kind = self.bindings.types[type_.key].kind
        return type_.key if kind in (Kind.RECORD, Kind.ARRAY) else None

    def _of(self, field: Field) -> Facets:
        """What is to be looked at: not the values of the field's own enumeration."""
        facets = field.facets
        if isinstance(field.type, Reference):
            known = {m.value for m in self.bindings.types[field.type.key].members}
            if known <= {*facets.enumeration}:
                return allowed.without_enumeration(facets)
        return facets

    def _telling(self, field: Field) -> bool:
        facets = self._of(field)
        is_simple = self._key(field) is None and field.fixed is None
        return is_simple and (bool(facets.enumeration) or allowed.telling(facets))

    def _rules(self, binding: Binding) -> str:
        attributes, elements, parts = [], [], []
        for each in self._fields(binding):
            rule = self._rule(binding, each)
            if not rule:
                continue
            if each.place is Place.TEXT:
                parts.append(f"text={rule}")
            elif binding.encoded:
                parts.append(f"items={rule}")
            elif each.place is Place.ATTRIBUTE:
                attributes.append(f"{literal.string(str(each.wire))}: {rule}")
            else:
                elements.append(f"{literal.string(str(each.wire))}: {rule}")
        parts += self._once(binding)
        types = [
            f"{literal.string(str(key.name))}: {literal.string(self.place(key))}"
            for key in binding.derived
            if self.place(key)
        ]
        for name, entries in (
            ("attributes", attributes),
            ("elements", elements),
            ("types", types),
        ):
            if entries:
                parts.append(f"{name}={{{', '.join(dict.fromkeys(entries))}}}")
        return f"Rules({', '.join(parts)})"

    def _once(self, binding: Binding) -> Iterator[str]:
        """The elements of which a wildcard takes all but the first, which is told."""
        if binding.ordered:  # there nothing that is known is taken
            return
        fields = [*self._fields(binding)]
        wildcards = [each for each in fields if each.place is Place.WILDCARD]
        names = [
            literal.string(str(each.wire))
            for each in fields
            if each.place is Place.ELEMENT and not each.repeated
            if self._rule(binding, each)
            and any(allowed.takes(w, each) for w in wildcards)
        ]
        if names:
            yield f"once={literal.tupled(names)}"

    def _rule(self, binding: Binding, field: Field) -> str:
        """The rule of a field, as source; "" where it may hold anything."""
        key = self._key(field)
        if key is not None and field.place is Place.ELEMENT:
            return literal.string(self.place(key)) if self.place(key) else ""
        if not self._telling(field):
            return ""
        where = f"{binding.key.name.name}/{field.wire.name}".rstrip("/")

        def note(said: str) -> None:
            self.notes[f"{where}: {said}"] = None

        is_defaulted = field.place is Place.ELEMENT and field.default is not None
        return allowed.source(self._of(field), note, defaulted=is_defaulted)

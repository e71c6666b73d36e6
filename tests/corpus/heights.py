"""How deep a value of a type must be at least: what ends, and what never does."""

from __future__ import annotations

from typing import Final

from generator.bindings import (
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    Leaf,
    Model,
    Reference,
    Type,
)

ENDLESS: Final = 1 << 20


class Heights:
    """The least heights of the types of one catalogue."""

    def __init__(self, bindings: Bindings) -> None:
        self.bindings = bindings
        self.known: dict[Key, int] = {}
        changed = True
        while changed:
            changed = False
            for key in bindings.types:
                found = self._least(key)
                if found != self.known.get(key, ENDLESS):
                    self.known[key] = found
                    changed = True

    def of_type(self, type_: Type) -> int:
        """The least height of a value of a type."""
        if isinstance(type_, Reference):
            return self.known.get(type_.key, ENDLESS)
        return 0

    def alone(self, binding: Binding) -> int:
        """The least height of a value of just this record."""
        if binding.abstract:
            return ENDLESS
        fields = {f.name: f for f in self.bindings.fields(binding.key)}
        return min(ENDLESS, 1 + self.of_item(binding.content, fields))

    def of_item(self, item: Leaf | Model, fields: dict[str, Field]) -> int:
        """The least height of what stands for a part of a content model."""
        if isinstance(item, Leaf):
            return self.of_type(fields[item.field].type) if item.least else 0
        if not item.required or not item.items:
            return 0
        each = [self.of_item(inner, fields) for inner in item.items]
        return min(each) if item.choice else max(each)

    def _least(self, key: Key) -> int:
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY:
            fields = {f.name: f for f in binding.fields}
            return self.of_item(binding.content, fields)
        if binding.kind is not Kind.RECORD:
            return 0
        every = [binding, *(self.bindings.types[k] for k in binding.derived)]
        return min(map(self.alone, every))

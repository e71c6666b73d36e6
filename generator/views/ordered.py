"""Reads elements that only their order tells apart, as a content model has them.

A cursor stands before the next element; each item of the model takes it if it may begin
with it (XML Schema Part 1, 3.8.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .. import literal
from ..bindings import Binding, Field, Leaf, Model, Place, Reference
from . import turns
from .element_decoders import decoded
from .modules import Module


def statements(
    module: Module, binding: Binding, fields: Iterable[Field]
) -> Iterator[str]:
    """The statements that read the elements of a record.

    Args:
        module: Notes what they import.
        binding: The record; of a group, the cursor is there already.
        fields: Its fields.
    """
    module.imports.add("_runtime.ordered", "Cursor")
    walk = _Walk(module, _by_name(fields), repeats=binding.group)
    if binding.group:
        yield from walk.model(binding.content)
        return
    places = module.constant("PLACES", _places(module, binding.content, walk.fields))
    yield f"cursor = Cursor(node, reader, {places})"
    yield from walk.model(binding.content)
    yield f"cursor.end({module.itself('expect', binding.key)})"


def _places(module: Module, model: Model, fields: dict[str, Field]) -> str:
    """Where the elements of a content model stand, as an expression."""
    module.imports.add("_runtime.ordered", "ChildPlaces")
    names: dict[str, set[int]] = {}
    wildcards: dict[str, set[int]] = {}
    for place, leaf in enumerate(model.leaves()):
        for field in _through_groups(module, [fields[leaf.field]]):
            if field.place is Place.ELEMENT:
                names.setdefault(literal.string(str(field.wire)), set()).add(place)
            else:
                said = ", ".join(map(literal.string, (field.wire.name, _home(field))))
                wildcards.setdefault(said, set()).add(place)
    entries = (f"{name}: {_only(found)}" for name, found in sorted(names.items()))
    given = [f"{{{', '.join(entries)}}}"]
    if wildcards:
        module.imports.add("_runtime.ordered", "OpenPlace")
        listed = (f"OpenPlace({w}, place={_only(at)})" for w, at in wildcards.items())
        given.append(literal.tupled([*listed]))
    return f"ChildPlaces({', '.join(given)})"


def _only(places: set[int]) -> int | None:
    """The one place, or None where there are several."""
    return next(iter(places)) if len(places) == 1 else None


def _home(wildcard: Field) -> str:
    """The target namespace of the schema that a wildcard is in."""
    return wildcard.wire.namespace


def _group(module: Module, field: Field) -> Binding:
    """The record of elements that repeat together."""
    assert isinstance(field.type, Reference)
    return module.bindings.types[field.type.key]


def _by_name(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}


def _through_groups(module: Module, fields: Iterable[Field]) -> Iterator[Field]:
    """The fields, and those of the groups among them, but not the groups."""
    for field in fields:
        if field.place is Place.GROUP:
            yield from _through_groups(module, _group(module, field).fields)
        else:
            yield field


@dataclass(frozen=True, slots=True)
class _Walk:
    """Writes the statements that go through one content model.

    Attributes:
        module: Notes what they import.
        fields: The fields of the model, by their names.
        repeats: Whether a turn of a group needs what its items need.
    """

    module: Module
    fields: dict[str, Field]
    repeats: bool = False

    def model(self, model: Model) -> Iterator[str]:
        """The statements that read what a model group holds."""
        otherwise = ""
        for item in model.items:
            if not model.choice:
                yield from self.item(item)
                continue
            lines = [*self.item(item)]
            test = f"if {self.starts(item)}:"
            if len(lines) == 2 and lines[0] == test:  # an element that tests itself
                lines = [lines[1].removeprefix("    ")]
            if lines:
                yield f"{otherwise}{test}"
                yield from (f"    {line}" for line in lines)
                otherwise = "el"

    def item(self, item: Leaf | Model) -> Iterator[str]:
        if isinstance(item, Model):
            inner = replace(self, repeats=self.repeats and item.required)
            yield from inner.model(item)
            return
        field = self.fields[item.field]
        if field.place is Place.GROUP:
            yield from self.turns(item, field)
            return
        if self.repeats and item.least:  # else its turn would have nothing in it
            field = replace(field, required=True)
        value = decoded(self.module, field, "cursor.take()")
        if field.repeated:
            yield from self.repeated(item, value)
        else:
            yield f"if {self.starts(item)}:"
            yield f"    x_{field.name} = {value}"

    def repeated(self, item: Leaf, value: str) -> Iterator[str]:
        starts = self.starts(item)
        if item.most is not None:
            starts = f"len(x_{item.field}) < {item.most} and ({starts})"
        yield f"while {starts}:"
        yield f"    x_{item.field}.append({value})"

    def turns(self, item: Leaf, field: Field) -> Iterator[str]:
        """The loop that reads a group as often as it stands."""
        group = _group(self.module, field)
        value = f"{self.module.use('decode', group.key)}(cursor, reader)"
        if not turns.are_planned(group.whole, item.least):
            yield from self.repeated(item, value)
            return
        self.module.imports.add("_runtime.turns", "turns")
        order = turns.follower(self.module, group.whole)
        yield "# An element alone does not tell whether a turn is over."
        yield f"for _ in turns(cursor, {order}, least={item.least}, most={item.most}):"
        yield f"    x_{item.field}.append({value})"

    def starts(self, item: Leaf | Model) -> str:
        """The test whether the next element may be the first of an item."""
        tags: list[str] = []
        wild: list[str] = []
        for field in self.first(item):
            if field.place is Place.ELEMENT:
                tags.append(literal.string(str(field.wire)))
            else:
                spec = literal.string(field.wire.name)
                home = literal.string(_home(field))
                wild.append(f"cursor.wild({spec}, {home})")
        tags = list(dict.fromkeys(tags))
        tests = [f"cursor.tag == {tags[0]}"] if len(tags) == 1 else []
        if len(tags) > 1:
            tests = [f"cursor.tag in {literal.tupled(tags)}"]
        return " or ".join([*tests, *dict.fromkeys(wild)]) or "False"

    def first(self, item: Leaf | Model) -> Iterator[Field]:
        """The elements and wildcards that an item may begin with."""
        if isinstance(item, Leaf):
            field = self.fields[item.field]
            if field.place is Place.GROUP:
                group = _group(self.module, field)
                yield from self.within(group).first(group.content)
            else:
                yield field
            return
        for inside in item.items:
            yield from self.first(inside)
            if not item.choice and not self.may_be_empty(inside):
                return

    def may_be_empty(self, item: Leaf | Model) -> bool:
        if isinstance(item, Leaf):
            field = self.fields[item.field]
            if item.least == 0 or field.place is not Place.GROUP:
                return item.least == 0
            group = _group(self.module, field)
            return self.within(group).may_be_empty(group.content)
        if not item.required:
            return True
        empty = map(self.may_be_empty, item.items)
        return any(empty) if item.choice else all(empty)

    def within(self, group: Binding) -> _Walk:
        """The same for the content model of a group."""
        return _Walk(self.module, _by_name(group.fields))

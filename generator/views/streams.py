"""Which answers are long lists, and can be read item by item.

The rule: the operation reads, and of all that its answer holds just one thing repeats,
at one fixed place, and is a record. All else is there once, to be checked at the end.
What a type inherits is not what it is about: often it is the errors of any answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..bindings import Binding, Bindings, Field, Key, Kind, Place, Reference
from ..profile import Profile
from .messages import Carrier

_READING: Final = frozenset(
    "browse export fetch find get list load lookup query read retrieve search select"
    " view".split()
)


def reads(name: str, function: str, profile: Profile) -> bool:
    """Whether an operation reads: as the profile says, or else as its name does.

    Args:
        name: Its name.
        function: The name of its function.
        profile: The profile of the service.
    """
    safe = {one for one, notes in profile.operations.items() if notes.safe}
    if safe:
        return name in safe
    return function.partition("_")[0] in _READING


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Where the items of an answer stand.

    Attributes:
        path: The names that lead to an item, from an element that holds the list.
        fields: The names of the fields that lead to the list, from its record; none
            from the list itself.
        item: The type of an item.
        nillable: Whether an item may be nil.
    """

    path: tuple[str, ...]
    fields: tuple[str, ...]
    item: Key
    nillable: bool

    def below(self, name: str, *field: str) -> Stream:
        """The same from an element that it stands in, and its field, if it is one."""
        return replace(self, path=(name, *self.path), fields=(*field, *self.fields))


class _Unfit(Exception):
    """A type has no such place."""


class Lists:
    """Finds the items of answers; remembers what it found in each type."""

    def __init__(self, bindings: Bindings) -> None:
        """Make one.

        Args:
            bindings: The catalogue.
        """
        self.bindings = bindings
        self._known: dict[Key, tuple[Stream, ...] | None] = {}
        """The one list in a type, or none; None where it does not fit."""

    def stream(self, carrier: Carrier | None) -> Stream | None:
        """Find the items of an answer, if it is about nothing else.

        Args:
            carrier: What the body of the answer holds.
        """
        if carrier is None or carrier.root is None or carrier.encoded:
            return None
        key = carrier.key(self.bindings)
        self._settle(key)
        found = self._known[key]
        return found[0].below(str(carrier.root)) if found else None

    def _settle(self, start: Key) -> None:
        """Look at a type after all that it is made of; a circle does not fit."""
        path: dict[Key, Iterator[Key]] = {}
        if start not in self._known:
            path[start] = self._inner(start)
        while path:
            key, rest = next(reversed(path.items()))
            step = next((inner for inner in rest if inner not in self._known), None)
            if step is None:
                path.popitem()
                self._known[key] = self._fitting(key)
            elif step in path:
                self._known |= dict.fromkeys(path)
                return
            else:
                path[step] = self._inner(step)

    def _inner(self, key: Key) -> Iterator[Key]:
        """The types that a record is made of, but for the items of lists."""
        if self.bindings.types[key].kind is not Kind.ARRAY:
            for field in self.bindings.fields(key):
                inner = self._single(field)
                if inner is not None:
                    yield inner

    def _single(self, field: Field) -> Key | None:
        """The type of an element that is there once, where it has others in it."""
        if field.place is not Place.ELEMENT or field.repeated:
            return None
        if not isinstance(field.type, Reference):
            return None
        kind = self.bindings.types[field.type.key].kind
        return field.type.key if kind in (Kind.RECORD, Kind.ARRAY) else None

    def _fitting(self, key: Key) -> tuple[Stream, ...] | None:
        try:
            found = tuple(self._lists(self.bindings.types[key]))
        except _Unfit:
            return None
        return found if len(found) < 2 else None

    def _lists(self, binding: Binding) -> Iterator[Stream]:
        """Every list in a record, but for those in the items of lists."""
        if binding.kind is Kind.ARRAY:
            yield _items(self.bindings, binding, binding.fields[0])
            return
        for field in self.bindings.fields(binding.key):
            if field.place in (Place.WILDCARD, Place.GROUP) and field.repeated:
                raise _Unfit
            inner = self._single(field)
            found = () if inner is None else self._known[inner]
            if found is None:
                raise _Unfit
            if field.place is Place.ELEMENT and field.repeated:
                found = (_items(self.bindings, binding, field),)
            elif found:
                found = (found[0].below(str(field.wire), field.name),)
            if found and not (_is_fixed(binding) and field in binding.fields):
                raise _Unfit
            yield from found


def _is_fixed(binding: Binding) -> bool:
    """Whether a list in it always stands at the same place."""
    free = binding.ordered or binding.restricts or binding.abstract or binding.derived
    return not free and binding.content.plain


def _items(bindings: Bindings, binding: Binding, item: Field) -> Stream:
    leaves = [leaf for leaf in binding.content.leaves() if leaf.field == item.name]
    bounded = any(
        leaf.least > 1 or leaf.most is not None or leaf.turn for leaf in leaves
    )
    if bounded or not isinstance(item.type, Reference):
        raise _Unfit
    key = item.type.key
    if bindings.types[key].kind is not Kind.RECORD:
        raise _Unfit
    if not bindings.places(key).isdisjoint((Place.TEXT, Place.WHOLE)):
        raise _Unfit
    fields = () if binding.kind is Kind.ARRAY else (item.name,)
    path = (str(item.wire),)
    return Stream(path=path, fields=fields, item=key, nillable=item.nillable)

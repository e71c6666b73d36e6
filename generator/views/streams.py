"""Which answers are long lists, and can be read item by item.

The rule: the operation reads, and of all that its answer holds just one thing repeats,
at one fixed place, and is a record. All else is there once, to be checked at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
        path: The names that lead to an item, from the element in the body.
        item: The type of an item.
        nillable: Whether an item may be nil.
    """

    path: tuple[str, ...]
    item: Key
    nillable: bool


def stream(carrier: Carrier | None, bindings: Bindings) -> Stream | None:
    """Find the items of an answer, if it is about nothing else.

    Args:
        carrier: What the body of the answer holds.
        bindings: The catalogue.
    """
    if carrier is None or carrier.root is None or carrier.encoded:
        return None
    try:
        found = list(_lists(bindings, carrier.key(bindings), (str(carrier.root),), ()))
    except _Unfit:
        return None
    return found[0] if len(found) == 1 else None


class _Unfit(Exception):
    """The answer has no such place."""


def _lists(
    bindings: Bindings, key: Key, path: tuple[str, ...], above: tuple[Key, ...]
) -> Iterator[Stream]:
    """Every list in a record, but for those in the items of lists."""
    binding = bindings.types[key]
    if binding.kind is Kind.ARRAY:
        yield _items(bindings, binding, binding.fields[0], path)
        return
    inside = 0
    for field in bindings.fields(key):
        if field.place in (Place.WILDCARD, Place.GROUP) and field.repeated:
            raise _Unfit
        if field.place is not Place.ELEMENT:
            continue
        if field.repeated:
            inside += 1
            yield _items(bindings, binding, field, path)
        elif _is_made_of_others(bindings, field):
            assert isinstance(field.type, Reference)
            if field.type.key in (key, *above):
                raise _Unfit
            further = (*path, str(field.wire))
            for one in _lists(bindings, field.type.key, further, (key, *above)):
                inside += 1
                yield one
    if inside and not _is_fixed(binding):
        raise _Unfit


def _is_made_of_others(bindings: Bindings, field: Field) -> bool:
    return isinstance(field.type, Reference) and bindings.types[
        field.type.key
    ].kind in (Kind.RECORD, Kind.ARRAY)


def _is_fixed(binding: Binding) -> bool:
    """Whether a list in it always stands at the same place."""
    free = binding.ordered or binding.restricts or binding.abstract or binding.derived
    return not free and binding.content.plain


def _items(
    bindings: Bindings, binding: Binding, item: Field, path: tuple[str, ...]
) -> Stream:
    leaves = [leaf for leaf in binding.content.leaves() if leaf.field == item.name]
    bounded = any(leaf.least > 1 or leaf.most is not None for leaf in leaves)
    if bounded or not isinstance(item.type, Reference):
        raise _Unfit
    key = item.type.key
    if bindings.types[key].kind is not Kind.RECORD:
        raise _Unfit
    every = [f for k in (key, *bindings.types[key].derived) for f in bindings.fields(k)]
    if any(f.place in (Place.TEXT, Place.WHOLE) for f in every):
        raise _Unfit
    return Stream(path=(*path, str(item.wire)), item=key, nillable=item.nillable)

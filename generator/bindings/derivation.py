"""Which records may stand for which: derived types, where a value can need them.

A record that extends another needs the class of its base, but none of what else
extends that. Only where a value is declared to be of the base may any of them stand
(`xsi:type`, XML Schema Part 1, 2.6.1). Services like to give all their messages one
base; without the difference every message would need every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .catalogue import Binding
from .values import Key


def reached(types: Mapping[Key, Binding], roots: Iterable[Key]) -> dict[Key, Binding]:
    """The types that values of the roots can hold, with what may stand for them.

    Args:
        types: Types without their derived ones.
        roots: What messages are.
    """
    derived = _derived(types)
    declared: set[Key] = set()
    classes: set[Key] = set()
    queue = list(roots)
    while queue:
        key = queue.pop()
        if key in declared:
            continue
        declared.add(key)
        for one in (key, *derived[key]):
            for each in _line(types, one):
                classes.add(each)
                queue += types[each].values()
    return {
        key: replace(binding, derived=tuple(derived[key]) if key in declared else ())
        for key, binding in types.items()
        if key in classes
    }


def _derived(types: Mapping[Key, Binding]) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {key: [] for key in types}
    for key in types:
        if key.element or key.inner:
            continue  # it has no name that `xsi:type` could say
        for base in _line(types, key):
            if base != key:
                found[base].append(key)
    return found


def _line(types: Mapping[Key, Binding], key: Key) -> Iterator[Key]:
    """A record, and all that it extends."""
    current: Key | None = key
    while current is not None:
        yield current
        current = types[current].base

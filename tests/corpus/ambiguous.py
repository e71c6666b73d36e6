"""Content models that can be read in more ways than one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.bindings import Bindings, Key
from generator.bindings.catalogue import Group, Order, Particle


def ambiguous(bindings: Bindings, key: Key) -> bool:
    """Whether a type that can be met below one breaks Part 1, 3.8.6.

    Two particles take the same element, and nothing that must stand is between them.
    Elements that stand for others are counted, which schema processors often leave out.
    """
    return any(clashes(bindings.types[inner].whole) for inner in bindings.reach(key))


def clashes(group: Group) -> bool:
    """Whether one element may be taken by two particles of a model."""
    steps = list(_steps(group, free=False))
    for number, (first, loose) in enumerate(steps):
        if not (loose or first.most != 1):
            continue
        for second, free in steps[number + 1 :]:
            if second.wire == first.wire and not second.namespaces:
                return True
            if not free:
                break
    return False


def _steps(group: Group, *, free: bool) -> Iterator[tuple[Particle, bool]]:
    """The particles in order, each with whether it may be absent."""
    free = free or group.least == 0 or group.order is not Order.SEQUENCE
    for item in group.items:
        if isinstance(item, Group):
            yield from _steps(item, free=free)
        else:
            yield item, free or item.least == 0

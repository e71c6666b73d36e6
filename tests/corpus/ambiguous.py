"""Content models that can be read in more ways than one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.bindings import Bindings, Key
from generator.bindings.content_models import Group, Order, Particle


def ambiguous(bindings: Bindings, key: Key) -> bool:
    """Whether a type that can be met below one can be read in several ways.

    Either it breaks Part 1, 3.8.6: two particles take the same element, and nothing
    that must stand is between them. Elements that stand for others are counted, which
    schema processors often leave out. Or it has a group that repeats, whose turns
    nothing parts.
    """
    models = [bindings.types[inner].whole for inner in bindings.reach(key)]
    return any(clashes(model) or runs_on(model) for model in models)


def runs_on(group: Group) -> bool:
    """Whether two turns of a group may look like one."""
    inner = [item for item in group.items if isinstance(item, Group)]
    return (group.most != 1 and _is_loose(group)) or any(map(runs_on, inner))


def _is_loose(group: Group) -> bool:
    """Whether nothing says where a group ends and stands again."""
    if group.order is Order.CHOICE:
        return any(item.most != 1 for item in group.items)
    needed = [item for item in group.items if item.least > 0]
    return not needed or (len(needed) == 1 and needed[0].most != 1)


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

"""Groups that repeat where an element alone does not tell that a turn is over."""

from __future__ import annotations

from collections.abc import Iterator

from ..bindings import Group, Order, Particle
from .expected import content
from .modules import Module


def are_planned(once: Group, least: int) -> bool:
    """Whether turns have to be told apart before they are read.

    Else each turn takes what fits: that gives the fewest turns, which are as good as
    others where one is enough and nothing in them has to stand twice.

    Args:
        once: The content model of a turn.
        least: How many turns there must be.
    """
    if least < 2 and not _has_two(once):
        return False
    begins, goes_on = list(_first(once)), list(_further(once))
    return any(_meet(one, other) for one in begins for other in goes_on)


def follower(module: Module, once: Group) -> str:
    """The constant that follows one turn; see `_runtime.order`."""
    module.imports.add("_runtime.order", "ChildOrder")
    return module.constant("TURN", f"ChildOrder({content(module, once)})")


def _has_two(group: Group) -> bool:
    """Whether something in a group must stand twice, if it stands."""
    return any(
        item.least > 1 or (isinstance(item, Group) and _has_two(item))
        for item in group.items
    )


def _first(item: Particle | Group) -> Iterator[Particle]:
    """What an item may begin with."""
    if isinstance(item, Particle):
        yield item
        return
    for inner in item.items:
        yield from _first(inner)
        if item.order is Order.SEQUENCE and not _may_be_empty(inner):
            return


def _further(item: Particle | Group) -> Iterator[Particle]:
    """What an item may go on with where it could be over."""
    more = item.most is None or item.most > max(item.least, 1)
    if isinstance(item, Particle):
        if more:
            yield item
        return
    if more:
        yield from _first(item)
    if item.order is not Order.SEQUENCE:
        for inner in item.items:
            yield from _further(inner)
            if item.order is Order.ALL:
                yield from _first(inner)
        return
    for inner in reversed(item.items):
        yield from _further(inner)
        if not _may_be_empty(inner):
            return
        yield from _first(inner)


def _may_be_empty(item: Particle | Group) -> bool:
    if item.least == 0 or isinstance(item, Particle):
        return item.least == 0
    held = any if item.order is Order.CHOICE else all
    return held(map(_may_be_empty, item.items))


def _meet(one: Particle, other: Particle) -> bool:
    """Whether one element may be both; of wildcards it is not looked at which."""
    return bool(one.namespaces or other.namespaces) or one.wire == other.wire

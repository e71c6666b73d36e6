"""Whether elements follow one another as a content model has them.

It is followed in every way that it can be read, so that it need not be one that the
first element decides: documents that say such things are about. What came of one step
is remembered, so that the second record of a list takes one look-up an element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from .expected import ALL_OF, ONE_OF, Child, Group, Particle, Wild
from .opaque import allows
from .reading import local

_WAYS: Final = 256
"""Where a model can be read in more ways at once, the order is not insisted on."""
_KEPT: Final = 10_000
"""States that are remembered of one model; bounds in the thousands have as many."""


class _Left(NamedTuple):
    """How often a particle must and may still stand."""

    of: Particle
    least: int
    most: int | None


class _Begun(NamedTuple):
    """An all group, and the numbers of its items that have not stood."""

    of: Group
    items: tuple[int, ...]


_Way = tuple[_Left | _Begun, ...]
"""What is to come, from the next on."""


class State:
    """How far a content model was followed, in all ways."""

    __slots__ = ("ends", "known", "ways")

    def __init__(self, ways: frozenset[_Way]) -> None:
        self.ways = ways
        self.ends = any(all(map(_may_end, way)) for way in ways)
        """Whether nothing need follow."""
        self.known: dict[str, State | None] = {}

    def names(self) -> list[str]:
        """What may follow: names, and the namespaces of wildcards."""
        found: dict[str, None] = {}
        for way in self.ways:
            for left in way:
                found.update(dict.fromkeys(_first(left)))
                if not _may_end(left):
                    break
        return list(found)


class ChildOrder:
    """Follows elements through one content model.

    Args:
        content: The model.
    """

    __slots__ = ("_free", "_names", "_states", "start")

    def __init__(self, content: Group) -> None:
        self._names = frozenset(_names(content))
        self._states: dict[frozenset[_Way], State] = {}
        self._free = State(frozenset([()]))
        self.start = self._state(frozenset([(_whole(content),)]))

    def after(self, state: State, tag: str) -> State | None:
        """The state after one more element; None where it may not follow."""
        if state is self._free:
            return state
        if tag in state.known:
            return state.known[tag]
        ways = frozenset(after for way in state.ways for after in _after(way, tag))
        found = self._state(ways) if ways else None
        if tag in self._names:  # what wildcards take has any name
            state.known[tag] = found
        return found

    def _state(self, ways: frozenset[_Way]) -> State:
        if len(ways) > _WAYS:
            return self._free
        if len(self._states) > _KEPT:
            self._states.clear()
        return self._states.setdefault(ways, State(ways))


def _names(particle: Particle) -> Iterator[str]:
    """The names of the elements in a content model."""
    if isinstance(particle, Child):
        yield particle.name
    elif isinstance(particle, Group):
        for item in particle.items:
            yield from _names(item)


def _whole(particle: Particle) -> _Left:
    return _Left(particle, particle.least, particle.most)


def _after(way: _Way, tag: str) -> Iterator[_Way]:
    """What is to come after an element, in each way that it can be read."""
    for number, left in enumerate(way):
        for begun in _taken(left, tag):
            yield (*begun, *way[number + 1 :])
        if not _may_end(left):
            return


def _taken(left: _Left | _Begun, tag: str) -> Iterator[_Way]:
    """What is left of one item when an element was its next."""
    of = left.of
    if isinstance(left, _Begun):
        for number in left.items:
            others = tuple(other for other in left.items if other != number)
            for begun in _taken(_whole(left.of.items[number]), tag):
                yield (*begun, _Begun(left.of, others)) if others else begun
        return
    if left.most == 0:
        return
    most = None if left.most is None else left.most - 1
    again = _Left(of, max(0, left.least - 1), most)
    more: _Way = () if most == 0 else (again,)
    if isinstance(of, Child):
        if of.name == tag:
            yield more
    elif isinstance(of, Wild):
        if allows(of.namespaces, of.home, tag):
            yield more
    else:
        for begun in _once(of, tag):
            yield (*begun, *more)


def _once(group: Group, tag: str) -> Iterator[_Way]:
    if group.order == ONE_OF:
        for item in group.items:
            yield from _taken(_whole(item), tag)
    elif group.order == ALL_OF:
        yield from _taken(_Begun(group, tuple(range(len(group.items)))), tag)
    else:
        yield from _after(tuple(map(_whole, group.items)), tag)


def _may_end(left: _Left | _Begun) -> bool:
    if isinstance(left, _Begun):
        return all(_may_end(_whole(left.of.items[number])) for number in left.items)
    return left.least == 0 or _may_be_empty(left.of)


def _may_be_empty(particle: Particle) -> bool:
    if particle.least == 0:
        return True
    if not isinstance(particle, Group):
        return False
    if particle.order == ONE_OF:
        return not particle.items or any(map(_may_be_empty, particle.items))
    return all(map(_may_be_empty, particle.items))


def _first(left: _Left | _Begun) -> Iterator[str]:
    """The names that an item may begin with."""
    if isinstance(left, _Begun):
        for number in left.items:
            yield from _first(_whole(left.of.items[number]))
        return
    of = left.of
    if left.most == 0:
        return
    if isinstance(of, Child):
        yield local(of.name)
    elif isinstance(of, Wild):
        yield f"any of {of.namespaces}"
    else:
        for item in of.items:
            yield from _first(_whole(item))
            if of.order not in (ONE_OF, ALL_OF) and not _may_be_empty(item):
                return

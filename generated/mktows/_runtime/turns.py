"""Reads groups that repeat where an element alone does not tell that a turn is over.

In `(a+, b?){2,2}` two elements `a` are two turns, and each of them could be one. Taking
as much as fits would find one turn, and refuse what the schema allows (XML Schema Part
1, 3.8.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .order import ChildOrder, State
from .ordered import Cursor


class _Begun(NamedTuple):
    """How turns were begun, the last one first."""

    at: int
    before: _Begun | None


class _Way(NamedTuple):
    """How some elements were taken."""

    turns: int
    last: _Begun | None


_Ways = dict[tuple[int, State], _Way]
"""The best way for each state of the last turn, and number of turns that counts."""


def turns(
    cursor: Cursor, once: ChildOrder, *, least: int, most: int | None
) -> Iterator[None]:
    """Hold a cursor to one turn of a group after the other.

    Args:
        cursor: Stands before the first turn; whoever iterates reads each with it.
        once: Follows one turn.
        least: How many there must be.
        most: How many there may be, or None.

    Yields:
        Nothing, once for each turn.
    """
    lengths: list[int | None] = [*_lengths(cursor.ahead(), once, least, most)]
    if not lengths and cursor.tag and once.after(once.start, cursor.tag) is not None:
        lengths = [None]  # something is wrong, which reading on finds
    for length in lengths:
        until = cursor.hold(length)
        yield
        rest = cursor.tag
        cursor.release(until)
        if rest:
            return


def _lengths(
    tags: Iterable[str], once: ChildOrder, least: int, most: int | None
) -> list[int]:
    """How many elements each turn has: of as many as can be, in the fewest turns.

    Returns:
        The numbers; none if there are no such turns, or no turn at all.
    """
    ways: _Ways = {}
    found: tuple[int, _Way] | None = None
    for number, tag in enumerate(tags):
        ways = _after(ways, once, tag, number, least, most)
        if not ways:
            break
        whole = [
            way
            for (counted, state), way in ways.items()
            if counted == least and state.ends
        ]
        if whole:
            found = (number + 1, min(whole, key=_worth))
    if found is None:
        return []
    end, way = found
    return _listed(end, way.last)


def _after(
    ways: _Ways, once: ChildOrder, tag: str, number: int, least: int, most: int | None
) -> _Ways:
    """The ways with one more element: it goes on with a turn, or begins one."""
    after: _Ways = {}

    def keep(state: State | None, way: _Way) -> None:
        if state is not None:
            key = (min(way.turns, least), state)
            after[key] = min(after.get(key, way), way, key=_worth)

    begun = once.after(once.start, tag)
    if not number:
        keep(begun, _Way(1, _Begun(0, None)))
    for (_, state), way in ways.items():
        keep(once.after(state, tag), way)
        if state.ends and (most is None or way.turns < most):
            keep(begun, _Way(way.turns + 1, _Begun(number, way.last)))
    return after


def _worth(way: _Way) -> tuple[int, int]:
    """Fewer turns are better; of as many, longer ones first."""
    return way.turns, -(way.last.at if way.last is not None else 0)


def _listed(end: int, last: _Begun | None) -> list[int]:
    lengths: list[int] = []
    while last is not None:
        lengths.append(end - last.at)
        end, last = last.at, last.before
    lengths.reverse()
    return lengths

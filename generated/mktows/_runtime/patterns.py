"""Matches texts with the patterns of XML Schema, in bounded time.

A pattern comes from whoever wrote the service's description, and a text from whoever
answers: with `re` the two could keep a program busy for years. So all ways through a
pattern are followed at once, character by character, and there is no way back.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from .pattern_sets import Chars
from .pattern_syntax import Either, Item, One, Repeat, Row, parse

_MOST_STATES: Final = 100_000
_MOST_STEPS: Final = 10_000_000
_KEPT: Final = 2_000


class Pattern:
    """A pattern, ready to match.

    Args:
        text: The pattern, as a schema has it.

    Raises:
        ValueError: It is none, or too large.
    """

    def __init__(self, text: str) -> None:
        self._chars: list[Chars | None] = []
        self._ways: list[list[int]] = []
        self._known: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._steps = 0
        self._end = self._state()
        self._start = self._closed([self._add(parse(text), self._end)])

    def matches(self, text: str) -> bool:
        """Whether the whole of a text is as the pattern says.

        Raises:
            ValueError: It would take too long to tell.
        """
        self._steps = 0
        current = self._start
        for c in text:
            following = self._known.get((current, c))
            if following is None:
                following = self._after(current, c)
            current = following
            if not current:
                return False
        return self._end in current

    def _after(self, current: frozenset[int], c: str) -> frozenset[int]:
        found: list[int] = []
        for state in current:
            chars = self._chars[state]
            if chars is not None and chars(c):
                found += self._ways[state]
        self._spent(len(current))
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[current, c] = following = self._closed(found)
        return following

    def _closed(self, states: Iterable[int]) -> frozenset[int]:
        """The states that are reached without a character; only those that take one."""
        seen: set[int] = set()
        queue = list(states)
        while queue:
            state = queue.pop()
            if state not in seen:
                seen.add(state)
                if self._chars[state] is None:
                    queue += self._ways[state]
        self._spent(len(seen))
        kept = (s for s in seen if self._chars[s] is not None or s == self._end)
        return frozenset(kept)

    def _spent(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise ValueError("it would take too long to match the pattern")

    # The states, from the end to the start

    def _state(self, chars: Chars | None = None, *ways: int) -> int:
        if len(self._ways) >= _MOST_STATES:
            raise ValueError("the pattern is too large")
        self._chars.append(chars)
        self._ways.append(list(ways))
        return len(self._ways) - 1

    def _add(self, item: Item, after: int) -> int:
        """The state where an item begins, after which comes another."""
        if isinstance(item, One):
            return self._state(item.chars, after)
        if isinstance(item, Row):
            for inner in reversed(item.items):
                after = self._add(inner, after)
            return after
        if isinstance(item, Either):
            return self._state(None, *[self._add(i, after) for i in item.items])
        return self._repeated(item, after)

    def _repeated(self, item: Repeat, after: int) -> int:
        if item.most is None:
            loop = self._state(None, after)
            self._ways[loop].append(self._add(item.item, loop))
            start = loop
        else:
            start = after
            for _ in range(item.most - item.least):
                start = self._state(None, self._add(item.item, start), after)
        for _ in range(item.least):
            before, start = start, self._add(item.item, start)
            if start == before:  # nothing, however often
                break
        return start


@lru_cache(maxsize=1000)
def compiled(text: str) -> Pattern:
    """A pattern, made once.

    Raises:
        ValueError: It is none, or too large.
    """
    return Pattern(text)

"""What needs one another, directly or not: it can only be loaded together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


def knots(needs: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """Put together what needs one another, after all that it needs.

    These are the strongly connected components of a graph (R. Tarjan, 1972).

    Args:
        needs: What each node needs; all of these are nodes too.
    """
    search: _Search[Node] = _Search(needs)
    for key in needs:
        if key not in search.index:
            search.run(key)
    return search.knots


@dataclass(slots=True)
class _Search(Generic[Node]):
    needs: Mapping[Node, Sequence[Node]]
    index: dict[Node, int] = field(default_factory=dict)
    low: dict[Node, int] = field(default_factory=dict)
    stack: list[Node] = field(default_factory=list)
    open: set[Node] = field(default_factory=set)
    path: list[tuple[Node, Iterator[Node]]] = field(default_factory=list)
    knots: list[list[Node]] = field(default_factory=list)

    def run(self, start: Node) -> None:
        self.enter(start)
        while self.path:
            key, rest = self.path[-1]
            for needed in rest:
                if needed not in self.index:
                    self.enter(needed)
                    break
                if needed in self.open:
                    self.low[key] = min(self.low[key], self.index[needed])
            else:
                self.leave(key)

    def enter(self, key: Node) -> None:
        self.index[key] = self.low[key] = len(self.index)
        self.stack.append(key)
        self.open.add(key)
        self.path.append((key, iter(self.needs[key])))

    def leave(self, key: Node) -> None:
        self.path.pop()
        if self.path:
            above = self.path[-1][0]
            self.low[above] = min(self.low[above], self.low[key])
        if self.low[key] == self.index[key]:
            knot = [self.stack.pop()]
            while knot[-1] != key:
                knot.append(self.stack.pop())
            self.open.difference_update(knot)
            self.knots.append(knot)

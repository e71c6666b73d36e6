"""Reads elements that only their order tells apart, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import le
from typing import cast

from .expected import Expect
from .opaque import allows
from .reading import Node, Reader


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Where a content model leaves elements open (XML Schema Part 1, 3.10).

    Attributes:
        namespaces: What it allows.
        home: The target namespace of its schema.
        place: Where it stands, as a number; None is at several places.
    """

    namespaces: str
    home: str
    place: int | None


@dataclass(frozen=True, slots=True)
class ChildPlaces:
    """Where the elements of a content model stand.

    What repeats together is one place: there order tells what belongs together.

    Attributes:
        names: The place of each name, as a number; None is of one with several.
        wildcards: The places of others.
    """

    names: Mapping[str, int | None]
    wildcards: tuple[OpenPlace, ...] = ()

    def open_to(self, tag: str) -> int | None:
        """The one place of an element of another name, or None.

        Raises:
            KeyError: It has none.
        """
        found = {w.place for w in self.wildcards if allows(w.namespaces, w.home, tag)}
        if not found:
            raise KeyError(tag)
        return found.pop() if len(found) == 1 else None


class Cursor:
    """Goes over the child elements of one element.

    Elements that the schema does not know, and that no wildcard takes, are passed over.
    Those whose names tell where they belong may stand anywhere.

    Args:
        node: The element.
        reader: Makes the errors.
        places: Where elements stand in the content model.
    """

    __slots__ = ("_children", "_known", "_next", "_until", "node", "reader", "tag")

    def __init__(self, node: Node, reader: Reader, places: ChildPlaces) -> None:
        self.node = node
        self.reader = reader
        self._known = places.names
        reader.between(node)
        self._children = _in_places(node, places)
        self._next = 0
        self._until = len(self._children)
        self.tag = self._children[0].tag if self._children else ""
        """The name of the element that comes next; "" at the end."""

    def take(self) -> Node:
        """The element that comes next; goes on to the one after it."""
        found = self._children[self._next]
        self._next += 1
        self._look()
        return found

    def _look(self) -> None:
        more = self._next < self._until
        self.tag = self._children[self._next].tag if more else ""

    def ahead(self) -> Iterator[str]:
        """The names of the elements that are to come."""
        for number in range(self._next, self._until):
            yield self._children[number].tag

    def hold(self, count: int | None) -> int:
        """Let it end after some more elements; None is where it ends anyway.

        Returns:
            Where it ended before, for `release`.
        """
        before = self._until
        if count is not None:
            self._until = self._next + count
            self._look()
        return before

    def release(self, until: int) -> None:
        """Let it go on to where it ended before."""
        self._until = until
        self._look()

    def wild(self, namespaces: str, home: str) -> bool:
        """Whether a wildcard takes the element that comes next."""
        tag = self.tag
        return bool(tag) and tag not in self._known and allows(namespaces, home, tag)

    def end(self, expect: Expect) -> None:
        """Insist that nothing is left.

        Args:
            expect: What may stand in the element.

        Raises:
            ProtocolError: An element stands where the schema has no place for it.
        """
        if self.tag:
            from .audit import out_of_order

            left = self.take()
            error = out_of_order(self._children, self.node, self.reader, expect())
            raise error or self.reader.error("the element has no place here", left)


def _in_places(node: Node, places: ChildPlaces) -> list[Node]:
    """The elements that are known, in the order of their places where that is told."""
    names = places.names
    children: list[Node] = []
    found: list[int | None] = []
    for child in node:
        tag = child.tag
        try:
            found.append(names[tag] if tag in names else places.open_to(tag))
        except KeyError:
            continue
        children.append(child)
    if None in found:
        return children
    told = cast("list[int]", found)
    if all(map(le, told, told[1:])):
        return children
    by_place = sorted(zip(told, range(len(told)), strict=True))
    return [children[number] for _, number in by_place]

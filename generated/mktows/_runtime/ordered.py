"""Reads elements that only their order tells apart, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .opaque import allows
from .reading import Node, Reader


class Cursor:
    """Goes over the child elements of one element.

    Elements that the schema does not know are passed over, unless a wildcard may take
    them.

    Args:
        node: The element.
        reader: Makes the errors.
        known: The names that the content model has.
        is_open: Whether it has wildcards too.
    """

    __slots__ = ("_children", "_known", "_next", "_until", "node", "reader", "tag")

    def __init__(
        self, node: Node, reader: Reader, known: Collection[str], is_open: bool
    ) -> None:
        self.node = node
        self.reader = reader
        self._known = known
        reader.between(node)
        self._children = [c for c in node if is_open or c.tag in known]
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

    def end(self) -> None:
        """Insist that nothing known is left.

        Raises:
            ProtocolError: An element stands where the schema has no place for it.
        """
        while self.tag:
            left = self.take()
            if left.tag in self._known:
                raise self.reader.error("the element has no place here", left)

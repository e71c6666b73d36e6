"""What prefixes mean at an element of a message that declares very many.

lxml makes a dictionary of all that is in scope for each element that is asked for it.
With thousands of declarations around thousands of elements that takes minutes for what
came in a second. Here only those between an element and the declaration are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

# As in `reading`: without lxml's stubs.
_etree: Final[Any] = import_module("lxml.etree")
_KEPT: Final = 1_000
"""So many elements are remembered, with what they declare."""


class Scopes:
    """Knows what the elements of one message declare."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[Any, Mapping[str, str]] = {}

    def declared(self, node: Any) -> Mapping[str, str]:
        """What an element itself declares; the default namespace has the prefix ""."""
        found: dict[str, str] = {}
        for event, said in _etree.iterwalk(node, events=("start-ns", "start")):
            if event == "start":
                break
            prefix, namespace = said
            found[prefix or ""] = namespace
        return found

    def around(self, node: Any) -> Mapping[str, str]:
        """The same of an element that others lie in, which are many."""
        known = self._known.get(node)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[node] = self.declared(node)
        return known


class Standing(Mapping[str | None, str]):
    """The prefixes in scope of an element; the default namespace has None.

    Args:
        node: The element.
        scopes: Knows what is declared around it.
    """

    __slots__ = ("_node", "_scopes")

    def __init__(self, node: Any, scopes: Scopes) -> None:
        self._node = node
        self._scopes = scopes

    def _every(self) -> Iterator[Mapping[str, str]]:
        yield self._scopes.declared(self._node)
        current = self._node.getparent()
        while current is not None:
            yield self._scopes.around(current)
            current = current.getparent()

    def __getitem__(self, prefix: str | None) -> str:
        """The namespace of a prefix, which the nearest declaration gives."""
        for declared in self._every():
            if (prefix or "") in declared:
                return declared[prefix or ""]
        raise KeyError(prefix)

    def __iter__(self) -> Iterator[str | None]:
        """All the prefixes."""
        found = {prefix: None for declared in self._every() for prefix in declared}
        return (prefix or None for prefix in found)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

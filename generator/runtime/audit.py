"""Looks at what the decoders pass over: what a schema does not know, and the order.

Decoders take what they know, in any order, and nothing in them costs more for that. Who
asks for drift or for strict order pays for one more walk over the tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable
from functools import cache
from typing import Final, Literal

from .characters import WHITE_SPACE
from .drift import Drift, OnDrift
from .errors import ProtocolError
from .expected import Expect, Expected
from .opaque import allows, may_stand_anywhere
from .order import ChildOrder, State
from .qnames import at, read_qname
from .reading import XSI_NIL, XSI_TYPE, Node, Reader, local
from .versions import Soap

_ENCODING: Final = tuple(f"{{{soap.encoding}}}" for soap in Soap)
_REFERENCES: Final = frozenset(("id", "href"))
_RESULT: Final = "{http://www.w3.org/2003/05/soap-rpc}result"
"""Says which part of an answer is the result (SOAP 1.2, part 2, 4.2.1)."""
_NAMED: Final = 20
"""So many names an error gives at most."""


class Audit:
    """Goes with a `Reader` that is asked for more than the message.

    Attributes:
        known: Elements that were looked at before.
        at: Where the element that is being looked at stands, if its path in the tree
            does not say; see `streaming`.

    Args:
        operation: The name of the operation.
        on_drift: Is told of what the schema does not know, or None.
        strict_order: Whether elements must follow one another as the schema has them.
    """

    __slots__ = ("_on_drift", "_operation", "_steps", "_strict", "at", "known")

    def __init__(
        self, operation: str, on_drift: OnDrift | None, strict_order: bool
    ) -> None:
        self._operation = operation
        self._on_drift = on_drift
        self._strict = strict_order
        self.known: Container[Node] = ()
        self.at: tuple[str, str] = ("", "")
        self._steps: dict[Node, str] = {}

    def unknown(self, node: Node) -> None:
        """Tell of an element that is passed over."""
        if self._on_drift is not None:
            self._tell("element", self._path(node), node.tag)

    def unknown_among(self, nodes: Iterable[Node], known: Collection[str] = ()) -> None:
        """The same for those that have none of some names."""
        for node in nodes:
            if node.tag not in known:
                self.unknown(node)

    def element(
        self, node: Node, reader: Reader, expect: Expect, encoded: bool
    ) -> ProtocolError | None:
        """Look at an element and all in it, and tell of what is unknown.

        Args:
            node: The element.
            reader: Makes the errors.
            expect: What may stand in it.
            encoded: Whether it is in SOAP's encoding, where names alone tell what is
                what (SOAP 1.1, 5.1).

        Returns:
            The error for the first element that is not in order, if any. Whoever
            decodes the element raises it afterwards: what else is wrong comes first.
        """
        self._steps.clear()  # a tree that is being read still grows
        misplaced: ProtocolError | None = None
        queue = [(node, expect)]
        while queue:
            current, expect = queue.pop()
            known = _expected(current, reader, expect)
            if known is None:
                # No decoder looks at what is nil; the others say so themselves.
                says = current.get(XSI_TYPE) is not None
                if says and _is_nil(current) and not encoded:
                    self._told(current, XSI_TYPE)
                continue
            if known.is_kept or current in self.known:
                continue
            if self._on_drift is not None:
                self._attributes(current, reader, known, encoded)
            if _is_nil(current):
                continue
            inside = []
            seen: set[str] = set()
            for child in current:
                held = known.items or known.children.get(child.tag)
                wild = _is_wild(child, known)
                again = wild and child.tag in known.once and child.tag in seen
                seen.add(child.tag)
                if held is not None and not again:
                    inside.append((child, held))
                elif not (wild or (encoded and child.tag == _RESULT)):
                    self.unknown(child)
            if self._strict and not encoded and misplaced is None:
                misplaced = out_of_order(current, current, reader, known)
            queue += reversed(inside)
        return misplaced

    def _attributes(
        self, node: Node, reader: Reader, known: Expected, encoded: bool
    ) -> None:
        others = known.others
        lost = _is_nil(node)  # all that is kept of it is that it is nil
        # An array has them by its base, whatever its message is (SOAP 1.1, 5.4.2).
        has_own = encoded or known.items is not None
        if not (has_own or _says_its_type(node, reader, known)):
            self._told(node, XSI_TYPE)
        for name, _ in node.items():
            if may_stand_anywhere(name):
                continue
            if others is not None and allows(*others, name) and not lost:
                continue
            if name in known.attributes and not lost:
                continue
            if has_own and (name in _REFERENCES or name.startswith(_ENCODING)):
                continue
            self._told(node, name)

    def _told(self, node: Node, name: str) -> None:
        """Tell of an attribute."""
        if self._on_drift is not None:
            self._tell("attribute", f"{self._path(node)}/@{local(name)}", name)

    def _tell(
        self, kind: Literal["element", "attribute"], place: str, name: str
    ) -> None:
        assert self._on_drift is not None
        standing, true = self.at
        if standing and place.startswith(standing):
            place = true + place[len(standing) :]
        self._on_drift(Drift(self._operation, place, kind, name))

    def _path(self, node: Node) -> str:
        """As `reading.path`, which would count all brothers anew for each of many."""
        steps: list[str] = []
        current: Node | None = node
        while current is not None:
            parent = current.getparent()
            if current not in self._steps:
                self._number([current] if parent is None else [*parent])
            steps.append(self._steps[current])
            current = parent
        return "/" + "/".join(reversed(steps))

    def _number(self, brothers: list[Node]) -> None:
        every = Counter(node.tag for node in brothers)
        so_far: Counter[str] = Counter()
        for node in brothers:
            so_far[node.tag] += 1
            number = f"[{so_far[node.tag]}]" if every[node.tag] > 1 else ""
            self._steps[node] = f"{local(node.tag)}{number}"


@cache
def _made(expect: Expect) -> Expected:
    return expect()


@cache
def _order(known: Expected) -> ChildOrder | None:
    if known.content is None:
        return None
    return ChildOrder(known.content)


def _expected(node: Node, reader: Reader, expect: Expect) -> Expected | None:
    """What is expected in an element, by its `xsi:type`; None where that is wrong."""
    known = _made(expect)
    if known.types is None:
        return known
    name = node.get(XSI_TYPE)
    try:
        found = known.types.get("" if name is None else reader.clark(node, name))
    except ProtocolError:  # the decoder will say so
        return None
    return None if found is None else _made(found)


def _says_its_type(node: Node, reader: Reader, known: Expected) -> bool:
    """Whether an element names a type that it may have, if it names any."""
    text = node.get(XSI_TYPE)
    if text is None:
        return True
    try:
        name = at(node, reader, read_qname)(text)
    except ValueError:
        return False
    return known.named is None or str(name) == known.named


def _is_nil(node: Node) -> bool:
    return (node.get(XSI_NIL) or "").strip(WHITE_SPACE) in ("true", "1")


def _is_wild(node: Node, known: Expected) -> bool:
    return any(allows(wild.namespaces, wild.home, node.tag) for wild in known.wilds)


def out_of_order(
    children: Iterable[Node], node: Node, reader: Reader, known: Expected
) -> ProtocolError | None:
    """The error for the first child element that is not in order.

    Args:
        children: The child elements, as they are to be taken.
        node: The element that they stand in.
        reader: Makes the error.
        known: What may stand in it.
    """
    order = _order(known)
    if order is None:
        return None
    state = order.start
    for child in children:
        if child.tag not in known.children and not _is_wild(child, known):
            continue
        after = order.after(state, child.tag)
        if after is None:
            found = local(child.tag)
            reason = f"expected {_listed(state)}, found the element {found}"
            return reader.error(reason, child)
        state = after
    if state.ends:
        return None
    return reader.error(f"expected {_listed(state)}, found the end", node)


def _listed(state: State) -> str:
    names = state.names()
    if not names:
        return "the end"
    shown = [*names[:_NAMED], *(["others"] if len(names) > _NAMED else [])]
    *first, last = shown
    return f"{', '.join(first)} or {last}" if first else last

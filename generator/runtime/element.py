"""What stands in a body or a header, with the code that writes and reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .errors import ProtocolError
from .expected import Expect, kept
from .reading import Node, Reader
from .strays import mark

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Element(Generic[T]):
    """What stands in a body or a header, with its codec.

    Attributes:
        name: Its name in Clark's notation, `{namespace}name`.
        tag: The tag that is written, prefix and all.
        type: The type of its value.
        encode: Writes the value as an element with a given tag.
        decode: Reads the value from an element.
        prefixes: The namespaces that writing it uses, by prefix.
        nillable: Whether it may be nil: its value is None then, or `NIL`.
        is_open: Whether it may hold text of its own, or anything.
        bare: Whether it is all that a body holds, rather than one element in it.
        encoded: What SOAP's encoding knows the message by, or "".
        facets: Where the facets of its type are, as `module.type`, or "".
        expect: What may stand in it; see `audit`.
    """

    name: str
    tag: str
    type: type[T]
    encode: Callable[[str, T], str] = field(repr=False)
    decode: Callable[[Node, Reader], T] = field(repr=False)
    prefixes: Mapping[str, str] = field(repr=False)
    nillable: bool = field(default=False, repr=False)
    is_open: bool = field(default=False, repr=False)
    bare: bool = field(default=False, repr=False)
    encoded: str = field(default="", repr=False)
    facets: str = field(default="", repr=False)
    expect: Expect = field(default=kept, repr=False)

    def read(self, node: Node, reader: Reader) -> T:
        """Decode the element.

        Raises:
            ProtocolError: It is another element, or not as the schema says.
        """
        if not self.bare and node.tag != self.name:
            reason = f"expected the element {self.name}, found {node.tag}"
            raise reader.error(reason, node)
        misplaced = self.look(node, reader)
        mark(node, reader)
        if node in reader.stray:
            raise reader.error(reader.stray[node], node)
        try:
            if self.is_open and not self._is_nothing(node, reader):
                value = self.decode(node, reader)
            else:
                value = reader.value(node, self.decode, self.nillable)
        except RecursionError:
            raise reader.error("the elements are nested too deeply") from None
        if reader.check_facets and self.facets:
            from .checking import check

            check(node, self.facets, reader)
        if misplaced is not None:
            raise misplaced
        return value

    def _is_nothing(self, node: Node, reader: Reader) -> bool:
        """Whether an element that may hold text is nil, and nothing of it is kept."""
        if node.text or len(node) or not reader.is_nil(node):
            return False
        if not self.nillable or not self.expect().is_kept:
            return True
        from .opaque import is_nothing

        return is_nothing(node, reader)

    def look(self, node: Node, reader: Reader) -> ProtocolError | None:
        """Look at what decoding passes over, where that is asked for; see `audit`.

        Returns:
            The error for the first element that is not in order, if it must be.
        """
        if reader.audit is None:
            return None
        return reader.audit.element(node, reader, self.expect, self.encoded != "")

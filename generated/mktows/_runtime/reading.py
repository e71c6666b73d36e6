"""What the decoders read with: trees, and errors that name the element.

The decoders walk a tree that lxml has parsed without recovery, without entities and
without a network. A `Reader` goes with one message; it knows what nil reads as, and it
makes the errors.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Container,
    Iterable,
    Iterator,
    Mapping,
)
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from .characters import WHITE_SPACE, is_blank, shown
from .errors import ProtocolError
from .nil import NIL

if TYPE_CHECKING:
    from .expected import Expect
    from .mime import MimePart
    from .scopes import Scopes
    from .unpacking import Unpacked

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XSI_NIL: Final = f"{{{XSI}}}nil"
XSI_TYPE: Final = f"{{{XSI}}}type"
XSI_ATTRIBUTES: Final = frozenset(
    (
        XSI_NIL,
        XSI_TYPE,
        f"{{{XSI}}}schemaLocation",
        f"{{{XSI}}}noNamespaceSchemaLocation",
    )
)
"""What may stand on any element; there are no others (XML Schema Part 1, 2.6)."""

ABSENT: Final[Any] = object()
"""Stands for an element that was not there; never part of a value."""

# Typed here rather than by lxml's stubs, which users of this package need not have.
_etree: Final[Any] = import_module("lxml.etree")

new: Final = object.__new__
"""Makes a record without its constructor, for who sets all of its fields."""

_BETWEEN: Final = "found text between elements"
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}

_MANY: Final = 32
"""With more prefixes in scope, `scopes` finds one sooner than lxml gives all."""

T = TypeVar("T")


class Node(Protocol):
    """As much of an lxml element as the decoders use."""

    @property
    def tag(self) -> str:
        """The name, in Clark's notation."""
        ...

    @property
    def text(self) -> str | None:
        """The text before the first child."""
        ...

    @property
    def tail(self) -> str | None:
        """The text behind the element."""
        ...

    @property
    def nsmap(self) -> Mapping[str | None, str]:
        """The prefixes in scope."""
        ...

    def get(self, key: str) -> str | None:
        """The value of an attribute, or None."""
        ...

    def items(self) -> list[tuple[str, str]]:
        """The attributes, by their names in Clark's notation."""
        ...

    def getparent(self) -> Node | None:
        """The element around this one, or None."""
        ...

    def getnext(self) -> Node | None:
        """The element behind this one, or None."""
        ...

    def __iter__(self) -> Iterator[Node]:
        """The child elements."""
        ...

    def __getitem__(self, index: int) -> Node:
        """One of the child elements."""
        ...

    def __len__(self) -> int:
        """How many child elements there are."""
        ...


class Auditor(Protocol):
    """Looks at what the decoders pass over; see `audit`."""

    known: Container[Node]
    at: tuple[str, str]

    def unknown_among(self, nodes: Iterable[Node], known: Collection[str]) -> None:
        """Tell of the elements that have none of some names."""
        ...

    def element(
        self, node: Node, reader: Reader, expect: Expect, encoded: bool
    ) -> ProtocolError | None:
        """Look at an element and all in it."""
        ...


class Reader:
    """Goes with one message through its decoders.

    Args:
        nil: What an element with `xsi:nil` reads as: None or `NIL`.
        status: The HTTP status of the answer.
        content: The answer, as it came.
        understands: Header blocks that may have to be understood; see `understanding`.
        content_type: Its media type; "" is that of an envelope alone.
        check_facets: Whether values are held against the facets of their types.
    """

    __slots__ = (
        "_scopes",
        "audit",
        "check_facets",
        "content",
        "content_type",
        "nil",
        "status",
        "stray",
        "understands",
        "unpacked",
    )

    def __init__(
        self,
        *,
        keep_nil: bool = False,
        status: int = 200,
        content: bytes = b"",
        understands: Collection[str] = (),
        content_type: str = "",
        check_facets: bool = False,
    ) -> None:
        self.nil: Any = NIL if keep_nil else None
        self.status = status
        self.content = content
        self.understands = understands
        self.content_type = content_type
        self.check_facets = check_facets
        self.audit: Auditor | None = None
        """Looks at what is passed over, where that is asked for."""
        self.unpacked: Unpacked | None = None
        """What came beside the envelope; see `beside`."""
        self.stray: Mapping[Node, str] = {}
        """Elements that hold what nobody would look at; see `strays`."""
        self._scopes: Scopes | None = None

    def error(self, reason: str, node: Node | None = None) -> ProtocolError:
        """An error at an element, or at the message as a whole."""
        where = "" if node is None else path(node)
        return ProtocolError(
            reason, path=where, status=self.status, content=self.content
        )

    def missing(self, node: Node, *names: str) -> ProtocolError:
        """The error for the first of the names that has no element."""
        found = {child.tag for child in node}
        name = next((name for name in names if name not in found), names[-1])
        reason = f"the required element {local(name)} is missing"
        near = next((tag for tag in found if local(tag) == local(name)), name)
        if near != name:
            reason += f": expected {_spaced(name)}, found {_spaced(near)}"
        return self.error(reason, node)

    def repeated(self, node: Node) -> ProtocolError:
        """The error for a second element where one is allowed."""
        return self.error("there may be only one such element", node)

    def nothing(self, node: Node, nillable: bool) -> Any:
        """An element with `xsi:nil`: what nil reads as, if it may be nil at all."""
        if not nillable:
            raise self.error("found xsi:nil, but the element is not nillable", node)
        return self.nil

    def is_nil(self, node: Node) -> bool:
        """Whether an element says that it is nil (XML Schema Part 1, 2.6.2)."""
        text = node.get(XSI_NIL)
        if text is None:
            return False
        value = _BOOLEANS.get(text.strip(WHITE_SPACE))
        if value is None:
            raise self.error(
                f"expected xs:boolean in xsi:nil, found {shown(text)}", node
            )
        return value

    def text(self, node: Node) -> str:
        """The text of an element that has no child elements, as it stands."""
        if self.stray and node in self.stray:
            raise self.error(self.stray[node], node)
        if len(node):
            found = local(node[0].tag)
            raise self.error(f"expected text, found the element {found}", node)
        return node.text or ""

    def string(self, node: Node, nillable: bool = False) -> Any:
        """The value of an element whose type is a string."""
        if node.text is None and not len(node) and self.is_nil(node):
            return self.nothing(node, nillable)
        return self.text(node)

    def required(self, node: Node, read: Callable[[str], T], nillable: bool) -> T:
        """The value of an element with another simple type."""
        text = node.text
        if not text or len(node) or self.stray:
            text = self.text(node)
            if not text and self.is_nil(node):
                nothing: T = self.nothing(node, nillable)
                return nothing
        try:
            return read(text)
        except ValueError as error:
            raise self.error(str(error), node) from None

    def optional(
        self, node: Node, read: Callable[[str], T], nillable: bool
    ) -> T | None:
        """The same where the element may be absent: an empty one counts as absent.

        Services send empty elements for dates, numbers and booleans that they do not
        have.
        """
        if is_blank(node.text) and not len(node) and not self.is_nil(node):
            return None
        return self.required(node, read, nillable)

    def swa_ref(self, text: str) -> MimePart:
        """The attachment that a text refers to."""
        if self.unpacked is None:
            raise ValueError(f"nothing came beside the envelope, not {shown(text)}")
        return self.unpacked.referred(text)

    def value(
        self, node: Node, decode: Callable[[Node, Reader], T], nillable: bool = False
    ) -> T:
        """The value of an element with a complex type."""
        if self.stray and node in self.stray:
            raise self.error(self.stray[node], node)
        if not len(node):
            if self.is_nil(node):
                nothing: T = self.nothing(node, nillable)
                return nothing
            if not is_blank(node.text):
                raise self.error("expected elements, found text", node)
        elif node.text and not is_blank(node.text):
            raise self.error(_BETWEEN, node)
        return decode(node, self)

    def behind(self, child: Node) -> None:
        """Refuse text behind an element, where only elements may stand."""
        if not is_blank(child.tail):
            raise self.error(_BETWEEN, child.getparent())

    def between(self, node: Node) -> None:
        """The same for all that an element holds."""
        for child in node:
            self.behind(child)

    def derived(
        self, node: Node, types: Mapping[str, Callable[[Node, Reader], T]]
    ) -> T:
        """Decode by the element's `xsi:type` (XML Schema Part 1, 2.6.1).

        Args:
            node: The element.
            types: The decoders by name in Clark's notation; "" is for no `xsi:type`.
        """
        name = node.get(XSI_TYPE)
        decode = types.get("" if name is None else self.clark(node, name))
        if decode is None:
            raise self.error(self._no_such_type(node, name, types), node)
        return decode(node, self)

    def _no_such_type(self, node: Node, name: str | None, types: Iterable[str]) -> str:
        """What is wrong with an `xsi:type`; where it is the namespace, with that."""
        known = [key for key in types if key]
        found = "no xsi:type" if name is None else f"the xsi:type {name!r}"
        if name is not None:
            meant = self.clark(node, name)
            near = [key for key in known if local(key) == local(meant)]
            if near:
                return (
                    f"found the xsi:type {_spaced(meant)}, expected {_spaced(near[0])}"
                )
        return f"found {found}, expected one of {', '.join(map(local, known))}"

    def clark(self, node: Node, name: str) -> str:
        """A qualified name in an attribute of an element, in Clark's notation."""
        prefix, _, rest = name.strip(WHITE_SPACE).rpartition(":")
        namespace = self.scope(node).get(prefix or None)
        if namespace is None and prefix:
            raise self.error(
                f"the prefix of the xsi:type {name!r} is not declared", node
            )
        return f"{{{namespace}}}{rest}" if namespace else rest

    def scope(self, node: Node) -> Mapping[str | None, str]:
        """The namespaces of the prefixes in scope of an element."""
        if self._scopes is not None:
            from .scopes import Standing

            return Standing(node, self._scopes)
        found = node.nsmap
        if len(found) > _MANY:
            from .scopes import Scopes

            self._scopes = Scopes()
        return found


def _spaced(name: str) -> str:
    """A name in Clark's notation, which says so if it has no namespace."""
    return name if name.startswith("{") else f"{name} without a namespace"


def local(name: str) -> str:
    """A name in Clark's notation without its namespace."""
    return name.rpartition("}")[2]


def path(node: Node) -> str:
    """Where an element stands, as `/Envelope/Body/.../leadRecord[3]/Id`.

    Elements that have brothers of their name are numbered from 1.
    """
    steps: list[str] = []
    current: Node | None = node
    while current is not None:
        parent = current.getparent()
        same = [] if parent is None else [c for c in parent if c.tag == current.tag]
        number = f"[{same.index(current) + 1}]" if len(same) > 1 else ""
        steps.append(local(current.tag) + number)
        current = parent
    return "/" + "/".join(reversed(steps))


PARSING: Final = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How messages are parsed."""


def parse(content: bytes, reader: Reader) -> Node:
    """Parse a message.

    Args:
        content: The message.
        reader: Makes the errors.

    Returns:
        Its root element.

    Raises:
        ProtocolError: It is empty, not well-formed, or has a document type declaration,
            which SOAP 1.1 forbids (section 3).
    """
    if not content.strip(WHITE_SPACE.encode()):
        raise reader.error("the message is empty")
    parser = _etree.XMLParser(
        **PARSING,
        # Without this, libxml2 takes no text of more than ten million bytes.
        huge_tree=len(content) > 10_000_000,
    )
    try:
        root: Node = _etree.fromstring(content, parser)
    except (_etree.XMLSyntaxError, ValueError) as error:
        raise reader.error(f"the message is not well-formed XML: {error}") from error
    refuse_doctype(root, reader)
    return root


def refuse_doctype(root: Any, reader: Reader) -> None:
    """Refuse a document type declaration (SOAP 1.1, section 3; SOAP 1.2, section 5)."""
    if root.getroottree().docinfo.doctype:
        raise reader.error("the message has a document type declaration")


_STRING: Final[Any] = _etree.XPath("string()")


def whole_text(node: Node) -> str:
    """All the text in an element, that of the elements in it included."""
    return str(_STRING(node))


def xml(node: Node) -> str:
    """An element as XML, with the prefixes that it needs."""
    text: str = _etree.tostring(node, encoding="unicode", with_tail=False)
    return text

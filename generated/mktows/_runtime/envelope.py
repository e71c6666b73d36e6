"""SOAP envelopes: messages to bytes, and bytes to messages. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

from .beside import opened, restore
from .characters import escape_attribute
from .element import Element
from .errors import MessageError
from .reading import XSI, Node, Reader, parse
from .strays import elements
from .versions import Soap

T = TypeVar("T")

_BODIES: Final = frozenset(soap.clark("Body") for soap in Soap)

# In a tag, that is: a text may hold the same, and an attribute's value, too.
_XSI: Final = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)* xsi:').search


def blocks(
    operation: str, declared: Sequence[Element[Any]], headers: Iterable[object]
) -> list[tuple[Element[Any], object]]:
    """Find the element of each header block, by the class of its value.

    Where the operation declares several of one class, each comes as a pair of its
    element and its value, which may be None. An `Xml` is a block that it does not
    declare.

    Args:
        operation: The name of the operation.
        declared: The header blocks that it declares.
        headers: Their values, in any order; None is left out.

    Returns:
        The blocks in the order in which the operation declares them, and behind them
        those that it does not declare.

    Raises:
        MessageError: The operation declares no such header, or there are two of one.
    """
    given = [header for header in headers if header is not None]
    pairs: list[tuple[Element[Any], object]] = []
    kinds: set[type[Any]] = set()
    for element in declared:
        kind = element.type
        for header in given:
            if header.__class__ is kind:
                pairs.append((element, header))
                kinds.add(kind)
    if len(pairs) == len(given) == len(kinds):
        return pairs
    from .free_blocks import free_block

    found: dict[int, object] = {}
    free: list[tuple[Element[Any], object]] = []
    for header in given:
        block = free_block(header)
        if block is not None:
            free.append((block, header))
            continue
        number, value = _place(operation, declared, header)
        if number in found:
            reason = f"{operation} is given the header {type(value).__name__} twice"
            raise MessageError(reason, path="/Envelope/Header")
        if value is not None:
            found[number] = value
    return [(declared[number], found[number]) for number in sorted(found)] + free


def _place(
    operation: str, declared: Sequence[Element[Any]], header: object
) -> tuple[int, object]:
    """Which of the declared headers one is, and its value."""
    value = header
    if isinstance(header, tuple) and len(header) == 2:
        known, value = header
        places = [n for n, element in enumerate(declared) if element is known]
    else:
        kinds = [e.type for e in declared]
        # A block may be of a type that extends its own.
        kind = next((k for k in type(header).__mro__ if k in kinds), None)
        places = [n for n, each in enumerate(kinds) if each is kind]
    if len(places) == 1:
        return places[0], value
    reason = f"{operation} declares no header {type(value).__name__}"
    if places:
        reason = (
            f"{operation} declares several headers {type(value).__name__}: "
            "give each as a pair of its Element and its value"
        )
    raise MessageError(reason, path="/Envelope/Header")


def write(
    soap: Soap,
    element: Element[T] | None,
    message: T,
    headers: Sequence[tuple[Element[Any], object]],
) -> bytes:
    """Write an envelope (SOAP 1.1, section 4; SOAP 1.2, section 5).

    Args:
        soap: The version of SOAP.
        element: What the body holds, or None for nothing.
        message: Its value.
        headers: The header blocks.

    Raises:
        MessageError: Something in it cannot be written; the error has the path.
    """
    env = soap.prefix
    prefixes: Mapping[str, str] = {} if element is None else element.prefixes
    head, part = "", "/Header/"
    try:
        for block, value in headers:
            head += block.encode(block.tag, value)
            if block.prefixes is not prefixes:  # as it is in one package
                prefixes = {**prefixes, **block.prefixes}
        if head:
            head = f"<{env}:Header>{head}</{env}:Header>"
        part = "/Body/"
        if element is None:
            body = f"<{env}:Body></{env}:Body>"
        elif element.bare:
            part = "/"
            body = element.encode(f"{env}:Body", message)
        else:
            body = f"<{env}:Body>{element.encode(element.tag, message)}</{env}:Body>"
    except MessageError as error:
        raise MessageError(error.reason, path=f"/Envelope{part}{error.path}") from None
    says_xsi = _says_xsi(body) or _says_xsi(head)
    if element is not None and prefixes is element.prefixes:
        start = _usual_start(env, soap.namespace, element, says_xsi)
    else:
        start = _start(env, soap.namespace, prefixes, says_xsi)
    # Each value was looked at where it was written: no character is one XML forbids.
    return f"{start}{head}{body}</{env}:Envelope>".encode()


def _says_xsi(xml: str) -> bool:
    """Whether a tag has an attribute of XML Schema's own."""
    # One character is found many times faster than several, and most have none.
    return '"' in xml and " xsi:" in xml and _XSI(xml) is not None


@lru_cache
def _usual_start(
    env: str, namespace: str, element: Element[Any], says_xsi: bool
) -> str:
    """The start of an envelope that names what its element names."""
    return _start(env, namespace, element.prefixes, says_xsi)


def _start(
    env: str, namespace: str, prefixes: Mapping[str, str], says_xsi: bool
) -> str:
    """The start of an envelope, with the namespaces that are named in it."""
    known = {**prefixes, "xsi": XSI} if says_xsi else prefixes
    scope = "".join(
        [f' xmlns:{p}="{escape_attribute(uri)}"' for p, uri in known.items()]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{env}:Envelope xmlns:{env}="{namespace}"{scope}>'
    )


def read(content: bytes, reader: Reader, soap: Soap) -> tuple[list[Node], Node]:
    """Take an envelope apart.

    A fault may come in an envelope of the other version: that is how a service says
    that it does not know this one (SOAP 1.2, appendix A).

    Returns:
        The header blocks, and the body.

    Raises:
        ProtocolError: It is not an envelope with exactly one body.
    """
    root = parse(opened(content, reader), reader)
    restore(root, reader)
    return apart(root, reader, soap)


def apart(root: Node, reader: Reader, soap: Soap) -> tuple[list[Node], Node]:
    """The same for an envelope that is parsed."""
    found = next((s for s in Soap if root.tag == s.clark("Envelope")), None)
    if found is None or (found is not soap and fault(root) is None):
        reason = f"expected a SOAP {soap.value} envelope, found the element {root.tag}"
        raise reader.error(reason)
    parts = elements(root, reader)
    header = []
    if parts and parts[0].tag == found.clark("Header"):
        header = elements(parts.pop(0), reader)
    if not parts or parts[0].tag != found.clark("Body"):
        raise reader.error("the envelope has no body where it should stand", root)
    if len(parts) > 1:
        raise reader.error("there is something behind the body", parts[1])
    return header, parts[0]


def fault(node: Node) -> Node | None:
    """The fault in a body, or in the body of an envelope, if there is one."""
    for child in node:
        if child.tag in _BODIES:
            return fault(child)
        if node.tag in _BODIES and child.tag == f"{node.tag[: -len('Body')]}Fault":
            return child
    return None


def only(body: Node, reader: Reader) -> Node:
    """The one element in a body.

    Raises:
        ProtocolError: There are none, or several.
    """
    found = elements(body, reader)
    if len(found) != 1:
        raise reader.error(f"expected one element, found {len(found)}", body)
    return found[0]

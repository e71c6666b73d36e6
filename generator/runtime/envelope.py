"""SOAP 1.1 envelopes: messages to bytes, and bytes to messages. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .errors import MessageError, SoapFault
from .reading import XSI, Node, Reader, check_content, local, parse, xml
from .writing import FORBIDDEN

if TYPE_CHECKING:
    from .operation import Element

T = TypeVar("T")

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
FAULT: Final = f"{{{SOAP}}}Fault"

_TAGS: Final = re.compile(r"<(/?)(?:[^\s<>/:?]+:)?([^\s<>/:?]+)[^<>]*?(/?)>")


def blocks(
    operation: str, declared: Sequence[Element[Any]], headers: Iterable[object]
) -> list[tuple[Element[Any], object]]:
    """Find the element of each header block, by the class of its value.

    Returns:
        The blocks in the order in which the operation declares them.

    Raises:
        MessageError: The operation declares no such header.
    """
    known = {element.type: (number, element) for number, element in enumerate(declared)}
    found = []
    for header in headers:
        if type(header) not in known:
            reason = f"{operation} declares no header {type(header).__name__}"
            raise MessageError(reason, path="/Envelope/Header")
        found.append((known[type(header)], header))
    found.sort(key=lambda block: block[0][0])
    return [(element, header) for (_, element), header in found]


def write(
    element: Element[T], message: T, headers: Sequence[tuple[Element[Any], object]]
) -> bytes:
    """Write an envelope (SOAP 1.1, section 4).

    Raises:
        MessageError: Something in it cannot be written; the error has the path.
    """
    prefixes = dict(element.prefixes)
    part = "Header"
    try:
        head = "".join([block.encode(block.tag, value) for block, value in headers])
        part = "Body"
        body = element.encode(element.tag, message)
    except MessageError as error:
        raise MessageError(
            error.reason, path=f"/Envelope/{part}/{error.path}"
        ) from None
    for block, _ in headers:
        prefixes.update(block.prefixes)
    if head:
        head = f"<SOAP-ENV:Header>{head}</SOAP-ENV:Header>"
    if " xsi:" in body or " xsi:" in head:
        prefixes["xsi"] = XSI
    scope = "".join([f' xmlns:{prefix}="{uri}"' for prefix, uri in prefixes.items()])
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP}"{scope}>{head}'
        f"<SOAP-ENV:Body>{body}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
    bad = FORBIDDEN(text)
    if bad is not None:
        reason = f"the character {bad.group()!r} cannot be written in XML"
        raise MessageError(reason, path=_path(text, bad.start()))
    return text.encode()


def _path(text: str, position: int) -> str:
    """Where a position in a written envelope lies, as `/Envelope/Body/...`."""
    steps: list[str] = []
    seen: list[dict[str, int]] = [{}]
    for end, name, empty in _TAGS.findall(text[:position]):
        if end:
            steps.pop()
            seen.pop()
            continue
        seen[-1][name] = number = seen[-1].get(name, 0) + 1
        if not empty:
            steps.append(name if number == 1 else f"{name}[{number}]")
            seen.append({})
    return "/" + "/".join(steps)


def read(content: bytes, reader: Reader) -> tuple[list[Node], Node]:
    """Take an envelope apart.

    Returns:
        The header blocks, and the one element in the body.

    Raises:
        ProtocolError: It is not an envelope with exactly one body with one element.
    """
    root = parse(content, reader)
    if root.tag != f"{{{SOAP}}}Envelope":
        raise reader.error(
            f"expected a SOAP 1.1 envelope, found the element {root.tag}"
        )
    parts = list(root)
    header = parts.pop(0) if parts and parts[0].tag == f"{{{SOAP}}}Header" else ()
    if not parts or parts[0].tag != f"{{{SOAP}}}Body":
        raise reader.error("the envelope has no body where it should stand", root)
    if len(parts) > 1:
        raise reader.error("there is something behind the body", parts[1])
    body = list(parts[0])
    if len(body) != 1:
        raise reader.error(f"expected one element, found {len(body)}", parts[0])
    return list(header), body[0]


def payload(element: Element[T], node: Node, reader: Reader) -> T:
    """Decode the element in the body.

    Raises:
        ProtocolError: It is another element, or not as the schema says.
    """
    if node.tag != element.name:
        raise reader.error(f"expected the element {element.name}", node)
    check_content(node, reader)
    try:
        return reader.value(node, element.decode)
    except RecursionError:
        raise reader.error("the elements are nested too deeply") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Tells the errors of one service from one another.

    Attributes:
        code: The local names of the elements that lead from the fault to the service's
            own code, as in `("detail", "serviceException", "code")`.
        pattern: Else, a pattern whose first group is the code at the head of the fault
            string.
        errors: The class for each code.
    """

    code: tuple[str, ...] = ()
    pattern: str = ""
    errors: Mapping[str, type[SoapFault]] = field(default_factory=dict)

    def error(self, fault: Node, status: int) -> SoapFault:
        """The error for a fault (SOAP 1.1, section 4.4).

        Args:
            fault: The fault's element.
            status: The HTTP status that came with it.
        """
        children = {local(child.tag): child for child in fault}
        string = _text(children.get("faultstring"))
        detail = children.get("detail")
        service_code = self._service_code(fault, string)
        kind = self.errors.get(service_code or "", SoapFault)
        return kind(
            _text(children.get("faultcode")).strip(),
            string,
            actor=_text(children.get("faultactor")) or None,
            detail=None if detail is None else xml(detail),
            service_code=service_code,
            status=status,
        )

    def _service_code(self, fault: Node, string: str) -> str | None:
        node: Node | None = fault if self.code else None
        for name in self.code:
            inside = () if node is None else node
            node = next((child for child in inside if local(child.tag) == name), None)
        if _text(node).strip():
            return _text(node).strip()
        match = re.match(self.pattern, string) if self.pattern else None
        return match.group(1) if match else None


def _text(node: Node | None) -> str:
    return "" if node is None else node.text or ""

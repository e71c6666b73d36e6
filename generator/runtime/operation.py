"""The static description of one SOAP operation, and the messages it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from . import envelope
from .envelope import Faults
from .reading import Node, Reader

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Generic[T]):
    """A global element that stands in a body or a header, with its codec.

    Attributes:
        name: Its name in Clark's notation, `{namespace}name`.
        tag: The tag that is written, prefix and all.
        type: The type of its value.
        encode: Writes the value as an element with a given tag.
        decode: Reads the value from an element.
        prefixes: The namespaces that writing it uses, by prefix.
    """

    name: str
    tag: str
    type: type[T]
    encode: Callable[[str, T], str] = field(repr=False)
    decode: Callable[[Node, Reader], T] = field(repr=False)
    prefixes: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[Request, Response]):
    """One operation in document style: its names and its messages, without any I/O.

    Attributes:
        name: Its name in the WSDL.
        soap_action: The value of the SOAPAction header (SOAP 1.1, section 6.1.1).
        request: The element in the body of a request.
        response: The element in the body of an answer.
        headers: The header blocks that a request may carry, in the order of the WSDL.
        faults: Tells the service's own errors from one another.
        safe: Whether the operation reads and changes nothing.
    """

    name: str
    soap_action: str
    request: Element[Request]
    response: Element[Response]
    headers: tuple[Element[Any], ...] = ()
    faults: Faults = field(default_factory=Faults, repr=False)
    safe: bool = False

    def encode_request(self, message: Request, headers: Iterable[object] = ()) -> bytes:
        """Write a request.

        Args:
            message: What stands in its body.
            headers: Its header blocks, in any order; None is left out.

        Returns:
            The envelope, in UTF-8.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        given = [header for header in headers if header is not None]
        blocks = envelope.blocks(self.name, self.headers, given)
        return envelope.write(self.request, message, blocks)

    def decode_request(
        self, content: bytes, keep_nil: bool = False
    ) -> tuple[Request, tuple[object, ...]]:
        """Read a request, as a server does.

        Args:
            content: The envelope.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.

        Returns:
            The message, and the header blocks that the operation declares.

        Raises:
            ProtocolError: It is not the request that the operation declares.
        """
        reader = Reader(keep_nil=keep_nil, content=content)
        header, payload = envelope.read(content, reader)
        known = {element.name: element for element in self.headers}
        blocks = tuple(
            envelope.payload(known[b.tag], b, reader) for b in header if b.tag in known
        )
        return envelope.payload(self.request, payload, reader), blocks

    def encode_response(self, message: Response) -> bytes:
        """Write an answer, as a server does.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        return envelope.write(self.response, message, [])

    def decode_response(
        self, content: bytes, status: int = 200, keep_nil: bool = False
    ) -> Response:
        """Read an answer.

        Args:
            content: The envelope.
            status: The HTTP status that came with it.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.

        Returns:
            The message.

        Raises:
            SoapFault: The answer is a fault, whatever its status.
            ProtocolError: It is not the answer that the operation declares.
        """
        reader = Reader(keep_nil=keep_nil, status=status, content=content)
        if 300 <= status < 400:
            raise reader.error("the answer is a redirect, which is not followed")
        _, payload = envelope.read(content, reader)
        if payload.tag == envelope.FAULT:
            raise self.faults.error(payload, status)
        if not 200 <= status < 300:
            raise reader.error("the status does not fit the answer, which is no fault")
        return envelope.payload(self.response, payload, reader)

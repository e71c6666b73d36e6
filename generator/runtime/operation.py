"""The static description of one SOAP operation: bytes to messages and back, no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from . import envelope
from .element import Element
from .encoded import Encoding, resolve
from .errors import ProtocolError
from .faults import DeclaredFault, Faults
from .reading import Node, Reader
from .versions import Soap

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[Request, Response]):
    """One operation: its names and its messages, without any I/O.

    Attributes:
        name: Its name in the WSDL.
        soap_action: The action that a request names (SOAP 1.1, section 6.1.1).
        request: What the body of a request holds.
        response: What the body of an answer holds; None where nothing is answered.
        headers: The header blocks that a request may carry, in the order of the WSDL.
        response_headers: The header blocks that an answer may carry.
        declared: The faults that the WSDL declares.
        faults: Tells the service's own errors from one another.
        safe: Whether the operation reads and changes nothing.
        soap: The version of SOAP.
        encoding: The types of the service, where bodies are in SOAP's own encoding.
    """

    name: str
    soap_action: str
    request: Element[Request]
    response: Element[Response] | None
    headers: tuple[Element[Any], ...] = ()
    response_headers: tuple[Element[Any], ...] = ()
    declared: tuple[DeclaredFault, ...] = field(default=(), repr=False)
    faults: Faults = field(default_factory=Faults, repr=False)
    safe: bool = False
    soap: Soap = Soap.SOAP11
    encoding: Encoding | None = field(default=None, repr=False)

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
        blocks = self._blocks(self.headers, headers)
        return self._written(self.request, message, blocks)

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
        header, body = envelope.read(content, reader, self.soap)
        blocks = self._known(self.headers, header, reader)
        return self._message(self.request, body, reader), blocks

    def encode_response(
        self, message: Response, headers: Iterable[object] = ()
    ) -> bytes:
        """Write an answer, as a server does.

        Args:
            message: What stands in its body; None where nothing is answered.
            headers: Its header blocks, in any order; None is left out.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        blocks = self._blocks(self.response_headers, headers)
        return self._written(self.response, message, blocks)

    def decode_response(
        self, content: bytes, status: int = 200, keep_nil: bool = False
    ) -> Response:
        """Read an answer.

        Args:
            content: The envelope; it may be empty where nothing is answered.
            status: The HTTP status that came with it.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.

        Returns:
            The message; None where nothing is answered.

        Raises:
            SoapFault: The answer is a fault, whatever its status.
            ProtocolError: It is not the answer that the operation declares.
        """
        reader = Reader(keep_nil=keep_nil, status=status, content=content)
        nothing = cast("Response", None)
        if self.response is None and 200 <= status < 300 and not content.strip():
            return nothing
        body = self._body(content, reader)
        if self.response is None:
            return nothing
        return self._message(self.response, body, reader)

    def decode_response_headers(
        self, content: bytes, keep_nil: bool = False
    ) -> tuple[object, ...]:
        """Read the header blocks of an answer.

        Args:
            content: The envelope.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.

        Returns:
            Those that the operation declares, in the order of the answer.

        Raises:
            ProtocolError: It is no envelope, or a block is not as the schema says.
        """
        reader = Reader(keep_nil=keep_nil, content=content)
        header, _ = envelope.read(content, reader, self.soap)
        return self._known(self.response_headers, header, reader)

    def _written(
        self,
        element: Element[T] | None,
        message: T,
        blocks: list[tuple[Element[Any], object]],
    ) -> bytes:
        content = envelope.write(self.soap, element, message, blocks)
        if self.encoding is None or element is None:
            return content
        return self.encoding.annotate(content, element.encoded, element.bare, self.soap)

    def _blocks(
        self, declared: tuple[Element[Any], ...], headers: Iterable[object]
    ) -> list[tuple[Element[Any], object]]:
        given = [header for header in headers if header is not None]
        return envelope.blocks(self.name, declared, given)

    def _known(
        self, declared: tuple[Element[Any], ...], header: list[Node], reader: Reader
    ) -> tuple[object, ...]:
        known = {element.name: element for element in declared}
        return tuple(known[b.tag].read(b, reader) for b in header if b.tag in known)

    def _body(self, content: bytes, reader: Reader) -> Node:
        """The body of an answer that is no fault."""
        redirect = 300 <= reader.status < 400
        try:
            _, body = envelope.read(content, reader, self.soap)
        except ProtocolError:
            if not redirect:
                raise
            raise _redirected(reader) from None
        fault = envelope.fault(body)
        if fault is not None:
            envelope.only(body, reader)
            raise self.faults.error(fault, reader, self.declared)
        if redirect:
            raise _redirected(reader)
        if not 200 <= reader.status < 300:
            raise reader.error("the status does not fit the answer, which is no fault")
        return body

    def _message(self, element: Element[T], body: Node, reader: Reader) -> T:
        if self.encoding is not None:
            resolve(body, reader)
        return element.read(
            body if element.bare else envelope.only(body, reader), reader
        )


def _redirected(reader: Reader) -> ProtocolError:
    return reader.error("the answer is a redirect, which is not followed")

"""The static description of one SOAP operation: bytes to messages and back, no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Unpack, cast

from . import envelope
from .element import Element
from .errors import ProtocolError, SoapFault
from .faults import Faults
from .packing import Packaged, Packing
from .readers import reader_for
from .reading import Node, Reader
from .reading_options import ReadingOptions
from .versions import Soap

if TYPE_CHECKING:
    from .declared import DeclaredFault
    from .encoded import Encoding

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operation(Generic[Request, Response]):
    """One operation: its names and its messages, without any I/O.

    Attributes:
        name: Its name in the WSDL.
        soap_action: The action that a request names (SOAP 1.1, section 6.1.1).
        request: What the body of a request holds.
        response: What the body of an answer holds; None where nothing is answered.
        headers: The header blocks that a request may carry, in the order of the WSDL.
        response_headers: The header blocks that an answer may carry.
        header_faults: The header blocks of a fault that say what was wrong with a
            request's.
        declared: The faults that the WSDL declares.
        faults: Tells the service's own errors from one another.
        safe: Whether the operation reads and changes nothing.
        soap: The version of SOAP.
        encoding: The types of the service, where something is in SOAP's own encoding.
        mtom: Whether binary values travel beside the envelope, unless asked otherwise.
    """

    name: str
    soap_action: str
    request: Element[Request]
    response: Element[Response] | None
    headers: tuple[Element[Any], ...] = ()
    response_headers: tuple[Element[Any], ...] = ()
    header_faults: tuple[Element[Any], ...] = ()
    declared: tuple[DeclaredFault, ...] = field(default=(), repr=False)
    faults: Faults = field(default_factory=Faults, repr=False)
    safe: bool = False
    soap: Soap = Soap.SOAP11
    encoding: Encoding | None = field(default=None, repr=False)
    mtom: bool = False

    def encode_request(
        self,
        message: Request,
        headers: Iterable[object] = (),
        *,
        check_facets: bool = False,
    ) -> bytes:
        """Write a request.

        Args:
            message: What stands in its body.
            headers: Its header blocks, in any order; None is left out. An `Xml` is
                one that the operation does not declare.
            check_facets: Whether values are held against the facets of their types.

        Returns:
            The envelope, in UTF-8.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        blocks = envelope.blocks(self.name, self.headers, headers)
        return self._written(self.request, message, blocks, check_facets)

    def pack_request(
        self,
        message: Request,
        headers: Iterable[object] = (),
        *,
        mtom: bool | None = None,
        check_facets: bool = False,
    ) -> Packaged:
        """Write a request with what travels beside its envelope.

        Args:
            message: What stands in its body.
            headers: Its header blocks, in any order; None is left out. An `Xml` is
                one that the operation does not declare.
            mtom: Whether binary values travel beside the envelope; None is as the WSDL
                says.
            check_facets: Whether values are held against the facets of their types.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        with Packing(self.mtom if mtom is None else mtom) as packing:
            content = self.encode_request(message, headers, check_facets=check_facets)
        return packing.packaged(content, self.soap, self.soap_action)

    def decode_request(
        self,
        content: bytes,
        keep_nil: bool = False,
        **options: Unpack[ReadingOptions],
    ) -> tuple[Request, tuple[object, ...]]:
        """Read a request, as a server does.

        Args:
            content: The envelope, or all of a message of several parts.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
            options: See `ReadingOptions`.

        Returns:
            The message, and the header blocks that the operation declares.

        Raises:
            ProtocolError: It is not the request that the operation declares, or has a
                header block that must be understood and is not.
        """
        reader = self._reader(keep_nil, content, options)
        header, body = envelope.read(content, reader, self.soap)
        self._understood(self.headers, header, reader)
        self._passed_over(self.headers, header, reader)
        blocks = self._known(self.headers, header, reader)
        return self._message(self.request, body, reader), blocks

    def encode_response(
        self,
        message: Response,
        headers: Iterable[object] = (),
        *,
        check_facets: bool = False,
    ) -> bytes:
        """Write an answer, as a server does.

        Args:
            message: What stands in its body; None where nothing is answered.
            headers: Its header blocks, in any order; None is left out. An `Xml` is
                one that the operation does not declare.
            check_facets: Whether values are held against the facets of their types.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        blocks = envelope.blocks(self.name, self.response_headers, headers)
        return self._written(self.response, message, blocks, check_facets)

    def pack_response(
        self,
        message: Response,
        headers: Iterable[object] = (),
        *,
        mtom: bool = False,
        check_facets: bool = False,
    ) -> Packaged:
        """Write an answer with what travels beside its envelope.

        Args:
            message: What stands in its body; None where nothing is answered.
            headers: Its header blocks, in any order; None is left out. An `Xml` is
                one that the operation does not declare.
            mtom: Whether binary values travel beside the envelope.
            check_facets: Whether values are held against the facets of their types.

        Raises:
            MessageError: The message holds what the schema does not allow.
        """
        with Packing(mtom) as packing:
            content = self.encode_response(message, headers, check_facets=check_facets)
        return packing.packaged(content, self.soap, "")

    def decode_response(
        self,
        content: bytes,
        status: int = 200,
        keep_nil: bool = False,
        **options: Unpack[ReadingOptions],
    ) -> Response:
        """Read an answer.

        Args:
            content: The envelope, or all of a message of several parts; it may be empty
                where nothing is answered.
            status: The HTTP status that came with it.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
            options: See `ReadingOptions`.

        Returns:
            The message; None where nothing is answered.

        Raises:
            SoapFault: The answer is a fault, whatever its status.
            ProtocolError: It is not the answer that the operation declares, or has a
                header block that must be understood and is not.
        """
        reader = self._reader(keep_nil, content, options, status)
        nothing = cast("Response", None)
        if self.response is None and 200 <= status < 300 and not content.strip():
            return nothing
        return self._answer(self._body(content, reader), reader)

    def read_response(self, root: Node, reader: Reader) -> Response:
        """Read an answer that is parsed; `decode_response` is what to use.

        Args:
            root: The root of the envelope.
            reader: Makes the errors.

        Raises:
            SoapFault: The answer is a fault, whatever its status.
            ProtocolError: It is not the answer that the operation declares.
        """
        header, body = envelope.apart(root, reader, self.soap)
        return self._answer(self._accepted(header, body, reader), reader)

    def check_header(self, root: Node, reader: Reader) -> None:
        """Look at the header of an answer whose body is still to come.

        Raises:
            ProtocolError: A header block must be understood and is not.
        """
        for part in root:
            if part.tag == self.soap.clark("Header"):
                self._understood(self.response_headers, [*part], reader)

    def decode_response_headers(
        self,
        content: bytes,
        keep_nil: bool = False,
        **options: Unpack[ReadingOptions],
    ) -> tuple[object, ...]:
        """Read the header blocks of an answer.

        Args:
            content: The envelope, or all of a message of several parts.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
            options: See `ReadingOptions`.

        Returns:
            Those that the operation declares, in the order of the answer.

        Raises:
            ProtocolError: It is no envelope, or a block is not as the schema says.
        """
        reader = self._reader(keep_nil, content, options)
        header, _ = envelope.read(content, reader, self.soap)
        self._passed_over(self.response_headers, header, reader)
        return self._known(self.response_headers, header, reader)

    def _reader(
        self, keep_nil: bool, content: bytes, options: ReadingOptions, status: int = 200
    ) -> Reader:
        return reader_for(
            self.name, keep_nil=keep_nil, status=status, content=content, **options
        )

    def _written(
        self,
        element: Element[T] | None,
        message: T,
        blocks: list[tuple[Element[Any], object]],
        check_facets: bool,
    ) -> bytes:
        content = envelope.write(self.soap, element, message, blocks)
        if check_facets:
            from .checking import check_written

            places = [block.facets for block, _ in blocks]
            place, is_bare = (
                ("", False) if element is None else (element.facets, element.bare)
            )
            check_written(content, places, place, bare=is_bare)
        if self.encoding is None:
            return content
        names = [block.encoded for block, _ in blocks]
        body, bare = ("", False) if element is None else (element.encoded, element.bare)
        return self.encoding.annotate(content, names, body, bare, self.soap)

    def _known(
        self, declared: tuple[Element[Any], ...], header: list[Node], reader: Reader
    ) -> tuple[object, ...]:
        known = {element.name: element for element in declared}
        blocks = [block for block in header if block.tag in known]
        if self.encoding is not None:
            _resolve([b for b in blocks if known[b.tag].encoded], reader)
        return tuple(known[block.tag].read(block, reader) for block in blocks)

    def _body(self, content: bytes, reader: Reader) -> Node:
        """The body of an answer that is no fault."""
        redirect = 300 <= reader.status < 400
        try:
            header, body = envelope.read(content, reader, self.soap)
        except ProtocolError:
            if not redirect:
                raise
            raise _redirected(reader) from None
        return self._accepted(header, body, reader)

    def _accepted(self, header: list[Node], body: Node, reader: Reader) -> Node:
        """The body, if it is no fault and fits the status."""
        fault = envelope.fault(body)
        if fault is not None:
            self._check_alone(fault, body, reader)
            raise self._fault(fault, header, reader)
        if 300 <= reader.status < 400:
            raise _redirected(reader)
        if not 200 <= reader.status < 300:
            raise reader.error("the status does not fit the answer, which is no fault")
        self._understood(self.response_headers, header, reader)
        self._passed_over(self.response_headers, header, reader, inside=True)
        return body

    def _check_alone(self, fault: Node, body: Node, reader: Reader) -> None:
        """Refuse what stands beside a fault, but for what SOAP's encoding refers to."""
        if self.encoding is not None:
            from .encoded import is_referred_to

            if all(node is fault or is_referred_to(node) for node in body):
                return
        envelope.only(body, reader)

    def _answer(self, body: Node, reader: Reader) -> Response:
        if self.response is None:
            return cast("Response", None)
        # An rpc answer may be called anything (SOAP 1.1, section 7.1), and some are.
        return self._message(self.response, body, reader, named=False)

    def _understood(
        self, declared: tuple[Element[Any], ...], header: list[Node], reader: Reader
    ) -> None:
        if not header:
            return
        from .understanding import understand

        known = {*reader.understands, *(element.name for element in declared)}
        understand(header, known, reader, self.soap)

    def _passed_over(
        self,
        declared: tuple[Element[Any], ...],
        header: list[Node],
        reader: Reader,
        inside: bool = False,
    ) -> None:
        """Tell of header blocks that nobody reads, where that is asked for.

        Args:
            declared: The blocks that may be there.
            header: Those that are.
            reader: Knows who asks.
            inside: Whether the declared ones are not read either, and are looked into.
        """
        if reader.audit is None:
            return
        known = {element.name: element for element in declared}
        reader.audit.unknown_among(header, {*known, *reader.understands})
        for block in header if inside else ():
            if block.tag in known:
                known[block.tag].look(block, reader)

    def _fault(self, fault: Node, header: list[Node], reader: Reader) -> SoapFault:
        """The error for a fault, with what its header says.

        What is not as declared is left out of it: that the call failed must be known.
        """
        from .understanding import SAID_BY_FAULTS, not_understood, supported

        if any(declared.element.encoded for declared in self.declared):
            with suppress(ProtocolError):
                _resolve([fault], reader)
        error = self.faults.error(fault, reader, self.declared)
        error.not_understood = not_understood(header, reader)
        error.supported = supported(header, reader)
        found: list[object] = []
        every = (*self.header_faults, *self.response_headers)
        said = [b for b in header if b.tag not in SAID_BY_FAULTS]
        self._passed_over(every, said, reader)
        for block in header:
            try:
                found += self._known(every, [block], reader)
            except ProtocolError as problem:
                error.add_problem(problem)
        error.headers = tuple(found)
        return error

    def _message(
        self, element: Element[T], body: Node, reader: Reader, *, named: bool = True
    ) -> T:
        if element.encoded:
            _resolve([body], reader)
        if element.bare:
            return element.read(body, reader)
        holder: Any = envelope.only(body, reader)
        if element.encoded and not named:
            holder.tag = element.name
        return element.read(holder, reader)


# What few messages need is loaded where one needs it: a first call is the sooner there.


def _resolve(nodes: list[Node], reader: Reader) -> None:
    from .encoded import resolve

    resolve(nodes, reader)


def _redirected(reader: Reader) -> ProtocolError:
    return reader.error("the answer is a redirect, which is not followed")

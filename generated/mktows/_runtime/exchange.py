"""One request and its answer, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .operation import Operation
from .reading_options import ReadingOptions

Response = TypeVar("Response")
Block = TypeVar("Block")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Generic[Response]):
    """A request that was sent, and the answer to it, not yet read.

    Its repr shows neither: a request carries credentials, an answer people's data.

    Attributes:
        operation: What was called.
        request: What was sent: the envelope, or all of a message of several parts.
        response: The answer's body.
        status: The answer's HTTP status.
        keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
        options: How else the client reads.
        request_type: The media type of what was sent.
    """

    operation: Operation[Any, Response] = field(repr=False)
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    status: int
    keep_nil: bool = field(default=False, repr=False)
    options: ReadingOptions = field(default_factory=ReadingOptions, repr=False)
    request_type: str = field(default="", repr=False)

    def message(self) -> Response:
        """Read the answer.

        Raises:
            SoapFault: It is a fault.
            ProtocolError: It is not the answer that the operation declares.
        """
        return self.operation.decode_response(
            self.response, self.status, self.keep_nil, **self.options
        )

    def headers(self) -> tuple[object, ...]:
        """Read the header blocks of the answer, those that the operation declares.

        Raises:
            ProtocolError: It is no envelope, or a block is not as the schema says.
        """
        return self.operation.decode_response_headers(
            self.response, self.keep_nil, **self.options
        )

    def header(self, kind: type[Block]) -> Block | None:
        """Read one header block of the answer.

        Args:
            kind: The class of its value.

        Returns:
            The first block of that class; None where there is none.

        Raises:
            ProtocolError: It is no envelope, or a block is not as the schema says.
        """
        return next((b for b in self.headers() if isinstance(b, kind)), None)

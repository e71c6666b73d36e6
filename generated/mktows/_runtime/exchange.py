"""One request and its answer, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .operation import Operation

Response = TypeVar("Response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Generic[Response]):
    """A request that was sent, and the answer to it, not yet read.

    Its repr shows neither: a request carries credentials, an answer people's data.

    Attributes:
        operation: What was called.
        request: The envelope that was sent.
        response: The answer's body.
        status: The answer's HTTP status.
        keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
    """

    operation: Operation[Any, Response] = field(repr=False)
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    status: int
    keep_nil: bool = field(default=False, repr=False)

    def message(self) -> Response:
        """Read the answer.

        Raises:
            SoapFault: It is a fault.
            ProtocolError: It is not the answer that the operation declares.
        """
        return self.operation.decode_response(self.response, self.status, self.keep_nil)

"""Everything that a call can raise.

* ServiceError
  - MessageError     a message that cannot be written: nothing was sent
  - TransportError   the HTTP exchange did not complete
  - ProtocolError    the answer is not the SOAP message that the operation declares
  - SoapFault        the service answered with a SOAP fault
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar


class Retry(Enum):
    """Whether a call that met a fault may be tried again."""

    NEVER = "never"
    """The same call will fail again."""
    SIGNED_ANEW = "signed-anew"
    """Once, with a fresh signature."""
    AFTER_PAUSE = "after-pause"
    """After a pause."""
    IF_SAFE = "if-safe"
    """Only if the operation reads and changes nothing."""


class ServiceError(Exception):
    """The base of every error that a call raises.

    Copies and pickles keep its text and its attributes.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        # What Exception does by itself would hand the finished text to `__init__`.
        return _blank, (type(self), *self.args), self.__dict__


def _blank(kind: type[ServiceError], *args: object) -> ServiceError:
    return kind.__new__(kind, *args)


class MessageError(ServiceError, ValueError):
    """A message holds what the schema does not allow; nothing was sent.

    Attributes:
        path: Where in the message, by the names on the wire.
        reason: What was found there, and what is expected.
    """

    def __init__(self, reason: str, *, path: str = "") -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


class TransportError(ServiceError):
    """The HTTP exchange did not complete; `__cause__` may say why."""


class ProtocolError(ServiceError):
    """The answer is not the message that the operation declares.

    Attributes:
        reason: What was found, and what is expected.
        path: Where in the answer, as `/Envelope/Body/...`, or "".
        status: The HTTP status of the answer.
        content: The answer, as it came.
    """

    def __init__(
        self, reason: str, *, path: str = "", status: int = 200, content: bytes = b""
    ) -> None:
        place = f"{path}: " if path else ""
        super().__init__(f"{place}{reason} (HTTP {status})")
        self.reason = reason
        self.path = path
        self.status = status
        self.content = content


class SoapFault(ServiceError):
    """The service answered with a fault (SOAP 1.1, 4.4; SOAP 1.2, 5.4).

    Attributes:
        retry: Whether the call may be tried again.
        code: The fault code, as it is on the wire.
        string: What the service says about the fault.
        actor: Who caused it, or None.
        detail: The `detail` element as XML, or None.
        service_code: The service's own code for the error, or None.
        status: The HTTP status of the answer.
        subcodes: What SOAP 1.2 has below the code, from the outside in.
        reasons: What SOAP 1.2 says, by language; `string` is one of them.
        value: The detail as the service declares it, or None.
        headers: The header blocks that came with it, those that the operation declares.
        problems: Why the detail is not in `value`, or a block not in `headers`, where
            it is not as declared; each is a note of the error, too.
        not_understood: The request's header blocks that SOAP 1.2 says were not
            understood, by their names in Clark's notation.
        supported: The envelopes that the service would have instead, by their names.
    """

    retry: ClassVar[Retry] = Retry.NEVER

    def __init__(
        self,
        code: str,
        string: str,
        *,
        actor: str | None = None,
        detail: str | None = None,
        service_code: str | None = None,
        status: int = 500,
    ) -> None:
        super().__init__(f"{code}: {string}")
        self.code = code
        self.string = string
        self.actor = actor
        self.detail = detail
        self.service_code = service_code
        self.status = status
        self.subcodes: tuple[str, ...] = ()
        self.reasons: Mapping[str, str] = {}
        self.value: Any = None
        self.headers: tuple[object, ...] = ()
        self.problems: tuple[ProtocolError, ...] = ()
        self.not_understood: tuple[str, ...] = ()
        self.supported: tuple[str, ...] = ()

    def add_problem(self, problem: ProtocolError) -> None:
        """Take note of something that is not as declared, and so left out."""
        self.problems += (problem,)
        self.add_note(f"Left out, since it is not as declared: {problem}")

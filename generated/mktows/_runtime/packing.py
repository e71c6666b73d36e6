"""Messages as HTTP carries them: an envelope, and what travels beside it.

Encoders give text. What is not to stand in the text they hand to the `Packing` of the
message that is being written, which is kept in a variable of the context.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from .versions import Soap


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """A message with what travels beside it, as HTTP carries both.

    Its repr does not show the body, which may hold credentials.

    Attributes:
        content_type: The value of the HTTP header of that name.
        body: The bytes.
    """

    content_type: str
    body: bytes = field(repr=False)


class Packing:
    """Takes what one message carries beside its envelope, while it is entered.

    Everything about it follows from the message: the same one gives the same bytes.

    Args:
        mtom: Whether binary values travel beside the envelope (MTOM, XOP).
    """

    def __init__(self, mtom: bool) -> None:
        self.mtom = mtom
        self._parts: list[tuple[str, str, bytes]] = []
        self._token: Token[Packing | None] | None = None

    def __enter__(self) -> Self:
        self._token = current.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._token is not None:
            current.reset(self._token)

    def add(self, content: bytes, content_type: str, name: str = "") -> str:
        """Take a part; its content-id is the answer.

        Args:
            content: The bytes.
            content_type: What they are.
            name: The part's name in the WSDL (WS-I Attachments Profile 1.0, 3.8).
        """
        from .related import identify

        content_id = identify(len(self._parts), content, name)
        self._parts.append((content_id, content_type, content))
        return content_id

    def beside(self, content_id: str) -> bytes | None:
        """The bytes of a part that was taken; None where it was not."""
        return next((b for known, _, b in self._parts if known == content_id), None)

    def packaged(self, envelope: bytes, soap: Soap, action: str) -> Packaged:
        """The message: the envelope alone, or with all parts behind it.

        Args:
            envelope: The envelope, in UTF-8.
            soap: Its version.
            action: The action that goes into its media type, possibly empty.
        """
        if not self._parts and not self.mtom:
            return Packaged(content_type=soap.content_type(action), body=envelope)
        from .related import related

        kind, body = related(envelope, self._parts, soap, action, self.mtom)
        return Packaged(content_type=kind, body=body)


current: Final[ContextVar[Packing | None]] = ContextVar("packing", default=None)

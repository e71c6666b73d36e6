"""Messages as HTTP carries them: an envelope, and what travels beside it.

Encoders give text. What is not to stand in the text they hand to the `Packing` of the
message that is being written, which is kept in a variable of the context.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from hashlib import blake2b
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote
from uuid import UUID

from .characters import escape, escape_attribute
from .errors import MessageError
from .lexical import write_base64_binary
from .mime import OCTETS, XOP, MimePart, chosen
from .versions import Soap

INCLUDE: Final = "http://www.w3.org/2004/08/xop/include"
"""The namespace of `xop:Include`."""


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
        self._token = _current.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._token is not None:
            _current.reset(self._token)

    def add(self, content: bytes, content_type: str, name: str = "") -> str:
        """Take a part; its content-id is the answer.

        Args:
            content: The bytes.
            content_type: What they are.
            name: The part's name in the WSDL (WS-I Attachments Profile 1.0, 3.8).
        """
        made = blake2b(b"%d " % len(self._parts), digest_size=16)
        made.update(content)
        unique = UUID(bytes=made.digest(), version=5)
        start = f"{quote(name, safe='')}=" if name else ""
        content_id = f"{start}{unique}@parts.invalid"
        self._parts.append((content_id, content_type, content))
        return content_id

    def packaged(self, envelope: bytes, soap: Soap, action: str) -> Packaged:
        """The message: the envelope alone, or with all parts behind it.

        Args:
            envelope: The envelope, in UTF-8.
            soap: Its version.
            action: The action that goes into its media type, possibly empty.
        """
        plain = soap.content_type(action)
        if not self._parts and not self.mtom:
            return Packaged(content_type=plain, body=envelope)
        made = blake2b(envelope, digest_size=16)
        for content_id, content_type, _ in self._parts:
            made.update(f"{content_id} {content_type} ".encode())
        unique = UUID(bytes=made.digest(), version=5)
        # No content can hold the boundary, which follows from all of it.
        boundary, root = f"part-{unique}", f"{unique}@envelope.invalid"
        kind, own, more = soap.media_type, plain, ""
        if self.mtom:
            own = f'{XOP}; charset=UTF-8; type="{soap.media_type}"'
            kind, more = XOP, f'; start-info="{soap.media_type}"'
        if action and soap is Soap.SOAP12:
            more += f'; action="{action}"'
            own += f'; action="{action}"' if self.mtom else ""
        pieces: list[bytes] = []
        for content_id, content_type, content in (
            (root, own, envelope),
            *self._parts,
        ):
            head = (
                f"--{boundary}\r\n"
                f"Content-Type: {content_type}\r\n"
                "Content-Transfer-Encoding: binary\r\n"
                f"Content-ID: <{content_id}>\r\n\r\n"
            )
            pieces += [head.encode("ascii"), content, b"\r\n"]
        pieces.append(f"--{boundary}--\r\n".encode("ascii"))
        content_type = (
            f'multipart/related; type="{kind}"; boundary="{boundary}"; '
            f'start="<{root}>"{more}'
        )
        return Packaged(content_type=content_type, body=b"".join(pieces))


_current: Final[ContextVar[Packing | None]] = ContextVar("packing", default=None)


def attach(name: str, media: tuple[str, ...], value: MimePart) -> None:
    """Take a part that the WSDL binds to MIME (WSDL 1.1, section 5).

    Args:
        name: The part's name.
        media: The types that it may have; none is any.
        value: Its value.
    """
    try:
        _add(value, media, name)
    except ValueError as error:
        raise MessageError(str(error), path=name) from None


def write_swa_ref(value: MimePart) -> str:
    """Write a reference to an attachment (WS-I Attachments Profile 1.0, section 4)."""
    return escape(f"cid:{quote(_add(value, ()), safe='@=-.')}")


def _add(value: MimePart, media: tuple[str, ...], name: str = "") -> str:
    if not isinstance(value, MimePart):
        reason = "a value is required" if value is None else "expected a MimePart"
        raise ValueError(f"{reason}, found {type(value).__name__}")
    content_type = chosen(value, media)
    if not isinstance(value.content, bytes | bytearray):
        found = type(value.content).__name__
        raise ValueError(f"expected bytes as content, found {found}")
    packing = _current.get()
    if packing is None:
        raise ValueError("an attachment; pack_request and pack_response can write it")
    return packing.add(bytes(value.content), content_type, name)


def write_binary(value: bytes | bytearray) -> str:
    """Write xs:base64Binary as the content of an element: in it or beside (XOP 1.0)."""
    packing = _current.get()
    if packing is None or not packing.mtom or not value:
        return write_base64_binary(value)
    if not isinstance(value, bytes | bytearray):
        return write_base64_binary(value)  # which says what is wrong
    content_id = packing.add(bytes(value), OCTETS)
    href = escape_attribute(f"cid:{quote(content_id, safe='@=-.')}")
    return f'<xop:Include xmlns:xop="{INCLUDE}" href="{href}"/>'

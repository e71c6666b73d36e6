"""Messages of several parts, as they are written (RFC 2387, XOP 1.0)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from urllib.parse import quote
from uuid import UUID

from .mime import XOP
from .versions import Soap


def identify(number: int, content: bytes, name: str) -> str:
    """The content-id of a part, which follows from the part.

    Args:
        number: How many parts there are before it.
        content: The bytes.
        name: The part's name in the WSDL (WS-I Attachments Profile 1.0, 3.8), or "".
    """
    made = blake2b(b"%d " % number, digest_size=16)
    made.update(content)
    start = f"{quote(name, safe='')}=" if name else ""
    return f"{start}{UUID(bytes=made.digest(), version=5)}@parts.invalid"


def related(
    envelope: bytes,
    parts: Sequence[tuple[str, str, bytes]],
    soap: Soap,
    action: str,
    mtom: bool,
) -> tuple[str, bytes]:
    """An envelope with its parts behind it.

    Args:
        envelope: The envelope, in UTF-8.
        parts: The content-id, the media type and the bytes of each.
        soap: The version of SOAP.
        action: The action that goes into the media type, possibly empty.
        mtom: Whether the envelope includes parts by reference.

    Returns:
        The media type of all, and the bytes.
    """
    made = blake2b(envelope, digest_size=16)
    for content_id, content_type, _ in parts:
        made.update(f"{content_id} {content_type} ".encode())
    unique = UUID(bytes=made.digest(), version=5)
    # No content can hold the boundary, which follows from all of it.
    boundary, root = f"part-{unique}", f"{unique}@envelope.invalid"
    kind, own, more = soap.media_type, soap.content_type(action), ""
    if mtom:
        own = f'{XOP}; charset=UTF-8; type="{soap.media_type}"'
        kind, more = XOP, f'; start-info="{soap.media_type}"'
    if action and soap is Soap.SOAP12:
        more += f'; action="{action}"'
        own += f'; action="{action}"' if mtom else ""
    pieces: list[bytes] = []
    for content_id, content_type, content in ((root, own, envelope), *parts):
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
    return content_type, b"".join(pieces)

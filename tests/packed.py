"""Messages with what travels beside them, taken apart by the standard library."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any


def parts(packaged: Any) -> list[EmailMessage]:
    """The parts of a message: the envelope alone, or it and all that is beside it."""
    head = f"Content-Type: {packaged.content_type}\r\n\r\n".encode()
    found = BytesParser(policy=policy.HTTP).parsebytes(head + packaged.body)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return [*map(_as_message, found.iter_parts())] if found.is_multipart() else [found]


def _as_message(part: object) -> EmailMessage:
    assert isinstance(part, EmailMessage)
    return part


def envelope(packaged: Any) -> bytes:
    """The envelope of a message."""
    content = parts(packaged)[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content

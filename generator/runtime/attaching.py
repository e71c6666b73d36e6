"""Encoders of what may travel beside an envelope."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from .characters import escape, escape_attribute
from .errors import MessageError
from .lexical_binary import write_base64_binary
from .mime import OCTETS, MimePart, chosen
from .packing import current

INCLUDE: Final = "http://www.w3.org/2004/08/xop/include"
"""The namespace of `xop:Include`."""


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
    packing = current.get()
    if packing is None:
        raise ValueError("an attachment; pack_request and pack_response can write it")
    return packing.add(bytes(value.content), content_type, name)


def write_binary(value: bytes | bytearray) -> str:
    """Write xs:base64Binary as the content of an element: in it or beside (XOP 1.0)."""
    packing = current.get()
    if packing is None or not packing.mtom or not value:
        return write_base64_binary(value)
    if not isinstance(value, bytes | bytearray):
        return write_base64_binary(value)  # which says what is wrong
    content_id = packing.add(bytes(value), OCTETS)
    href = escape_attribute(f"cid:{quote(content_id, safe='@=-.')}")
    return f'<xop:Include xmlns:xop="{INCLUDE}" href="{href}"/>'

"""A multipart message cut into its parts (RFC 2046, 5.1), strictly and in linear time.

The parser of the standard library forgives: it makes something of a message that was
cut off, and of one whose boundaries are wrong. Here that is an error.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .characters import shown

MOST_PARTS: Final = 10_000
MOST_HEADERS: Final = 16 * 1024
"""The most parts that a message may have, and bytes that a part's headers may."""

_BOUNDARY: Final = re.compile(r"(?!.* \Z)[0-9A-Za-z'()+_,\-./:=? ]{1,70}")
_HEADER: Final = re.compile(r"([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:(.*)")
_FOLD: Final = re.compile(r"\r\n[ \t]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NOT_QUOTED: Final = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n)")
_ONCE: Final = ("content-id", "content-type", "content-transfer-encoding")
_AS_IT_IS: Final = ("", "7bit", "8bit", "binary")


@dataclass(frozen=True, slots=True)
class Part:
    """One part; the names of its headers are in small letters."""

    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    @property
    def content_id(self) -> str:
        """Its `Content-ID` without the angle brackets, or ""."""
        return bare(self.headers.get("content-id", ""))


def bare(content_id: str) -> str:
    """A content-id without its angle brackets, which some leave out."""
    text = content_id.strip()
    return text[1:-1] if text[:1] == "<" and text[-1:] == ">" else text


def split(body: bytes, boundary: str) -> list[Part]:
    """Cut a body into its parts.

    What stands before the first boundary is not looked at, as RFC 2046 wants it.

    Raises:
        ValueError: It is cut off, or something in it is not as the RFC says.
    """
    if _BOUNDARY.fullmatch(boundary) is None:
        raise ValueError(f"{shown(boundary)} is no boundary of parts")
    mark = b"--" + boundary.encode("ascii")
    at = 0
    if not body.startswith(mark):
        at = body.find(b"\r\n" + mark) + 2
        if at < 2:
            raise ValueError("the boundary of the parts is nowhere")
    parts: list[Part] = []
    while True:
        at += len(mark)
        if body.startswith(b"--", at):
            if body[at + 2 :].strip():
                raise ValueError("there is something behind the last part")
            return parts
        end = body.find(b"\r\n", at)
        if end < 0 or body[at:end].strip(b" \t"):
            raise ValueError("a boundary of the parts is cut off or not alone")
        following = body.find(b"\r\n" + mark, end)
        if following < 0:
            raise ValueError(f"part {len(parts) + 1} is cut off")
        if len(parts) == MOST_PARTS:
            raise ValueError(f"there are more than {MOST_PARTS} parts")
        try:
            parts.append(_part(body, end, following))
        except ValueError as error:
            raise ValueError(f"part {len(parts) + 1}: {error}") from None
        at = following + 2


def _part(body: bytes, start: int, end: int) -> Part:
    """The part between two boundaries; its first line break is the boundary's own."""
    # The empty line before an empty content may be the next boundary's own.
    head = body.find(b"\r\n\r\n", start, min(end + 2, start + MOST_HEADERS))
    if head < 0:
        raise ValueError("its headers do not end, or are too long")
    headers = _headers(body[start + 2 : head].decode("latin-1"))
    encoding = headers.get("content-transfer-encoding", "").lower()
    return Part(headers, _decoded(body[head + 4 : end], encoding))


def _headers(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _FOLD.sub(" ", text).split("\r\n") if text else ():
        match = _HEADER.fullmatch(line)
        if match is None or _CONTROLS.search(line):
            raise ValueError(f"{shown(line)} is no header")
        name = match[1].lower()
        if name in found and name in _ONCE:
            raise ValueError(f"it has the header {name} twice")
        found[name] = match[2].strip(" \t")
    return found


def _decoded(content: bytes, encoding: str) -> bytes:
    """The content without its transfer encoding (RFC 2045, 6)."""
    if encoding in _AS_IT_IS:
        return content
    if encoding == "base64":
        packed = content.translate(None, b" \t\r\n")
        try:
            return binascii.a2b_base64(packed, strict_mode=True)
        except ValueError:
            raise ValueError("its content is not base64") from None
    if encoding == "quoted-printable":
        if _NOT_QUOTED.search(content):
            raise ValueError("its content is not quoted-printable")
        return binascii.a2b_qp(content)
    raise ValueError(f"its transfer encoding {shown(encoding)} is not known")

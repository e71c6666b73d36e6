"""MIME: the parts of a message, and what its headers say (RFC 2045, RFC 2387)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from .characters import shown

OCTETS: Final = "application/octet-stream"
XOP: Final = "application/xop+xml"

_TOKEN: Final = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_TYPE: Final = re.compile(rf"[ \t]*({_TOKEN}/{_TOKEN})[ \t]*")
# Many write `type=text/xml` and `start=<...>` without the quotes that these need.
_PARAMETER: Final = re.compile(
    rf';[ \t]*(?:({_TOKEN})=(?:([^\s;"]+)|"((?:[^"\\\x00-\x1f\x7f]|\\[ -~])*)")[ \t]*)?'
)
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class MimePart:
    """What travels beside an envelope: an attachment.

    Its repr shows how much there is, and not what.

    Attributes:
        content: The bytes.
        content_type: What they are, such as `image/png`. When writing, "" is the one
            type that the WSDL names, or any bytes where it names none.
    """

    content: bytes = field(repr=False)
    content_type: str = ""

    def __repr__(self) -> str:
        """How large it is, and of which type."""
        return f"<MimePart of {len(self.content)} bytes, {self.content_type or OCTETS}>"


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type with its parameters; names are in small letters."""

    name: str
    parameters: Mapping[str, str]

    @classmethod
    def of(cls, text: str) -> MediaType:
        """Read a `Content-Type`.

        Raises:
            ValueError: It is none, or says something twice.
        """
        match = _TYPE.match(text)
        if match is None:
            raise ValueError(f"expected a media type, found {shown(text)}")
        name, parameters = match[1].lower(), dict[str, str]()
        while match.end() < len(text):
            at = match.end()
            match = _PARAMETER.match(text, at)
            if match is None:
                raise ValueError(f"the media type {shown(text)} cannot be read")
            key, bare, quoted = match.groups()
            if key is None:
                continue
            if key.lower() in parameters:
                raise ValueError(f"the media type says {shown(key)} twice")
            value = _ESCAPED.sub(r"\1", quoted) if bare is None else bare
            parameters[key.lower()] = value
        return cls(name, parameters)


def chosen(part: MimePart, media: Iterable[str]) -> str:
    """The `Content-Type` that a part goes out with.

    Args:
        part: The part.
        media: The types that it may have, as `image/png` or `image/*`; none is any.

    Raises:
        ValueError: It has another type, or one must be given.
    """
    known = list(media)
    text = part.content_type
    if not text:
        if len(known) > 1 or any("*" in kind for kind in known):
            raise ValueError(f"expected a content_type, one of {', '.join(known)}")
        return known[0] if known else OCTETS
    if not isinstance(text, str):
        raise ValueError(f"expected a str as content_type, found {shown(text)}")
    name = MediaType.of(text).name
    if not text.isascii() or not text.isprintable():
        raise ValueError(f"the media type {shown(text)} cannot be written")
    if known and not any(_fits(name, kind) for kind in known):
        raise ValueError(f"expected {', '.join(known)}, found {shown(text)}")
    return text.strip()


def _fits(name: str, kind: str) -> bool:
    kind = kind.partition(";")[0].strip().lower()
    if kind in ("*/*", "*"):
        return True
    return name == kind or (kind.endswith("/*") and name.startswith(kind[:-1]))

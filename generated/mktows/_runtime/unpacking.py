"""What came beside an envelope: found by the names and references in it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from .characters import shown
from .mime import OCTETS, XOP, MediaType, MimePart
from .multipart import Part, bare, split


class Unpacked:
    """A message that came with others beside it (RFC 2387).

    Attributes:
        envelope: The message itself.
        is_xop: Whether it includes parts by reference (XOP 1.0).

    Args:
        content_type: What HTTP says of it.
        body: The bytes.

    Raises:
        ValueError: It is cut off, or not as the RFC says.
    """

    def __init__(self, content_type: str, body: bytes) -> None:
        said = MediaType.of(content_type).parameters
        if "boundary" not in said:
            raise ValueError("the media type names no boundary of parts")
        parts = split(body, said["boundary"])
        self._parts: dict[str, Part] = {}
        for part in parts:
            if part.content_id and part.content_id in self._parts:
                reason = f"two parts have the content-id {shown(part.content_id)}"
                raise ValueError(reason)
            self._parts[part.content_id or f"#{len(self._parts)}"] = part
        if not parts:
            raise ValueError("there is no part")
        start = bare(said["start"]) if "start" in said else next(iter(self._parts))
        if start not in self._parts:
            raise ValueError(f"there is no part {shown(start)}, which is the first")
        root = self._parts.pop(start)
        kind = root.headers.get("content-type") or said.get("type", "")
        self.is_xop = kind != "" and MediaType.of(kind).name == XOP
        self.envelope = root.content

    def referred(self, href: str) -> MimePart:
        """The part that a reference names.

        Raises:
            ValueError: There is none, or it is no reference to a part.
        """
        part = self.find(href)[1]
        return _mime_part(part)

    def named(self, names: tuple[str, ...]) -> Mapping[str, MimePart]:
        """The parts that the WSDL names, as far as they are there.

        A part's content-id begins with its name (WS-I Attachments Profile 1.0, 3.8).
        Where none does, and there are just as many, they are in the order of the WSDL.

        Raises:
            ValueError: There are two of one name.
        """
        found: dict[str, MimePart] = {}
        for part in self._parts.values():
            name = unquote(part.content_id.partition("@")[0].partition("=")[0])
            if name in found:
                raise ValueError(f"two attachments are called {shown(name)}")
            if name in names:
                found[name] = _mime_part(part)
        if not found and len(self._parts) == len(names):
            every = map(_mime_part, self._parts.values())
            return dict(zip(names, every, strict=True))
        return found

    def find(self, href: str) -> tuple[str, Part]:
        """The same, with its content-id and headers."""
        scheme, colon, rest = href.strip().partition(":")
        if not colon or scheme.lower() != "cid":
            raise ValueError(f"{shown(href)} is no reference to a part (cid:)")
        for name in (unquote(rest), rest):
            if name in self._parts and not name.startswith("#"):
                return name, self._parts[name]
        raise ValueError(f"there is no part {shown(rest)}")


def _mime_part(part: Part) -> MimePart:
    return MimePart(part.content, part.headers.get("content-type") or OCTETS)

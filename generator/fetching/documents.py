"""A fetched document: what it imports, and its text with other locations in it."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from .. import known, source
from ..errors import Refused
from ..xml import WSDL, XSD, local
from .address import Address, parse

# The document is known to be well-formed and without a document type, so these are all
# the things that a `<` can begin. `*+` never goes back, whatever the document is.
_MARKUP: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^>]*>"
    r"|<(?P<name>[^\s/>]+)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


@dataclass(frozen=True, slots=True)
class Import:
    """An import of a document.

    Attributes:
        place: Which element it is, counted in document order.
        line: Its line.
        target: Where it leads.
        known: Whether it is of a public vocabulary that generation has a schema of.
    """

    place: int
    line: int
    target: Address
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A document as it came.

    Attributes:
        address: Where it was in the end, after redirects.
        content: Its bytes.
        kind: `wsdl` or `xsd`.
        imports: What it imports, in document order.
    """

    address: Address
    content: bytes = field(repr=False)
    kind: str
    imports: tuple[Import, ...]

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def identity(self) -> tuple[object, ...]:
        """What two addresses of one document have in common."""
        return self.sha256, *(i.target for i in self.imports)


def read(address: Address, content: bytes, *, entry: bool) -> Document:
    """Read a document under the rules of `source`.

    Args:
        address: Where it came from.
        content: Its bytes.
        entry: Whether it is the one that was asked for, which has to be a WSDL.

    Raises:
        Refused: It is no sound WSDL or schema, or has a location that is not fetched.
    """
    try:
        root = source.parse(address.shown, content)
    except Refused as refused:
        if _is_page(content):
            raise _page(address) from refused
        raise
    kinds = {f"{{{WSDL}}}definitions": "wsdl", f"{{{XSD}}}schema": "xsd"}
    kind = kinds.get(str(root.tag))
    if local(root).lower() == "html":
        raise _page(address)
    if kind is None or (entry and kind != "wsdl"):
        wanted = "WSDL 1.1" if entry else "WSDL 1.1 and no XML Schema"
        reason = f"is no {wanted}: its root element is {local(root)!r}"
        raise Refused(reason, file=address.shown, line=1)
    imports = tuple(_imports(address, root))
    return Document(address=address, content=content, kind=kind, imports=imports)


def rewritten(document: Document, names: Mapping[Address, str]) -> bytes:
    """The bytes of a document whose imports lead to files.

    Everything but the values of these attributes stays, byte for byte.

    Args:
        document: The document.
        names: The file of every address that it imports; one of a known vocabulary
            may have none, and stays as it is.

    Raises:
        Refused: It is in an encoding of which that cannot be promised.
    """
    wanted = {
        i.place: names[i.target]
        for i in document.imports
        if i.target in names or not i.known
    }
    if not wanted:
        return document.content
    place = document.address.shown
    root = source.parse(place, document.content)
    declared: Any = root.getroottree().docinfo.encoding
    encoding = next(
        (name for mark, name in _MARKS.items() if document.content.startswith(mark)),
        declared or "utf-8",
    )
    try:
        text = document.content.decode(encoding)
        if text.encode(encoding) != document.content:
            raise UnicodeError("does not come back as it was")
    except (LookupError, UnicodeError) as error:
        reason = f"is in an encoding that cannot be rewritten ({encoding})"
        raise Refused(reason, file=place) from error
    content = _replaced(text, wanted).encode(encoding)
    for number, node in enumerate(root.iter("*")):
        if number in wanted:
            node.set(source.LOCATIONS[str(node.tag)], wanted[number])
    if not _same(root, source.parse(place, content)):
        raise Refused("is written so that it cannot be rewritten", file=place)
    return content


def _imports(address: Address, root: etree._Element) -> Iterator[Import]:
    for place, node in enumerate(root.iter("*")):
        attribute = source.LOCATIONS.get(str(node.tag))
        if attribute and (location := node.get(attribute, "").strip()):
            line: Any = node.sourceline
            try:
                target = parse(location, address)
            except Refused as refused:
                reason = f"the location of this {local(node)} {refused.reason}"
                raise Refused(reason, file=address.shown, line=line) from refused
            whole = local(node) == "import"
            ours = whole and node.get("namespace", "").strip() in known.FILES
            yield Import(place, line, target, ours)


def _replaced(text: str, wanted: Mapping[int, str]) -> str:
    """The text with the locations of some elements, by their place, replaced."""
    pieces, done, place = [], 0, -1
    for tag in _MARKUP.finditer(text):
        if tag["name"] is None:
            continue
        place += 1
        for attribute in _ATTRIBUTE.finditer(text, *tag.span("rest")):
            if place in wanted and attribute[1] in source.LOCATIONS.values():
                start, end = attribute.span(2)
                pieces += [text[done : start + 1], wanted[place]]
                done = end - 1
    return "".join([*pieces, text[done:]])


def _same(one: etree._Element, other: etree._Element) -> bool:
    pairs = zip(one.iter("*"), other.iter("*"), strict=True)
    try:
        return all(
            a.tag == b.tag
            and a.items() == b.items()
            and a.nsmap == b.nsmap
            and (a.text, a.tail) == (b.text, b.tail)
            for a, b in pairs
        )
    except ValueError:  # one of them has more elements
        return False


def _is_page(content: bytes) -> bool:
    start = content[:1024].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))


def _page(address: Address) -> Refused:
    reason = "is an HTML page, not a WSDL or schema; does it need --user or --header?"
    return Refused(reason, file=address.shown)

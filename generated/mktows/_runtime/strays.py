"""Content that no decoder looks at, and that would be lost: refused where it is known.

Decoders take the child elements that they know and pass over all others, whole. So what
is stray in an element that nobody knows is passed over with it, and only a decoder can
tell: what is stray is noted before, and is an error where one looks.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from .characters import WHITE_SPACE, is_blank, shown
from .reading import XSI, XSI_NIL, Node, Reader

# As in `reading`: without lxml's stubs.
_etree: Final[Any] = import_module("lxml.etree")

_NIL: Final[Any] = _etree.XPath(
    "descendant-or-self::*/@xsi:nil", namespaces={"xsi": XSI}
)
# Where these say what they mean in the same bytes as ASCII does; an attribute's name
# cannot be spelled in any other way.
_ASCII: Final = ("UTF-8", "US-ASCII", "ISO-8859-", "WINDOWS-125")


def mark(node: Node, reader: Reader) -> None:
    """Note what is stray in an element and in all that it holds.

    That is content in an element with `xsi:nil`, or with one that is no boolean. Text
    between elements the decoders see as they go. Such elements get a comment, which is
    the only one in the tree, since those of the message are not parsed.
    """
    stray: dict[Node, str] = {}
    for found in _nils(node, reader.content):
        said = found.get(XSI_NIL).strip(WHITE_SPACE)
        if said in ("false", "0") or not (found.text or len(found)):
            continue
        stray[found] = "found content in an element with xsi:nil"
        if said not in ("true", "1"):
            stray[found] = f"expected xs:boolean in xsi:nil, found {shown(said)}"
        if not len(found):  # the quick way to a text is for elements without children
            found.append(_etree.Comment())
    reader.stray = stray


def _nils(node: Any, content: bytes) -> list[Any]:
    """The elements with `xsi:nil`. Most messages have none, as their bytes show."""
    encoding = node.getroottree().docinfo.encoding or ""
    plain = encoding.upper().startswith(_ASCII) and b"\0" not in content[:4]
    if content and plain:
        # Without references, the namespace can be spelled in one way only.
        spelled = b"&" not in content or b"&#" not in content
        if (spelled and b"XMLSchema-instance" not in content) or b"nil" not in content:
            return []
    return [found.getparent() for found in _NIL(node)]


def elements(node: Node, reader: Reader) -> list[Node]:
    """The children of an element that may hold no text.

    Raises:
        ProtocolError: There is text between them.
    """
    children = list(node)
    if not all(map(is_blank, (node.text, *(child.tail for child in children)))):
        raise reader.error("found text between elements", node)
    return children

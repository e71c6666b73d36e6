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

_TEXT: Final[Any] = _etree.XPath("descendant-or-self::*[*][text()[normalize-space()]]")
_NIL: Final[Any] = _etree.XPath(
    "descendant-or-self::*[@xsi:nil]", namespaces={"xsi": XSI}
)


def mark(node: Node, reader: Reader) -> None:
    """Note what is stray in an element and in all that it holds.

    That is text between elements, and content in an element with `xsi:nil`, or with
    one that is no boolean.
    """
    stray: dict[Node, str] = dict.fromkeys(_TEXT(node), "found text between elements")
    for found in _NIL(node):
        said = found.get(XSI_NIL).strip(WHITE_SPACE)
        if said in ("false", "0") or not (found.text or len(found)):
            continue
        stray[found] = "found content in an element with xsi:nil"
        if said not in ("true", "1"):
            stray[found] = f"expected xs:boolean in xsi:nil, found {shown(said)}"
        if not len(found):  # the quick way to a text is for elements without children
            _etree.SubElement(found, "stray")
    reader.stray = stray


def elements(node: Node, reader: Reader) -> list[Node]:
    """The children of an element that may hold no text.

    Raises:
        ProtocolError: There is text between them.
    """
    children = list(node)
    if not all(map(is_blank, (node.text, *(child.tail for child in children)))):
        raise reader.error("found text between elements", node)
    return children

"""What policies say of how messages are packed (WS-Policy 1.2 and 1.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from ..xml import local
from .index import Place

_POLICIES: Final = (
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://www.w3.org/ns/ws-policy",
    "http://www.w3.org/2006/07/ws-policy",
)
_MTOM: Final = (
    "{http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization}"
    "OptimizedMimeSerialization",
    "{http://www.w3.org/2007/08/soap12-mtom-policy}MTOM",
    "{http://www.w3.org/2007/08/soap11-mtom-policy}MTOM",
)
_ID: Final = (
    "{http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-wssecurity-utility-1.0.xsd}Id",
    "{http://www.w3.org/XML/1998/namespace}id",
)


def wants_mtom(*places: Place) -> bool:
    """Whether a policy of one of these demands that binary values travel beside."""
    return any(_demands(node) for place in places for node in _policies(place))


def _policies(place: Place) -> Iterator[etree._Element]:
    """The policies of an element: in it, or in the same document by their ids."""
    for child in place.node.iterchildren("*"):
        if _is(child, "Policy"):
            yield child
        elif _is(child, "PolicyReference"):
            wanted = child.get("URI", "").strip().removeprefix("#")
            for node in place.document.root.iter("*"):
                if _is(node, "Policy") and wanted in map(node.get, _ID):
                    yield node


def _demands(node: etree._Element) -> bool:
    """Whether there is no way around it (WS-Policy 1.5, section 4.3)."""
    if any(node.get(f"{{{ns}}}Optional") in ("true", "1") for ns in _POLICIES):
        return False
    if node.tag in _MTOM:
        return True
    inside = [_demands(child) for child in node.iterchildren("*")]
    if _is(node, "ExactlyOne"):
        return bool(inside) and all(inside)
    return (_is(node, "All") or _is(node, "Policy")) and any(inside)


def _is(node: etree._Element, name: str) -> bool:
    return local(node) == name and etree.QName(node).namespace in _POLICIES

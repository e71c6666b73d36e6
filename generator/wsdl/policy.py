"""What policies say of how messages are packed (WS-Policy 1.2 and 1.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from ..xml import local

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


Policies = Mapping[tuple[etree._Element, str], bool]
"""By the root of a document and an id: whether the policy demands MTOM."""


def demanding(roots: Iterable[etree._Element]) -> Policies:
    """Read the policies of documents that have an id."""
    found: dict[tuple[etree._Element, str], bool] = {}
    for root in roots:
        for node in root.iter(*_named("Policy")):
            for name in filter(None, map(node.get, _ID)):
                found[root, name] = found.get((root, name), False) or _demands(node)
    return found


def wants_mtom(known: Policies, root: etree._Element, *nodes: etree._Element) -> bool:
    """Whether a policy of one of these demands that binary values travel beside.

    Args:
        known: The policies that may be referred to by their ids.
        root: The root of the document.
        nodes: Elements of it, each with its policies in it or elsewhere.
    """
    return any(_says(known, root, node) for node in nodes)


def _says(known: Policies, root: etree._Element, place: etree._Element) -> bool:
    if any(map(_demands, place.iterchildren(*_named("Policy")))):
        return True
    for node in place.iterchildren(*_named("PolicyReference")):
        name = node.get("URI", "").strip().removeprefix("#")
        if known.get((root, name), False):
            return True
    return False


def _named(name: str) -> list[str]:
    return [f"{{{namespace}}}{name}" for namespace in _POLICIES]


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

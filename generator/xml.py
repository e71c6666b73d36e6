"""The XML vocabulary of WSDL and XML Schema: names, and small readers of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from .model import QName

WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
SOAP11_BINDING: Final = "http://schemas.xmlsoap.org/wsdl/soap/"
SOAP12_BINDING: Final = "http://schemas.xmlsoap.org/wsdl/soap12/"
SOAP_ENCODINGS: Final = (
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
)
MIME_BINDING: Final = "http://schemas.xmlsoap.org/wsdl/mime/"
XMLMIME: Final = (
    "http://www.w3.org/2005/05/xmlmime",
    "http://www.w3.org/2004/11/xmlmime",
)
SWA_REF: Final = QName("http://ws-i.org/profiles/basic/1.1/xsd", "swaRef")
"""A reference to an attachment (WS-I Attachments Profile 1.0, section 4.4)."""
XSD: Final = "http://www.w3.org/2001/XMLSchema"
XML: Final = "http://www.w3.org/XML/1998/namespace"
NCNAME: Final = re.compile(r"[^\W\d][\w.\-\u00b7]*", re.UNICODE)
QNAME: Final = re.compile(rf"(?:{NCNAME.pattern}:)?{NCNAME.pattern}", re.UNICODE)

_OVER_HTTP: Final = frozenset(
    {
        "",
        "http://schemas.xmlsoap.org/soap/http",
        "http://www.w3.org/2003/05/soap/bindings/HTTP",
    }
)
"""The transports that mean HTTP; who says none means it too."""

OLD_XSD: Final = frozenset(
    {
        "http://www.w3.org/1999/XMLSchema",
        "http://www.w3.org/2000/08/XMLSchema",
        "http://www.w3.org/2000/10/XMLSchema",
    }
)
"""Namespaces of the drafts of XML Schema; what they name is read as of 2001."""
_OLD_TYPES: Final = {
    "CDATA": "normalizedString",
    "timeDuration": "duration",
    "timeInstant": "dateTime",
    "ur-type": "anyType",
    "uriReference": "anyURI",
}
"""Types of the drafts that got another name and kept their meaning."""


def local(node: etree._Element) -> str:
    """The local name of an element."""
    return etree.QName(node).localname


def attributes(node: etree._Element) -> dict[str, str]:
    """The attributes of an element, by name in Clark's notation."""
    return {str(key): str(value) for key, value in node.attrib.items()}


def children(
    node: etree._Element, namespace: str, *names: str
) -> Iterator[etree._Element]:
    """The child elements of a namespace with one of the names, or with any."""
    wanted = {f"{{{namespace}}}{name}" for name in names} or {f"{{{namespace}}}*"}
    return node.iterchildren(*wanted)


def qname(node: etree._Element, value: str) -> QName | None:
    """Resolve a QName that stands in an attribute of `node`.

    Returns:
        The name, or None where its prefix is not declared. A name without prefix is in
        the default namespace (XML Schema Part 2, 3.2.18).
    """
    prefix, colon, name = value.strip(" \t\r\n").rpartition(":")
    if prefix == "xml":
        return QName(XML, name)
    namespace = node.nsmap.get(prefix) if colon else node.nsmap.get(None) or ""
    if not colon and namespace == WSDL:
        # Nothing can be defined there: the document's own name is meant.
        namespace = target_namespace(node)
    if namespace in OLD_XSD:
        return QName(XSD, _OLD_TYPES.get(name, name))
    return None if namespace is None else QName(namespace, name)


def target_namespace(node: etree._Element) -> str:
    """The `targetNamespace` of the schema or the definitions that `node` stands in."""
    owner: etree._Element | None = node
    while owner is not None:
        if owner.tag in (f"{{{XSD}}}schema", f"{{{WSDL}}}definitions"):
            return owner.get("targetNamespace", "").strip()
        owner = owner.getparent()
    return ""


def have_port(services: Iterable[etree._Element]) -> bool:
    """Whether a service has a port; else the bindings themselves are called."""
    return any(True for s in services for _ in children(s, WSDL, "port"))


def soap_over_http(binding: etree._Element) -> etree._Element | None:
    """How a binding speaks SOAP over HTTP, or None where it speaks something else."""
    for space in (SOAP11_BINDING, SOAP12_BINDING):
        for node in children(binding, space, "binding"):
            if node.get("transport", "").strip().rstrip("/") in _OVER_HTTP:
                return node
    return None


def documentation(node: etree._Element) -> str:
    """The text of an element's `wsdl:documentation`, white space folded, or `""`."""
    for child in children(node, WSDL, "documentation"):
        return " ".join("".join(map(str, child.itertext())).split())
    return ""

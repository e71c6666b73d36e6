"""Arrays of SOAP's encoding: what their items are, which no schema component says."""

from __future__ import annotations

from typing import Final

from lxml import etree

from ..model import QName
from ..source import Source
from ..xml import WSDL, XSD, qname

SOAP_ENCODINGS: Final = (
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
)


def item_type(source: Source, name: QName) -> QName | None:
    """The type of the items of an array, as `wsdl:arrayType` names it.

    WSDL 1.1, section 2.2, has it on the reference to `soapenc:arrayType`, which is not
    part of XML Schema.

    Args:
        source: The WSDL and its import closure.
        name: The name of the complex type.

    Returns:
        The type; None where there is no such attribute, or the items are arrays
        without a type of their own.
    """
    for document in source.documents:
        for schema in document.root.iter(f"{{{XSD}}}schema"):
            if (schema.get("targetNamespace") or "") != name.namespace:
                continue
            for node in schema.iterchildren(f"{{{XSD}}}complexType"):
                if node.get("name") == name.name:
                    return _said(node)
    return None


def _said(node: etree._Element) -> QName | None:
    for attribute in node.iter(f"{{{XSD}}}attribute"):
        text = attribute.get(f"{{{WSDL}}}arrayType")
        if text is not None:
            bare, _, dimensions = text.strip().partition("[")
            return qname(attribute, bare) if dimensions.strip() == "]" else None
    return None

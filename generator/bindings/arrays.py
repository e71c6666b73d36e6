"""Arrays of SOAP's encoding: what their items are, which no schema component says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ..model import QName
from ..source import Source
from ..xml import WSDL, XSD, qname

SOAP_ENCODINGS: Final = (
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
)


_DEEPEST: Final = 16
"""Dimensions of an array and of those in it; more are kept as XML."""
_DIMENSIONS: Final = re.compile(r"\[[0-9,\s]*\]")


@dataclass(frozen=True, slots=True)
class Items:
    """What an array holds (SOAP 1.1, 5.4.2).

    Attributes:
        name: The type at the bottom.
        ranks: How many dimensions arrays have, from the innermost array to this one:
            `xsd:int[][,]` is an array of two dimensions of arrays of one.
    """

    name: QName
    ranks: tuple[int, ...]


def items(source: Source, name: QName) -> Items | None:
    """The items of an array, as `wsdl:arrayType` names them.

    WSDL 1.1, section 2.2, has it on the reference to `soapenc:arrayType`, which is not
    part of XML Schema.

    Args:
        source: The WSDL and its import closure.
        name: The name of the complex type.

    Returns:
        What it holds; None where there is no such attribute, or it says nothing.
    """
    for document in source.documents:
        for schema in document.root.iter(f"{{{XSD}}}schema"):
            if (schema.get("targetNamespace") or "") != name.namespace:
                continue
            for node in schema.iterchildren(f"{{{XSD}}}complexType"):
                if node.get("name") == name.name:
                    return _said(node)
    return None


def _said(node: etree._Element) -> Items | None:
    for attribute in node.iter(f"{{{XSD}}}attribute"):
        text = attribute.get(f"{{{WSDL}}}arrayType")
        if text is not None:
            bare, _, rest = text.strip().partition("[")
            groups = _DIMENSIONS.findall(f"[{rest}")
            if "".join(groups) != f"[{rest}" or len(groups) > _DEEPEST:
                return None
            ranks = tuple(group.count(",") + 1 for group in groups)
            if sum(ranks) > _DEEPEST:
                return None
            name = qname(attribute, bare.strip())
            return None if name is None else Items(name, ranks)
    return None

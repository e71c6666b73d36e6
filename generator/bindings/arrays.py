"""Types that are lists: arrays of SOAP's encoding, and what is called an array."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from ..model import QName
from ..naming import Names
from ..source import Source
from ..xml import WSDL, XSD, qname
from .catalogue import (
    Atomic,
    Binding,
    Field,
    Key,
    Kind,
    Leaf,
    Model,
    Place,
    Reference,
    Type,
)
from .simple import Simple

SOAP_ENCODINGS: Final = (
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
)
BASES: Final = frozenset(QName(space, "Array") for space in SOAP_ENCODINGS)
"""What arrays of SOAP's encoding restrict."""

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


def binding(
    key: Key, name: str, of: Simple, names: Names, *, rank: int = 1, rows: bool = False
) -> Binding:
    """An array of SOAP's encoding (SOAP 1.1, 5.4.2).

    Args:
        key: What names it.
        name: What its items are called on the wire.
        of: The type of its items.
        names: The spelling rules.
        rank: How many dimensions it has; its items are rows where it has several.
        rows: Whether its items are rows, and so always there.
    """
    item = Field(
        name=names.field(name),
        wire=QName("", name),
        place=Place.ELEMENT,
        type=of[0],
        required=False,
        repeated=True,
        nillable=rank == 1 and not rows,
        facets=of[1],
    )
    return Binding(
        key=key,
        name="",
        kind=Kind.ARRAY,
        fields=(item,),
        content=Model(items=(Leaf(field=item.name, least=0, most=None),)),
        encoded=True,
        rank=rank,
    )


def wraps(binding: Binding) -> bool:
    """Whether a record does nothing but wrap one repeated element, by its name.

    .NET calls it `ArrayOfLeaf`; JAXB and spyne `leafArray`, after the items' type.
    """
    key = binding.key
    if key.element or key.inner or binding.abstract or binding.ordered:
        return False
    if len(binding.fields) != 1 or binding.fields[0].place is not Place.ELEMENT:
        return False
    return binding.fields[0].repeated and _is_said_by(
        key.name.name, binding.fields[0].type
    )


def _is_said_by(name: str, item: Type) -> bool:
    if name.startswith("ArrayOf"):
        return True
    of = item.name if isinstance(item, Atomic) else ""
    if isinstance(item, Reference) and item.key == Key(item.key.name):
        of = item.key.name.name
    return bool(of) and name.lower() == f"{of}Array".lower()


def without_endless(made: dict[Key, Binding]) -> dict[Key, Binding]:
    """Make records of arrays that hold themselves: no list could."""

    def item(key: Key) -> Key | None:
        type_ = made[key].fields[0].type
        inner = type_.key if isinstance(type_, Reference) else None
        return inner if inner and made[inner].kind is Kind.ARRAY else None

    found = [k for k, b in made.items() if b.kind is Kind.ARRAY and not b.encoded]
    for key in found:
        seen, current = {key}, item(key)
        while current is not None and current not in seen:
            seen.add(current)
            current = item(current)
        if current is not None:
            made[key] = replace(made[key], kind=Kind.RECORD)
    return made

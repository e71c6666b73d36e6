"""Types that are lists: arrays of SOAP's encoding, and what is called an array."""

from __future__ import annotations

import re
from collections.abc import Mapping
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


def items(source: Source) -> dict[QName, Items]:
    """The items of the arrays, as `wsdl:arrayType` names them, by the complex types.

    WSDL 1.1, section 2.2, has it on the reference to `soapenc:arrayType`, which is not
    part of XML Schema. What says nothing is left out.

    Args:
        source: The WSDL and its import closure.
    """
    found: dict[QName, Items | None] = {}
    for document in source.documents:
        for schema in document.root.iter(f"{{{XSD}}}schema"):
            home = schema.get("targetNamespace") or ""
            for node in schema.iterchildren(f"{{{XSD}}}complexType"):
                found.setdefault(QName(home, node.get("name") or ""), _said(node))
    return {name: given for name, given in found.items() if given is not None}


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
    """Make records of arrays that hold themselves: no list could.

    Of those that hold one another the first becomes one, and of what holds them only
    what comes before.
    """
    inner: dict[Key, Key] = {}
    for key, binding in made.items():
        if binding.kind is Kind.ARRAY:
            type_ = binding.fields[0].type
            if isinstance(type_, Reference) and made[type_.key].kind is Kind.ARRAY:
                inner[key] = type_.key
    mine = [k for k, b in made.items() if b.kind is Kind.ARRAY and not b.encoded]
    rank = {key: number for number, key in enumerate(mine)}
    for key, first in _firsts(inner, rank).items():
        if rank.get(key) == first:
            made[key] = replace(made[key], kind=Kind.RECORD)
    return made


def _firsts(inner: Mapping[Key, Key], rank: Mapping[Key, int]) -> dict[Key, int]:
    """Of each way that has no end, the lowest rank on it; -1 where it ends.

    Args:
        inner: Where the way leads from each key.
        rank: The ranks; what has none comes last.
    """
    found: dict[Key, int] = {}
    for start in inner:
        way: dict[Key, None] = {}
        key: Key | None = start
        while key is not None and key not in way and key not in found:
            way[key] = None
            key = inner.get(key)
        keys = list(way)
        first = -1 if key is None else found.get(key, -1)
        if key in way:
            ring = keys[keys.index(key) :]
            first = min(rank.get(one, len(rank)) for one in ring)
            found |= dict.fromkeys(ring, first)
            del keys[-len(ring) :]
        for one in reversed(keys):
            if first >= 0:
                first = min(first, rank.get(one, len(rank)))
            found[one] = first
    return found

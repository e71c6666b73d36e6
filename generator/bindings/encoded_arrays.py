"""Arrays of SOAP's encoding: lists (SOAP 1.1, 5.4.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from xsdata.models import xsd

from ..model import QName
from ..source import Source
from ..xml import SOAP_ENCODINGS, WSDL, XSD, qname
from .catalogue import Binding, Field, Kind, Place
from .content_models import Leaf, Model
from .contents import Contents
from .particles import ElementUse, leaves
from .simple import Simple
from .types import Definition, Types
from .values import Facets, Key, Opaque, Reference

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
            bare, bracket, rest = text.strip().partition("[")
            if not bracket:  # a slip that PHP and zeep take for an array of that type
                rest = "]"
            groups = _DIMENSIONS.findall(f"[{rest}")
            if "".join(groups) != f"[{rest}" or len(groups) > _DEEPEST:
                return None
            ranks = tuple(group.count(",") + 1 for group in groups)
            if sum(ranks) > _DEEPEST:
                return None
            name = qname(attribute, bare.strip())
            return None if name is None else Items(name, ranks)
    return None


class EncodedArrays:
    """Binds the arrays of SOAP's encoding.

    Args:
        types: Finds the types of their items.
        contents: Reads content models.
    """

    def __init__(self, types: Types, contents: Contents) -> None:
        self._types = types
        self._contents = contents
        self._items = items(types.source)

    def of(self, of: Definition, step: xsd.Restriction) -> Binding:
        """The list that an array is.

        Args:
            of: The type.
            step: How it restricts what all arrays are.
        """
        uses = list(leaves(self._contents.of(step, of.home)))
        only = uses[0] if len(uses) == 1 else None
        given = self._items.get(of.key.name)
        type_: Simple = (Opaque(), Facets())
        name = "item"
        if isinstance(only, ElementUse):
            name = only.name.name
        ranks: tuple[int, ...] = (1,)
        if given is not None:
            type_ = self._types.named(given.name)
            ranks = given.ranks
        elif isinstance(only, ElementUse):
            type_ = self._types.of_element(only, of.key.within(name))
        for level, rank in enumerate(ranks[:-1]):
            inner = of.key.within(*["item"] * (len(ranks) - 1 - level))
            self._types.made[inner] = self._ranked(inner, name, type_, rank)
            type_ = (Reference(inner), Facets())
        return self._ranked(of.key, name, type_, ranks[-1])

    def _ranked(self, key: Key, name: str, of: Simple, rank: int) -> Binding:
        """An array; one of several dimensions is an array of its rows."""
        for level in range(rank - 1, 0, -1):
            row = key.within(*["row"] * level)
            rows = level < rank - 1
            self._types.made[row] = self._array(row, name, of, rows=rows)
            of = (Reference(row), Facets())
        return self._array(key, name, of, rank=rank)

    def _array(
        self, key: Key, name: str, of: Simple, *, rank: int = 1, rows: bool = False
    ) -> Binding:
        """An array of one dimension, or the outermost of several.

        Args:
            key: What names it.
            name: What its items are called on the wire.
            of: The type of its items.
            rank: How many dimensions it has; its items are rows where it has several.
            rows: Whether its items are rows, and so always there.
        """
        item = Field(
            name=self._types.names.field(name),
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

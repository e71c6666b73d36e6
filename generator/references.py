"""Which elements define a name, and which attributes refer to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from .model import QName
from .xml import (
    SOAP11_BINDING,
    SOAP12_BINDING,
    WSDL,
    XSD,
    children,
    local,
    qname,
    target_namespace,
)

Symbol = tuple[str, QName]
"""A name in its symbol space (XML Schema Part 1, 2.5; WSDL 1.1, 2.1.1)."""

SPACES: Final = {
    "element": "element",
    "attribute": "attribute",
    "complexType": "type",
    "simpleType": "type",
    "group": "group",
    "attributeGroup": "attributeGroup",
}
"""What a child of `xs:schema` defines, by symbol space."""

_IN_SCHEMA: Final = {
    ("element", "ref"): "element",
    ("element", "type"): "type",
    ("element", "substitutionGroup"): "element",
    ("attribute", "ref"): "attribute",
    ("attribute", "type"): "type",
    ("group", "ref"): "group",
    ("attributeGroup", "ref"): "attributeGroup",
    ("extension", "base"): "type",
    ("restriction", "base"): "type",
    ("list", "itemType"): "type",
    ("union", "memberTypes"): "type",
}

_IN_WSDL: Final = {
    ("part", "element"): "element",
    ("part", "type"): "type",
    ("input", "message"): "message",
    ("output", "message"): "message",
    ("fault", "message"): "message",
    ("binding", "type"): "portType",
    ("port", "binding"): "binding",
}

_IN_SOAP: Final = {
    ("header", "message"): "message",
    ("headerfault", "message"): "message",
}

_TABLES: Final = {
    XSD: _IN_SCHEMA,
    WSDL: _IN_WSDL,
    SOAP11_BINDING: _IN_SOAP,
    SOAP12_BINDING: _IN_SOAP,
}

ARRAY_TYPE: Final = f"{{{WSDL}}}arrayType"
"""What names the items of an array, on a reference to `soapenc:arrayType`."""
_ANNOTATION: Final = f"{{{XSD}}}annotation"

BUILT_IN: Final = frozenset(
    "anyType anySimpleType string normalizedString token language Name "
    "NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ENTITIES anyURI QName NOTATION "
    "boolean decimal integer nonPositiveInteger negativeInteger nonNegativeInteger "
    "positiveInteger long int short byte unsignedLong unsignedInt unsignedShort "
    "unsignedByte float double duration dateTime time date gYearMonth gYear gMonthDay "
    "gDay gMonth hexBinary base64Binary".split()
)
"""The built-in types of XML Schema 1.0 (Part 2, 3)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One name in an attribute.

    Attributes:
        node: The element that has the attribute.
        attribute: The attribute.
        value: The name as it is written there.
        space: The symbol space that it is looked up in.
    """

    node: etree._Element
    attribute: str
    value: str
    space: str

    @property
    def name(self) -> QName | None:
        """What it refers to, or None where its prefix is not declared."""
        return qname(self.node, self.value)

    @property
    def is_built_in(self) -> bool:
        """Whether it needs no definition: a built-in type, or a schema as data."""
        name = self.name
        if name is None or name.namespace != XSD:
            return False
        if self.space == "element":
            return name.name == "schema" and local(self.node) == "element"
        return self.space == "type" and name.name in BUILT_IN


def of(node: etree._Element) -> Iterator[Reference]:
    """The references in the attributes of one element."""
    name = etree.QName(node)
    table = _TABLES.get(name.namespace or "")
    if table is None:
        return
    for key, value in node.attrib.items():
        space = table.get((name.localname, str(key)))
        if space is not None:
            several = str(key) == "memberTypes"
            for single in str(value).split() if several else [str(value).strip()]:
                if single:
                    yield Reference(node, str(key), single, space)


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """An element and everything in it, without remarks, in document order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag != _ANNOTATION:
            yield node
            stack += reversed(list(node.iterchildren("*")))


def below(root: etree._Element) -> Iterator[Reference]:
    """The references in an element and everything in it."""
    for node in elements(root):
        yield from of(node)
        yield from items(node)


def items(node: etree._Element) -> Iterator[Reference]:
    """The type of the items of an array, as `xs:int[]` (WSDL 1.1, 2.2)."""
    said = node.get(ARRAY_TYPE, "").partition("[")[0].strip()
    if said and node.tag == f"{{{XSD}}}attribute":
        yield Reference(node, ARRAY_TYPE, said, "type")


def schemas(root: etree._Element) -> Iterator[etree._Element]:
    """The schemas of a document: itself, or those in the types of a WSDL."""
    if root.tag == f"{{{XSD}}}schema":
        yield root
    for types in children(root, WSDL, "types"):
        yield from children(types, XSD, "schema")


def definitions(root: etree._Element) -> Iterator[tuple[Symbol, etree._Element]]:
    """What a document defines."""
    for schema in schemas(root):
        for node in children(schema, XSD, *SPACES):
            yield symbol(SPACES[local(node)], node), node
    if root.tag == f"{{{WSDL}}}definitions":
        for node in children(root, WSDL, "message", "portType", "binding", "service"):
            yield symbol(local(node), node), node


def symbol(space: str, node: etree._Element) -> Symbol:
    """What a definition defines."""
    return space, QName(target_namespace(node), node.get("name", "").strip())


def same(one: etree._Element, other: etree._Element) -> bool:
    """Whether two definitions say the same, whatever their prefixes and remarks."""
    left, right = list(_said(one)), list(_said(other))
    return left == right


def _said(node: etree._Element) -> Iterator[object]:
    """What an element says, flat: its name, its attributes, and what is in it."""
    yield node.tag
    names: dict[str, list[QName | None]] = {}
    for reference in of(node):
        names.setdefault(reference.attribute, []).append(reference.name)
    rest = {k: v for k, v in node.attrib.items() if k not in names and k != "id"}
    yield names, rest, _form(node)
    for child in node.iterchildren("*"):
        if child.tag != f"{{{XSD}}}annotation":
            yield from _said(child)
    yield None


def _form(node: etree._Element) -> str | None:
    """The namespace of a local element or attribute, which its schema may decide."""
    name = local(node)
    if name not in ("element", "attribute") or node.get("name") is None:
        return None
    owner = next(node.iterancestors(f"{{{XSD}}}schema"), None)
    default = "" if owner is None else owner.get(f"{name}FormDefault", "unqualified")
    return node.get("form", default)

"""XML that the schema leaves open: it is kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from .characters import escape_attribute, shown
from .errors import MessageError
from .reading import XSI_ATTRIBUTES, Node, Reader, local
from .versions import Soap
from .writing import name, refuse

# Typed here rather than by lxml's stubs, which users of this package need not have.
_etree: Final[Any] = import_module("lxml.etree")

_ENVELOPES: Final = tuple(f"{{{soap.namespace}}}" for soap in Soap)
_PREFIX: Final = re.compile(r"(?<![^\s:\"'<>=/])([^\s:\"'<>=/]+):")
_BARE: Final = re.compile(r"(?<!\S)[^\W\d][^\s:]*(?!\S)")


@dataclass(frozen=True, slots=True)
class Xml:
    """An element as XML, where the schema allows any (`xs:any`, `xs:anyType`).

    Attributes:
        text: The element, with the declarations of the prefixes that it uses.
    """

    text: str

    @classmethod
    def of(cls, element: Any) -> Xml:
        """Keep an element of an lxml tree."""
        return _kept(deepcopy(element), lambda: element.nsmap)

    def element(self) -> Any:
        """The element as an lxml tree.

        Raises:
            ValueError: The text is not one well-formed element, or has a DTD.
        """
        if not isinstance(self.text, str):
            raise ValueError(f"expected the text of an element, not {shown(self.text)}")
        parser = _etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, recover=False
        )
        try:
            root = _etree.fromstring(self.text, parser)
        except (_etree.XMLSyntaxError, ValueError) as error:
            raise ValueError(f"not well-formed XML: {error}") from None
        if root.getroottree().docinfo.doctype:
            raise ValueError("a document type declaration is not allowed")
        return root


def decode_xml(node: Node, reader: Reader) -> Xml:
    """Keep an element as it stands."""
    copy: Any = deepcopy(node)
    if reader.stray:
        _etree.strip_tags(copy, _etree.Comment)  # which `strays` has put there
    return _kept(copy, lambda: reader.scope(node))


def decode_nillable_xml(node: Node, reader: Reader) -> Any:
    """The same for an element that may be nil: it is kept where it has attributes."""
    if node in reader.stray:
        raise reader.error(reader.stray[node], node)
    if is_nothing(node, reader):
        return reader.nothing(node, True)
    return decode_xml(node, reader)


def is_nothing(node: Node, reader: Reader) -> bool:
    """Whether an element is nil, and no attribute of its own would be lost with it."""
    if node.text or len(node) or not reader.is_nil(node):
        return False
    return all(may_stand_anywhere(key) for key, _ in node.items())


def may_stand_anywhere(attribute: str) -> bool:
    """Whether any element may have it (`xsi:nil`, `soap:mustUnderstand`)."""
    return attribute in XSI_ATTRIBUTES or attribute.startswith(_ENVELOPES)


def _kept(copy: Any, scope: Callable[[], Mapping[str | None, str]]) -> Xml:
    """An element by itself, with what is declared around it as far as it is used."""
    copy.tail = None
    text: str = _etree.tostring(copy, encoding="unicode")
    # A copy has the prefixes of the names in it, and no others from around it. What
    # looks like a name in a text may be one: of an xsi:type, for example.
    used = _prefixes(copy).difference(copy.nsmap)
    around = scope() if used else {}
    said = "".join(
        f' {f"xmlns:{prefix}" if prefix else "xmlns"}="{escape_attribute(namespace)}"'
        for prefix in sorted(used, key=str)
        if (namespace := around.get(prefix))
    )
    name = f"{copy.prefix}:{local(copy.tag)}" if copy.prefix else local(copy.tag)
    return Xml(f"<{name}{said}{text[len(name) + 1 :]}")


def _prefixes(element: Any) -> set[str | None]:
    """What may be prefixes in the texts of an element; a bare name has None."""
    texts = [
        text
        for node in element.iter()
        for text in (node.text, node.tail, *node.attrib.values())
        if text
    ]
    found: set[str | None] = {None} if any(map(_BARE.search, texts)) else set()
    return found.union(*map(prefixes, texts))


def prefixes(text: str) -> list[str]:
    """What looks like a prefix in a text."""
    return _PREFIX.findall(text) if ":" in text else []


def xml_encoder(expected: str) -> Callable[[str, Xml], str]:
    """Make the encoder of an element that holds anything.

    Args:
        expected: The element's name in Clark's notation.
    """

    def encode(tag: str, value: Xml) -> str:
        found = _checked(tag, value)
        if found.tag != expected:
            reason = f"expected the element {expected}, found {found.tag}"
            raise MessageError(reason, path=name(tag))
        return _text(found)

    return encode


def any_encoder(namespaces: str, home: str) -> Callable[[str, Xml], str]:
    """Make the encoder of an element that a wildcard stands for.

    Args:
        namespaces: What the wildcard allows (XML Schema Part 1, 3.10.2).
        home: The target namespace of its schema.
    """

    def encode(tag: str, value: Xml) -> str:
        found = _checked(tag, value)
        if not allows(namespaces, home, found.tag):
            reason = f"no {found.tag} may stand here, only elements of {namespaces}"
            raise MessageError(reason, path=name(tag))
        return _text(found)

    return encode


def allows(namespaces: str, home: str, tag: str) -> bool:
    """Whether a wildcard allows a name in Clark's notation."""
    namespace = tag[1:].partition("}")[0] if tag[0] == "{" else ""
    if namespaces == "##any":
        return True
    if namespaces == "##other":
        return namespace not in ("", home)
    special = {"##targetNamespace": home, "##local": ""}
    return namespace in [special.get(word, word) for word in namespaces.split()]


def _checked(tag: str, value: Xml) -> Any:
    if not isinstance(value, Xml):
        refuse(tag, value, "an Xml")
    try:
        return value.element()
    except ValueError as error:
        raise MessageError(str(error), path=name(tag)) from None


def _text(element: Any) -> str:
    text: str = _etree.tostring(element, encoding="unicode", with_tail=False)
    return text


def title(xml: Xml) -> str:
    """The local name of the element."""
    return local(xml.element().tag)

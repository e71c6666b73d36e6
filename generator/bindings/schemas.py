"""Feeds the schemas of a source to xsdata, one document at a time."""

from __future__ import annotations

import json
import logging
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count
from typing import Any, Final

from lxml import etree
from xsdata.codegen.parsers.schema import SchemaParser
from xsdata.exceptions import ConverterWarning
from xsdata.formats.dataclass.parsers.bases import Parsed
from xsdata.formats.dataclass.parsers.mixins import XmlNode
from xsdata.models import xsd
from xsdata.models.mixins import ElementBase
from xsdata.models.xsd import Schema

from .. import references, xml
from ..model import QName
from ..source import Source, refusal
from ..xml import XML, XMLMIME, XSD

_NOWHERE: Final = "nowhere"
"""The prefix of names that are in no namespace."""
_EXPECTED: Final = "#expected"
"""Where an object keeps the media types: no prefix is called so."""
_SCOPE: Final = "#scope"
"""The same for the prefixes that its document had."""
_NUMBER: Final = "{urn:generator}scope"
"""What says which of the document's scopes an element stands in."""
_TEXTS: Final = ("value", "default", "fixed")
"""What may hold a qualified name, if its type is such."""
_VALUED: Final = {f"{{{XSD}}}{n}" for n in ("enumeration", "element", "attribute")}
_CUT: Final = {f"{{{XSD}}}{name}" for name in ("import", "include", "notation")}


logging.getLogger("xsdata").addHandler(logging.NullHandler())  # or it writes to stderr


class _Parser(SchemaParser):
    """xsdata's reader of schemas, which keeps more of what they say."""

    scopes: Sequence[str] = ()
    """The scopes of the document, as JSON."""

    def end(
        self,
        queue: list[XmlNode],
        objects: list[Parsed],
        qname: str,
        text: str | None,
        tail: str | None,
    ) -> Any:
        """Make an object, and keep what is expected in it: media types."""
        said = getattr(queue[-1], "attrs", {})
        made = super().end(queue, objects, qname, text, tail)
        for space in XMLMIME:
            media = said.get(f"{{{space}}}expectedContentTypes")
            if media and hasattr(made, "ns_map"):
                made.ns_map[_EXPECTED] = media
        if _NUMBER in said and hasattr(made, "ns_map"):
            made.ns_map[_SCOPE] = self.scopes[int(said[_NUMBER])]
        return made

    @classmethod
    def set_namespace_map(cls, obj: Any, ns_map: dict[str | None, str] | None) -> None:
        """Give an object the prefixes in scope, and the one that XML cannot say."""
        super().set_namespace_map(obj, ns_map)
        if hasattr(obj, "ns_map"):
            obj.ns_map[_NOWHERE] = ""


def expected(node: xsd.Element | xsd.ComplexType) -> tuple[str, ...]:
    """The media types that the bytes in an element are said to be of."""
    said = node.ns_map.get(_EXPECTED, "").split(",")
    return tuple(kind.strip() for kind in said if kind.strip())


def prefixes(node: ElementBase) -> dict[str, str]:
    """The prefixes in scope where the document has a value; "" is for none."""
    found: dict[str, str] = json.loads(node.ns_map.get(_SCOPE, "{}"))
    return found


def parse(source: Source, made: etree._Element | None = None) -> Iterator[Schema]:
    """The schemas of a source as xsdata reads them, in document order.

    Each is given to xsdata by itself, with its imports cut: all are there, and nothing
    is to be opened. The schema that was made for messages comes last.
    """
    number = count()
    for document in source.documents:
        for node in references.schemas(document.root):
            try:
                yield _parse(node, f"{document.path}#{next(number)}")
            except ValueError as error:
                reason = f"is not a schema that can be read: {error}"
                raise refusal(document.file, node, reason) from error
    if made is not None:
        yield _parse(made, "messages")


def _parse(node: etree._Element, location: str) -> Schema:
    with warnings.catch_warnings():
        # A number that is none stays text, and is judged where it is used.
        warnings.simplefilter("ignore", ConverterWarning)
        scopes: dict[str, int] = {}
        content = _alone(node, scopes)
        parser = _Parser(location=location)
        parser.scopes = [*scopes]
        return parser.from_bytes(content, Schema)


def _alone(node: etree._Element, scopes: dict[str, int]) -> bytes:
    """One schema as a document of its own; takes note of the scopes in it.

    xsdata looks a name up by the prefixes of the type that it stands in, and takes one
    without prefix to be of the target namespace. So every name is written with a prefix
    that means one namespace in the whole document.
    """
    names = {
        given: {r.attribute: "" for r in references.of(given)}
        for given in references.elements(node)
    }
    prefixes = {XSD: "xs"}
    for given, attributes in names.items():
        for reference in references.of(given):
            said = _prefixed(reference.name, prefixes)
            attributes[reference.attribute] += f" {said}"
    scope: Any = {prefix: uri for uri, prefix in prefixes.items()}
    made = etree.Element(node.tag, xml.attributes(node), scope)
    queue = deque([(node, made)])
    while queue:
        given, copy = queue.popleft()
        if any(given.get(text) for text in _TEXTS) and given.tag in _VALUED:
            scope = {p or "": uri for p, uri in given.nsmap.items()}
            said = json.dumps(scope, sort_keys=True)
            copy.set(_NUMBER, str(scopes.setdefault(said, len(scopes))))
        for attribute, value in names.get(given, {}).items():
            copy.set(attribute, value.strip())
        for child in given.iterchildren("*"):
            if child.tag in _CUT:
                continue
            if child.tag == f"{{{XSD}}}annotation":
                copy.append(deepcopy(child))
            else:
                made_child = etree.SubElement(copy, child.tag, xml.attributes(child))
                queue.append((child, made_child))
    return etree.tostring(made)


def _prefixed(name: QName | None, prefixes: dict[str, str]) -> str:
    """A name with the prefix of its namespace, which is a new one at first."""
    assert name is not None, "the guard has seen that every prefix is declared"
    if not name.namespace:
        return f"{_NOWHERE}:{name.name}"
    if name.namespace == XML:
        return f"xml:{name.name}"
    prefix = prefixes.setdefault(name.namespace, f"n{len(prefixes)}")
    return f"{prefix}:{name.name}"

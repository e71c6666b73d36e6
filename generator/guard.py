"""Proves a document sound before anything else sees it.

Everything after this module may rely on: the root is a WSDL 1.1 `definitions`; every
name is an NCName; every reference resolves or names a built-in; nothing is defined by
itself; addresses, actions and namespaces hold no control character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from typing import Final

from lxml import etree

from .model import QName
from .source import Document, Source, refusal
from .xml import WSDL, XSD, children, local, qname, target_namespace

_NCNAME: Final = re.compile(r"[^\W\d][\w.\-\u00b7]*", re.UNICODE)
_UNPRINTABLE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f"\u2028\u2029]')

_GLOBAL: Final = {
    "element": "element",
    "attribute": "attribute",
    "complexType": "type",
    "simpleType": "type",
    "group": "group",
    "attributeGroup": "attributeGroup",
}
"""What a child of `xs:schema` defines, by symbol space (XML Schema Part 1, 2.5)."""

_REFERENCES: Final = {
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
    ("keyref", "refer"): "key",
}

_WSDL_REFERENCES: Final = {
    ("part", "element"): "element",
    ("part", "type"): "type",
    ("input", "message"): "message",
    ("output", "message"): "message",
    ("fault", "message"): "message",
    ("binding", "type"): "portType",
    ("port", "binding"): "binding",
    ("header", "message"): "message",
    ("headerfault", "message"): "message",
}

_BUILT_IN: Final = frozenset(
    "anyType anySimpleType anyAtomicType string normalizedString token language Name "
    "NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ENTITIES anyURI QName NOTATION "
    "boolean decimal integer nonPositiveInteger negativeInteger nonNegativeInteger "
    "positiveInteger long int short byte unsignedLong unsignedInt unsignedShort "
    "unsignedByte float double duration dateTime time date gYearMonth gYear gMonthDay "
    "gDay gMonth hexBinary base64Binary".split()
)

_Symbol = tuple[str, QName]
_Symbols = dict[_Symbol, tuple[Document, etree._Element]]


def check(source: Source) -> None:
    """Refuse what is unsound.

    Args:
        source: The WSDL and its import closure.

    Raises:
        Refused: The first thing that is wrong, with its file and line.
    """
    _check_root(source.entry)
    for document in source.documents:
        _check_names(document)
    symbols = _symbols(source)
    for document in source.documents:
        for node, space, name in _references(document):
            _check_reference(document, node, space, name, symbols)
    _check_cycles(symbols)


def _check_root(document: Document) -> None:
    root = document.root
    if root.tag == f"{{{WSDL}}}definitions":
        return
    kinds = {
        f"{{{XSD}}}schema": "an XML Schema, not a WSDL",
        "{http://www.w3.org/ns/wsdl}description": "a WSDL 2.0; only WSDL 1.1 is read",
        "html": "an HTML page, not a WSDL; was it fetched without logging in?",
    }
    name = local(root)
    what = kinds.get(str(root.tag), kinds.get(name.lower()))
    if what is None and name == "Envelope":
        what = "a SOAP message, not a WSDL"
    reason = f"is {what}" if what else f"is not a WSDL: its root element is {name!r}"
    raise refusal(document.file, root, reason)


def _check_names(document: Document) -> None:
    for node in document.root.iter(f"{{{WSDL}}}*", f"{{{XSD}}}*"):
        name = node.get("name")
        if name is not None and not _NCNAME.fullmatch(name.strip()):
            raise refusal(
                document.file,
                node,
                f"{name!r} is not a name (an NCName) of {local(node)}",
            )
    for node in document.root.iter("*"):
        for key in ("soapAction", "location", "targetNamespace", "namespace"):
            value = node.get(key)
            if value is not None and _UNPRINTABLE.search(value):
                raise refusal(document.file, node, f"{key} {value!r} is not a URI")


def _symbols(source: Source) -> _Symbols:
    found: _Symbols = {}
    for document in source.documents:
        for node in _definitions(document.root):
            kind = _GLOBAL.get(local(node), local(node))
            name = QName(target_namespace(node), node.get("name", "").strip())
            redefines = local(_parent(node)) == "redefine"
            if (kind, name) in found and not redefines and kind != "key":
                _refuse_second(document, node, found[kind, name])
            found[kind, name] = (document, node)
    return found


def _refuse_second(
    document: Document, node: etree._Element, first: tuple[Document, etree._Element]
) -> None:
    name = node.get("name")
    where = f"{first[0].file}:{first[1].sourceline}"
    if etree.tostring(node, method="c14n") == etree.tostring(first[1], method="c14n"):
        return
    reason = f"{local(node)} {name!r} is defined twice; the first is at {where}"
    raise refusal(document.file, node, reason)


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    assert parent is not None, "only the root has no parent, and it defines nothing"
    return parent


def _definitions(root: etree._Element) -> Iterator[etree._Element]:
    for schema in root.iter(f"{{{XSD}}}schema"):
        for holder in (schema, *children(schema, XSD, "redefine")):
            yield from children(holder, XSD, *_GLOBAL)
    yield from root.iter(f"{{{XSD}}}key", f"{{{XSD}}}unique")
    if root.tag == f"{{{WSDL}}}definitions":
        yield from children(root, WSDL, "message", "portType", "binding", "service")


def _references(document: Document) -> Iterator[tuple[etree._Element, str, str]]:
    for node in document.root.iter("*"):
        name = local(node)
        table = _REFERENCES if node.tag.startswith(f"{{{XSD}}}") else _WSDL_REFERENCES
        for key, value in node.attrib.items():
            space = table.get((name, str(key)))
            if space is not None:
                for single in str(value).split():
                    yield node, space, single


def _check_reference(
    document: Document,
    node: etree._Element,
    space: str,
    value: str,
    symbols: _Symbols,
) -> None:
    name = qname(node, value)
    if name is None:
        prefix = value.partition(":")[0]
        raise refusal(
            document.file, node, f"the prefix of {value!r} ({prefix}) is not declared"
        )
    if (space, name) in symbols or _is_built_in(space, name):
        return
    near = get_close_matches(name.name, [n.name for s, n in symbols if s == space], 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise refusal(document.file, node, f"there is no {space} {value!r} ({name}){hint}")


def _is_built_in(space: str, name: QName) -> bool:
    return space == "type" and name.namespace == XSD and name.name in _BUILT_IN


def _check_cycles(symbols: _Symbols) -> None:
    """Refuse a definition that needs itself to be complete.

    An element may hold its own type again: that is recursion. A type may not extend,
    restrict, unite or list itself, a group not contain itself, an element not head its
    own substitution group (XML Schema Part 1, 3.3.6, 3.4.6, 3.8.6, 3.14.6).
    """
    needs = {symbol: _needs(node) for symbol, (_, node) in symbols.items()}
    done: set[_Symbol] = set()
    for start in needs:
        path: list[_Symbol] = []
        stack = [(start, iter(needs[start]))] if start not in done else []
        path += [start] if stack else []
        while stack:
            symbol, rest = stack[-1]
            step = next((n for n in rest if n in needs and n not in done), None)
            if step is None:
                done.add(symbol)
                stack.pop()
                path.pop()
            elif step in path:
                document, node = symbols[step]
                reason = f"{step[0]} {step[1].name!r} is defined by itself"
                raise refusal(document.file, node, reason)
            else:
                stack.append((step, iter(needs[step])))
                path.append(step)


def _needs(node: etree._Element) -> list[_Symbol]:
    if local(_parent(node)) == "redefine":
        return []  # a redefinition extends what it replaces, under the same name
    if local(node) == "element":
        heads = node.get("substitutionGroup", "").split()
        return [("element", name) for name in map(partial(qname, node), heads) if name]
    found = []
    for child in node.iterchildren(f"{{{XSD}}}*"):
        if local(child) != "element":
            for key, value in child.attrib.items():
                space = _REFERENCES.get((local(child), str(key)))
                names = str(value).split() if space else ()
                found += [
                    (str(space), n) for n in map(partial(qname, child), names) if n
                ]
            found += _needs(child)
    return found

"""The least XML that a declaration allows, for what the package keeps as XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from lxml import etree

from generator import references
from generator.atomics import ATOMICS
from generator.bindings import Key
from generator.model import QName
from generator.references import Symbol
from generator.source import Source
from generator.xml import XSD, attributes, local, qname, target_namespace

from .texts import plain

_DEEPEST = 12


@dataclass(slots=True)
class Instances:
    """Fills elements with what their declarations ask for.

    Attributes:
        defined: Every definition of the schemas.
        within: The abstract elements that something is just being found for.
        scope: The prefixes of names in texts.
    """

    defined: dict[Symbol, etree._Element] = field(default_factory=dict)
    within: list[QName] = field(default_factory=list)
    scope: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Instances:
        """For the schemas of a document."""
        found: dict[Symbol, etree._Element] = {}
        for document in source.documents:
            for symbol, node in references.definitions(document.root):
                found.setdefault(symbol, node)
        return cls(found)

    def element(self, name: QName) -> etree._Element | None:
        """The least instance of a global element; None where it has no end."""
        node = self.defined.get(("element", name))
        made = None if node is None else self._element(node, 0)
        return None if made is None else self._scoped(made)

    def whole(self, name: QName, kept: Key) -> etree._Element:
        """The least instance of a type that is kept as XML.

        Args:
            name: What the element is called.
            kept: The type's key in the catalogue.
        """
        made = etree.Element(str(name))
        space = "element" if kept.element else "type"
        node = self.defined.get((space, kept.name))
        for step in kept.inner:
            if node is not None and step[0] not in "#*":  # what no element is called
                places = self._elements(node)
                node = next((n for n in places if n.get("name") == step), None)
        if node is not None and local(node) == "element":
            found = self._element(node, 0)
            return made if found is None else self._scoped(found)
        if node is not None:
            self._typed(made, node, 0)
        return self._scoped(made)

    def _scoped(self, made: etree._Element) -> etree._Element:
        """An element with the prefixes that texts in it have."""
        again = etree.Element(made.tag, attributes(made), nsmap=self.scope)
        again.text = made.text
        again.extend(list(made))
        return again

    def _elements(self, node: etree._Element) -> Iterator[etree._Element]:
        """The elements that are declared in a definition, and in any group."""
        yield from node.iterdescendants(f"{{{XSD}}}element")
        for (space, _), group in self.defined.items():
            if space == "group":
                yield from group.iterdescendants(f"{{{XSD}}}element")

    def _element(self, node: etree._Element, depth: int) -> etree._Element | None:
        reference = named(node, "ref")
        if reference == QName(XSD, "schema"):
            return etree.Element(str(reference))
        if reference is not None:
            found = self.defined.get(("element", reference))
            return None if found is None else self._element(found, depth)
        if depth > _DEEPEST:
            return None
        if node.get("abstract") in ("true", "1"):
            return self._member(node, depth)
        made = etree.Element(str(declared(node, "element")))
        fixed = node.get("fixed", node.get("default"))
        typed = self._with_type(node)
        type_ = named(typed, "type")
        kinds = (f"{{{XSD}}}complexType", f"{{{XSD}}}simpleType")
        inner = next(typed.iterchildren(*kinds), None)
        if type_ is not None and type_.namespace == XSD:
            made.text = _text(type_.name)
        else:
            inner = self.defined.get(("type", type_)) if type_ is not None else inner
            if inner is not None and inner.get("abstract") in ("true", "1"):
                return self._member(node, depth)
            if inner is not None:
                self._typed(made, inner, depth)
        if fixed is not None:
            made.text = fixed
        return made

    def _with_type(self, node: etree._Element) -> etree._Element:
        """The declaration that has an element's type, if any: its own or its head's."""
        for _ in range(_DEEPEST):
            head = named(node, "substitutionGroup")
            above = None if head is None else self.defined.get(("element", head))
            own = node.get("type") or node.find(f"{{{XSD}}}complexType") is not None
            own = own or node.find(f"{{{XSD}}}simpleType") is not None
            if own or above is None:
                break
            node = above
        return node

    def _member(self, head: etree._Element, depth: int) -> etree._Element | None:
        """The first element that can stand for an abstract one."""
        name = declared(head, "element")
        if name in self.within:
            return None
        self.within.append(name)
        try:
            for (space, _), node in self.defined.items():
                if space == "element" and named(node, "substitutionGroup") == name:
                    found = self._element(node, depth + 1)
                    if found is not None and found.find(".//endless") is None:
                        return found
            return None
        finally:
            self.within.pop()

    def _typed(self, made: etree._Element, type_: etree._Element, depth: int) -> None:
        if local(type_) == "simpleType":
            made.text = self._simple(type_)
            return None
        if is_mixed(type_):
            made.text = "tea "
        for step in derivations(type_):
            base = named(step, "base")
            below = self.defined.get(("type", base)) if base is not None else None
            if below is not None and local(step) == "extension":
                self._typed(made, below, depth)
            elif base is not None and base.namespace == XSD and base.name != "anyType":
                made.text = _text(base.name)
            return self._content(made, step, depth)
        return self._content(made, type_, depth)

    def _content(self, made: etree._Element, node: etree._Element, depth: int) -> None:
        for child in node.iterchildren(f"{{{XSD}}}*"):
            if local(child) in ("sequence", "all", "choice", "group"):
                made.extend(list(self._particle(child, depth)))
            elif local(child) == "attribute" and child.get("use") == "required":
                reference = named(child, "ref")
                name = reference or declared(child, "attribute")
                if reference is not None:
                    child = self.defined.get(("attribute", reference), child)
                type_ = named(child, "type")
                inner = next(child.iterchildren(f"{{{XSD}}}simpleType"), None)
                text = "tea" if inner is None else self._simple(inner)
                if type_ is not None:
                    text = self._named(type_)
                made.set(str(name), child.get("fixed") or text)

    def _particle(self, node: etree._Element, depth: int) -> Iterator[etree._Element]:
        least = int(node.get("minOccurs", "1"))
        for _ in range(least):
            name = local(node)
            if name == "element":
                inner = self._element(node, depth + 1)
                yield etree.Element("endless") if inner is None else inner
            elif name == "any":
                yield etree.Element(str(_open(node)))
            elif name == "group":
                reference = named(node, "ref")
                found = self.defined.get(("group", reference)) if reference else node
                for child in () if found is None else found.iterchildren(f"{{{XSD}}}*"):
                    yield from self._particle(child, depth)
            else:
                children = [c for c in node.iterchildren(f"{{{XSD}}}*") if _stands(c)]
                for child in children[:1] if name == "choice" else children:
                    yield from self._particle(child, depth)

    def _simple(self, type_: etree._Element) -> str:
        for value in type_.iter(f"{{{XSD}}}enumeration"):
            text = value.get("value", "")
            prefix, colon, _ = text.partition(":")
            if colon and prefix in value.nsmap:  # so it may be a qualified name
                self.scope.setdefault(prefix, value.nsmap[prefix])
            return text
        for step in type_.iterchildren(f"{{{XSD}}}*"):
            inner = next(step.iterchildren(f"{{{XSD}}}simpleType"), None)
            if inner is not None:
                return self._simple(inner)
            for said in ("base", "itemType", "memberTypes"):
                first = next(iter(step.get(said, "").split()), None)
                name = None if first is None else qname(step, first)
                if name is not None:
                    return self._named(name)
        return "tea"

    def _named(self, name: QName) -> str:
        """A text of a simple type of a name."""
        below = self.defined.get(("type", name))
        return _text(name.name) if below is None else self._simple(below)


def is_mixed(type_: etree._Element) -> bool:
    """Whether text may stand between the elements of a complex type."""
    content = type_.find(f"{{{XSD}}}complexContent")
    said = type_.get("mixed") if content is None else content.get("mixed")
    return (said or type_.get("mixed")) in ("true", "1")


def derivations(type_: etree._Element) -> Iterator[etree._Element]:
    """The step from its base to a complex type, and none of a type within it."""
    for content in type_.iterchildren(
        f"{{{XSD}}}complexContent", f"{{{XSD}}}simpleContent"
    ):
        yield from content.iterchildren(f"{{{XSD}}}extension", f"{{{XSD}}}restriction")


def _stands(node: etree._Element) -> bool:
    return local(node) != "annotation"


_IDS: Final = count(1)
"""An ID stands once in a document (XML Schema Part 1, 3.3.4)."""


def _text(type_: str) -> str:
    if type_ == "ID":
        return f"wild{next(_IDS)}"
    known = type_ in ATOMICS or type_.endswith("S")
    text = plain(type_)[0] if known else "tea"
    return text.rpartition(":")[2] if type_ == "QName" else text


def _open(node: etree._Element) -> QName:
    """The name of something that a wildcard allows."""
    home = target_namespace(next(node.iterancestors(f"{{{XSD}}}schema")))
    first = node.get("namespace", "##any").split()[0]
    places = {"##targetNamespace": home, "##local": ""}
    space = "urn:extra" if first in ("##any", "##other") else places.get(first, first)
    return QName(space, "note")


def named(node: etree._Element, attribute: str) -> QName | None:
    value = node.get(attribute)
    return None if value is None else qname(node, value.strip())


def declared(node: etree._Element, kind: str) -> QName:
    schema = next(node.iterancestors(f"{{{XSD}}}schema"))
    default = schema.get(f"{kind}FormDefault", "unqualified")
    is_global = node.getparent() is schema
    qualified = is_global or node.get("form", default) == "qualified"
    space = target_namespace(schema) if qualified else ""
    return QName(space, node.get("name", "").strip())

"""Random elements made from the schemas alone: nothing of the catalogue is asked.

What is made here is what a schema allows and not what our types can hold, so that it
shows where the two are not the same. libxml2 has to say whether it is valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator import references
from generator.model import QName
from generator.references import Symbol
from generator.xml import SOAP_ENCODINGS, XSD, local, target_namespace

from .instances import declared, derivations, is_mixed, named
from .spellings import Spellings

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_GROUPS: Final = ("sequence", "all", "choice", "group")
_DEEPEST: Final = 8
_MOST: Final = 400


class Endless(Exception):
    """Nothing finite was found."""


class Free:
    """Fills elements with anything that their declarations allow.

    Args:
        schemas: All schemas.
        random: Chooses.
    """

    def __init__(self, schemas: Iterable[etree._Element], random: Random) -> None:
        self.random = random
        self.defined: dict[Symbol, etree._Element] = {}
        for schema in schemas:
            for symbol, node in references.definitions(schema):
                self.defined.setdefault(symbol, node)
        self.spellings = Spellings(self.defined, random)
        self.made = 0
        self.derived: dict[QName, list[QName]] = {}
        self.members: dict[QName, list[etree._Element]] = {}
        for (space, name), node in self.defined.items():
            head = named(node, "substitutionGroup")
            if space == "element" and head is not None:
                self.members.setdefault(head, []).append(node)
            base = next((named(step, "base") for step in derivations(node)), None)
            if space == "type" and base is not None:
                self.derived.setdefault(base, []).append(name)

    def element(self, name: QName) -> etree._Element:
        """An instance of a global element.

        Raises:
            Endless: None that ends was found.
        """
        self.made = self.spellings.ids = 0
        return self._rooted(self._element(self.defined["element", name], 0))

    def typed(self, tag: QName, type_: QName) -> etree._Element:
        """An element of a name with the content of a type."""
        self.made = self.spellings.ids = 0
        made = etree.Element(str(tag))
        self._fill(made, self.defined["type", type_], 0)
        return self._rooted(made)

    def _rooted(self, node: etree._Element) -> etree._Element:
        """An element with every prefix declared that a text in it may have."""
        scope = {prefix: space for space, prefix in self.spellings.prefixes.items()}
        made = etree.Element(node.tag, nsmap=scope)
        for name in map(str, node.attrib):
            made.set(name, node.get(name, ""))
        made.text = node.text
        made.extend(list(node))
        return made

    def _often(self, chance: float, depth: int) -> bool:
        return self._is_loose(depth) and self.random.random() < chance

    def _is_loose(self, depth: int) -> bool:
        """Whether there is room for more than must be."""
        return depth <= _DEEPEST and self.made < _MOST

    def _element(self, node: etree._Element, depth: int) -> etree._Element:
        self.made += 1
        if depth > 3 * _DEEPEST or self.made > 4 * _MOST:
            raise Endless
        reference = named(node, "ref")
        if reference is not None:
            if ("element", reference) not in self.defined:
                raise Endless
            node = self.defined["element", reference]
        name = declared(node, "element")
        is_abstract = node.get("abstract") in ("true", "1")
        members = self.members.get(name, []) if _is_global(node) else []
        if members and (is_abstract or self._often(0.4, depth)):
            return self._element(self.random.choice(members), depth + 1)
        if is_abstract:
            raise Endless
        made = etree.Element(str(name))
        type_, inner = self._type(node)
        may_be_nil = node.get("nillable") in ("true", "1") and depth > 0
        if may_be_nil and self._often(0.2, depth):
            # Not the root, which we refuse then; and without attributes, which we do
            # not keep then, and tell as drift.
            made.set(f"{{{_XSI}}}nil", "true")
            return made
        if node.get("fixed") is not None:
            made.text = node.get("fixed")
            if inner is not None and local(inner) == "complexType":
                self._attributes(made, inner, depth)
            return made
        if inner is None:
            if type_ is not None and type_ != QName(XSD, "anyType"):
                made.text = self.spellings.of(type_)
            return made
        self._fill(made, self._actual(made, type_, inner, depth), depth)
        return made

    def _type(self, node: etree._Element) -> tuple[QName | None, etree._Element | None]:
        """The type of an element: its name, if it has one, and its definition."""
        type_ = named(node, "type")
        for child in node.iterchildren(f"{{{XSD}}}complexType", f"{{{XSD}}}simpleType"):
            return None, child
        head = named(node, "substitutionGroup")
        if type_ is None and head is not None:
            return self._type(self.defined["element", head])
        return type_, None if type_ is None else self.defined.get(("type", type_))

    def _actual(
        self,
        made: etree._Element,
        name: QName | None,
        type_: etree._Element,
        depth: int,
    ) -> etree._Element:
        """The type itself, or one that is derived from it, which is then said."""
        if name is None or local(type_) == "simpleType":
            return type_
        every = [*self._below(name)]
        able = [t for t in every if not _is_abstract(self.defined["type", t])]
        if _is_abstract(type_) and not able:
            raise Endless
        if able and (_is_abstract(type_) or self._often(0.3, depth)):
            chosen = self.random.choice(able)
            made.set(f"{{{_XSI}}}type", self.spellings.name(chosen))
            return self.defined["type", chosen]
        return type_

    def _below(self, name: QName) -> Iterator[QName]:
        for derived in self.derived.get(name, []):
            yield derived
            yield from self._below(derived)

    def _fill(self, made: etree._Element, type_: etree._Element, depth: int) -> None:
        if local(type_) == "simpleType":
            made.text = self.spellings.inside(type_)
            return
        self._attributes(made, type_, depth)
        self._content(made, type_, depth)
        if is_mixed(type_) and self._often(0.5, depth):
            made.text = "mixed"
            for child in made:
                child.tail = self.random.choice(["", " with text\n"])

    def _content(self, made: etree._Element, type_: etree._Element, depth: int) -> None:
        for step in derivations(type_):
            base = named(step, "base")
            below = None if base is None else self.defined.get(("type", base))
            around = step.getparent()
            is_simple = around is not None and local(around) == "simpleContent"
            if is_simple and local(step) == "restriction" and len(step):
                made.text = self.spellings.inside(_as_type(step))
            elif is_simple and base is not None and below is None:
                made.text = self.spellings.of(base)
            elif is_simple and below is not None and local(below) == "simpleType":
                made.text = self.spellings.inside(below)
            elif below is not None and (is_simple or local(step) == "extension"):
                self._content(made, below, depth)
            type_ = step
        for child in type_.iterchildren(f"{{{XSD}}}*"):
            if local(child) in _GROUPS:
                made.extend(list(self._particle(child, depth)))

    def _attributes(
        self, made: etree._Element, node: etree._Element, depth: int
    ) -> None:
        for step in derivations(node):
            base = named(step, "base")
            below = None if base is None else self.defined.get(("type", base))
            if below is not None and local(below) == "complexType":
                self._attributes(made, below, depth)
            node = step
        for child in node.iterchildren(f"{{{XSD}}}*"):
            if local(child) == "attribute":
                self._attribute(made, child, depth)
            elif local(child) == "attributeGroup":
                group = named(child, "ref")
                found = None if group is None else self.defined["attributeGroup", group]
                if found is not None:
                    self._attributes(made, found, depth)
            elif local(child) == "anyAttribute" and self._often(0.5, depth):
                self._open(made, child)

    def _attribute(
        self, made: etree._Element, node: etree._Element, depth: int
    ) -> None:
        reference = named(node, "ref")
        name = str(reference or declared(node, "attribute"))
        if node.get("use") == "prohibited":
            if name in made.attrib:
                del made.attrib[name]
            return
        if node.get("use") != "required" and not self._often(0.5, depth):
            return
        of = target_namespace(node) if reference is None else reference.namespace
        if of in SOAP_ENCODINGS:
            return  # they say what a list or a reference is, and are not kept
        whole = node
        if reference is not None:
            if ("attribute", reference) not in self.defined:
                return
            whole = self.defined["attribute", reference]
        fixed = node.get("fixed", whole.get("fixed"))
        type_ = named(whole, "type")
        inner = next(whole.iterchildren(f"{{{XSD}}}simpleType"), None)
        if fixed is not None:
            made.set(name, fixed)
        elif inner is not None:
            made.set(name, self.spellings.inside(inner))
        else:
            made.set(name, "tea" if type_ is None else self.spellings.of(type_))

    def _open(self, made: etree._Element, node: etree._Element) -> None:
        """An attribute that nobody has declared."""
        is_strict = node.get("processContents", "strict") == "strict"
        if is_strict or target_namespace(node) in SOAP_ENCODINGS:
            return  # as for those that are declared
        space = next(filter(_allowed(node), _spaces(node)), "")
        if space:
            made.set(f"{{{space}}}note-1", " a<b ")

    def _particle(self, node: etree._Element, depth: int) -> Iterator[etree._Element]:
        for _ in range(self._count(node, depth)):
            kind = local(node)
            if kind == "element":
                yield self._element(node, depth + 1)
            elif kind == "any":
                yield from self._wild(node, depth)
            elif kind == "group":
                reference = named(node, "ref")
                held = node if reference is None else self.defined["group", reference]
                for child in held.iterchildren(f"{{{XSD}}}*"):
                    if local(child) != "annotation":
                        yield from self._particle(child, depth)
            else:
                children = list(node.iterchildren(f"{{{XSD}}}*"))
                children = [c for c in children if local(c) != "annotation"]
                if kind == "choice" and children:
                    children = [self.random.choice(children)]
                elif kind == "all":
                    self.random.shuffle(children)
                for child in children:
                    yield from self._particle(child, depth)

    def _count(self, node: etree._Element, depth: int) -> int:
        least = int(node.get("minOccurs", "1"))
        said = node.get("maxOccurs", "1")
        most = least + 2 if said == "unbounded" else min(int(said), least + 2)
        if most < least or not self._often(0.6, depth):
            return least
        return self.random.randint(least, most)

    def _wild(self, node: etree._Element, depth: int) -> Iterator[etree._Element]:
        if node.get("processContents", "strict") != "strict":
            space = next(filter(_allowed(node), _spaces(node)), None)
            if space is not None:
                place = f" xmlns={quoteattr(space)}" if space else ""
                yield etree.fromstring(f"<note-1{place}>a<b/></note-1>")
                return
        allows = _allowed(node)
        known = [
            one
            for (kind, name), one in self.defined.items()
            if kind == "element" and allows(name.namespace)
        ]
        if known and self._is_loose(depth):
            yield self._element(self.random.choice(known), depth + 1)
        elif node.get("minOccurs", "1") != "0":
            raise Endless


def _as_type(step: etree._Element) -> etree._Element:
    around = step.getparent()
    assert around is not None
    return around


def _is_abstract(type_: etree._Element) -> bool:
    return type_.get("abstract") in ("true", "1")


def _is_global(node: etree._Element) -> bool:
    around = node.getparent()
    return around is not None and local(around) == "schema"


def _spaces(wildcard: etree._Element) -> list[str]:
    """Namespaces that a wildcard may allow."""
    named = wildcard.get("namespace", "##any").split()
    return [
        "urn:extra",
        target_namespace(wildcard),
        "",
        *(n for n in named if n[:2] != "##"),
    ]


def _allowed(wildcard: etree._Element) -> Callable[[str], bool]:
    """Whether a wildcard allows a namespace (XML Schema Part 1, 3.10.4)."""
    home, named = target_namespace(wildcard), wildcard.get("namespace", "##any").split()
    places = {"##targetNamespace": home, "##local": ""}

    def allows(space: str) -> bool:
        if "##other" in named:
            return space not in ("", home)
        return "##any" in named or space in [places.get(n, n) for n in named]

    return allows

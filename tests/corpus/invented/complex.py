"""Complex types at random: what elements hold."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Final

from lxml import etree

from generator.xml import XSD

from . import simple
from .simple import Simple

WORDS: Final = (
    "tea leaf Pot cup water steep class from self list item value text kind Node tag "
    "none x-ray a.b _1 ID id Id client request Élan type name content choice"
).split()
"""Names, some of which Python or the generator needs for itself."""


_OFTEN: Final = (
    ("0", "1"),
    ("0", "1"),
    ("0", "unbounded"),
    ("1", "unbounded"),
    ("0", "3"),
)
_OFTENER: Final = (("2", "2"), ("2", "4"))


@dataclass(frozen=True, slots=True)
class Complex:
    """A complex type that has a name.

    Attributes:
        name: Its name, with the prefix of its namespace.
        text: Its text, if it has simple content.
        abstract: Whether only what derives from it may stand.
        names: The names of its elements and attributes.
        mixed: Whether text may stand between its elements.
        node: Its definition.
    """

    name: str
    text: Simple | None = None
    abstract: bool = False
    names: frozenset[str] = frozenset()
    mixed: bool = False
    node: etree._Element | None = None


@dataclass(slots=True)
class Known:
    """What a schema has so far, by name."""

    simple: list[Simple] = field(default_factory=list)
    complex: list[Complex] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    attributes: list[tuple[str, Simple]] = field(default_factory=list)
    attribute_groups: list[str] = field(default_factory=list)


def _is_plain(kind: Complex, name: str) -> bool:
    """Whether a type has just elements in a row, and attributes.

    It must be of the schema of the one that is to restrict it: in another, elements may
    be qualified where these are not, and no element of it would be one of these.
    """
    if kind.name.partition(":")[0] != name.partition(":")[0]:
        return False
    inner = [] if kind.node is None else [*kind.node.iter(f"{{{XSD}}}*")]
    rows = [n for n in inner if etree.QName(n).localname == "sequence"]
    wild = [n for n in inner if etree.QName(n).localname in ("any", "anyAttribute")]
    top = kind.node is not None and kind.node.find(f"{{{XSD}}}sequence") is not None
    return top and len(rows) == 1 and "minOccurs" not in rows[0].attrib and not wild


class Author:
    """Writes the content of complex types."""

    def __init__(self, chance: Random, known: Known) -> None:
        self.chance = chance
        self.known = known
        self.used: set[str] = set()

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def name(self) -> str:
        """A name that this type has not used yet."""
        word = self.chance.choice(WORDS)
        while word in self.used:
            word += self.chance.choice("aB2_")
        self.used.add(word)
        return word

    # Types

    def complex_type(
        self, name: str, within: str = "", depth: int = 0
    ) -> tuple[etree._Element, Complex]:
        """A complex type.

        Args:
            name: What it is called, with its prefix; "" where it has no name.
            within: A type that elements which need not be there may be of.
            depth: How many anonymous types it lies in.

        Returns:
            Its definition, without a name, and the type.
        """
        outer, self.used = self.used, set()
        node = etree.Element(f"{{{XSD}}}complexType")
        kinds = [k for k in self.known.complex if not k.mixed]
        made = Complex(name)
        match self.chance.randrange(8):
            case 0:
                text = self.simple_content(node)
                made = Complex(name, text, names=frozenset(self.used))
            case 3 if name and (plain := [k for k in kinds if _is_plain(k, name)]):
                made = self.restricted(node, name, self.chance.choice(plain))
            case 1 | 2 if kinds and name:
                made = self.derived(node, name, self.chance.choice(kinds), depth)
            case _:
                mixed = self.often(0.08)
                if mixed:
                    node.set("mixed", "true")
                self.content(node, within, depth)
                self.attributes(node)
                names = frozenset(self.used)
                made = Complex(name, names=names, mixed=mixed, node=node)
        self.used = outer
        return node, made

    def simple_content(self, node: etree._Element) -> Simple:
        kind = self.simple_type()
        below = etree.SubElement(node, f"{{{XSD}}}simpleContent")
        step = etree.SubElement(below, f"{{{XSD}}}extension", base=kind.name)
        self.attributes(step)
        return kind

    def derived(
        self, node: etree._Element, name: str, base: Complex, depth: int
    ) -> Complex:
        """An extension of a type made before."""
        self.used = set(base.names)
        what = "complexContent" if base.text is None else "simpleContent"
        below = etree.SubElement(node, f"{{{XSD}}}{what}")
        step = etree.SubElement(below, f"{{{XSD}}}extension", base=base.name)
        if base.text is None and self.often(0.8):
            self.content(step, "", depth, all_too=False)
        self.attributes(step)
        return Complex(name, base.text, names=frozenset(self.used))

    def restricted(self, node: etree._Element, name: str, base: Complex) -> Complex:
        """A type that allows less than one made before (Part 1, 3.9.6)."""
        assert base.node is not None
        below = etree.SubElement(node, f"{{{XSD}}}complexContent")
        step = etree.SubElement(below, f"{{{XSD}}}restriction", base=base.name)
        for child in base.node:
            kept = deepcopy(child)
            if etree.QName(kept).localname == "attribute":
                self.less_of_attribute(kept)
            else:
                self.less_of_group(kept)
            step.append(kept)
        return Complex(name, names=base.names)

    def less_of_attribute(self, node: etree._Element) -> None:
        free = not {"use", "default", "fixed"} & set(node.attrib)
        if free and self.often(0.4):
            node.set("use", self.chance.choice(("required", "prohibited")))

    def less_of_group(self, node: etree._Element) -> None:
        for child in list(node):
            if child.get("minOccurs") == "0" and self.often(0.3):
                node.remove(child)
            elif child.get("minOccurs") == "0" and self.often(0.3):
                child.set("minOccurs", "1")
            elif child.get("maxOccurs") == "unbounded" and self.often(0.3):
                child.set("maxOccurs", "4")

    def simple_type(self) -> Simple:
        if self.known.simple and self.often(0.5):
            return self.chance.choice(self.known.simple)
        return simple.built_in(self.chance)

    # Elements

    def content(
        self, node: etree._Element, within: str, depth: int, *, all_too: bool = True
    ) -> None:
        kind = self.chance.choice(
            ("sequence", "sequence", "sequence", "choice", "all", "")
        )
        if kind == "all" and not all_too:
            kind = "sequence"
        if kind:
            self.group(node, kind, within, depth, top=True)

    def group(
        self,
        node: etree._Element,
        kind: str,
        within: str = "",
        depth: int = 0,
        *,
        top: bool = False,
    ) -> None:
        """A model group, which may hold others."""
        below = etree.SubElement(node, f"{{{XSD}}}{kind}")
        if kind != "all":
            self.occurs(below, 0.75 if top else 0.5, group=True)
        elif self.often(0.2):
            below.set("minOccurs", "0")
        for _ in range(self.chance.randint(1, 4)):
            what = self.chance.random()
            if kind != "all" and what < 0.12 and depth < 2:
                inner = self.chance.choice(("sequence", "choice"))
                self.group(below, inner, within, depth + 1)
            elif kind != "all" and what < 0.18 and self.known.groups:
                reference = self.chance.choice(self.known.groups)
                used = etree.SubElement(below, f"{{{XSD}}}group", ref=reference)
                self.occurs(used, 0.6, group=True)
            else:
                self.element(below, within, depth, single=kind == "all")
        if len(below) == 1 and int(below[0].get("minOccurs", "1")) > 1:
            del below[0].attrib["minOccurs"]  # a list of two or more, none, or two more
        if kind == "sequence" and top and self.often(0.12):
            spread = self.chance.choice(("##other", "urn:elsewhere", "##any"))
            wild = etree.SubElement(
                below,
                f"{{{XSD}}}any",
                namespace=spread,
                processContents=self.chance.choice(("lax", "skip")),
            )
            self.occurs(wild, 0.3)

    def occurs(self, node: etree._Element, once: float, *, group: bool = False) -> str:
        """How often something stands; gives how often it must.

        A group stands no more than it must twice: where it ends and stands again, its
        elements do not always say.
        """
        if self.often(once):
            return "1"
        least, most = self.chance.choice(_OFTEN if group else (*_OFTEN, *_OFTENER))
        node.set("minOccurs", least)
        node.set("maxOccurs", most)
        return least

    def element(
        self, node: etree._Element, within: str, depth: int, *, single: bool
    ) -> None:
        if self.known.elements and self.often(0.12):
            # Once a type: a second would be told from the first by its place alone.
            name = self.chance.choice(self.known.elements)
            if name not in self.used:
                self.used.add(name)
                below = etree.SubElement(node, f"{{{XSD}}}element", ref=name)
                if not single:
                    self.occurs(below, 0.5)
                return
        below = etree.SubElement(node, f"{{{XSD}}}element", name=self.name())
        least = "1"
        if not single:
            least = self.occurs(below, 0.5)
        elif self.often(0.5):
            least = "0"
            below.set("minOccurs", least)
        if self.often(0.1):
            below.set("form", self.chance.choice(("qualified", "unqualified")))
        if self.often(0.15):
            below.set("nillable", "true")
        if within and least == "0" and self.often(0.2):
            below.set("type", within)
            return
        self.type_of(below, depth)

    def type_of(self, node: etree._Element, depth: int) -> None:
        """Give an element a type."""
        what = self.chance.random()
        if what < 0.3 and self.known.complex:
            node.set("type", self.chance.choice(self.known.complex).name)
        elif what < 0.4 and depth < 2:
            node.append(self.complex_type("", depth=depth + 1)[0])
        elif what < 0.5:
            node.append(simple.made(self.chance, self.known.simple, "")[0])
        elif what < 0.53:
            node.set("type", "xs:anyType")
        else:
            kind = self.simple_type()
            node.set("type", kind.name)
            if self.often(0.1):
                said = self.chance.choice(("default", "fixed"))
                node.set(_fixed(kind) if said == "fixed" else said, self.value(kind))

    # Attributes

    def attributes(self, node: etree._Element) -> None:
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            if self.known.attributes and self.often(0.2):
                name, kind = self.chance.choice(self.known.attributes)
                if name not in self.used:
                    self.used.add(name)
                    below = etree.SubElement(node, f"{{{XSD}}}attribute", ref=name)
                    self.use(below, kind)
                continue
            kind = self.simple_type()
            below = etree.SubElement(node, f"{{{XSD}}}attribute", name=self.name())
            below.set("type", kind.name)
            self.use(below, kind)
            if self.often(0.1):
                below.set("form", self.chance.choice(("qualified", "unqualified")))
        for name in self.known.attribute_groups:
            if name not in self.used and self.often(0.15):
                self.used.add(name)
                etree.SubElement(node, f"{{{XSD}}}attributeGroup", ref=name)
        if self.often(0.08):
            spread = self.chance.choice(("##any", "##other", "##local"))
            etree.SubElement(
                node,
                f"{{{XSD}}}anyAttribute",
                namespace=spread,
                processContents=self.chance.choice(("lax", "skip")),
            )

    def use(self, node: etree._Element, kind: Simple) -> None:
        what = self.chance.random()
        if what < 0.3:
            node.set("use", "required")
        elif what < 0.4:
            node.set("default", self.value(kind))
        elif what < 0.5:
            node.set(_fixed(kind), self.value(kind))

    def value(self, kind: Simple) -> str:
        return self.chance.choice(kind.values)


def _fixed(kind: Simple) -> str:
    """The attribute for the only value; libxml2 takes lists for their spelling."""
    return "default" if kind.variety == "list" else "fixed"

"""A whole WSDL at random, with a schema or two."""

from __future__ import annotations

from random import Random
from typing import Final

from lxml import etree

from generator.xml import WSDL, XSD

from . import simple
from .complex import Author, Complex, Known

_SPACES: Final = {"a": "urn:invented:a", "b": "urn:invented:b"}
_SOAP: Final = "http://schemas.xmlsoap.org/wsdl/soap/"
_HTTP: Final = "http://schemas.xmlsoap.org/soap/http"


def document(seed: int) -> bytes:
    """A WSDL that is as it is by its number alone.

    Its schemas need not be sound: a content model may be ambiguous. libxml2 says.
    """
    chance = Random(seed)
    known = Known()
    schemas = [_schema(chance, known, p) for p in chance.choice((["a"], ["b", "a"]))]
    if len(schemas) == 2:
        imported = etree.Element(f"{{{XSD}}}import", namespace=_SPACES["b"])
        schemas[1].insert(0, imported)
    root = etree.Element(
        f"{{{WSDL}}}definitions",
        {"name": "Invented", "targetNamespace": _SPACES["a"]},
        nsmap={"wsdl": WSDL, "soap": _SOAP, "xs": XSD, **_SPACES},
    )
    etree.SubElement(root, f"{{{WSDL}}}types").extend(schemas)
    style = "rpc" if known.complex and chance.random() < 0.15 else "document"
    _operations(root, chance, known, style)
    return etree.tostring(root, pretty_print=True)


def schemas(content: bytes) -> list[etree._Element]:
    """The schemas of such a document."""
    return list(etree.fromstring(content).iter(f"{{{XSD}}}schema"))


def _schema(chance: Random, known: Known, prefix: str) -> etree._Element:
    root = etree.Element(
        f"{{{XSD}}}schema",
        {"targetNamespace": _SPACES[prefix]},
        nsmap={"xs": XSD, **_SPACES},
    )
    for form in ("elementFormDefault", "attributeFormDefault"):
        if chance.random() < (0.7 if form.startswith("e") else 0.15):
            root.set(form, "qualified")
    _Schema(chance, known, prefix, root).write()
    return root


class _Schema:
    def __init__(
        self, chance: Random, known: Known, prefix: str, root: etree._Element
    ) -> None:
        self.chance = chance
        self.known = known
        self.prefix = prefix
        self.root = root
        self.author = Author(chance, known)
        self.number = 0

    def name(self, kind: str) -> str:
        """What something global is called, without its prefix."""
        self.number += 1
        return f"{kind}{self.number}"

    def write(self) -> None:
        """Everything global; what comes later may use what was there before."""
        for _ in range(self.chance.randint(1, 4)):
            self.simple()
        for _ in range(self.chance.randint(0, 2)):
            self.attribute()
            self.attribute_group()
        for _ in range(self.chance.randint(2, 5)):
            self.complex()
            if self.chance.random() < 0.4:
                self.group()
            if self.chance.random() < 0.5:
                self.element()
        if self.chance.random() < 0.4:
            self.substitution()
        for _ in range(2):
            self.element(message=True)

    def simple(self) -> None:
        name = self.name(self.chance.choice(("size", "Kind", "code")))
        known = self.known.simple
        node, made = simple.made(self.chance, known, f"{self.prefix}:{name}")
        node.set("name", name)
        self.root.append(node)
        known.append(made)

    def attribute(self) -> None:
        name = self.name("mark")
        kind = self.author.simple_type()
        etree.SubElement(
            self.root, f"{{{XSD}}}attribute", {"name": name, "type": kind.name}
        )
        self.known.attributes.append((f"{self.prefix}:{name}", kind))

    def attribute_group(self) -> None:
        name = self.name("marks")
        node = etree.SubElement(self.root, f"{{{XSD}}}attributeGroup", name=name)
        self.author.used = set()
        below = etree.SubElement(node, f"{{{XSD}}}attribute", name=f"{name}-x")
        below.set("type", self.author.simple_type().name)
        if self.known.attribute_groups and self.chance.random() < 0.5:
            inner = self.chance.choice(self.known.attribute_groups)
            etree.SubElement(node, f"{{{XSD}}}attributeGroup", ref=inner)
        self.known.attribute_groups = [f"{self.prefix}:{name}"]

    def complex(self) -> None:
        name = self.name(self.chance.choice(("Tea", "leafType", "ArrayOfPot", "Type")))
        full = f"{self.prefix}:{name}"
        node, made = self.author.complex_type(full, within=full)
        node.set("name", name)
        self.root.append(node)
        if self.chance.random() < 0.1 and made.text is None and not made.mixed:
            self.abstract(node, made)
        self.known.complex.append(made)

    def abstract(self, node: etree._Element, made: Complex) -> None:
        """Make a type abstract, with one that derives from it."""
        node.set("abstract", "true")
        name = self.name("Real")
        above = etree.SubElement(self.root, f"{{{XSD}}}complexType", name=name)
        content = etree.SubElement(above, f"{{{XSD}}}complexContent")
        etree.SubElement(content, f"{{{XSD}}}extension", base=made.name)
        self.known.complex.append(Complex(f"{self.prefix}:{name}", names=made.names))

    def group(self) -> None:
        name = self.name("parts")
        node = etree.SubElement(self.root, f"{{{XSD}}}group", name=name)
        self.author.used = set()
        # Names of its own, or the types that refer to it would have them twice.
        below = etree.SubElement(
            node, f"{{{XSD}}}{self.chance.choice(('sequence', 'choice'))}"
        )
        for number in range(self.chance.randint(1, 3)):
            element = etree.SubElement(
                below, f"{{{XSD}}}element", name=f"{name}-{number}"
            )
            self.author.occurs(element, 0.5)
            self.author.type_of(element, 1)
        if len(below) == 1:
            below[0].attrib.pop("minOccurs", "")
        self.known.groups.append(f"{self.prefix}:{name}")

    def element(self, *, message: bool = False) -> None:
        name = self.name("say" if message else self.chance.choice(("leaf", "Tea")))
        node = etree.SubElement(self.root, f"{{{XSD}}}element", name=name)
        if message and self.chance.random() < 0.6:
            node.append(self.author.complex_type("", depth=0)[0])
        else:
            self.author.type_of(node, 0)
        self.known.elements.append(f"{self.prefix}:{name}")

    def substitution(self) -> None:
        """An element that others may stand for."""
        if not self.known.complex:
            return
        kind = self.chance.choice(self.known.complex).name
        head = self.name("any")
        node = etree.SubElement(self.root, f"{{{XSD}}}element", name=head, type=kind)
        if self.chance.random() < 0.4:
            node.set("abstract", "true")
        for _ in range(self.chance.randint(1, 2)):
            below = etree.SubElement(
                self.root, f"{{{XSD}}}element", name=self.name("one")
            )
            below.set("substitutionGroup", f"{self.prefix}:{head}")
            if self.chance.random() < 0.5:
                below.set("type", kind)
        self.known.elements.append(f"{self.prefix}:{head}")


def _operations(root: etree._Element, chance: Random, known: Known, style: str) -> None:
    says = [name for name in known.elements if ":say" in name]
    sent, got = chance.sample(says, 2)
    headed = chance.random() < 0.3
    for name, element in (("Ask", sent), ("Answer", got), ("Head", says[0])):
        message = etree.SubElement(root, f"{{{WSDL}}}message", name=name)
        if style == "rpc" and name != "Head":
            some = chance.sample(known.complex, min(2, len(known.complex)))
            for number, kind in enumerate(some, 1):
                part = etree.SubElement(message, f"{{{WSDL}}}part", name=f"p{number}")
                part.set("type", kind.name)
        else:
            etree.SubElement(message, f"{{{WSDL}}}part", name="p", element=element)
    port = etree.SubElement(root, f"{{{WSDL}}}portType", name="PortType")
    operation = etree.SubElement(port, f"{{{WSDL}}}operation", name="ask")
    etree.SubElement(operation, f"{{{WSDL}}}input", message="a:Ask")
    etree.SubElement(operation, f"{{{WSDL}}}output", message="a:Answer")
    binding = etree.SubElement(root, f"{{{WSDL}}}binding", name="Binding")
    binding.set("type", "a:PortType")
    etree.SubElement(binding, f"{{{_SOAP}}}binding", style=style, transport=_HTTP)
    bound = etree.SubElement(binding, f"{{{WSDL}}}operation", name="ask")
    etree.SubElement(bound, f"{{{_SOAP}}}operation", soapAction="")
    for side in ("input", "output"):
        below = etree.SubElement(bound, f"{{{WSDL}}}{side}")
        if headed and side == "input":
            header = etree.SubElement(below, f"{{{_SOAP}}}header", message="a:Head")
            header.set("part", "p")
            header.set("use", "literal")
        body = etree.SubElement(below, f"{{{_SOAP}}}body", use="literal")
        if style == "rpc":
            body.set("namespace", _SPACES["a"])
    service = etree.SubElement(root, f"{{{WSDL}}}service", name="Service")
    port = etree.SubElement(service, f"{{{WSDL}}}port", name="Port")
    port.set("binding", "a:Binding")
    etree.SubElement(port, f"{{{_SOAP}}}address", location="http://localhost/")

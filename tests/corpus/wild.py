"""XML for where a schema leaves it open."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from random import Random
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.bindings import Atomic, Key, OneOf, OpenAttributes, Type
from generator.model import QName

from .instances import Instances

_NEVER: Final = ("ENTITY", "ENTITIES", "NOTATION")
"""What SOAP's encoding has of these is valid in no message: that has no document type,
and a notation is only of a type that lists it (XML Schema Part 2, 3.2.19)."""


@dataclass(slots=True)
class Wild:
    """Makes elements that wildcards allow, and whole elements that are kept as XML.

    Attributes:
        instances: Knows what the schemas declare.
        strict: Whether only what is declared is made.
        narrow: Whether only what other namespaces have is made, and no more than must
            be.
    """

    instances: Instances
    strict: bool = False
    narrow: bool = False

    def element(
        self, wire: QName, beside: Container[QName], random: Random
    ) -> etree._Element:
        """An element for a wildcard.

        Args:
            wire: The wildcard: its namespaces, and the target namespace of its schema.
            beside: The elements that are declared beside it, which it would be taken
                for.
            random: Chooses.
        """
        home, allowed = wire.namespace, wire.name.split()
        known = [
            name
            for space, name in self.instances.defined
            if space == "element" and _allows(allowed, home, name.namespace)
            if name not in beside and not (self.narrow and name.namespace == home)
            if name.name not in _NEVER
        ]
        if known and (self.strict or random.random() < 0.3):
            made = self.instances.element(random.choice(known))
            if made is not None and made.find(".//endless") is None:
                return made
        space = "urn:extra"
        if not _allows(allowed, home, space):
            places = {"##targetNamespace": home, "##local": ""}
            space = next((places.get(w, w) for w in allowed), "")
        start = _start(QName(space, "note"))
        inner = f"{start} at='1'>a <b xmlns=''>c</b></note>"
        return etree.fromstring(random.choice([f"{start}/>", inner]))

    def whole(self, wire: QName, kept: Key | None, random: Random) -> etree._Element:
        """An element of a given name.

        Args:
            wire: Its name.
            kept: The type whose content is kept as XML; None where that is any.
            random: Chooses.
        """
        if kept is not None:
            return self.instances.whole(wire, kept)
        ends = ["/>", f">tea</{wire.name}>"]
        return etree.fromstring(_start(wire) + random.choice(ends))


def attributes(said: OpenAttributes) -> dict[str, str]:
    """Attributes that may stand where a schema leaves them open, by their names."""
    known = {f.wire: _value(f.type) for f in said.declared}
    found = {str(name): text for name, text in known.items() if text}
    if said.strict:
        return found
    spaces = ["urn:extra", said.home, "", *said.namespaces.split()]
    for space in spaces:
        allowed = _allows(said.namespaces.split(), said.home, space)
        name = QName(space, "note")
        if allowed and not space.startswith("##") and name not in known:
            found[str(name)] = "a<b"
    return found


def _value(type_: Type) -> str:
    if isinstance(type_, OneOf):
        return type_.texts[-1]
    numbers = {"int": "7", "integer": "7", "boolean": "true", "string": "tea"}
    return numbers.get(type_.name, "") if isinstance(type_, Atomic) else ""


def _start(name: QName) -> str:
    if not name.namespace:
        return f"<{name.name}"
    return f"<{name.name} xmlns={quoteattr(name.namespace)}"


def _allows(allowed: list[str], home: str, namespace: str) -> bool:
    if "##any" in allowed:
        return True
    if "##other" in allowed:
        return namespace not in ("", home)
    places = {"##targetNamespace": home, "##local": ""}
    return namespace in [places.get(word, word) for word in allowed]

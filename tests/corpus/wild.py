"""XML for where a schema leaves it open."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.model import QName
from generator.source import Source
from generator.xml import XSD, target_namespace


@dataclass(slots=True)
class Wild:
    """Makes elements that wildcards allow.

    Attributes:
        known: Elements that the schemas declare, which even a strict wildcard takes.
        attributes: Whether attributes that the schemas do not know may be made.
        strict: Whether only known elements are made.
    """

    known: list[QName] = field(default_factory=list)
    attributes: bool = True
    strict: bool = False

    @classmethod
    def of(cls, source: Source) -> Wild:
        """For the schemas of a document."""
        found = []
        for document in source.documents:
            for schema in document.root.iter(f"{{{XSD}}}schema"):
                for node in schema.iterchildren(f"{{{XSD}}}element"):
                    if _is_text(node):
                        name = node.get("name", "").strip()
                        found.append(QName(target_namespace(node), name))
        return cls(known=found)

    def element(self, wire: QName, random: Random) -> str:
        """An element for a wildcard.

        Args:
            wire: The wildcard: its namespaces, and the target namespace of its schema.
            random: Chooses.
        """
        home, allowed = wire.namespace, wire.name.split()
        known = [n for n in self.known if _allows(allowed, home, n.namespace)]
        if known and (self.strict or random.random() < 0.3):
            chosen = random.choice(known)
            return f"{_start(chosen)}>tea</{chosen.name}>"
        space = "urn:extra"
        if not _allows(allowed, home, space):
            places = {"##targetNamespace": home, "##local": ""}
            space = next((places.get(w, w) for w in allowed), "")
        start = _start(QName(space, "note"))
        inner = f"{start} at='1'>a <b xmlns=''>c</b></note>"
        return random.choice([f"{start}/>", inner])

    def whole(self, wire: QName, random: Random) -> str:
        """An element of a given name that may hold anything."""
        ends = ["/>", f">tea</{wire.name}>"]
        return _start(wire) + random.choice(ends)


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


def _is_text(node: etree._Element) -> bool:
    prefix, _, name = (node.get("type") or "").strip().rpartition(":")
    uri = node.nsmap.get(prefix or None)
    return uri == XSD and name == "string" and node.get("abstract") != "true"

"""Looks up the components of a WSDL by name, and reads the parts of its messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ..model import Part, QName
from ..source import Document, Source, refusal
from ..xml import (
    WSDL,
    XSD,
    attributes,
    children,
    local,
    qname,
    target_namespace,
)
from .policy import Policies, demanding

_KINDS = ("message", "portType", "binding", "service")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An element, and the document that it stands in; equal only to itself."""

    document: Document
    node: etree._Element

    @property
    def name(self) -> str:
        """What its attribute `name` says."""
        return self.node.get("name", "").strip()

    @property
    def qname(self) -> QName:
        """Its name in the target namespace."""
        return QName(target_namespace(self.node), self.name)

    def at(self, node: etree._Element) -> Place:
        """Another element of the same document."""
        return Place(self.document, node)

    def children(self, *names: str) -> Iterator[Place]:
        """The child elements of WSDL's own namespace, with one of the names."""
        return map(self.at, children(self.node, WSDL, *names))

    def child(self, *names: str) -> Place | None:
        """The first of them, or None."""
        return next(self.children(*names), None)

    def only(self, name: str) -> Place | None:
        """The one child of WSDL's own namespace with a name, or None.

        Raises:
            Refused: There are several.
        """
        return alone(self, self.children(name))


@dataclass(frozen=True, slots=True)
class Index:
    """The components of all documents, and the names of their simple types.

    The policies are by the document's root and their ids: whether each demands MTOM.
    """

    components: dict[tuple[str, QName], Place]
    simple: frozenset[QName]
    policies: Policies
    _parts: dict[Place, Mapping[str, Part]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Index:
        """Index the import closure; `guard` has seen that no two are alike."""
        places = (
            Place(document, node)
            for document in source.documents
            if document.root.tag == f"{{{WSDL}}}definitions"
            for node in children(document.root, WSDL, *_KINDS)
        )
        simple = (
            Place(document, node).qname
            for document in source.documents
            for schema in document.root.iter(f"{{{XSD}}}schema")
            for node in schema.iter(f"{{{XSD}}}simpleType")
            if node.get("name")
        )
        found = {(local(place.node), place.qname): place for place in places}
        policies = demanding(document.root for document in source.documents)
        return cls(found, frozenset(simple), policies)

    def all(self, kind: str) -> list[Place]:
        """All components of a kind, in the order of the documents."""
        return [place for (k, _), place in self.components.items() if k == kind]

    def get(self, kind: str, place: Place, key: str) -> Place:
        """Follow the reference in an attribute; `guard` has seen that it resolves."""
        value = place.node.get(key, "")
        name = qname(place.node, value) if value.strip() else None
        if name is None or (kind, name) not in self.components:
            reason = f"{local(place.node)} has no {key}"
            raise refusal(place.document.file, place.node, reason)
        return self.components[kind, name]

    def parts(self, message: Place) -> Mapping[str, Part]:
        """The parts of a message by their names, in order."""
        if message not in self._parts:  # thousands of headers may be of one message
            self._parts[message] = self._read(message)
        return self._parts[message]

    def _read(self, message: Place) -> Mapping[str, Part]:
        parts: dict[str, Part] = {}
        for place in message.children("part"):
            if place.name in parts:
                reason = f"message {message.name!r} has part {place.name!r} twice"
                raise refusal(place.document.file, place.node, reason)
            parts[place.name] = self._part(place)
        return parts

    def _part(self, place: Place) -> Part:
        element = place.node.get("element", "").strip()
        type_ = place.node.get("type", "").strip()
        if not element and not type_:
            reason = f"part {place.name!r} has neither an element nor a type"
            raise refusal(place.document.file, place.node, reason)
        if not element and not place.name:
            reason = "a part with a type has no name"
            raise refusal(place.document.file, place.node, reason)
        type_name = qname(place.node, type_) if type_ and not element else None
        return Part(
            name=place.name,
            element=qname(place.node, element) if element else None,
            type=type_name,
            simple=type_name is not None and self._is_simple(type_name),
        )

    def _is_simple(self, name: QName) -> bool:
        built_in = name.namespace == XSD and name.name != "anyType"
        return built_in or name in self.simple


def alone(place: Place, inner: Iterable[Place]) -> Place | None:
    """The one element in another that may be there once, or None.

    Raises:
        Refused: There are several, which say different things.
    """
    found = list(inner)
    for other in found[1:]:
        if list(other.node) or attributes(other.node) != attributes(found[0].node):
            what = f"{called(place.node)} has more than one {called(other.node)}"
            raise refusal(other.document.file, other.node, what)
    return found[0] if found else None


def called(node: etree._Element) -> str:
    """An element as the document calls it, prefix and all."""
    return f"{node.prefix}:{local(node)}" if node.prefix else local(node)

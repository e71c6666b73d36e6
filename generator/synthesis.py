"""Types for what no schema describes: bodies that are not just one global element.

An rpc body is an element whose children are the parts; a document body may have none or
several elements, or only text. Each gets a complex type in a namespace of our own, so
that everything after this sees types and nothing else. The names are the operations',
which are good names for the classes too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from .model import Attachment, Description, MessageType, Part, QName
from .xml import XSD

NAMESPACE: Final = "urn:generated:messages"
"""Where the types live; no document may use it."""


class Types:
    """Makes the types of one description; the same contents get the same type."""

    def __init__(self) -> None:
        self._made: dict[str, MessageType] = {}

    def sequence(
        self,
        wanted: str,
        parts: Iterable[Part],
        *,
        nillable: bool = False,
        attachments: Iterable[Attachment] = (),
    ) -> QName:
        """A type whose content is the parts in sequence.

        Args:
            wanted: The name that it should have; it is numbered where it is taken by
                other contents.
            parts: The parts; there may be none.
            nillable: Whether the elements made for parts with a type may be nil.
            attachments: The parts that travel beside the envelope.
        """
        name = QName(NAMESPACE, wanted)
        made = MessageType(
            name=name,
            parts=tuple(parts),
            nillable=nillable,
            attachments=tuple(attachments),
        )
        return self._add(made, 2)

    def text(self, wanted: str, part: Part) -> QName:
        """A type whose content is the text of a part that has a simple type."""
        name = QName(NAMESPACE, wanted)
        return self._add(MessageType(name=name, parts=(part,), text=True), 2)

    def all(self) -> tuple[MessageType, ...]:
        """The types, in the order in which they were first asked for."""
        return tuple(self._made.values())

    def _add(self, made: MessageType, number: int) -> QName:
        wanted = made.name.name
        while self._made.setdefault(made.name.name, made) != made:
            made = replace(made, name=QName(NAMESPACE, f"{wanted}_{number}"))
            number += 1
        return made.name


def schema(description: Description) -> etree._Element | None:
    """The schema of the types made for messages, or None where there are none.

    Its imports name namespaces and no places: it goes with the document's own schemas.
    """
    if not description.types:
        return None
    prefixes = _prefixes(description.types)
    root = etree.Element(
        f"{{{XSD}}}schema",
        {"targetNamespace": NAMESPACE},
        nsmap={"xs": XSD} | {prefix: space for space, prefix in prefixes.items()},
    )
    for space in _spaces(description.types):
        attributes = {"namespace": space} if space else {}
        etree.SubElement(root, f"{{{XSD}}}import", attributes)
    for made in description.types:
        node = etree.SubElement(root, f"{{{XSD}}}complexType", name=made.name.name)
        (_text if made.text else _sequence)(node, made, prefixes)
    return root


def _text(node: etree._Element, made: MessageType, prefixes: dict[str, str]) -> None:
    content = etree.SubElement(node, f"{{{XSD}}}simpleContent")
    base = _spelt(made.parts[0].type, prefixes)
    etree.SubElement(content, f"{{{XSD}}}extension", base=base)


def _sequence(
    node: etree._Element, made: MessageType, prefixes: dict[str, str]
) -> None:
    sequence = etree.SubElement(node, f"{{{XSD}}}sequence")
    for part in made.parts:
        element = etree.SubElement(sequence, f"{{{XSD}}}element")
        if part.element is not None:
            element.set("ref", _spelt(part.element, prefixes))
            continue
        element.set("name", part.name)
        element.set("type", _spelt(part.type, prefixes))
        if made.nillable:
            element.set("nillable", "true")


def _spelt(name: QName | None, prefixes: dict[str, str]) -> str:
    assert name is not None, "a part has an element or a type"
    if not name.namespace:
        return name.name  # the schema has no default namespace
    prefix = "xs" if name.namespace == XSD else prefixes[name.namespace]
    return f"{prefix}:{name.name}"


def _spaces(types: Iterable[MessageType]) -> Iterator[str]:
    """The namespaces to import, each once, in the order of use."""
    used = (part.element or part.type for made in types for part in made.parts)
    spaces = dict.fromkeys(name.namespace for name in used if name is not None)
    return (space for space in spaces if space != XSD)


def _prefixes(types: Iterable[MessageType]) -> dict[str, str]:
    return {space: f"n{n}" for n, space in enumerate(filter(None, _spaces(types)), 1)}

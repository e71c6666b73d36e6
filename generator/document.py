"""A document of an import closure, and how a refusal names a place in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from .errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the closure.

    A schema without a target namespace that schemas of several namespaces include is a
    document for each of them, of one path and content.

    Attributes:
        path: Where it lies below the folder that documents may be read from.
        file: The same, as the user would name it.
        content: Its bytes.
        root: Its root element.
    """

    path: PurePosixPath
    file: Path
    content: bytes = field(repr=False)
    root: etree._Element = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A WSDL with its import closure; the WSDL comes first.

    Attributes:
        documents: The documents.
        missing: What imports name and is not here, an address or a file that does not
            exist, by the namespace that it is said to define.
        notes: What was read in a way that the documents do not say.
    """

    documents: tuple[Document, ...]
    missing: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def entry(self) -> Document:
        """The WSDL itself."""
        return self.documents[0]


def refusal(file: Path, node: etree._Element, reason: str) -> Refused:
    """A refusal that names the line of an element."""
    line: Any = node.sourceline
    return Refused(reason, file=file, line=line)


def parent(node: etree._Element) -> etree._Element:
    """The parent of an element that is not a root."""
    found = node.getparent()
    assert found is not None, "only the root has no parent"
    return found


def remove(node: etree._Element) -> None:
    """Take an element out of its tree, and leave the text behind it."""
    node.tail = None
    parent(node).remove(node)


def ancestors(node: etree._Element) -> Iterator[etree._Element]:
    """The element itself, its parent, and so on up to the root."""
    yield node
    yield from node.iterancestors()

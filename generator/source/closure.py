"""The closure of a WSDL: the documents that its imports lead to, and theirs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from .. import known, location
from ..document import Document, Source
from ..errors import DeclaresType, Refused
from ..xml import WSDL, XSD, local, target_namespace
from . import rewrite, roots, well_known
from .files import MAX_BYTES, read_bytes
from .parsing import parse

MAX_DOCUMENTS: Final = 2000
"""Documents that a closure may have; one for several namespaces counts several times.

The XML parser's own limits hold too: 256 elements in one another, and ten million bytes
in one text.
"""
MAX_ELEMENTS: Final = 1_000_000
"""Elements that a closure may have, remarks counted too."""
LOCATIONS: Final = {
    f"{{{WSDL}}}import": "location",
    f"{{{XSD}}}import": "schemaLocation",
    f"{{{XSD}}}include": "schemaLocation",
    f"{{{XSD}}}redefine": "schemaLocation",
}
"""The attribute that says where an import leads, by the element's tag."""

_Key = tuple[Path, str]
"""A file, and the namespace that it takes from who includes it, or nothing."""


def load(
    path: Path,
    root: Path | None = None,
    max_bytes: int = MAX_BYTES,
    max_elements: int = MAX_ELEMENTS,
) -> Source:
    """Read a WSDL and its import closure.

    Args:
        path: The WSDL.
        root: The folder that its imports may lie in; its own if None.
        max_bytes: How many bytes the closure may have.
        max_elements: How many elements it may have.

    Returns:
        The documents, the WSDL first, then in the order in which imports name them;
        includes and redefinitions are applied.

    Raises:
        Refused: A document is missing, too large, not well-formed, has a document type
            declaration, or lies outside the folder.
    """
    return _Loader(path, root, max_bytes, max_elements).load()


class _File(NamedTuple):
    """A file as it was read."""

    content: bytes
    root: etree._Element


@dataclass(slots=True)
class _Loaded:
    """A document with what it leads to.

    Attributes:
        document: The document.
        edges: The imports that lead to a file, with where they lead.
    """

    document: Document
    edges: list[tuple[etree._Element, _Key]] = field(default_factory=list)


class _Loader:
    """Reads one closure."""

    def __init__(
        self, path: Path, root: Path | None, max_bytes: int, max_elements: int
    ) -> None:
        self.path = path
        self.folder = location.Folder(path, root)
        self.left = self.max_bytes = max_bytes
        self.more = self.max_elements = max_elements
        self.files: dict[Path, _File] = {}
        self.found: dict[_Key, _Loaded] = {}
        self.missing: dict[str, str] = {}
        self.notes: dict[str, None] = {}

    def load(self) -> Source:
        """The whole of it."""
        queue: deque[_Key] = deque([(self.folder.entry, "")])
        roots.check_wsdl(self.path, self.file(self.folder.entry).root)
        while queue:
            key = queue.popleft()
            if key not in self.found:
                if len(self.found) == MAX_DOCUMENTS:
                    reason = f"imports more than {MAX_DOCUMENTS} documents"
                    raise Refused(reason, file=self.path, line=1)
                loaded = self.found[key] = _Loaded(self.document(key))
                loaded.edges = list(self.edges(loaded.document))
                queue += [target for _, target in loaded.edges]
        documents = [loaded.document for loaded in self.found.values()]
        rewrite.drop_repeated(documents)
        rewrite.redefine(documents, self.redefined())
        rewrite.drop_repeated(documents)
        documents += well_known.needed(documents)
        return Source(
            documents=tuple(documents), missing=self.missing, notes=tuple(self.notes)
        )

    def file(self, place: Path) -> _File:
        """A file, read once."""
        if place not in self.files:
            shown = self.folder.shown(place)
            content = read_bytes(place, shown, self.left, self.max_bytes)
            self.left -= len(content)
            self.files[place] = _File(content, self.parsed(shown, content))
        return self.files[place]

    def parsed(self, shown: Path, content: bytes) -> etree._Element:
        """The tree of a document, which counts anew each time that one is made."""
        # What begins an element, or a remark; in UTF-16 what ends one too.
        self.more -= content.count(b"<") - content.count(b"</")
        if self.more < 0:
            reason = f"and what it is with have more than {self.max_elements} elements"
            raise Refused(f"{reason}; --max-elements allows more", file=shown, line=1)
        return parse(shown, content)

    def document(self, key: _Key) -> Document:
        """A document, in the namespace of who includes it where it has none."""
        place, namespace = key
        content, root = self.file(place)
        shown = self.folder.shown(place)
        if namespace:
            root = rewrite.adopt(self.parsed(shown, content), namespace)
        path = self.folder.below(place)
        return Document(path=path, file=shown, content=content, root=root)

    def edges(self, document: Document) -> Iterator[tuple[etree._Element, _Key]]:
        """The imports of a document that lead to a file."""
        for node in list(document.root.iter(*LOCATIONS)):
            value = node.get(LOCATIONS[str(node.tag)], "").strip()
            within = local(node) in ("include", "redefine")
            named = target_namespace(node) if within else node.get("namespace", "")
            named = named.strip()
            if not value:
                continue
            if location.is_remote(value):
                self.missing.setdefault(named, value)
                continue
            # Part 1, 4.2.3: an import of a schema names a hint, which may be gone.
            hint = str(node.tag) == f"{{{XSD}}}import"
            place = self.folder.find(document, node, value, optional=hint)
            if place is None:
                self.missing.setdefault(named, value)
                continue
            try:
                target = self.file(place).root
            except DeclaresType:
                # As the W3C's file of XML Signature does; ours says the same.
                if named in known.FILES:
                    continue
                raise
            roots.check_imported(document.file, node, value, target)
            alone = local(target) == "schema" and not target_namespace(target)
            if alone and named and hint:  # it should say so: Part 1, 4.2.3
                shown = value[: location.SHOWN]
                self.notes.setdefault(
                    f"{shown!r} says no namespace, and is taken to be of {named!r}"
                )
            yield node, (place, named if alone else "")

    def redefined(self) -> dict[etree._Element, list[Document]]:
        """What each redefinition can redefine: the document that it names, and more."""
        return {
            node: [self.found[k].document for k in self.included(key)]
            for loaded in self.found.values()
            for node, key in loaded.edges
            if local(node) == "redefine"
        }

    def included(self, start: _Key) -> list[_Key]:
        """A document and what it includes, directly or not."""
        reached: dict[_Key, None] = {}
        queue = [start]
        while queue:
            key = queue.pop()
            if key not in reached:
                reached[key] = None
                edges = self.found[key].edges
                queue += [k for n, k in edges if local(n) in ("include", "redefine")]
        return list(reached)

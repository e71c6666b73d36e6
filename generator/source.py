"""Reads a WSDL and everything that it imports, from below its own folder only.

Nothing here follows an address: no network, no entities, no DTD, no file outside the
folder of the WSDL (after resolving links).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from .errors import Refused
from .xml import WSDL, XSD

MAX_DOCUMENT: Final = 32 * 1024 * 1024
"""Bytes that one document may have."""
MAX_DOCUMENTS: Final = 2000
"""Documents that one closure may have."""

_LOCATIONS: Final = {
    f"{{{WSDL}}}import": "location",
    f"{{{XSD}}}import": "schemaLocation",
    f"{{{XSD}}}include": "schemaLocation",
    f"{{{XSD}}}redefine": "schemaLocation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the closure.

    Attributes:
        path: Where it lies below the folder of the WSDL.
        file: The same, as the user would name it.
        content: Its bytes.
        root: Its root element.
        imports: What its import elements lead to, by the element's place in the
            document (in document order); None where the place is not a local file.
    """

    path: PurePosixPath
    file: Path
    content: bytes = field(repr=False)
    root: etree._Element = field(compare=False, repr=False)
    imports: tuple[PurePosixPath | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A WSDL with its import closure; the WSDL comes first."""

    documents: tuple[Document, ...]

    @property
    def entry(self) -> Document:
        """The WSDL itself."""
        return self.documents[0]


def load(path: Path) -> Source:
    """Read a WSDL and its import closure.

    Args:
        path: The WSDL.

    Returns:
        The documents, the WSDL first, then in the order in which imports name them.

    Raises:
        Refused: A document is missing, too large, not well-formed, has a document type
            declaration, or lies outside the folder of the WSDL.
    """
    folder = path.parent
    queue = [PurePosixPath(path.name)]
    found: dict[PurePosixPath, Document] = {}
    while queue:
        name = queue.pop(0)
        if name in found:
            continue
        if len(found) == MAX_DOCUMENTS:
            raise Refused(f"imports more than {MAX_DOCUMENTS} documents", file=path)
        found[name] = document = _read(folder, name)
        queue.extend(target for target in document.imports if target is not None)
    return Source(documents=tuple(found.values()))


def read_text(path: Path) -> str:
    """Read a profile or a provider's module: UTF-8, of modest size.

    Raises:
        Refused: The file is missing, too large, or not UTF-8.
    """
    try:
        return _bytes(path).decode()
    except UnicodeDecodeError as error:
        raise Refused("is not UTF-8", file=path) from error


def _read(folder: Path, name: PurePosixPath) -> Document:
    file = folder / name
    content = _bytes(file)
    root = _parse(file, content)
    imports = tuple(_target(folder, name, node) for node in root.iter(*_LOCATIONS))
    return Document(path=name, file=file, content=content, root=root, imports=imports)


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            what = "is a folder, not a file" if file.is_dir() else "no such file"
            raise Refused(what, file=file)
        with file.open("rb") as stream:
            content = stream.read(MAX_DOCUMENT + 1)
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}", file=file) from error
    if len(content) > MAX_DOCUMENT:
        raise Refused(f"is larger than {MAX_DOCUMENT} bytes", file=file)
    return content


def _parse(file: Path, content: bytes) -> etree._Element:
    if not content.strip():
        raise Refused("is empty", file=file, line=1)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise Refused(
            f"is not well-formed XML: {error.msg}", file=file, line=line
        ) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise Refused("has a document type declaration; remove it", file=file, line=1)
    return root


def refusal(file: Path, node: etree._Element, reason: str) -> Refused:
    """A refusal that names the line of an element."""
    line: Any = node.sourceline
    return Refused(reason, file=file, line=line)


def _target(
    folder: Path, base: PurePosixPath, node: etree._Element
) -> PurePosixPath | None:
    """Where an import leads: below the folder, or None where it names no local file."""
    location = node.get(_LOCATIONS[str(node.tag)], "").strip()
    parts = urlsplit(location)
    if not location or parts.scheme in ("http", "https") or parts.netloc:
        return None
    file = folder / base
    if parts.scheme or location.startswith("/") or "\\" in location:
        raise refusal(file, node, f"{location!r} is not a relative path")
    if unquote(parts.path) != parts.path:
        raise refusal(file, node, f"{location!r} has escapes in it; rename the file")
    top = folder.resolve()
    target = (folder / base.parent / parts.path).resolve()
    if not target.is_relative_to(top):
        raise refusal(file, node, f"{location!r} is outside the folder of the WSDL")
    if not target.is_file():
        raise refusal(file, node, f"{location!r} does not exist")
    return PurePosixPath(target.relative_to(top).as_posix())

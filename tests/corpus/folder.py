"""Which documents of a folder are tried: every WSDL that is not only a part of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from generator.xml import WSDL

_MOST_BYTES: Final = 64 << 20
_DEFINITIONS: Final = f"{{{WSDL}}}definitions"
_ENDINGS: Final = {".wsdl", ".wsdl11", ".xml", ".asmx", ".svc"}


def documents(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each WSDL with the folder that its imports may lie in.

    That is the top folder below the given one that holds it: people keep what belongs
    together so. A WSDL without a binding that another one imports is no document of its
    own.
    """
    found: dict[Path, etree._Element] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _ENDINGS and path.is_file() and _begins(path):
            found[path] = _parsed(path)
    parts = {
        (path.parent / node.get("location", "")).resolve()
        for path, root in found.items()
        for node in root.iter(f"{{{WSDL}}}import")
    }
    for path, root in found.items():
        if root.tag not in (_DEFINITIONS, "nothing"):
            continue
        bound = root.find(f"{{{WSDL}}}binding") is not None
        if bound or path.resolve() not in parts:
            top = path.relative_to(folder).parts[0]
            place = folder / top
            yield path, place if place.is_dir() else folder


def _begins(path: Path) -> bool:
    """Whether a file looks like a WSDL, without parsing it."""
    if path.stat().st_size > _MOST_BYTES:
        return False
    with path.open("rb") as stream:
        head = stream.read(1 << 14).replace(b"\0", b"")
    return b"definitions" in head and b"schemas.xmlsoap.org/wsdl" in head


def _parsed(path: Path) -> etree._Element:
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False)
    root = etree.fromstring(path.read_bytes(), parser)
    return etree.Element("nothing") if root is None else root

"""Parses documents, so that nothing that they say is followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from ..errors import DeclaresType, Refused
from . import appearance, rewrite


def parse(file: Path | str, content: bytes) -> etree._Element:
    """Parse a document: well-formed, no document type, nothing followed.

    Args:
        file: What to call it in a refusal.
        content: Its bytes.

    Raises:
        Refused: It is empty, not well-formed, or (`DeclaresType`) has a document type
            declaration.
    """
    if not content.strip():
        raise Refused("is empty", file=file, line=1)
    appearance.check(file, content)
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
        line: Any = error.lineno
        said = " ".join(str(error.msg).replace("\n", " ").split()).replace(" ,", ",")
        reason = f"is not well-formed XML: {said}"
        raise Refused(reason, file=file, line=line) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        reason = "has a document type declaration; remove it"
        raise DeclaresType(reason, file=file, line=1)
    appearance.check_encoding(file, docinfo.encoding)
    rewrite.modernise(root)
    rewrite.annotate(root)
    return root

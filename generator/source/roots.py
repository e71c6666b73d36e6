"""What a document is by its root element, and whether it may stand where it does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lxml import etree

from ..document import refusal
from ..xml import WSDL, XSD, local, target_namespace

_SCHEMA: Final = f"{{{XSD}}}schema"
_DEFINITIONS: Final = f"{{{WSDL}}}definitions"
_KINDS: Final = {
    _SCHEMA: "an XML Schema",
    "{http://www.w3.org/ns/wsdl}description": "a WSDL 2.0; only WSDL 1.1 is read",
    "html": "an HTML page, not a WSDL; was it fetched without logging in?",
}


def check_wsdl(file: Path, root: etree._Element) -> None:
    """Refuse what is not a WSDL 1.1.

    Raises:
        Refused: It is something else, which is named.
    """
    if root.tag == _DEFINITIONS:
        return
    name = local(root)
    what = _KINDS.get(str(root.tag), _KINDS.get(name.lower()))
    if what is None and name == "Envelope":
        what = "a SOAP message"
    if what is None:
        raise refusal(file, root, f"is not a WSDL: its root element is {name!r}")
    said = what if "WSDL" in what else f"{what}, not a WSDL"
    raise refusal(file, root, f"is {said}")


def check_imported(
    file: Path, node: etree._Element, value: str, root: etree._Element
) -> None:
    """Refuse an import of what it cannot import.

    Args:
        file: The document with the import.
        node: The import.
        value: The location that it names.
        root: The root element of what is there.

    Raises:
        Refused: It is neither a schema nor a WSDL that a WSDL imports; or a schema that
            is included has another namespace.
    """
    kind = local(node)
    if root.tag == _DEFINITIONS and node.tag == f"{{{WSDL}}}import":
        return
    if root.tag != _SCHEMA:
        wanted = "an XML Schema" if node.tag != f"{{{WSDL}}}import" else "a WSDL"
        reason = f"{value!r} is not {wanted}: its root element is {local(root)!r}"
        raise refusal(file, node, reason)
    own, other = target_namespace(node), target_namespace(root)
    if kind != "import" and other not in ("", own):
        reason = f"{value!r} is of namespace {other!r}, not of {own!r}: import it"
        raise refusal(file, node, f"{reason}, not {kind}")

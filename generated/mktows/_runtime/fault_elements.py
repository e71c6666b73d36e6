"""What the elements of a SOAP fault say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from .characters import WHITE_SPACE
from .declared import DeclaredFault
from .errors import ProtocolError, SoapFault
from .reading import XSI_TYPE, Node, Reader, local, whole_text, xml
from .strays import elements
from .versions import Soap

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a fault of either version says.

    Attributes:
        code: The fault code, as it is on the wire.
        string: What the service says about the fault.
        actor: Who caused it, or None.
        detail: The element with the detail, or None.
        subcodes: What SOAP 1.2 has below the code, from the outside in.
        reasons: What SOAP 1.2 says, by language.
    """

    code: str
    string: str
    actor: str | None
    detail: Node | None
    subcodes: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])

    def xml(self) -> str | None:
        """The detail as XML."""
        return None if self.detail is None else xml(self.detail)


def read(fault: Node, reader: Reader) -> Said:
    """Read a fault of either version.

    Raises:
        ProtocolError: It says something twice, or holds text between its elements.
    """
    is_12 = fault.tag == Soap.SOAP12.clark("Fault")
    return _said_12(fault, reader) if is_12 else _said_11(fault, reader)


def service_code(
    fault: Node, string: str, path: Iterable[str], pattern: str
) -> str | None:
    """The service's own code for the error.

    Args:
        fault: The fault's element.
        string: The fault string.
        path: The local names that lead to the code; none is nowhere.
        pattern: Else, a pattern whose first group is the code at the head of the fault
            string.
    """
    names = tuple(path)
    node: Node | None = fault if names else None
    for name in names:
        inside = () if node is None else node
        node = next((child for child in inside if local(child.tag) == name), None)
    code = _text(node).strip(WHITE_SPACE)
    if code:
        return code
    match = re.match(pattern, string) if pattern else None
    return match.group(1) if match else None


def _said_11(fault: Node, reader: Reader) -> Said:
    parts = _parts(fault, reader, "faultcode", "faultstring", "faultactor", "detail")
    return Said(
        code=_text(parts.get("faultcode")).strip(WHITE_SPACE),
        string=_text(parts.get("faultstring")),
        actor=_text(parts.get("faultactor")) or None,
        detail=parts.get("detail"),
    )


def _said_12(fault: Node, reader: Reader) -> Said:
    parts = _parts(fault, reader, "Code", "Reason", "Node", "Role", "Detail")
    codes = list(_codes(parts.get("Code"), reader))
    reason = parts.get("Reason")
    said = () if reason is None else reason
    texts = {text.get(_LANG) or "": _text(text) for text in said}
    english = [text for lang, text in texts.items() if lang.lower().startswith("en")]
    string = (english or list(texts.values()) or [""])[0]
    return Said(
        code=codes[0] if codes else "",
        string=string,
        actor=_text(parts.get("Role")) or _text(parts.get("Node")) or None,
        detail=parts.get("Detail"),
        subcodes=tuple(codes[1:]),
        reasons=texts,
    )


def _codes(node: Node | None, reader: Reader) -> Iterable[str]:
    """The code of a fault, then its subcodes, each nearer to what was wrong."""
    while node is not None:
        parts = _parts(node, reader, "Value", "Subcode")
        yield _text(parts.get("Value")).strip(WHITE_SPACE)
        node = parts.get("Subcode")


def _parts(node: Node, reader: Reader, *known: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for child in elements(node, reader):
        name = local(child.tag)
        if name in found and name in known:
            raise reader.repeated(child)
        found[name] = child
    if reader.audit is not None:
        others = [child for child in node if local(child.tag) not in known]
        reader.audit.unknown_among(others, ())
    return found


def declared_in(
    detail: Node | None, reader: Reader, declared: Iterable[DeclaredFault]
) -> tuple[type[SoapFault], object, ProtocolError | None]:
    """The class of the declared fault that a detail holds, its value, and its problem.

    A detail that is not as declared stays XML: that the call failed must be known, and
    why, whatever the service sends.
    """
    faults = list(declared)
    if detail is None or not faults:
        return SoapFault, None, None
    known = [(child, _declared_as(child, reader, faults)) for child in detail]
    if reader.audit is not None:
        unknown = [child for child, fault in known if fault is None]
        reader.audit.unknown_among(unknown, ())
    for child, fault in known:
        if fault is not None:
            named: Any = child
            named.tag = fault.element.name
            try:
                return fault.error, fault.element.read(named, reader), None
            except ProtocolError as problem:
                return fault.error, None, problem
    return SoapFault, None, None


def _declared_as(
    child: Node, reader: Reader, declared: Iterable[DeclaredFault]
) -> DeclaredFault | None:
    """The declared fault that an element in the detail is, by its type or its name."""
    said = child.get(XSI_TYPE)
    if said is not None:
        with suppress(ProtocolError):
            name = reader.clark(child, said)
            fitting = [fault for fault in declared if name in fault.types]
            named = [fault for fault in fitting if fault.element.name == child.tag]
            if fitting:  # what derives from another has fewer that derive from it
                return min(named or fitting, key=lambda fault: len(fault.types))
    return next((fault for fault in declared if fault.element.name == child.tag), None)


def _text(node: Node | None) -> str:
    return "" if node is None else whole_text(node)

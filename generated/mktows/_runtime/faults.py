"""The errors of one service, by its own codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .errors import SoapFault

if TYPE_CHECKING:
    from .declared import DeclaredFault
    from .reading import Node, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Tells the errors of one service from one another.

    Attributes:
        code: The local names of the elements that lead from the fault to the service's
            own code, as in `("detail", "serviceException", "code")`.
        pattern: Else, a pattern whose first group is the code at the head of the fault
            string.
        errors: The class for each code.
    """

    code: tuple[str, ...] = ()
    pattern: str = ""
    errors: Mapping[str, type[SoapFault]] = field(
        default_factory=dict[str, type[SoapFault]]
    )

    def error(
        self, fault: Node, reader: Reader, declared: Iterable[DeclaredFault] = ()
    ) -> SoapFault:
        """The error for a fault (SOAP 1.1, section 4.4; SOAP 1.2, section 5.4).

        Args:
            fault: The fault's element.
            reader: Knows the HTTP status that came with it.
            declared: The faults that the operation declares.

        Raises:
            ProtocolError: It says more than the error has room for.
        """
        # Most processes never see a fault, and load nothing for it.
        from .fault_elements import declared_in, read, service_code

        said = read(fault, reader)
        code = service_code(fault, said.string, self.code, self.pattern)
        kind, value = declared_in(said.detail, reader, declared)
        error = self.errors.get(code or "", kind)(
            said.code,
            said.string,
            actor=said.actor,
            detail=said.xml(),
            service_code=code,
            status=reader.status,
        )
        error.subcodes, error.reasons, error.value = said.subcodes, said.reasons, value
        return error
<<<<<<< HEAD
=======

    def _service_code(self, fault: Node, string: str) -> str | None:
        node: Node | None = fault if self.code else None
        for name in self.code:
            inside = () if node is None else node
            node = next((child for child in inside if local(child.tag) == name), None)
        code = _text(node).strip(WHITE_SPACE)
        if code:
            return code
        match = re.match(self.pattern, string) if self.pattern else None
        return match.group(1) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a fault of either version says."""

    code: str
    string: str
    actor: str | None
    detail: Node | None
    subcodes: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])


def _said_11(fault: Node, reader: Reader) -> _Said:
    parts = _parts(fault, reader, "faultcode", "faultstring", "faultactor", "detail")
    return _Said(
        code=_text(parts.get("faultcode")).strip(WHITE_SPACE),
        string=_text(parts.get("faultstring")),
        actor=_text(parts.get("faultactor")) or None,
        detail=parts.get("detail"),
    )


def _said_12(fault: Node, reader: Reader) -> _Said:
    parts = _parts(fault, reader, "Code", "Reason", "Node", "Role", "Detail")
    codes = list(_codes(parts.get("Code"), reader))
    reason = parts.get("Reason")
    said = () if reason is None else reason
    texts = {text.get(_LANG) or "": _text(text) for text in said}
    english = [text for lang, text in texts.items() if lang.lower().startswith("en")]
    string = (english or list(texts.values()) or [""])[0]
    return _Said(
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


def _declared(
    detail: Node | None, reader: Reader, declared: Iterable[DeclaredFault]
) -> tuple[DeclaredFault | None, object]:
    """The declared fault that a detail holds, with its value.

    A detail that is not as declared stays XML: that the call failed must be known, and
    why, whatever the service sends.
    """
    by_name = {fault.element.name: fault for fault in declared}
    if detail is not None and by_name and reader.audit is not None:
        reader.audit.unknown_among(detail, by_name)
    for child in () if detail is None else detail:
        fault = by_name.get(child.tag)
        if fault is not None:
            try:
                return fault, fault.element.read(child, reader)
            except ProtocolError:
                return fault, None
    return None, None


def _text(node: Node | None) -> str:
    return "" if node is None else whole_text(node)
>>>>>>> d969c6a (Tell of what a schema does not know, and insist on its order, for who asks)

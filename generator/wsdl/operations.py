"""The operations of a binding, each with what it binds in the port type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..errors import HINTS, near
from ..model import Operation, Style
from ..source import refusal
from ..synthesis import Types
from ..xml import documentation, local
from .index import Index, Place
from .messages import Bound
from .policy import wants_mtom


@dataclass(frozen=True, slots=True)
class Operations:
    """Reads the operations of one binding.

    Attributes:
        index: Where names lead to.
        types: Makes the types that no schema has.
        binding: The binding.
        soap: The SOAP element that says how it speaks.
        port_type: What it binds.
        notes: What is left out; added to while reading.
    """

    index: Index
    types: Types
    binding: Place
    soap: Place
    port_type: Place
    notes: list[str] = field(default_factory=list)

    def read(self) -> Iterator[Operation]:
        """Everything that can be called, in the binding's order."""
        offered = list(self.port_type.children("operation"))
        by_name: dict[str, list[Place]] = {}
        for each in offered:
            by_name.setdefault(each.name, []).append(each)
        used: set[Place] = set()
        mtom = self._wants_mtom(self.binding)
        for place in self.binding.children("operation"):
            if not place.name:
                reason = "an operation has no name"
                raise refusal(place.document.file, place.node, reason)
            abstract = self._abstract(place, by_name, used)
            if abstract is None:
                continue
            used.add(abstract)
            if _starts_here(abstract):
                yield self._operation(place, abstract, mtom)
            else:
                self.notes.append(
                    f"operation {place.name!r} is started by the service; left out"
                )
        for left in offered:
            if left not in used:
                self.notes.append(
                    f"operation {left.name!r} is not in binding {self.binding.name!r}"
                )

    def _abstract(
        self, place: Place, offered: dict[str, list[Place]], used: set[Place]
    ) -> Place | None:
        """The operation that is bound here; None, and a note, where there is none."""
        named = offered.get(place.name)
        if not named:
            hint = near(place.name, offered) if len(self.notes) < HINTS else ""
            self.notes.append(
                f"operation {place.name!r} is not in port type "
                f"{self.port_type.name!r}, and is left out{hint}"
            )
            return None
        fitting = _fitting(place, named)
        for abstract in fitting:
            if abstract not in used:
                return abstract
        if not fitting:
            reason = (
                f"operation {place.name!r} is overloaded, and the names of its input "
                f"and output are those of no operation of its port type"
            )
            raise refusal(place.document.file, place.node, reason)
        self.notes.append(
            f"operation {place.name!r} is bound more than once; the first is taken"
        )
        return None

    def _operation(self, place: Place, abstract: Place, mtom: bool) -> Operation:
        namespace = etree.QName(self.soap.node).namespace or ""
        bound = Bound(self.index, self.types, place, abstract, namespace, self.notes)
        soap = bound.extension("operation")
        said: dict[str, str] = {}
        if soap is not None:
            said = {str(k): str(v) for k, v in soap.node.attrib.items()}
        style = self._style(soap)
        message = bound.message("input", style)
        assert message is not None, "an operation without input does not start here"
        return Operation(
            name=abstract.name,
            action=said.get("soapAction", "").strip(),
            action_required=said.get("soapActionRequired", "").strip()
            not in ("false", "0"),
            style=style,
            input=message,
            output=bound.message("output", style),
            input_headers=tuple(bound.headers("input")),
            output_headers=tuple(bound.headers("output")),
            faults=tuple(bound.faults()),
            documentation=documentation(abstract.node) or documentation(place.node),
            mtom=mtom or self._wants_mtom(place, *place.children("input")),
        )

    def _wants_mtom(self, *places: Place) -> bool:
        root = self.binding.document.root
        nodes = (place.node for place in places)
        return wants_mtom(self.index.policies, root, *nodes)

    def _style(self, operation: Place | None) -> Style:
        """The operation's style over the binding's over `document` (section 3.4)."""
        for place in filter(None, (operation, self.soap)):
            said = place.node.get("style", "").strip().casefold()
            if said in {style.value for style in Style}:
                return Style(said)
            if said:
                reason = f"style {said!r} is neither 'document' nor 'rpc'"
                raise refusal(place.document.file, place.node, reason)
        return Style.DOCUMENT


def _starts_here(abstract: Place) -> bool:
    """Whether the caller speaks first: neither notification nor solicit-response."""
    first = abstract.child("input", "output")
    return first is not None and local(first.node) == "input"


def _fitting(place: Place, named: list[Place]) -> list[Place]:
    """Which of several operations of one name is bound (section 2.4.5)."""
    if len(named) == 1:
        return named
    both = [a for a in named if _names(place, a) == _names(a, a)]
    if both:
        return both
    first = [a for a in named if _names(place, a)[0] == _names(a, a)[0]]
    given = any(p.name for p in place.children("input", "output"))
    return first or ([] if given else named)


def _names(place: Place, abstract: Place) -> tuple[str, str]:
    """The names of input and output, given or by default."""
    answers = abstract.child("output") is not None
    defaults = (
        place.name + ("Request" if answers else ""),
        f"{place.name}Response" if answers else "",
    )
    found = (place.child("input"), place.child("output"))
    request, response = (
        p.name if p is not None and p.name else d
        for p, d in zip(found, defaults, strict=True)
    )
    return request, response

"""What stands in bodies, headers and details: one carrier for each kind of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..bindings import Bindings, Key
from ..model import Fault, Header, Message, Operation, Port, QName, Use
from ..naming import Names, unique
from ..profile import HeaderNotes, Policy, Profile
from ..synthesis import NAMESPACE


@dataclass(frozen=True, slots=True)
class Carrier:
    """An element or a body with its type, as messages use it.

    Attributes:
        root: The element's name on the wire, or None where the body itself holds the
            content.
        type: Its complex type, or None where the element is a global one.
        encoded: Whether it is in SOAP's encoding.
    """

    root: QName | None
    type: QName | None = None
    encoded: bool = False

    def key(self, bindings: Bindings) -> Key:
        """The type of its value."""
        if self.type is not None:
            return bindings.messages[self.type]
        assert self.root is not None
        return bindings.elements[self.root]

    def nillable(self, bindings: Bindings) -> bool:
        """Whether it may be nil: what has a type of its own never says so."""
        return self.type is None and self.root in bindings.nillable

    @property
    def name(self) -> str:
        """What it is called."""
        named = self.root or self.type
        assert named is not None
        return named.name

    @property
    def said(self) -> str:
        """What tells it in a fault's detail: in SOAP's encoding its type, if named."""
        if not self.encoded or self.type is None or self.type.namespace == NAMESPACE:
            return self.name
        return self.type.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """What one operation sends and gets.

    Attributes:
        request: The body of a request.
        response: The body of an answer; None where nothing is answered.
        headers: The header blocks of a request that are not left out.
        response_headers: The header blocks of an answer.
        header_faults: The header blocks that say what was wrong with a request's.
        faults: The declared faults, by their names.
    """

    request: Carrier
    response: Carrier | None
    headers: tuple[Carrier, ...]
    response_headers: tuple[Carrier, ...]
    header_faults: tuple[Carrier, ...]
    faults: tuple[tuple[str, Carrier], ...]

    def __iter__(self) -> Iterator[Carrier]:
        """All of them, bodies first."""
        yield self.request
        if self.response is not None:
            yield self.response
        yield from self.headers
        yield from self.response_headers
        yield from self.header_faults
        yield from (carrier for _, carrier in self.faults)


def carriers(operation: Operation, profile: Profile) -> Carriers:
    """What an operation sends and gets."""
    kept = [
        h
        for h in operation.input_headers
        if header_notes(profile, h.element).policy is not Policy.OMIT
    ]
    answer = operation.output
    return Carriers(
        request=_carrier(operation.input),
        response=None if answer is None else _carrier(answer),
        headers=_blocks(kept),
        response_headers=_blocks(operation.output_headers),
        header_faults=_blocks(fault for header in kept for fault in header.faults),
        faults=tuple((f.name, _block(f)) for f in operation.faults),
    )


def header_notes(profile: Profile, element: QName) -> HeaderNotes:
    """What the profile says of a header block."""
    return profile.headers.get(element.name, HeaderNotes())


def _carrier(message: Message) -> Carrier:
    return Carrier(message.root, message.type, message.coding.use is Use.ENCODED)


def _block(block: Header | Fault) -> Carrier:
    return Carrier(block.element, block.type, block.coding.use is Use.ENCODED)


def _blocks(headers: Iterable[Header | Fault]) -> tuple[Carrier, ...]:
    return tuple(dict.fromkeys(map(_block, headers)))


def used(ports: Iterable[Port], profile: Profile) -> list[Carrier]:
    """All that the operations of some ports use, each once, in order."""
    every = (o for port in ports for o in port.operations)
    return list(dict.fromkeys(c for o in every for c in carriers(o, profile)))


def constants(
    every: Iterable[Carrier], names: Names, taken: Iterable[str]
) -> dict[Carrier, str]:
    """The names of the constants of carriers."""
    found = list(every)
    wanted = (
        f"{names.constant(c.name)}_{'ELEMENT' if c.root is not None else 'BODY'}"
        for c in found
    )
    return dict(zip(found, unique(wanted, taken, by_case=True), strict=True))

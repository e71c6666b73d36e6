"""The services and ports of a WSDL, and which of them can be called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ..errors import Refused
from ..model import Description, Port, QName, Service, Soap
from ..source import Source, refusal
from ..synthesis import NAMESPACE, Types
from ..xml import (
    SOAP11_BINDING,
    SOAP12_BINDING,
    XSD,
    children,
    documentation,
    have_port,
    soap_over_http,
    target_namespace,
)
from .index import Index, Place
from .operations import Operations

_BINDINGS: Final = {SOAP11_BINDING: Soap.SOAP11, SOAP12_BINDING: Soap.SOAP12}


def parse(source: Source) -> Description:
    """Read everything that a WSDL describes.

    Args:
        source: The WSDL and its import closure, as `guard.check` left it.

    Returns:
        The services with their SOAP ports, and the types that their messages need;
        what is left out is noted. Where the WSDL has no port, its bindings are the
        ports of one service.

    Raises:
        Refused: There is nothing that can be called, or something contradicts itself.
    """
    _check_namespace(source)
    reader = _Reader(Index.of(source), source)
    services = tuple(reader.services())
    if not services:
        raise reader.nothing()
    return Description(
        services=services,
        types=reader.types.all(),
        documentation=documentation(source.entry.root),
        notes=tuple(reader.notes),
    )


def _check_namespace(source: Source) -> None:
    for document in source.documents:
        for node in document.root.iter(f"{{{XSD}}}schema"):
            if target_namespace(node) == NAMESPACE:
                reason = f"the namespace {NAMESPACE} is kept for the generator"
                raise refusal(document.file, node, reason)


def _addresses(port: Place, binding: Place) -> list[str]:
    """The addresses of a port, each once: those of its binding's own SOAP, if any."""
    soap = soap_over_http(binding.node)
    own = "" if soap is None else etree.QName(soap).namespace or ""
    for space in (own, *_BINDINGS):
        found = [
            node.get("location", "").strip()
            for node in children(port.node, space, "address")
        ]
        if found:
            return list(dict.fromkeys(found))
    return []


@dataclass(frozen=True, slots=True)
class _Reader:
    index: Index
    source: Source
    types: Types = field(default_factory=Types)
    notes: list[str] = field(default_factory=list)

    def services(self) -> Iterator[Service]:
        every = self.index.all("service")
        if not have_port(place.node for place in every):
            yield from self.implied()
            return
        for place in every:
            notes: list[str] = []
            found = (self.port(port, notes) for port in place.children("port"))
            ports = tuple(port for port in found if port is not None)
            if ports:
                said = documentation(place.node)
                yield Service(
                    name=place.qname,
                    ports=ports,
                    documentation=said or documentation(self.source.entry.root),
                    notes=tuple(notes),
                )
                continue
            self.notes.extend(notes)
            self.notes.append(f"service {place.name!r} has no port that can be called")

    def implied(self) -> Iterator[Service]:
        """The service that a document without one describes: a port a binding."""
        entry = self.source.entry
        ports = []
        for place in self.index.all("binding"):
            port = self.bound(place, place, "", self.notes)
            ports += [] if port is None else [port]
        if ports:
            name = entry.root.get("name", "").strip() or entry.path.stem
            yield Service(
                name=QName(target_namespace(entry.root), name),
                ports=tuple(ports),
                documentation=documentation(entry.root),
            )

    def port(self, place: Place, notes: list[str]) -> Port | None:
        """One port, or None, and a note, where it cannot be called."""
        binding = self.index.get("binding", place, "binding")
        where = _addresses(place, binding)
        if len(where) > 1:
            notes.append(
                f"port {place.name!r} has {len(where)} addresses; the first is taken"
            )
        return self.bound(place, binding, where[0] if where else "", notes)

    def bound(
        self, place: Place, binding: Place, address: str, notes: list[str]
    ) -> Port | None:
        what = "binding" if place is binding else "port"
        soap = soap_over_http(binding.node)
        if soap is None:
            notes.append(f"{what} {place.name!r} does not speak SOAP over HTTP")
            return None
        port_type = self.index.get("portType", binding, "type")
        reader = Operations(
            self.index, self.types, binding, binding.at(soap), port_type
        )
        operations = tuple(reader.read())
        if not operations:
            notes.extend(reader.notes)
            notes.append(f"{what} {place.name!r} has nothing that can be called")
            return None
        return Port(
            name=place.name,
            soap=_BINDINGS[etree.QName(soap).namespace or ""],
            address=address,
            binding=binding.qname,
            port_type=port_type.qname,
            operations=operations,
            notes=tuple(reader.notes),
        )

    def nothing(self) -> Refused:
        """Why there is no service."""
        services = self.index.all("service")
        place = (
            services[0]
            if services
            else Place(self.source.entry, self.source.entry.root)
        )
        what = "port" if have_port(s.node for s in services) else "binding"
        reason = f"has no {what} that speaks SOAP over HTTP"
        bindings = self.index.all("binding")
        if any(soap_over_http(binding.node) is not None for binding in bindings):
            reason = "; ".join(["has nothing that can be called", *self.notes[:1]])
        return refusal(place.document.file, place.node, reason)

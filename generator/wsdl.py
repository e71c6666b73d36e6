"""WSDL 1.1 to the model: services, ports, bindings, port types, messages and parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from .model import (
    Fault,
    Header,
    Message,
    Operation,
    Part,
    Port,
    QName,
    Service,
    Soap,
    Style,
)
from .source import Document, Source, refusal
from .xml import (
    SOAP11_BINDING,
    SOAP12_BINDING,
    WSDL,
    children,
    documentation,
    local,
    qname,
    target_namespace,
)

_BINDINGS: Final = {SOAP11_BINDING: Soap.SOAP11, SOAP12_BINDING: Soap.SOAP12}
_HTTP: Final = frozenset(
    {
        "http://schemas.xmlsoap.org/soap/http",
        "http://www.w3.org/2003/05/soap/bindings/HTTP/",
    }
)


def parse(source: Source) -> Service:
    """Read the service that a WSDL describes.

    Args:
        source: The WSDL and its import closure, as `guard.check` left it.

    Returns:
        The service with its SOAP ports; what is left out is noted in it.

    Raises:
        Refused: There is nothing that can be called, or something that the generator
            does not know how to call.
    """
    reader = _Reader.of(source)
    services = reader.all("service")
    if not services:
        raise refusal(source.entry.file, source.entry.root, "has no service")
    document, node = services[0]
    ports, notes = [], []
    for port in children(node, WSDL, "port"):
        made = reader.port(document, port)
        if made is None:
            notes.append(f"port {port.get('name')!r} does not speak SOAP over HTTP")
        else:
            ports.append(made)
    notes += [f"service {n.get('name')!r} is not generated" for _, n in services[1:]]
    if not ports:
        raise refusal(document.file, node, "has no port that speaks SOAP over HTTP")
    return Service(
        name=QName(target_namespace(node), node.get("name", "")),
        ports=tuple(ports),
        documentation=documentation(node) or documentation(source.entry.root),
        notes=tuple(notes),
    )


_Place = tuple[Document, etree._Element]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Looks up the components of a WSDL by name."""

    found: dict[tuple[str, QName], _Place]

    @classmethod
    def of(cls, source: Source) -> _Reader:
        found: dict[tuple[str, QName], _Place] = {}
        for document in source.documents:
            if document.root.tag != f"{{{WSDL}}}definitions":
                continue
            kinds = ("message", "portType", "binding", "service")
            for node in children(document.root, WSDL, *kinds):
                name = QName(target_namespace(node), node.get("name", "").strip())
                found[local(node), name] = (document, node)
        return cls(found)

    def all(self, kind: str) -> list[_Place]:
        return [place for (k, _), place in self.found.items() if k == kind]

    def get(
        self, kind: str, document: Document, node: etree._Element, key: str
    ) -> _Place:
        """Follow the reference in an attribute; `guard` has seen that it resolves."""
        value = node.get(key)
        name = None if value is None else qname(node, value)
        if name is None or (kind, name) not in self.found:
            raise refusal(document.file, node, f"{local(node)} has no {key}")
        return self.found[kind, name]

    def port(self, document: Document, node: etree._Element) -> Port | None:
        """One port, or None where its binding is not SOAP over HTTP."""
        place, binding = self.get("binding", document, node, "binding")
        soap = next(children(binding, SOAP11_BINDING, "binding"), None)
        if soap is None:
            soap = next(children(binding, SOAP12_BINDING, "binding"), None)
        if soap is None or soap.get("transport", "").strip() not in _HTTP:
            return None
        namespace = etree.QName(soap).namespace or ""
        address = next(children(node, namespace, "address"), None)
        return Port(
            name=node.get("name", "").strip(),
            soap=_BINDINGS[namespace],
            address="" if address is None else address.get("location", "").strip(),
            operations=tuple(self.operations(place, binding, soap)),
        )

    def operations(
        self, document: Document, binding: etree._Element, soap: etree._Element
    ) -> Iterator[Operation]:
        home, port_type = self.get("portType", document, binding, "type")
        for node in children(binding, WSDL, "operation"):
            name = node.get("name", "").strip()
            abstract = [
                n
                for n in children(port_type, WSDL, "operation")
                if n.get("name", "").strip() == name
            ]
            if len(abstract) != 1:
                many = "overloaded" if abstract else "not in its port type"
                raise refusal(document.file, node, f"operation {name!r} is {many}")
            yield self.operation(document, node, home, abstract[0], soap)

    def operation(
        self,
        document: Document,
        node: etree._Element,
        home: Document,
        abstract: etree._Element,
        soap: etree._Element,
    ) -> Operation:
        namespace = etree.QName(soap).namespace or ""
        concrete = next(children(node, namespace, "operation"), None)
        settings = (
            {}
            if concrete is None
            else {str(k): str(v) for k, v in concrete.attrib.items()}
        )
        style = Style(
            (settings.get("style") or soap.get("style") or "document").strip()
        )
        message = next(children(abstract, WSDL, "input"), None)
        if (
            message is None
            or local(
                next(abstract.iterchildren(f"{{{WSDL}}}input", f"{{{WSDL}}}output"))
            )
            != "input"
        ):
            raise refusal(home.file, abstract, "an operation that the service starts")
        answer = next(children(abstract, WSDL, "output"), None)
        if style is Style.RPC:
            raise refusal(document.file, node, "rpc style is not supported yet")
        return Operation(
            name=node.get("name", "").strip(),
            action=settings.get("soapAction", "").strip(),
            style=style,
            input=self.body(document, node, home, message, namespace),
            output=(
                None
                if answer is None
                else self.body(document, node, home, answer, namespace)
            ),
            input_headers=tuple(self.headers(document, node, "input", namespace)),
            output_headers=tuple(self.headers(document, node, "output", namespace)),
            faults=tuple(self.faults(home, abstract)),
            documentation=documentation(abstract),
        )

    def body(
        self,
        document: Document,
        node: etree._Element,
        home: Document,
        direction: etree._Element,
        namespace: str,
    ) -> Message:
        """The parts of a message that its binding puts into the body."""
        place, message = self.get("message", home, direction, "message")
        parts = [_part(place, n) for n in children(message, WSDL, "part")]
        for bound in children(node, WSDL, local(direction)):
            body = next(children(bound, namespace, "body"), None)
            if body is None:
                continue
            if body.get("use", "literal").strip() != "literal":
                raise refusal(document.file, body, "use='encoded' is not supported yet")
            chosen = body.get("parts")
            if chosen is not None:
                parts = [p for p in parts if p.name in chosen.split()]
        if len(parts) != 1 or parts[0].element is None:
            reason = f"message {message.get('name')!r} has not just one element part"
            raise refusal(place.file, message, f"{reason}: not supported yet")
        name = QName(target_namespace(message), message.get("name", "").strip())
        return Message(name=name, parts=tuple(parts))

    def headers(
        self, document: Document, node: etree._Element, direction: str, namespace: str
    ) -> Iterator[Header]:
        for bound in children(node, WSDL, direction):
            for header in children(bound, namespace, "header"):
                place, message = self.get("message", document, header, "message")
                parts = [_part(place, n) for n in children(message, WSDL, "part")]
                part = next((p for p in parts if p.name == header.get("part")), None)
                if part is None or part.element is None:
                    raise refusal(
                        document.file, header, "the header's part has no element"
                    )
                yield Header(element=part.element)

    def faults(self, home: Document, abstract: etree._Element) -> Iterator[Fault]:
        for node in children(abstract, WSDL, "fault"):
            place, message = self.get("message", home, node, "message")
            parts = [_part(place, n) for n in children(message, WSDL, "part")]
            if len(parts) != 1 or parts[0].element is None:
                raise refusal(
                    place.file,
                    message,
                    "a fault's message has one part with an element",
                )
            yield Fault(name=node.get("name", "").strip(), element=parts[0].element)


def _part(document: Document, node: etree._Element) -> Part:
    element, type_ = node.get("element"), node.get("type")
    name = node.get("name", "").strip()
    if (element is None) == (type_ is None):
        raise refusal(
            document.file, node, f"part {name!r} has not either an element or a type"
        )
    return Part(
        name=name,
        element=None if element is None else qname(node, element),
        type=None if type_ is None else qname(node, type_),
    )

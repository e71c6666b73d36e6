"""The service that a WSDL describes: frozen, free of XML and of Python names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, order=True)
class QName:
    """A name in a namespace; `""` is no namespace."""

    namespace: str
    name: str

    def __str__(self) -> str:
        """The name in Clark's notation, `{namespace}name`."""
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


class Soap(Enum):
    """The version of SOAP that a binding speaks."""

    SOAP11 = "1.1"
    SOAP12 = "1.2"


class Style(Enum):
    """How a body is built from its message (WSDL 1.1, section 3.5)."""

    DOCUMENT = "document"
    RPC = "rpc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a message, typed by an element or by a type.

    Attributes:
        name: The part's name.
        element: The global element that it is, or None.
        type: The type that it has, or None.
    """

    name: str
    element: QName | None = None
    type: QName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What stands in one direction's body.

    Attributes:
        name: The name of the WSDL message.
        parts: The parts that the body carries, in order.
    """

    name: QName
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header block that a binding declares (WSDL 1.1, section 3.7).

    Attributes:
        element: The global element of the block.
    """

    element: QName


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that an operation declares.

    Attributes:
        name: The fault's name in its port type.
        element: The global element in the fault's detail.
    """

    name: str
    element: QName


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of a port, as its binding puts it on the wire.

    Attributes:
        name: The operation's name.
        action: The SOAPAction, possibly empty.
        style: How the bodies are built.
        input: What a request carries.
        output: What an answer carries, or None for a one-way operation.
        input_headers: The header blocks that the binding declares for requests.
        output_headers: The same for answers.
        faults: The faults that the port type declares.
        documentation: What the port type says about the operation, or "".
    """

    name: str
    action: str
    style: Style
    input: Message
    output: Message | None
    input_headers: tuple[Header, ...] = ()
    output_headers: tuple[Header, ...] = ()
    faults: tuple[Fault, ...] = ()
    documentation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """One endpoint of a service.

    Attributes:
        name: The port's name.
        soap: The version of SOAP that its binding speaks.
        address: Where the WSDL says that it is.
        operations: What can be called on it, in the binding's order.
    """

    name: str
    soap: Soap
    address: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service and its ports.

    Attributes:
        name: The service's name.
        ports: The ports that speak SOAP over HTTP, in the document's order.
        documentation: What the WSDL says about itself, or "".
        notes: What the document has and the package leaves out, a line each.
    """

    name: QName
    ports: tuple[Port, ...]
    documentation: str = ""
    notes: tuple[str, ...] = ()

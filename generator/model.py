"""The services that a WSDL describes: frozen, free of XML and of Python names."""

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


class Use(Enum):
    """Whether parts stand on the wire as their schema says, or by an encoding."""

    LITERAL = "literal"
    ENCODED = "encoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How one body, header block or fault is put on the wire.

    Attributes:
        use: Literal or encoded.
        encoding: The `encodingStyle`, or "".
        namespace: The namespace that the binding gives, or "".
    """

    use: Use = Use.LITERAL
    encoding: str = ""
    namespace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a message, typed by an element or by a type.

    Attributes:
        name: The part's name.
        element: The global element that it is, or None.
        type: The type that it has, or None.
        simple: Whether that type is a simple one.
    """

    name: str
    element: QName | None = None
    type: QName | None = None
    simple: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part that travels beside the envelope (WSDL 1.1, section 5).

    Attributes:
        part: The part.
        media: The media types that it may have; none is any.
    """

    part: Part
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageType:
    """A complex type that no schema has, made for what a message carries.

    Attributes:
        name: Its name; the namespace is this program's own.
        parts: What it holds in sequence: a part with an element is that element, a
            part with a type an element without namespace, named like the part.
        text: Whether it is instead the text of its one part, which is simple.
        nillable: Whether those elements may be nil, as SOAP's encoding lets them.
        attachments: What it holds besides, which no element stands for.
    """

    name: QName
    parts: tuple[Part, ...]
    text: bool = False
    nillable: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What stands in one direction's body.

    | root | type | the body holds |
    | --- | --- | --- |
    | R | None | the global element R |
    | R | T | an element R of the complex type T |
    | None | T | what T says; the body itself is of that type |

    Attributes:
        name: The name of the WSDL message.
        parts: The parts that the body carries, in order.
        root: The element in the body, or None where the body itself holds the parts.
        type: Its complex type, where it is not a global element.
        coding: How the parts are put on the wire.
        attachments: The parts that travel beside the envelope.
    """

    name: QName
    parts: tuple[Part, ...] = ()
    root: QName | None = None
    type: QName | None = None
    coding: Coding = Coding()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header block that a binding declares (WSDL 1.1, section 3.7).

    Attributes:
        element: The block's name on the wire.
        type: Its complex type, where it is not a global element.
        message: The WSDL message that it is a part of.
        part: The name of that part.
        coding: How it is put on the wire.
        required: Whether the binding says `wsdl:required`.
        faults: The blocks that say what was wrong with this one.
    """

    element: QName
    type: QName | None = None
    message: QName = QName("", "")
    part: str = ""
    coding: Coding = Coding()
    required: bool = False
    faults: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that an operation declares.

    Attributes:
        name: The fault's name in its port type.
        element: The element in the fault's detail.
        type: Its complex type, where it is not a global element.
        message: The WSDL message whose one part it is.
        coding: How it is put on the wire.
    """

    name: str
    element: QName
    type: QName | None = None
    message: QName = QName("", "")
    coding: Coding = Coding()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of a port, as its binding puts it on the wire.

    Attributes:
        name: The operation's name; overloaded ones have the same.
        action: The SOAPAction, possibly empty.
        action_required: False where the binding lets the action be left out.
        style: How the bodies are built.
        input: What a request carries.
        output: What an answer carries, or None for a one-way operation.
        input_headers: The header blocks that the binding declares for requests.
        output_headers: The same for answers.
        faults: The faults that the port type declares.
        documentation: What the WSDL says about the operation, or "".
        mtom: Whether a policy demands that binary values travel beside the envelope.
    """

    name: str
    action: str
    style: Style
    input: Message
    output: Message | None
    action_required: bool = True
    input_headers: tuple[Header, ...] = ()
    output_headers: tuple[Header, ...] = ()
    faults: tuple[Fault, ...] = ()
    documentation: str = ""
    mtom: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """One endpoint of a service.

    Attributes:
        name: The port's name.
        soap: The version of SOAP that its binding speaks.
        address: Where the WSDL says that it is, or "".
        binding: Its binding's name.
        port_type: The name of the port type that is bound.
        operations: What can be called on it, in the binding's order.
        notes: What its binding has and this leaves out, a line each.
    """

    name: str
    soap: Soap
    address: str
    binding: QName
    port_type: QName
    operations: tuple[Operation, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service and its ports.

    Attributes:
        name: The service's name.
        ports: The ports that speak SOAP over HTTP, in the document's order.
        documentation: What the WSDL says about the service, or else about itself.
        notes: What the service has and this leaves out, a line each.
    """

    name: QName
    ports: tuple[Port, ...]
    documentation: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that a WSDL describes.

    Attributes:
        services: The services, in the order of the documents; at least one.
        types: The types made for messages, in the order in which they are used.
        documentation: What the WSDL says about itself, or "".
        notes: What the WSDL has and this leaves out, of no service above.
    """

    services: tuple[Service, ...]
    types: tuple[MessageType, ...] = ()
    documentation: str = ""
    notes: tuple[str, ...] = ()

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes of the description, its services and their ports, each once."""
        found = list(self.notes)
        for service in self.services:
            found += service.notes
            for port in service.ports:
                found += port.notes
        return tuple(dict.fromkeys(found))

"""Header blocks that an operation does not declare: XML, as it stands.

Many services want a `wsse:Security` with every request, and say so in no WSDL.
"""

from __future__ import annotations

from .element import Element
from .errors import MessageError
from .opaque import Xml, decode_xml, xml_encoder
from .reading import local


def free_block(header: object) -> Element[Xml] | None:
    """The element of a header block that is XML; None of any other.

    Raises:
        MessageError: It is not one element in a namespace (SOAP 1.1, section 4.2;
            SOAP 1.2, part 1, 5.2.1).
    """
    if not isinstance(header, Xml):
        return None
    try:
        name = header.element().tag
    except ValueError as error:
        raise MessageError(str(error), path="/Envelope/Header") from None
    if not name.startswith("{"):
        reason = f"the header block {name} is in no namespace"
        raise MessageError(reason, path="/Envelope/Header")
    return Element(
        name=name,
        tag=local(name),
        type=Xml,
        encode=xml_encoder(name),
        decode=decode_xml,
        prefixes={},
    )

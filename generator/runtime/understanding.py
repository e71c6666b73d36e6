"""Header blocks that must be understood, and what faults say of them.

A block with `mustUnderstand` changes what the message means: who does not know it may
not act on the message (SOAP 1.1, 4.2.3; SOAP 1.2 part 1, 2.4 and 5.2.3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from .characters import WHITE_SPACE, shown
from .qnames import at, read_qname
from .reading import Node, Reader
from .versions import Soap

_TRUE: Final = ("1", "true")
_FALSE: Final = ("0", "false")
_OURS: Final = {
    Soap.SOAP11: ("", "http://schemas.xmlsoap.org/soap/actor/next"),
    Soap.SOAP12: (
        "",
        "http://www.w3.org/2003/05/soap-envelope/role/next",
        "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver",
    ),
}
"""The roles of who gets the answer; "" is where none is given."""
_NOT_UNDERSTOOD: Final = Soap.SOAP12.clark("NotUnderstood")
_UPGRADE: Final = Soap.SOAP12.clark("Upgrade")
SAID_BY_FAULTS: Final = (_NOT_UNDERSTOOD, _UPGRADE)
"""The header blocks that SOAP itself has for faults."""


def understand(
    header: Iterable[Node], known: Collection[str], reader: Reader, soap: Soap
) -> None:
    """Insist that every block that must be understood is known.

    Args:
        header: The blocks.
        known: The names of those that are understood, in Clark's notation.
        reader: Makes the errors.
        soap: The version of SOAP.

    Raises:
        ProtocolError: One is not, and is addressed to who reads this.
    """
    role = soap.clark("actor" if soap is Soap.SOAP11 else "role")
    for block in header:
        said = block.get(soap.clark("mustUnderstand"))
        if said is None or block.tag in known:
            continue
        text = said.strip(WHITE_SPACE)
        if text not in (*_TRUE, *_FALSE):
            reason = f"expected xs:boolean in mustUnderstand, found {shown(said)}"
            raise reader.error(reason, block)
        addressed = (block.get(role) or "").strip(WHITE_SPACE) in _OURS[soap]
        if text in _TRUE and addressed:
            reason = f"the header block {block.tag} must be understood, and is not"
            raise reader.error(reason, block)


def not_understood(header: Iterable[Node], reader: Reader) -> tuple[str, ...]:
    """The blocks that a fault says were not understood (SOAP 1.2 part 1, 5.4.8)."""
    said = [block for block in header if block.tag == _NOT_UNDERSTOOD]
    return tuple(filter(None, [_named(block, reader) for block in said]))


def supported(header: Iterable[Node], reader: Reader) -> tuple[str, ...]:
    """The envelopes that a service would have, best first (SOAP 1.2 part 1, 5.4.7)."""
    inner = Soap.SOAP12.clark("SupportedEnvelope")
    nodes = [n for block in header if block.tag == _UPGRADE for n in block]
    return tuple(filter(None, [_named(n, reader) for n in nodes if n.tag == inner]))


def _named(node: Node, reader: Reader) -> str:
    """The name that an element is about; "" where it is none: a fault must be known."""
    try:
        return str(at(node, reader, read_qname)(node.get("qname") or ""))
    except ValueError:
        return ""

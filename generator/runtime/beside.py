"""Puts what came beside an envelope where the envelope wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .characters import is_blank, shown
from .lexical_binary import write_base64_binary
from .reading import Node, Reader

if TYPE_CHECKING:
    from .mime import MimePart

RELATED: Final = "multipart/related"
_INCLUDE: Final = "{http://www.w3.org/2004/08/xop/include}Include"


def is_related(content_type: str) -> bool:
    """Whether a media type is that of a message of several parts."""
    return content_type.partition(";")[0].strip().lower() == RELATED


def opened(content: bytes, reader: Reader) -> bytes:
    """The envelope of a message, which may have come with others beside it.

    Args:
        content: The message.
        reader: Knows its media type; from now on also what came beside.

    Raises:
        ProtocolError: It is cut off, or not as RFC 2387 says.
    """
    if not is_related(reader.content_type):
        return content
    # Most messages are an envelope alone, and need none of it.
    from .unpacking import Unpacked

    try:
        reader.unpacked = Unpacked(reader.content_type, content)
    except ValueError as error:
        raise reader.error(f"the message cannot be taken apart: {error}") from None
    return reader.unpacked.envelope


def refuse_parts(reader: Reader) -> None:
    """Insist on an envelope alone, where a message is read before it is all there.

    Raises:
        ProtocolError: The message is of several parts.
    """
    if is_related(reader.content_type):
        reason = "an answer of several parts is not read item by item; call for it"
        raise reader.error(reason)


def restore(root: Node, reader: Reader) -> None:
    """Put in what an envelope includes (XOP 1.0, section 3.2): each part once.

    Args:
        root: The envelope; it changes.
        reader: Knows the parts, and makes the errors.

    Raises:
        ProtocolError: There is no such part, or it is included twice.
    """
    unpacked = reader.unpacked
    if unpacked is None or not unpacked.is_xop:
        return
    tree: Any = root
    seen: set[str] = set()
    for node in list(tree.iter(_INCLUDE)):
        holder = node.getparent()
        texts = (node.text, node.tail, "" if holder is None else holder.text)
        if (
            holder is None
            or len(holder) > 1
            or len(node)
            or not all(map(is_blank, texts))
        ):
            raise reader.error("an xop:Include does not stand alone", node)
        try:
            name, part = unpacked.find(node.get("href") or "")
        except ValueError as error:
            raise reader.error(str(error), node) from None
        if name in seen:
            raise reader.error(f"the part {shown(name)} is included twice", node)
        seen.add(name)
        holder.remove(node)
        holder.text = write_base64_binary(part.content)


def attachment(
    node: Node, reader: Reader, names: tuple[str, ...], name: str
) -> MimePart:
    """The attachment that the WSDL binds a part to (WSDL 1.1, section 5).

    Args:
        node: The element that the other parts stand in.
        reader: Knows the attachments.
        names: The names of all such parts, in the order of the WSDL.
        name: That of this one.

    Raises:
        ProtocolError: It is not there.
    """
    try:
        found = {} if reader.unpacked is None else reader.unpacked.named(names)
    except ValueError as error:
        raise reader.error(str(error), node) from None
    if name not in found:
        raise reader.error(f"the attachment {shown(name)} is missing", node)
    return found[name]

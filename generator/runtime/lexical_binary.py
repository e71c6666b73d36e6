"""Read and write the types of bytes (Part 2, 3.2.15 and 3.2.16).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text that needs no escaping.
"""

import binascii

from .characters import WHITE_SPACE, unreadable, unwritable


def read_hex_binary(text: str) -> bytes:
    """Read xs:hexBinary, in digits of either case (Part 2, 3.2.15)."""
    try:
        return binascii.unhexlify(text.strip(WHITE_SPACE))
    except ValueError:
        raise unreadable("xs:hexBinary", text) from None


def write_hex_binary(value: bytes | bytearray) -> str:
    """Write xs:hexBinary in its canonical upper case."""
    if not isinstance(value, (bytes, bytearray)):
        raise unwritable("xs:hexBinary", "bytes", value)
    return value.hex().upper()


def read_base64_binary(text: str) -> bytes:
    """Read xs:base64Binary, with white space anywhere (Part 2, 3.2.16)."""
    try:
        data = text.encode("ascii").translate(None, b" \t\n\r")
        value = binascii.a2b_base64(data)
    except ValueError:
        raise unreadable("xs:base64Binary", text) from None
    # The decoder passes over much that is wrong, as bits left over at the end.
    if binascii.b2a_base64(value, newline=False) != data:
        raise unreadable("xs:base64Binary", text)
    return value


def write_base64_binary(value: bytes | bytearray) -> str:
    """Write xs:base64Binary in its canonical form, on one line."""
    if not isinstance(value, (bytes, bytearray)):
        raise unwritable("xs:base64Binary", "bytes", value)
    return binascii.b2a_base64(value, newline=False).decode("ascii")
